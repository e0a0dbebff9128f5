using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>A printed pooled result that asks nearly what a question asks, to stand beside ours as printed; never part of our numbers.</summary>
/// <param name="Reason">Why it stands there, by language.</param>
public sealed record PublishedMatch(PublishedSynthesis Published, LocalText Reason);

/// <summary>Finds the printed results of reviews that belong beside a question: same intervention and condition, comparator and outcome alike.</summary>
/// <remarks>Reviews describe their comparisons in free text, so the match is by words and may miss one; it is shown with its reason and takes part in no pooling.</remarks>
public static class PublishedMatches
{
    // How reviews name the comparator classes of the trial table, besides the class's own name.
    private static readonly FrozenDictionary<string, string[]> ComparatorWords = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["drug"] = ["drug", "medicine", "medication", "analgesic", "nsaid", "ibuprofen", "diclofenac", "meloxicam", "celecoxib", "nimesulide"],
        ["sham"] = ["sham", "placebo acupuncture", "placebo needl"],
        ["no acupuncture"] = ["no acupuncture", "usual care", "waiting list", "no treatment"],
        ["active physical"] = ["traction", "electrotherapy", "physiotherapy", "exercise"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Words that say nothing about which outcome is meant.
    private static readonly FrozenSet<string> Filler =
        new[] { "total", "rate", "intensity", "score", "scale", "weeks", "week", "wk", "months", "of", "the", "and", "at", "short", "term", "number", "people" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The printed results for that question, in the order of the file.</summary>
    public static ImmutableArray<PublishedMatch> For(Pathway pathway, Question question)
    {
        ArgumentNullException.ThrowIfNull(pathway);
        ArgumentNullException.ThrowIfNull(question);

        var rows = pathway.Trials.Where(t => question.Populations.Contains(t.Population) && t.OutcomeKeys.Contains(question.OutcomeKey)).ToImmutableArray();

        // A row that names several outcomes at once would lend its words to the wrong one.
        var outcomes = rows.Where(r => r.OutcomeKeys.Length == 1).SelectMany(r => Stems(r.Outcome)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        var matches = ImmutableArray.CreateBuilder<PublishedMatch>();
        foreach (var published in pathway.PublishedSyntheses)
        {
            if (ConditionReason(published, pathway, rows) is { } condition
                && IsComparison(published.Comparison, pathway.Intervention.In("en"), question.ComparatorClass)
                && Stems(published.Outcome).ToList() is { Count: > 0 } stems && stems.TrueForAll(outcomes.Contains))
            {
                matches.Add(new PublishedMatch(published, Words.Join(
                    condition, Words.Text("published.match", ("comparison", published.Comparison), ("outcome", published.Outcome)))));
            }
        }

        return matches.ToImmutable();
    }

    /// <summary>A count printed as a plain number; null for "at most 2,662" or "whole review 12", which are not counts of this result.</summary>
    internal static int? Count(string printed) =>
        int.TryParse(printed, NumberStyles.None | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static LocalText? ConditionReason(PublishedSynthesis published, Pathway pathway, ImmutableArray<TrialOutcome> rows)
    {
        if (published.Condition.Contains("(NOT ", StringComparison.OrdinalIgnoreCase))
            return null;
        if (published.Condition.Contains(pathway.Condition.In("en"), StringComparison.OrdinalIgnoreCase))
            return Words.Text("published.condition", ("condition", published.Condition));
        return rows.Any(r => string.Equals(r.Condition, published.Condition, StringComparison.OrdinalIgnoreCase))
            ? Words.Text("published.trial-condition", ("condition", published.Condition))
            : null;
    }

    private static bool IsComparison(string comparison, string intervention, string comparatorClass)
    {
        var at = comparison.IndexOf(" v ", StringComparison.Ordinal);
        if (at < 0 || !comparison[..at].Contains(intervention, StringComparison.OrdinalIgnoreCase))
            return false;

        var comparator = comparison[(at + 3)..];
        return comparator.Contains(comparatorClass, StringComparison.OrdinalIgnoreCase)
            || (ComparatorWords.TryGetValue(comparatorClass, out var words)
                && Array.Exists(words, w => comparator.Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    // "effectiveness" and "effective" are the same outcome: the first seven letters decide; "side effects" are another.
    private static IEnumerable<string> Stems(string outcome) => outcome
        .Split([' ', '-', '/', '(', ')', ',', ';', '+', '<', '>', '='], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(w => w.Length > 1 && char.IsLetter(w[0]) && !Filler.Contains(w))
        .Select(w => w.Length > 7 ? w[..7] : w);
}
