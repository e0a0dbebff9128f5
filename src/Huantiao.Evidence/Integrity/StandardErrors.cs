using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence.Integrity;

/// <summary>The standard error of the difference of two means that is allowed by what is printed of the arms.</summary>
internal static class StandardErrors
{
    /// <summary>From SDs and n: separate variances and pooled, SDs anywhere within their rounding.</summary>
    public static Interval? FromSds(PrintedArm one, PrintedArm two)
    {
        if (one is not { Sd: { } sd1, MeanSize: { } n1 } || two is not { Sd: { } sd2, MeanSize: { } n2 })
            return null;
        var (low1, low2) = (Math.Max(0, sd1.Rounded.Lower), Math.Max(0, sd2.Rounded.Lower));
        var (high1, high2) = (sd1.Rounded.Upper, sd2.Rounded.Upper);
        var separate = new Interval(Separate(low1, n1, low2, n2), Separate(high1, n1, high2, n2));
        var pooled = new Interval(Pooled(low1, n1, low2, n2), Pooled(high1, n1, high2, n2));
        var both = separate.Hull(pooled);
        return both.Lower > 0 ? both : null;
    }

    /// <summary>From the intervals of the two means, where no SD is printed.</summary>
    public static Interval? FromIntervals(TrialRow row) =>
        HalfWidth(row.Arm1.CiLower, row.Arm1.CiUpper) is { Lower: > 0 } half1 && HalfWidth(row.Arm2.CiLower, row.Arm2.CiUpper) is { Lower: > 0 } half2
            ? Root(ArmError(half1, row.Arm1, row.Level), ArmError(half2, row.Arm2, row.Level)) : null;

    /// <summary>Half the width of a printed interval; null where none is printed or the limits are not in order.</summary>
    public static Interval? HalfWidth(PrintedNumber? lower, PrintedNumber? upper)
    {
        if (lower is null || upper is null || lower.Value >= upper.Value)
            return null;
        var width = upper.Rounded - lower.Rounded;
        return new(Math.Max(0, width.Lower / 2), width.Upper / 2);
    }

    /// <summary>Degrees of freedom after Welch and Satterthwaite (Welch, Biometrika 1947;34:28).</summary>
    public static double? WelchDf(PrintedArm one, PrintedArm two)
    {
        if (one is not { Sd: { Value: > 0 } sd1, MeanSize: { } n1 } || two is not { Sd: { Value: > 0 } sd2, MeanSize: { } n2 })
            return null;
        var (v1, v2) = (sd1.Value * sd1.Value / n1, sd2.Value * sd2.Value / n2);
        return (v1 + v2) * (v1 + v2) / ((v1 * v1 / (n1 - 1)) + (v2 * v2 / (n2 - 1)));
    }

    private static Interval ArmError(Interval half, PrintedArm arm, double level)
    {
        var z = Distributions.NormalQuantile(0.5 + (0.5 * level));
        var t = arm.MeanSize is { } n ? Distributions.TQuantile(0.5 + (0.5 * level), n - 1) : 1.1 * z;
        return new(half.Lower / t, half.Upper / z);
    }

    private static Interval Root(Interval a, Interval b) => new(Math.Sqrt((a.Lower * a.Lower) + (b.Lower * b.Lower)), Math.Sqrt((a.Upper * a.Upper) + (b.Upper * b.Upper)));

    private static double Separate(double sd1, double n1, double sd2, double n2) => Math.Sqrt((sd1 * sd1 / n1) + (sd2 * sd2 / n2));

    private static double Pooled(double sd1, double n1, double sd2, double n2) =>
        Math.Sqrt((((n1 - 1) * sd1 * sd1) + ((n2 - 1) * sd2 * sd2)) / (n1 + n2 - 2) * ((1 / n1) + (1 / n2)));
}
