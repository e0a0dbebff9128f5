using Huantiao.Knowledge;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence.Integrity;

/// <summary>p-value: what is printed of P against the counts, the means, or the difference and its interval.</summary>
/// <remarks>
/// Everything is compared as |z|, as intervals: what the printed statement allows, and what any usual test gives for anything that rounds to the printed
/// numbers. A statement is wrong only where the two intervals lie apart by more than the tolerance.
/// </remarks>
internal static class PValueChecks
{
    private const string Check = "p-value";

    // Counts are exact, so only the last digit of a bound needs air.
    private const double CountTolerance = 0.02;

    // Means: a few people fewer analysed than printed (6% fewer make z smaller by 3%), a covariate of little weight.
    private const double MeansTolerance = 0.03;

    // A test on adjusted values or ranks may be this far from the t test of the raw means.
    private const double AdjustedTolerance = 1;

    // From here on the printed and the recomputed value are different results, not different tests.
    private const double Apart = 1;

    public static IEnumerable<Problem> Run(TrialRow row, bool adjusted, ICollection<string> notes)
    {
        if (PrintedNumber.TryParse(row.P, out var number) && number is null)
            yield break;
        if (number is { Value: < 0 or > 1 })
        {
            yield return Say.In(row, "p", Severity.Error, Check, row.P, null, "P lies between 0 and 1.");
            yield break;
        }

        if (PrintedP.TryParse(row.P) is not { } printed)
        {
            notes.Add($"Line {row.Line}: \"{row.P}\" is no statement of P that can be compared; not checked.");
            yield break;
        }

        if ((row.HasCounts ? FromCounts(row, printed) : FromMeans(row, printed, adjusted)) is { } problem)
            yield return problem;
    }

    /// <summary>An exact P that follows from the difference and its interval but not from the raw arms: the two are of one adjusted analysis.</summary>
    public static bool SpeaksForAdjustment(TrialRow row) =>
        PrintedP.TryParse(row.P) is { IsExact: true } printed && DifferenceZ(row) is { } difference && ArmsZ(row) is { } arms
        && difference.GapTo(printed.Z) == 0 && arms.GapTo(printed.Z) > Tolerance(arms);

    private static Problem? FromCounts(TrialRow row, PrintedP printed)
    {
        var (one, two) = (row.Arm1, row.Arm2);
        var tests = TwoByTwo.Tests((long)one.Events!.Value, (long)one.Size!.Value, (long)two.Events!.Value, (long)two.Size!.Value);
        var z = PrintedP.ZOf(new(tests.Min(t => t.P), tests.Max(t => t.P)));
        var gap = z.GapTo(printed.Z);
        if (gap <= CountTolerance)
            return null;
        var shown = string.Join(", ", tests.Where(t => !t.Name.Contains("doubled", StringComparison.Ordinal) && !t.Name.StartsWith("N-1", StringComparison.Ordinal)).Take(3).Select(t => $"{t.Name} {Say.P(t.P)}"));
        return Contradiction(row, printed, z, gap, shown, $"{one.Events.Text}/{one.Size} against {two.Events.Text}/{two.Size}: no usual test gives \"{row.P}\" ({shown}).");
    }

    private static Problem? FromMeans(TrialRow row, PrintedP printed, bool adjusted)
    {
        var fromInterval = DifferenceZ(row);
        var fromArms = ArmsZ(row);
        if (fromInterval is null && fromArms is null)
            return null;
        var gap = double.PositiveInfinity;
        if (fromInterval is { } direct)
            gap = direct.GapTo(printed.Z) - Tolerance(direct);

        // Agreement with either will do: P may be of the adjusted difference or of the raw arms. Without an interval the raw arms are all there is.
        if (fromArms is { } arms)
            gap = Math.Min(gap, arms.GapTo(printed.Z) - (fromInterval is null && adjusted ? AdjustedTolerance : Tolerance(arms)));
        if (gap <= 0)
            return null;

        var z = fromInterval ?? fromArms!.Value;
        var recomputed = $"{Say.P(Two(z.Upper))} to {Say.P(Two(z.Lower))}";
        var from = fromInterval is null ? "means, SDs (or their intervals) and n" : "difference and its interval";
        return Contradiction(row, printed, z, z.GapTo(printed.Z), recomputed, $"The {from} give P from {recomputed}, not \"{row.P}\".");
    }

