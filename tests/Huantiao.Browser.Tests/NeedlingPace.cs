using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Huantiao.Web.Languages;
using Huantiao.Web.Words;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>
/// How long a person takes for what a page asks of them: for each tap the tap itself and a moment to see where, and the time to read, at a slow reader's speed, whatever in sight is not known already. Who does
/// this every day knows the fixed words of the pages and reads what is this visit's; who sees it for the first time reads all. Worked out from taps and words, as the length of the questionnaire is, so
/// that it is the same on any machine. The speeds are assumptions (docs/methods/session.md).
/// </summary>
internal sealed partial class NeedlingPace(string language)
{
    private const double SecondsToTap = 1.2;
    private const double SecondsToSee = 1.35;
    private const double WordsPerMinute = 200;
    private const double CharactersPerMinute = 360;
    private const double SecondsToCountANeedle = 0.5;

    private readonly HashSet<string> _known = Fixed(language);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<string> _steps = [];

    public int Taps { get; private set; }

    /// <summary>Of who does this every day.</summary>
    public double Seconds { get; private set; }

    /// <summary>Of who has never seen these pages and reads every word in sight.</summary>
    public double SecondsAtFirst { get; private set; }

    /// <summary>What was done, with how much there was to read before it.</summary>
    public string Told => string.Join("; ", _steps);

    /// <summary>Reads what is new in sight and taps there.</summary>
    public async Task TapAsync(IPage page, string what)
    {
        var target = page.Locator(what).First;
        await target.ScrollIntoViewIfNeededAsync();
        // The countdown is glanced at; places, the head, the views of the body and the numbers to tap are the same every day.
        var lines = await page.EvaluateAsync<string[]>("""
            () => {
              const seen = [];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const owner = node.parentElement;
                if (owner.closest("header, footer, nav, script, template, [role=timer], [data-left], .numbers, .unseen") || !owner.checkVisibility({ visibilityProperty: true })) continue;
                const range = document.createRange();
                range.selectNodeContents(node);
                const box = range.getBoundingClientRect();
                if (box.height > 0 && box.bottom > 0 && box.top < innerHeight && node.textContent.trim() !== "") seen.push(node.textContent.trim());
              }
              return seen;
            }
            """);
        var fresh = lines.Where(_read.Add).ToList();
        var (first, reading) = (Reading(fresh), Reading(fresh.Where(l => !_known.Contains(l))));
        (Taps, Seconds, SecondsAtFirst) = (Taps + 1, Seconds + reading + SecondsToSee + SecondsToTap, SecondsAtFirst + first + SecondsToSee + SecondsToTap);
        _steps.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {reading:0.0} s to read"));
        await target.TapAsync();
    }

    /// <summary>Counts needles in the tray.</summary>
    public void Count(int needles)
    {
        Seconds += needles * SecondsToCountANeedle;
        SecondsAtFirst += needles * SecondsToCountANeedle;
    }

    private double Reading(IEnumerable<string> lines) => 60 * (language == "en" ? lines.Sum(l => Word().Count(l)) / WordsPerMinute : lines.Sum(l => Character().Count(l)) / CharactersPerMinute);

    /// <summary>The words of the pages themselves. What is put together from them and from the visit is none of these.</summary>
    private static HashSet<string> Fixed(string language)
    {
        var culture = Language.All.Single(l => l.Tag == language).Culture;
        return Wording.Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>().Select(e => ((string)e.Value!).Trim()).ToHashSet(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’.-]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}|[A-Za-z0-9.]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Character();
}
