using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>
/// How long a person takes for what a page asks of them: a second and a fifth for each tap, and the time to read, at a slow reader's speed, whatever stands in sight that did not stand there before.
/// Worked out from taps and words, as the length of the questionnaire is, so that it is the same on any machine. Speeds are assumptions (docs/methods/session.md).
/// </summary>
internal sealed partial class NeedlingPace(string language)
{
    private const double SecondsToTap = 1.2;
    private const double WordsPerMinute = 200;
    private const double CharactersPerMinute = 360;
    private const double SecondsToCountANeedle = 0.5;

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<string> _steps = [];

    public int Taps { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>What was done, with how much there was to read before it.</summary>
    public string Told => string.Join("; ", _steps);

    /// <summary>Reads what is new in sight and taps there.</summary>
    public async Task TapAsync(IPage page, string what)
    {
        var target = page.Locator(what).First;
        await target.ScrollIntoViewIfNeededAsync();
        // The countdown is glanced at; places and names of the head are known.
        var lines = await page.EvaluateAsync<string[]>("""
            () => {
              const seen = [];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const owner = node.parentElement;
                if (owner.closest("header, footer, script, template, [role=timer], [data-left], .unseen") || !owner.checkVisibility({ visibilityProperty: true })) continue;
                const range = document.createRange();
                range.selectNodeContents(node);
                const box = range.getBoundingClientRect();
                if (box.height > 0 && box.bottom > 0 && box.top < innerHeight && node.textContent.trim() !== "") seen.push(node.textContent.trim());
              }
              return seen;
            }
            """);
        var fresh = lines.Where(_read.Add).ToList();
        var reading = language == "en" ? fresh.Sum(l => Word().Count(l)) / WordsPerMinute * 60 : fresh.Sum(l => Character().Count(l)) / CharactersPerMinute * 60;
        (Taps, Seconds) = (Taps + 1, Seconds + reading + SecondsToTap);
        _steps.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {reading:0.0} s to read"));
        await target.TapAsync();
    }

    /// <summary>Counts needles in the tray.</summary>
    public void Count(int needles) => Seconds += needles * SecondsToCountANeedle;

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’.-]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}|[A-Za-z0-9.]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Character();
}
