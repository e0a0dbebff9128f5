namespace Huantiao.MetaAnalysis;

/// <summary>
/// Q-profile confidence intervals of τ², τ, I² and H²: the τ² at which the generalised Q equals the upper and the lower chi-square quantile with k − 1
/// degrees of freedom. I² and H² follow from those bounds and the typical sampling variance.
/// </summary>
/// <remarks>Viechtbauer (2007), Stat Med 26, 37. A bound under zero is zero, so where Q(0) is under the lower quantile both are.</remarks>
public static class QProfile
{
    /// <param name="yi">Estimates.</param>
    /// <param name="vi">Sampling variances.</param>
    /// <param name="level">Confidence level in percent.</param>
    /// <returns>Null for a single study. I² is in percent.</returns>
    /// <exception cref="AnalysisException">No study, or a variance that is not usable.</exception>
    public static HeterogeneityIntervals? Compute(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, double level = 95)
    {
        new FitOptions { Level = level }.Check();
        StudyChecks.Run(yi, vi);
        return yi.Length < 2 ? null : Compute(yi, vi, level, out _);
    }

    internal static HeterogeneityIntervals Compute(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, double level, out bool empty)
    {
        var k = yi.Length;
        var room = new double[3 * k];
        var y = room.AsSpan(0, k);
        var v = room.AsSpan(k, k);
        var scale = Scale.Of(yi, vi);
        scale.Apply(yi, vi, y, v);
        var model = new LinearModel(y, v, default, room.AsSpan(2 * k));

        var tail = 0.5 - (level / 200);
        var df = model.ResidualDf;
        model.At(0);
        var typical = df / model.TraceP;
        var lower = GeneralizedQ.Solve(ref model, Distributions.ChiSquaredQuantile(1 - tail, df)) ?? 0;
        var upper = GeneralizedQ.Solve(ref model, Distributions.ChiSquaredQuantile(tail, df));
        empty = upper is null;
        var (low, high) = (scale.Square(lower), scale.Square(upper ?? 0));
        var (lowRatio, highRatio) = (lower / typical, (upper ?? 0) / typical);
        return new(
            new(low, high),
            new(Math.Sqrt(low), Math.Sqrt(high)),
            new(100 * lowRatio / (1 + lowRatio), 100 * highRatio / (1 + highRatio)),
            new(1 + lowRatio, 1 + highRatio));
    }
}
