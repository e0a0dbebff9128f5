using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>How far people differ from each other within an arm: the standard deviation of a trial's outcome, on the question's scale.</summary>
/// <param name="Value">Over 0.</param>
/// <param name="Derived">True where it is not printed but follows from the interval of the difference and the group sizes.</param>
internal readonly record struct Spread(double Value, double DegreesOfFreedom, bool Derived)
{
    /// <summary>
    /// From the arms where they print a standard deviation or an interval (pooled over both), else from the standard error of the difference:
    /// SD = SE / √(1/n1 + 1/n2) (Cochrane Handbook 6.5.2.3). Null where the group sizes are not known.
    /// </summary>
    /// <remarks>A difference that was adjusted for the baseline gives the residual spread, which is narrower than that of raw changes.</remarks>
    public static Spread? Of(ChosenRow trial)
    {
        var (arm1, arm2) = (trial.Row.Arm1, trial.Row.Arm2);
        if (arm1.N is not > 1 || arm2.N is not > 1)
            return null;

        var (n1, n2) = (arm1.N.Value, arm2.N.Value);
        double df = n1 + n2 - 2;
        if (MeanEffect.SpreadOf(arm1) is { } sd1 && MeanEffect.SpreadOf(arm2) is { } sd2)
        {
            var pooled = Math.Sqrt((((n1 - 1) * sd1 * sd1) + ((n2 - 1) * sd2 * sd2)) / df) * Math.Abs(trial.Row.ScaleFactor);
            return new Spread(pooled, df, arm1.Sd is null || arm2.Sd is null);
        }

        return new Spread(StandardDeviation.FromDifferenceStandardError(Math.Sqrt(trial.Effect.Variance), n1, n2).Value, df, Derived: true);
    }

    /// <summary>Over several trials, each weighing by its degrees of freedom; null where none has one.</summary>
    public static Spread? Pool(IEnumerable<ChosenRow> trials)
    {
        var all = trials.Select(Of).OfType<Spread>().ToImmutableArray();
        if (all.IsEmpty)
            return null;

        var df = all.Sum(s => s.DegreesOfFreedom);
        return new Spread(Math.Sqrt(all.Sum(s => s.DegreesOfFreedom * s.Value * s.Value) / df), df, all.Any(s => s.Derived));
    }
}
