namespace Huantiao.MetaAnalysis;

/// <summary>Trim and fill: how many studies one side of the funnel may lack, and the estimate with their mirror images put in.</summary>
/// <remarks>Duval and Tweedie (2000), Biometrics 56, 455, and J Am Stat Assoc 95, 89. A sensitivity analysis: the filled studies are not data.</remarks>
public static class TrimAndFill
{
    private const int MaxIterations = 100;

    /// <param name="yi">Estimates.</param>
    /// <param name="vi">Sampling variances.</param>
    /// <param name="options">Method and test of every refit.</param>
    /// <param name="estimator">Of the number of missing studies.</param>
    /// <param name="side">Where studies are missing; Auto takes the sign of the slope on the standard error.</param>
    /// <param name="notes">Receives the reason where the result is null.</param>
    /// <returns>Null where the side cannot be told or the iteration does not settle.</returns>
    /// <exception cref="AnalysisException">As <see cref="RandomEffects.Fit"/>.</exception>
    public static TrimFill? Run(
        ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, FitOptions? options = null,
        TrimFillEstimator estimator = TrimFillEstimator.L0, TrimFillSide side = TrimFillSide.Auto, ICollection<string>? notes = null)
    {
        options ??= new FitOptions();
        options.Check();
        options.CheckPoolsByInverseVariance();
        StudyChecks.Run(yi, vi);
        if (yi.Length < 2)
            return Undefined(notes, "it needs two studies");
        if (side == TrimFillSide.Auto)
        {
            if (FunnelRegression.SlopeOnStandardError(yi, vi, options.Method) is not double slope)
                return Undefined(notes, "the side cannot be told from fewer than three studies, or from standard errors that are all the same");
            side = slope <= 0 ? TrimFillSide.Right : TrimFillSide.Left;
        }

        // Missing on the left means too many on the right: sorted so that the studies to trim come last.
        var k = yi.Length;
        var sign = side == TrimFillSide.Right ? -1 : 1;
        var y = new double[k];
        for (var i = 0; i < k; i++)
            y[i] = sign * yi[i];
        var order = Ordering.Ascending(y);
        var sortedY = Array.ConvertAll(order, i => y[i]);
        var variances = vi.ToArray();
        var sortedV = Array.ConvertAll(order, i => variances[i]);

        if (Iterate(sortedY, sortedV, options.Method, estimator) is not (int missing, double centre))
            return Undefined(notes, "its iteration does not settle");
        double[] filled = [.. sortedY[(k - missing)..].Select(value => sign * ((2 * centre) - value))];
        double[] allY = [.. yi, .. filled];
        double[] allV = [.. vi, .. sortedV[(k - missing)..]];
        return new(missing, side, RandomEffects.Fit(allY, allV, options), filled);
    }

    /// <summary>The number of missing studies and the centre of those that stay; null where the iteration cycles or leaves none.</summary>
    private static (int Missing, double Centre)? Iterate(double[] y, double[] v, Method method, TrimFillEstimator estimator)
    {
        var k = y.Length;
        var ranks = new double[k];
        var missing = 0;
        for (var i = 0; i < MaxIterations; i++)
        {
            var kept = k - missing;
            var centre = Pooling.Fit(y.AsSpan(0, kept), v.AsSpan(0, kept), default, method, TestKind.Z, likelihood: false).Estimate;
            SignedRanks(y, centre, ranks);
            var estimate = Missing(ranks, estimator);
            if (!(estimate < k))
                return null;
            var next = (int)Math.Max(0, Math.Round(estimate, MidpointRounding.ToEven));
            if (next == missing)
                return (missing, centre);
            if (next >= k)
                return null;
            missing = next;
        }

        return null;
    }

    private static double Missing(double[] signedRanks, TrimFillEstimator estimator)
    {
        double k = signedRanks.Length;
        double positive = 0, largestNegative = double.NegativeInfinity;
        foreach (var rank in signedRanks)
        {
            if (rank > 0)
                positive += rank;
            else if (rank < 0)
                largestNegative = Math.Max(largestNegative, -rank);
        }

        if (positive == 0 && double.IsNegativeInfinity(largestNegative))
            return 0;
        return estimator switch
        {
            TrimFillEstimator.R0 => k - largestNegative - 1,
            TrimFillEstimator.L0 => ((4 * positive) - (k * (k + 1))) / ((2 * k) - 1),
            _ => k - 0.5 - Math.Sqrt((2 * k * k) - (4 * positive) + 0.25),
        };
    }

    private static void SignedRanks(double[] y, double centre, double[] ranks)
    {
        var order = Ordering.Ascending(Array.ConvertAll(y, value => Math.Abs(value - centre)));
        for (var rank = 0; rank < order.Length; rank++)
            ranks[order[rank]] = Math.Sign(y[order[rank]] - centre) * (rank + 1);
    }

    private static TrimFill? Undefined(ICollection<string>? notes, string reason)
    {
        notes?.Add($"No trim and fill: {reason}.");
        return null;
    }
}
