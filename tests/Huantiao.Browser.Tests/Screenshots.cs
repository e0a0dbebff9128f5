using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>
/// Makes docs/screenshots/points anew, for people to look at; nothing is asserted, so it runs only when asked for:
/// <c>dotnet run --project tests/Huantiao.Browser.Tests -- -explicit only -class '*Screenshots'</c>.
/// </summary>
[Collection(nameof(Browser))]
public sealed class Screenshots(Browser browser)
{
    private const int Width = 720;

    [Fact(Explicit = true)]
    public async Task Points_EachViewInBothThemes()
    {
        var folder = Path.Combine(Root(), "docs", "screenshots", "points");
        Directory.CreateDirectory(folder);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            // One language in one theme each: a look at both.
            var (language, theme) = scheme == ColorScheme.Light ? ("en", "light") : ("zh-Hans", "dark");
            var page = await browser.OpenAsync($"/{language}/points", Width, 1600, scheme);
            foreach (var view in browser.Site.Points.Atlas.Body.Views)
            {
                await page.GotoAsync($"{browser.Address}/{language}/points/view/{view.Id}");
                foreach (var box in await page.Locator(".layers input:not(#layer-large):not(#layer-cautions)").AllAsync())
                    await box.CheckAsync();
                await page.EvaluateAsync("document.activeElement.blur()");
                await SaveAsync(page, ".bodychart", Path.Combine(folder, $"{view.Id}-{theme}.webp"));
            }

            await page.Context.CloseAsync();
        }
    }

    /// <summary>docs/screenshots/clinic: the pages of the desk on a phone, a tablet and a screen.</summary>
    [Fact(Explicit = true)]
    public async Task Clinic_TheDesk()
    {
        var folder = Path.Combine(Root(), "docs", "screenshots", "clinic");
        Directory.CreateDirectory(folder);
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(820);
        await clinic.SetUpAsync(page);
        var patient = await DiaryTests.AddAsync(clinic, "Ada Lovelace", "1985-12-10");
        await DiaryTests.AddAsync(clinic, "Lovelace Ada", "1985-12-10");
        await DiaryTests.BookAsync(clinic, patient);
        await DiaryTests.BookAsync(clinic, await DiaryTests.AddAsync(clinic, "王小明", "1990-10-12"), 45, emergency: false);
        foreach (var (name, path) in new[] { ("day", "/clinic/day"), ("week", "/clinic/diary"), ("patients", "/clinic/patients"), ("chart", $"/clinic/patients/{patient}"), ("book", $"/clinic/visits/new?patient={patient}"), ("mail", "/clinic/settings/mail") })
        {
            foreach (var (width, language) in new[] { (390, "en"), (820, "zh-Hans"), (1440, "en") })
            {
                await page.SetViewportSizeAsync(width, 900);
                await page.GotoAsync($"{clinic.Address}/{language}{path}");
                await SaveAsync(page, "html", Path.Combine(folder, $"{name}-{width.ToString(System.Globalization.CultureInfo.InvariantCulture)}.webp"));
            }
        }

        await page.Context.CloseAsync();
    }

    /// <summary>Chromium writes WebP itself, which is a third of a PNG here.</summary>
    private static async Task SaveAsync(IPage page, string part, string file)
    {
        var box = await page.Locator(part).First.EvaluateAsync<double[]>("e => { const r = e.getBoundingClientRect(); return [r.x + scrollX, r.y + scrollY, r.width, r.height]; }");
        var session = await page.Context.NewCDPSessionAsync(page);
        var answer = await session.SendAsync("Page.captureScreenshot", new Dictionary<string, object>
        {
            ["format"] = "webp",
            ["quality"] = 80,
            ["captureBeyondViewport"] = true,
            ["clip"] = new Dictionary<string, object> { ["x"] = box[0], ["y"] = box[1], ["width"] = box[2], ["height"] = box[3], ["scale"] = 1 },
        });
        await File.WriteAllBytesAsync(file, answer!.Value.GetProperty("data").GetBytesFromBase64(), TestContext.Current.CancellationToken);
        await session.DetachAsync();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Huantiao.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
