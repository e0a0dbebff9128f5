using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>A finding in words, in one language.</summary>
/// <param name="Effect">From the fixed table of certainty × size.</param>
/// <param name="Numbers">Trials, people, estimate and interval; null where there is none.</param>
/// <param name="Certainty">Level, what it means, what lowered it, and whether a person has confirmed it.</param>
/// <param name="Absolute">Both frames, of 100 people; where that cannot be said, why.</param>
/// <param name="Duration">Which time this is about, and what is known of other times.</param>
/// <param name="Caution">Goes wherever the finding goes; null where the question has none.</param>
public sealed record FindingSentences(string Effect, string? Numbers, string Certainty, string Absolute, string Duration, string? Caution);

/// <summary>Puts findings into words. The words themselves are in <c>Words/words.json</c>.</summary>
public static class Sentences
{
    /// <summary>The finding in words.</summary>
    /// <param name="language">en or zh-Hans.</param>
    public static FindingSentences For(Answer answer, Finding finding, string language)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(finding);

        return new FindingSentences(
            Effect(answer, finding).In(language),
            Numbers(answer, finding)?.In(language),
            Certainty(answer, finding).In(language),
            Absolute(answer, finding, language),
            Duration(answer, finding).In(language),
            finding.Question.Caution?.In(language));
    }

    /// <summary>The effect statement: certainty chooses how sure it sounds, size how much, the sign of the effect which verb.</summary>
    public static LocalText Effect(Answer answer, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(finding);

        if (NoEvents(finding) is { } none)
        {
            return Capital(Words.Text(
                "effect.no-events",
                ("outcome", finding.Question.Outcome), ("intervention", answer.Pathway.Intervention), ("comparator", finding.Question.Comparator),
                ("window", finding.Question.Window), ("n1", Show.Count(none.Total1)), ("n2", Show.Count(none.Total2)), ("upper", none.UpperOf100)));
        }

        var events = finding.Question.Kind == OutcomeKind.Events;
        var change = finding.Synthesis?.Fit.Estimate > 0 ? "increase" : "decrease";
        var verb = $"verb.continuous.{(finding.Question.Direction == Direction.HigherIsBetter ? "higher" : "lower")}.{change}";
        return Words.Text(
            $"effect.{(events ? "events." : "")}{Labels.Key(finding.Certainty.Level)}.{Labels.Key(finding.Size)}",
            ("verbs", Words.Text(verb + ".third")), ("verb", Words.Text(verb + ".base")), ("likelier", Words.Text("likelier." + change)),
            ("intervention", answer.Pathway.Intervention), ("comparator", finding.Question.Comparator),
            ("outcome", finding.Question.Outcome), ("window", finding.Question.Window));
    }

    private static LocalText? Numbers(Answer answer, Finding finding)
    {
        if (finding.Synthesis is not { } synthesis || NoEvents(finding) is { })
            return null;

        var decimals = synthesis.Decimals;
        var unit = finding.Question.Kind == OutcomeKind.Events ? Words.Same("") : Words.Text("unit", ("unit", finding.Question.Unit));
        var sentences = new List<LocalText>
        {
            Words.Counted(
                "numbers", finding.Studies.Length,
                ("n", Show.Count(finding.Participants)), ("measure", Labels.Of(synthesis.Measure)), ("unit", unit),
                ("estimate", Show.Number(synthesis.Estimate, decimals)),
                ("lower", Show.Number(synthesis.CiLower, decimals)), ("upper", Show.Number(synthesis.CiUpper, decimals))),
        };
        if (synthesis is { PiLower: { } low, PiUpper: { } high })
            sentences.Add(Words.Text("numbers.prediction", ("lower", Show.Number(low, decimals)), ("upper", Show.Number(high, decimals))));
        if (Differences.BetweenGroups(answer.Pathway, finding.Question) is { } important)
            sentences.Add(Words.Text("numbers.important", ("value", Show.Plain(important.Value)), ("unit", unit)));
        return Words.Join(sentences);
    }

    private static LocalText Certainty(Answer answer, Finding finding)
    {
        var certainty = finding.Certainty;
        var meaning = finding.Synthesis is null ? Words.Text("meaning.no-data") : Labels.Meaning(certainty.Level);
        var sentences = new List<LocalText> { Words.Text("certainty.sentence", ("level", Labels.Of(certainty.Level)), ("meaning", meaning)) };
        var lowered = certainty.Reasons.Where(r => r.Downgrade > 0).Select(r => Words.Text(
            "certainty.lowered-item", ("domain", Labels.Domain(r.Domain)), ("levels", Show.Count(r.Downgrade)))).ToImmutableArray();
        if (!lowered.IsEmpty)
            sentences.Add(Words.Text("certainty.lowered", ("domains", Words.List(lowered))));
        sentences.Add(certainty.Confirmed && answer.Pathway.Stewardship.ReviewedBy is { } name
            ? Words.Text("certainty.confirmed", ("name", name))
            : Words.Text("certainty.provisional"));
        return Words.Join(sentences);
    }

    private static string Absolute(Answer answer, Finding finding, string language)
    {
        if (finding.Per100 is not { } per100)
            return Words.Text("absolute.unknown", ("why", finding.WhyNoPer100 ?? Words.Text("per100.no-data"))).In(language);

        // Differences are of the rounded numbers, so that the reader's own subtraction gives the same.
        int with = Whole(per100.With), without = Whole(per100.Without);
        int low = Math.Min(Whole(per100.WithLower), Whole(per100.WithUpper)), high = Math.Max(Whole(per100.WithLower), Whole(per100.WithUpper));
        var text = Capital(Words.Text(
            "absolute.sentence",
            ("counted", per100.Counted), ("intervention", answer.Pathway.Intervention), ("comparator", finding.Question.Comparator),
            ("window", finding.Question.Window), ("with", Show.Count(with)), ("low", Show.Count(low)), ("high", Show.Count(high)),
            ("without", Show.Count(without)), ("not-with", Show.Count(100 - with)), ("not-without", Show.Count(100 - without)),
            ("difference", Gap(with - without, low - without, high - without))));
        return (finding.Certainty.Level == CertaintyLevel.VeryLow ? Words.Join(Words.Text("absolute.very-low"), text) : text).In(language);
    }

    private static LocalText Gap(int difference, int low, int high) => Words.Text(
        difference switch { > 0 => "absolute.more", < 0 => "absolute.fewer", _ => "absolute.same" },
        ("n", Show.Count(Math.Abs(difference))),
        ("range", Range(low, high)));

    private static LocalText Range(int low, int high) => (low, high) switch
    {
        ( >= 0, _) => Words.Text("absolute.range-more", ("low", Show.Count(low)), ("high", Show.Count(high))),
        (_, <= 0) => Words.Text("absolute.range-fewer", ("low", Show.Count(-high)), ("high", Show.Count(-low))),
        _ => Words.Text("absolute.range-both", ("low", Show.Count(-low)), ("high", Show.Count(high))),
    };

    private static LocalText Duration(Answer answer, Finding finding)
    {
        var sentences = new List<LocalText> { Words.Text("duration.this", ("window", finding.Question.Window)) };
        var others = answer.Findings.Where(other => !ReferenceEquals(other.Question, finding.Question)
            && other.Question.OutcomeKey == finding.Question.OutcomeKey && other.Question.ComparatorClass == finding.Question.ComparatorClass);
        foreach (var other in others)
        {
            var silent = other.Missing.Count(m => m.Row.Missing != MissingKind.Planned);
            sentences.Add(
                other.Synthesis is { } ? Words.Text("duration.other-data", ("sentence", Effect(answer, other)))
                : silent == 0 ? Words.Text("duration.other-none", ("window", other.Question.Window))
                : Words.Counted("duration.other-missing", silent, ("window", other.Question.Window)));
        }

        if (sentences.Count == 1)
            sentences.Add(Words.Text("duration.nothing-else"));
        return Words.Join(sentences);
    }

    // No event in any group: a ratio of nothing to nothing says nothing, so the counts themselves are the finding. The upper limit is the exact one
    // (Clopper and Pearson, Biometrika 1934): 1 − 0.025^(1/n) of the intervention's group.
    private static (int Total1, int Total2, string UpperOf100)? NoEvents(Finding finding)
    {
        if (finding.Question.Kind != OutcomeKind.Events || finding.Studies.IsEmpty
            || finding.Studies.Any(s => s.Row.Count1.Events != 0 || s.Row.Count2.Events != 0))
            return null;

        int total1 = finding.Studies.Sum(s => s.Row.Count1.Total!.Value), total2 = finding.Studies.Sum(s => s.Row.Count2.Total!.Value);
        return (total1, total2, Show.Number(Math.Max(1, 100 * (1 - Math.Pow(0.025, 1.0 / total1))), 0));
    }

    private static int Whole(double share) => (int)Math.Round(share, MidpointRounding.AwayFromZero);

    private static LocalText Capital(LocalText text) => new(text.ByLanguage.ToImmutableDictionary(
        t => t.Key, t => t.Value.Length > 0 ? char.ToUpper(t.Value[0], CultureInfo.InvariantCulture) + t.Value[1..] : t.Value));
}
