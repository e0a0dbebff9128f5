using System.Collections.Immutable;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>A screen with what was settled since: what still stands in the way of treatment.</summary>
public sealed record ScreenReview
{
    private ScreenReview(ScreenOutcome outcome, ImmutableArray<ScreenFinding> blocking, ImmutableArray<ScreenFinding> toAcknowledge, ImmutableArray<OpenScreenQuestion> unanswered) =>
        (Outcome, Blocking, ToAcknowledge, Unanswered) = (outcome, blocking, toAcknowledge, unanswered);

    public ScreenOutcome Outcome { get; }

    /// <summary>Findings that wait for a document or a new answer.</summary>
    public ImmutableArray<ScreenFinding> Blocking { get; }

    /// <summary>Findings that the practitioner has not taken note of yet.</summary>
    public ImmutableArray<ScreenFinding> ToAcknowledge { get; }

    /// <summary>Questions still open.</summary>
    public ImmutableArray<OpenScreenQuestion> Unanswered { get; }

    /// <summary>Whether nothing is left to be settled. It does not say that treatment is safe.</summary>
    public bool MayTreat => Blocking.IsEmpty && ToAcknowledge.IsEmpty && Unanswered.IsEmpty;

    /// <param name="settlements">All that were ever made for this person.</param>
    /// <param name="visitBegan">What holds for one visit counts only when it was settled since.</param>
    public static ScreenReview Of(ScreenOutcome outcome, IEnumerable<Settlement> settlements, DateTimeOffset visitBegan)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var all = settlements.ToList();
        var open = outcome.Findings.Where(f => f.Rule.Settling != Settling.None && !all.Any(s => Settles(s, f, visitBegan))).ToList();
        return new(
            outcome, [.. open.Where(f => f.Rule.Settling != Settling.Acknowledge)], [.. open.Where(f => f.Rule.Settling == Settling.Acknowledge)],
            [.. outcome.Unanswered.Where(q => !all.Any(s => s is Settlement.PassedOver over && over.Question == q.Question.Id && over.At >= visitBegan && q.MayBePassedOver))]);
    }

    private static bool Settles(Settlement settlement, ScreenFinding finding, DateTimeOffset visitBegan)
    {
        var fits = settlement switch
        {
            Settlement.Resolution resolution => finding.Rule.Settling == Settling.Document && resolution.Rule == finding.Rule.Id && resolution.Basis == finding.Basis,
            Settlement.Acknowledgement note => finding.Rule.Settling == Settling.Acknowledge && note.Rule == finding.Rule.Id && note.Basis == finding.Basis,
            _ => false,
        };
        return fits && (finding.Rule.Holding == Holding.UntilChanged || settlement.At >= visitBegan);
    }
}
