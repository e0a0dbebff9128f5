using Huantiao.Knowledge;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence.Integrity;

/// <summary>difference: a printed difference that is not the difference of the printed arms.</summary>
/// <remarks>
/// Either sign will do: tables give decreases as positive numbers and their difference as negative. A difference adjusted for baseline is not the
/// arms' and may differ from it by what chance makes of the baselines; it then has the narrower interval that adjusting buys.
/// </remarks>
internal static class DifferenceCheck
{
    private const string Check = "difference";

    // What a model changes at balanced baselines (15.9 to 16.0), of the difference or of half its interval.
    private const double Slight = 0.03;

    // Beyond this share of the difference it is an error rather than a question.
    private const double Clear = 0.1;

    // Baselines by chance: in standard errors of the unadjusted difference. At a correlation of 0.8 the adjustment has a standard deviation of 0.8 of them.
    private const double AdjustedErrors = 3;

    public static Problem? Run(TrialRow row, bool adjusted)
    {
        if (row.Difference is not { } printed || row.SaysStandardised)
            return null;
        return row.HasMeans ? (row.SaysRatio ? null : OfMeans(row, printed, adjusted)) : row.HasCounts && !adjusted ? OfCounts(row, printed) : null;
    }

    /// <summary>The printed difference is the arms' within rounding.</summary>
    public static bool IsRaw(TrialRow row) => row.Difference is { } printed && row.HasMeans && Gap(row, printed) == 0;

    private static Problem? OfMeans(TrialRow row, PrintedNumber printed, bool adjusted)
    {
        var gap = Gap(row, printed);
        if (gap <= 0)
            return null;
        var arms = row.Arm1.Mean!.Value - row.Arm2.Mean!.Value;
        var size = Math.Max(Math.Abs(printed.Value), Math.Abs(arms));
        var half = StandardErrors.HalfWidth(row.DifferenceLower, row.DifferenceUpper);
        if (gap <= Slight * Math.Max(size, half?.Upper ?? 0))
            return null;

        var error = StandardErrors.FromSds(row.Arm1, row.Arm2)?.Upper ?? StandardErrors.FromIntervals(row)?.Upper ?? (half?.Upper / Distributions.NormalQuantile(0.975));
        var isAdjusted = adjusted || IntervalChecks.IsNarrowed(row) || PValueChecks.SpeaksForAdjustment(row);
        if (isAdjusted && gap <= (error is { } se ? AdjustedErrors * se : 0.5 * size))
            return null;
        return Say.In(row, "md", gap > Clear * size && !isAdjusted ? Severity.Error : Severity.Warning, Check, printed.Text, Say.Number(arms),
            $"The arms differ by {Say.Number(Math.Abs(arms))} ({row.Arm1.Mean.Text} and {row.Arm2.Mean.Text}), the difference is printed as {printed.Text}"
            + (isAdjusted ? ": more than adjusting for baseline usually moves it." : ". If it is adjusted, say so in effect_type."));
    }

    /// <summary>How far the printed difference is from the arms', beyond rounding, whichever arm is taken from which.</summary>
    private static double Gap(TrialRow row, PrintedNumber printed)
    {
        var one = row.Arm1.Mean!.Rounded - row.Arm2.Mean!.Rounded;
        var two = row.Arm2.Mean.Rounded - row.Arm1.Mean.Rounded;
        return Math.Min(printed.Rounded.GapTo(one), printed.Rounded.GapTo(two));
    }

    private static Problem? OfCounts(TrialRow row, PrintedNumber printed)
    {
        var (p1, p2) = (row.Arm1.Events!.Value / row.Arm1.Size!.Value, row.Arm2.Events!.Value / row.Arm2.Size!.Value);
        var ratios = new[] { p1 / p2, p1 * (1 - p2) / (p2 * (1 - p1)) }.Where(r => double.IsFinite(r) && r > 0).ToArray();
        double[] candidates = [p1 - p2, 100 * (p1 - p2), .. ratios, .. ratios.Select(r => 1 / r), .. ratios.Select(r => Math.Log(r))];
        var fits = candidates.Any(c => printed.Rounded.Widened(Slight * Math.Abs(c)).Contains(c) || printed.Rounded.Widened(Slight * Math.Abs(c)).Contains(-c));

        // With an empty arm a ratio depends on the correction chosen.
        if (fits || p1 is 0 or 1 || p2 is 0 or 1)
            return null;
        return Say.In(row, "md", Severity.Warning, Check, printed.Text, $"risk difference {Say.Number(p1 - p2)}, risk ratio {Say.Number(p1 / p2)}",
            $"{printed.Text} is neither the risk difference, nor the risk ratio, nor the odds ratio of {row.Arm1.Events.Text}/{row.Arm1.Size} and {row.Arm2.Events.Text}/{row.Arm2.Size}.");
    }
}
