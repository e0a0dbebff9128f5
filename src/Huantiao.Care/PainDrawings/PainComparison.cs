using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.PainDrawings;

/// <summary>An area in an earlier and a later drawing.</summary>
/// <param name="Before">Share from 0 to 1, any feeling.</param>
/// <param name="After">Share from 0 to 1, any feeling.</param>
public sealed record AreaChange(string Id, BodySide Side, double Before, double After)
{
    /// <summary>Percentage points: above 0, more is drawn on.</summary>
    public double Points => (After - Before) * 100;
}

/// <summary>Whether more or less skin is drawn on.</summary>
public enum SizeChange
{
    /// <summary>Within what two drawings of the same pain may differ by.</summary>
    AboutTheSame,
    Spreading,
    Shrinking,
}

/// <summary>Two drawings of one person. More skin drawn on is not more pain: how bad it is, a drawing does not say.</summary>
public sealed record PainComparison
{
    /// <summary>Two drawings of the same pain differ: a change below this part of the larger one is not called a change. Our own choice, for a clinician to review.</summary>
    public const double LeastChange = 0.2;

    /// <summary>Those drawn on in either drawing.</summary>
    public required ImmutableArray<AreaChange> Regions { get; init; }

    public required ImmutableArray<AreaChange> Dermatomes { get; init; }

    /// <summary>Both sides together, as a share of all skin.</summary>
    public required AreaChange Whole { get; init; }

    public SizeChange Size => Math.Abs(Whole.After - Whole.Before) <= LeastChange * Math.Max(Whole.Before, Whole.After)
        ? SizeChange.AboutTheSame
        : Whole.After > Whole.Before ? SizeChange.Spreading : SizeChange.Shrinking;

    public static PainComparison Of(PainShares before, PainShares after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new()
        {
            Regions = Changes(before.Regions, after.Regions),
            Dermatomes = Changes(before.Dermatomes, after.Dermatomes),
            Whole = new("whole", BodySide.Midline, before.Whole.Average(w => w.Any), after.Whole.Average(w => w.Any)),
        };
    }

    private static ImmutableArray<AreaChange> Changes(ImmutableArray<AreaShare> before, ImmutableArray<AreaShare> after) =>
        [.. before.Zip(after, (b, a) => new AreaChange(b.Id, b.Side, b.Any, a.Any)).Where(c => c.Before > 0 || c.After > 0)];
}