    private static double Tolerance(Interval z) => MeansTolerance + (0.03 * z.Upper);

    private static double Two(double z) => Distributions.NormalTwoSided(z);

    private static Problem Contradiction(TrialRow row, PrintedP printed, Interval z, double gap, string recomputed, string message)
    {
        // On the other side of 0.05 it is a different conclusion. With three arms or more the P may be that of all of them, or corrected for several tests.
        bool? significant = Two(z.Lower) < PrintedP.Level ? true : Two(z.Upper) > PrintedP.Level ? false : null;
        var flips = printed.SaysSignificant is { } said && significant is { } known && said != known;
        var several = row.Arms > 2;
        var severity = (flips || gap >= Apart) && !several ? Severity.Error : Severity.Warning;
        return Say.In(row, "p", severity, Check, row.P, recomputed, message + (several ? " The trial has more than two arms: perhaps P compares all of them." : ""));
    }

    /// <summary>|z| of a printed difference with its interval: z or t, over all that rounds to what is printed.</summary>
    private static Interval? DifferenceZ(TrialRow row)
    {
        if (row is not { Difference: { } estimate, DifferenceLower: { } lower, DifferenceUpper: { } upper } || lower.Value >= upper.Value)
            return null;
        var log = row.SaysRatio && lower.Rounded.Lower > 0 && estimate.Rounded.Lower > 0;
        if (row.SaysRatio && !log)
            return null;
        Interval Scale(PrintedNumber n) => log ? new(Math.Log(n.Rounded.Lower), Math.Log(n.Rounded.Upper)) : n.Rounded;

        var distance = Scale(estimate).Absolute();
        var width = Scale(upper) - Scale(lower);
        if (width.Lower <= 0)
            return null;
        var normal = Distributions.NormalQuantile(0.5 + (0.5 * row.Level));
        var z = new Interval(2 * normal * distance.Lower / width.Upper, 2 * normal * distance.Upper / width.Lower);
        if (row.Arm1.Size is not { } n1 || row.Arm2.Size is not { } n2 || n1 + n2 < 4)
            return z;
        var df = n1 + n2 - 2;
        var t = Distributions.TQuantile(0.5 + (0.5 * row.Level), df);
        return z.Hull(AsZ(new(2 * t * distance.Lower / width.Upper, 2 * t * distance.Upper / width.Lower), df));
    }

    /// <summary>|z| of the difference of the arms' means: pooled t, Welch's t and z, over all that rounds to what is printed.</summary>
    private static Interval? ArmsZ(TrialRow row)
    {
        if (!row.HasMeans)
            return null;
        var distance = (row.Arm1.Mean!.Rounded - row.Arm2.Mean!.Rounded).Absolute();
        if (StandardErrors.FromSds(row.Arm1, row.Arm2) is { } bySd)
        {
            var df = new Interval(Math.Min(row.Arm1.MeanSize!.Value, row.Arm2.MeanSize!.Value) - 1, row.Arm1.MeanSize.Value + row.Arm2.MeanSize.Value - 2);
            var t = new Interval(distance.Lower / bySd.Upper, distance.Upper / bySd.Lower);
            return t.Hull(AsZ(t, StandardErrors.WelchDf(row.Arm1, row.Arm2) ?? df.Lower)).Hull(AsZ(t, df.Upper));
        }

        return StandardErrors.FromIntervals(row) is { } byInterval ? new Interval(distance.Lower / byInterval.Upper, distance.Upper / byInterval.Lower) : null;
    }

    private static Interval AsZ(Interval t, double df) => PrintedP.ZOf(new(Distributions.TTwoSided(t.Upper, df), Distributions.TTwoSided(t.Lower, df)));
}
