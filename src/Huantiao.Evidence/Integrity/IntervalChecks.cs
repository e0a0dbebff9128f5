using Huantiao.Knowledge;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence.Integrity;

/// <summary>ci-centre: an estimate that is not in the middle of its interval. ci-se: an interval as wide as neither SD and n nor the arms allow.</summary>
internal static class IntervalChecks
{
    // Fewer people may have been analysed than the table gives: up to a tenth, which widens an interval by 5.4%.
    private static readonly double FewerAnalysed = 1 / Math.Sqrt(0.9);

    // An interval of a count's difference after Newcombe or Wilson is off its centre by nature.
    private const double NewcombeOffset = 0.15;

    // ANCOVA with a correlation r narrows by sqrt(1 - r²): r = 0.95 gives 0.31. Clusters and missing data widen.
    private static readonly Interval AdjustedWidth = new(0.3, 1.25);

    public static IEnumerable<Problem> Run(TrialRow row, bool adjusted)
    {
        foreach (var arm in row.Both)
        {
            if (Centre(row, arm.Mean, arm.CiLower, arm.CiUpper, $"ci{arm.Number}_lo", "mean", count: false) is { } centre)
                yield return centre;
            if (ArmWidth(row, arm, adjusted) is { } width)
                yield return width;
        }

        if (Centre(row, row.Difference, row.DifferenceLower, row.DifferenceUpper, "md_lo", "difference", row.HasCounts) is { } off)
            yield return off;
        if (DifferenceWidth(row, adjusted) is { } wide)
            yield return wide;
    }

    /// <summary>ci-centre for one estimate; null where it is centred within rounding, on the plain scale or (for ratios) on the log scale.</summary>
    private static Problem? Centre(TrialRow row, PrintedNumber? estimate, PrintedNumber? lower, PrintedNumber? upper, string column, string what, bool count)
    {
        if (lower is null || upper is null)
            return null;
        var printed = $"{estimate?.Text} [{lower.Text}, {upper.Text}]".Trim();
        if (lower.Value > upper.Value)
            return Say.In(row, column, Severity.Error, "ci-centre", printed, null, $"The lower limit {lower.Text} is above the upper limit {upper.Text}.");
        if (estimate is null)
            return null;
        var inside = estimate.Rounded.Overlaps(new(lower.Rounded.Lower, upper.Rounded.Upper));
        if (inside && (row.SaysAsymmetric || PrintedIntervals.IsCentred(estimate, lower, upper)))
            return null;
        if (inside && (row.SaysRatio || count) && PrintedIntervals.IsCentredOnLogs(estimate, lower, upper))
            return null;
        var middle = (lower.Value + upper.Value) / 2;
        var offset = Math.Abs(estimate.Value - middle) / Math.Max((upper.Value - lower.Value) / 2, 1e-12);
        if (inside && count && offset <= NewcombeOffset)
            return null;
        var severity = !inside || offset > 0.1 ? Severity.Error : Severity.Warning;
        return Say.In(row, column, severity, "ci-centre", printed, Say.Fixed(middle, Math.Min(estimate.Unit, lower.Unit) / 10), inside
            ? $"The {what} {estimate.Text} is not in the middle of its interval [{lower.Text}, {upper.Text}]: the middle is {Say.Number(middle)}. One of the three is misprinted, or the interval is of another kind."
            : $"The {what} {estimate.Text} lies outside its own interval [{lower.Text}, {upper.Text}].");
    }

