using System.Globalization;

namespace Huantiao.Browser.Tests;

/// <summary>How long typing takes; nothing is asserted, so it runs only when asked for, by <c>bench/typed-search.sh</c>.</summary>
[Collection(nameof(Browser))]
public sealed class TypedSearch(Browser browser)
{
    [Fact(Explicit = true)]
    public async Task Typing_FromKeyToPaintedList()
    {
        foreach (var (language, width) in new[] { ("en", 390), ("zh-Hans", 1280) })
        {
            var page = await browser.OpenAsync($"/{language}/points", width);

            // A task after the next frame's callbacks runs when that frame has been painted.
            var times = await page.EvaluateAsync<double[]>("""
                async () => {
                  const field = document.querySelector("#q");
                  const painted = () => new Promise((done) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); }));
                  const times = [];
                  field.scrollIntoView();
                  for (let round = 0; round < 20; round++) {
                    for (const word of ["huan tiao", "环跳", "GB30", "zu san li", "jumping", "b"]) {
                      for (let n = 1; n <= word.length; n++) {
                        field.value = word.slice(0, n);
                        const start = performance.now();
                        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
                        const script = performance.now() - start;
                        await painted();
                        if (round > 0) times.push(script, performance.now() - start);
                      }
                    }
                  }
                  return times;
                }
                """);
            await page.Context.CloseAsync();
            var (script, all) = (Sorted(times, 0), Sorted(times, 1));
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"typed at {width} px in {language}: script median {At(script, 0.5):0.0} ms, p99 {At(script, 0.99):0.0}; to the painted list median {At(all, 0.5):0.0} ms, p99 {At(all, 0.99):0.0}, {At(all, 0.99) / 50:0.00} of 50 ms ({all.Length} letters)"));
        }

        static double[] Sorted(double[] times, int first) => [.. times.Where((_, i) => i % 2 == first).Order()];

        static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
    }
}
