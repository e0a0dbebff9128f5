using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Huantiao.Knowledge.Atlas;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>What the tests share that kill a browser or a server in the middle of a session: a hand that taps at random, and what the page had shown as done.</summary>
internal static class Killing
{
    /// <summary>As many as two dozen taps.</summary>
    public static readonly (string Point, BodySide Side)[] Many =
    [
        .. from point in new[] { "GB30", "GB31", "GB34", "GB39", "GB40", "BL25", "BL36", "BL37", "BL40", "BL57", "BL60", "ST36" }
           from side in new[] { BodySide.Left, BodySide.Right }
           select (point, side),
    ];

    /// <summary>HUANTIAO_KILLS, or a few.</summary>
    public static int Times => Environment.GetEnvironmentVariable("HUANTIAO_KILLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 2;

    /// <summary>Taps one needle after the other at the pace of a quick hand, and some time later that all are in; each line that changes is said on the console, which outlives the page.</summary>
    /// <param name="taps">After so many taps the time begins: six seconds.</param>
    public static Task TapAwayAsync(IPage page, int taps) => page.EvaluateAsync(
        """
        (taps) => {
          const rows = document.querySelector("[data-needles]");
          const clock = document.getElementById("clock");
          const session = document.querySelector("needling-session");
          new MutationObserver((changes) => { for (const { target } of changes) if (target.dataset.at) console.log(`shown ${target.dataset.at} ${target.dataset.fate}`); })
            .observe(rows, { subtree: true, attributes: true, attributeFilter: ["data-fate"] });
          new MutationObserver(([{ oldValue }]) => { if (clock.dataset.time === "over" && oldValue !== "over") console.log(`over ${session.line.now() - session.state.timer.end}`); })
            .observe(clock, { attributes: true, attributeOldValue: true, attributeFilter: ["data-time"] });
          if (clock.dataset.time === "over") console.log("over already");
          const next = () => {
            const open = [...rows.querySelectorAll("li[data-fate=planned] button.needle:not(:disabled)")];
            if (taps-- > 0 && open.length > 0) {
              open[Math.floor(Math.random() * open.length)].click();
              setTimeout(next, 20 + Math.random() * 60);
              return;
            }
            document.getElementById("minutes").value = "0.1";
            document.getElementById("minutes").dispatchEvent(new Event("input", { bubbles: true }));
            document.querySelector("[data-next=retain] button").click();
          };
          next();
        }
        """,
        taps);

    /// <summary>Listens to what the page says on its console, until the page is at another session.</summary>
    public static Shown Listen(IPage page)
    {
        var (shown, address) = (new Shown(), page.Url);
        page.Console += (_, message) =>
        {
            if (page.Url != address)
                return;
            switch (message.Text.Split(' '))
            {
                case ["shown", var at, "in" or "retained"]:
                    shown.Needles.TryAdd(at, 0);
                    shown.Retained |= message.Text.EndsWith("retained", StringComparison.Ordinal);
                    break;
                case ["over", var late] when double.TryParse(late, CultureInfo.InvariantCulture, out var milliseconds):
                    shown.Late.Add(milliseconds);
                    break;
            }
        };
        return shown;
    }

    /// <summary>Nothing rings before its time, by more than the second that a device's notion of the server's clock may be wrong by.</summary>
    public static void InTime(IEnumerable<double> late) => Assert.All(late, milliseconds => Assert.True(milliseconds > -1000, "it rang before its time"));

    /// <summary>Kills every process that runs on that profile, as the system does when memory runs out.</summary>
    public static async Task KillBrowserAsync(string profile)
    {
        var mine = Directory.EnumerateDirectories("/proc").Select(d => Path.GetFileName(d)).Where(d => d.All(char.IsAsciiDigit)).Where(id => Command(id).Contains(profile, StringComparison.Ordinal)).ToList();
        foreach (var id in mine)
        {
            try
            {
                using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It went with its parent.
            }
        }

        Assert.NotEmpty(mine);
    }

    private static string Command(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>What a page had shown as done.</summary>
    public sealed class Shown
    {
        /// <summary>"GB30:left"</summary>
        public ConcurrentDictionary<string, int> Needles { get; } = new(StringComparer.Ordinal);

        /// <summary>The time had begun.</summary>
        public bool Retained { get; set; }

        /// <summary>Milliseconds after the planned end at which it rang.</summary>
        public ConcurrentBag<double> Late { get; } = [];
    }
}