    private static Problem? ArmWidth(TrialRow row, PrintedArm arm, bool adjusted)
    {
        if (row.SaysAsymmetric || row.SaysRatio || arm is not { Sd: { } sd, MeanSize: { } n } || StandardErrors.HalfWidth(arm.CiLower, arm.CiUpper) is not { } half)
            return null;
        var z = Distributions.NormalQuantile(0.5 + (0.5 * row.Level));
        var t = Distributions.TQuantile(0.5 + (0.5 * row.Level), n - 1);
        var allowed = new Interval(z * Math.Max(0, sd.Rounded.Lower) / Math.Sqrt(n), FewerAnalysed * t * sd.Rounded.Upper / Math.Sqrt(n));

        // A model's means share one SD.
        if (adjusted && row.Arm1.Sd is { } sd1 && row.Arm2.Sd is { } sd2)
            allowed = allowed.Hull(new(z * Math.Min(sd1.Value, sd2.Value) * AdjustedWidth.Lower / Math.Sqrt(n), t * Math.Max(sd1.Value, sd2.Value) * AdjustedWidth.Upper / Math.Sqrt(n)));
        if (half.Overlaps(allowed))
            return null;
        var expected = t * sd.Value / Math.Sqrt(n);
        var ratio = Middle(half) / expected;
        var hint = Near(ratio, Math.Sqrt(n)) ? " The SD looks like a standard error." : Near(ratio, 1 / t) ? " The limits look like one standard error on each side." : "";
        return Say.In(row, $"sd{arm.Number}", ratio is > 1.2 or < 0.83 ? Severity.Error : Severity.Warning, "ci-se", $"[{arm.CiLower!.Text}, {arm.CiUpper!.Text}], SD {sd.Text}, n {Say.Number(n, 12)}",
            $"±{Say.Number(expected)}", $"SD {sd.Text} and n {Say.Number(n, 12)} give ±{Say.Number(expected)} around the mean; the interval printed is ±{Say.Number(Middle(half))}.{hint}");
    }

    private static Problem? DifferenceWidth(TrialRow row, bool adjusted)
    {
        if (row.SaysAsymmetric || row.SaysRatio || row.SaysStandardised || !row.HasMeans || StandardErrors.HalfWidth(row.DifferenceLower, row.DifferenceUpper) is not { } half)
            return null;
        if (ExpectedHalf(row) is not ({ Lower: > 0 } expected, var allowed) || half.Overlaps(allowed))
            return null;
        var ratio = Middle(half) / Middle(expected);
        var isAdjusted = adjusted || (IsNarrowed(row) && !DifferenceCheck.IsRaw(row)) || PValueChecks.SpeaksForAdjustment(row);
        if (isAdjusted && AdjustedWidth.Overlaps(new(half.Lower / expected.Upper, half.Upper / expected.Lower)))
            return null;
        var size = row.Arm1.MeanSize is { } n1 && row.Arm2.MeanSize is { } n2 ? Math.Sqrt((n1 + n2) / 2) : double.NaN;
        var hint = Near(ratio, size) ? " The SDs look like standard errors." : "";

        // A narrower interval could still come from an adjustment that the table does not tell of; a wider one could not.
        return Say.In(row, "md_lo", ratio is > 1.2 or < 0.5 ? Severity.Error : Severity.Warning, "ci-se", $"[{row.DifferenceLower!.Text}, {row.DifferenceUpper!.Text}]",
            $"±{Say.Number(Middle(expected))}", $"The arms give ±{Say.Number(Middle(expected))} around the difference; the interval printed is ±{Say.Number(Middle(half))}.{hint}");
    }

    /// <summary>The interval of the difference is narrower than the arms make it, as adjusting for a baseline that predicts the outcome does (by 3% at a correlation of 0.25).</summary>
    public static bool IsNarrowed(TrialRow row) =>
        StandardErrors.HalfWidth(row.DifferenceLower, row.DifferenceUpper) is { } half && ExpectedHalf(row) is var (expected, _) && half.Upper < 0.97 * expected.Lower;

    /// <summary>Half the width that the arms give the interval of their difference, and what is let pass around it.</summary>
    internal static (Interval Expected, Interval Allowed)? ExpectedHalf(TrialRow row)
    {
        var z = Distributions.NormalQuantile(0.5 + (0.5 * row.Level));
        if (StandardErrors.FromSds(row.Arm1, row.Arm2) is { } bySd)
        {
            var df = StandardErrors.WelchDf(row.Arm1, row.Arm2) ?? (row.Arm1.MeanSize!.Value + row.Arm2.MeanSize!.Value - 2);
            var expected = new Interval(z * bySd.Lower, Distributions.TQuantile(0.5 + (0.5 * row.Level), df) * bySd.Upper);
            return (expected, new(0.98 * expected.Lower, FewerAnalysed * expected.Upper));
        }

        if (StandardErrors.FromIntervals(row) is not { } byInterval)
            return null;

        // With the quantile of each interval unknown, a tenth more or less says nothing.
        var half = new Interval(z * byInterval.Lower, z * byInterval.Upper);
        return (half, new(0.9 * half.Lower, 1.1 * half.Upper));
    }

    private static double Middle(Interval interval) => (interval.Lower + interval.Upper) / 2;

    private static bool Near(double ratio, double target) => ratio > 0.85 * target && ratio < 1.15 * target;
}
