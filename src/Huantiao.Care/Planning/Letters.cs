using System.Collections.Immutable;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Planning;

/// <summary>A part of a letter: a heading, sentences, items of a list.</summary>
/// <param name="Key">Stable, for the page: "found".</param>
public sealed record LetterPart(string Key, LocalText Heading, ImmutableArray<LocalText> Paragraphs, ImmutableArray<LocalText> Items);

/// <summary>A letter or a summary, to be rendered by a page. Names, addresses and dates of the parties are the page's.</summary>
public sealed record Letter(LocalText Title, ImmutableArray<LetterPart> Parts);

/// <summary>A finding of the safety screen, as a letter tells it.</summary>
/// <param name="Rule">"P01".</param>
/// <param name="Text">What was found.</param>
/// <param name="Action">What is done about it; null: nothing beyond care.</param>
/// <param name="IsOpen">Still to be resolved.</param>
public sealed record ScreenLine(string Rule, LocalText Text, LocalText? Action, bool IsOpen);

/// <summary>What the safety screen found. A screen that was not done, or not finished, is not a clean one.</summary>
/// <param name="Unanswered">How many of its questions have no answer.</param>
public sealed record ScreenSummary(ImmutableArray<ScreenLine> Findings, int Unanswered)
{
    /// <summary>Of a screen with what was settled since. What is only to be known is left out, as no letter would end otherwise.</summary>
    public static ScreenSummary Of(ScreenReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        var open = review.Blocking.AddRange(review.ToAcknowledge);
        return new(
            [.. review.Outcome.Findings.Where(f => f.Rule.Severity > ScreenSeverity.Information).Select(f => new ScreenLine(f.Rule.Id, f.Rule.Reason, f.Rule.Action, open.Contains(f)))],
            review.Unanswered.Length);
    }
}
