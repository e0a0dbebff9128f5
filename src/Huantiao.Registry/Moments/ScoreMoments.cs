namespace Huantiao.Registry;

/// <summary>What sums over people say of one score: how many, their mean, and the sum of squared deviations from it. All else about mean and spread follows.</summary>
/// <remarks>
/// Merged by Chan, Golub and LeVeque, Am Stat 1983;37:242: deviations are summed from the means, never raw squares, so that no digits are lost where scores lie far from 0.
/// The default is that of nobody.
/// </remarks>
/// <param name="N">People.</param>
/// <param name="Mean">0 where there is nobody.</param>
/// <param name="M2">Σ(y − mean)².</param>
public readonly record struct ScoreMoments(long N, double Mean, double M2)
{
    /// <summary>With n − 1; null below two people.</summary>
    public double? Variance => N > 1 ? M2 / (N - 1) : null;

    public double? Sd => Variance is { } variance ? Math.Sqrt(variance) : null;

    /// <summary>Of the mean; null below two people.</summary>
    public double? StandardError => Variance is { } variance ? Math.Sqrt(variance / N) : null;

    public ScoreMoments With(double score) => Merge(new(1, score, 0));

    public ScoreMoments Merge(ScoreMoments other)
    {
        if (N == 0)
            return other;
        if (other.N == 0)
            return this;
        var (n, step) = (N + other.N, other.Mean - Mean);
        return new(n, Mean + (step * other.N / n), M2 + other.M2 + (step * step * N * other.N / n));
    }
}

/// <summary>The same of two scores of the same people: x before the first treatment, y at a week. Enough for means, spreads, change and every least-squares line.</summary>
/// <param name="N">People with both.</param>
public readonly record struct PairMoments(long N, double MeanX, double MeanY, double Sxx, double Sxy, double Syy)
{
    public ScoreMoments Baseline => new(N, MeanX, Sxx);

    public ScoreMoments Score => new(N, MeanY, Syy);

    /// <summary>Of y − x.</summary>
    public ScoreMoments Change => new(N, MeanY - MeanX, Math.Max(0, Syy - (2 * Sxy) + Sxx));

    public PairMoments With(double x, double y) => Merge(new(1, x, y, 0, 0, 0));

    public PairMoments Merge(PairMoments other)
    {
        if (N == 0)
            return other;
        if (other.N == 0)
            return this;
        var n = N + other.N;
        var (dx, dy, weight) = (other.MeanX - MeanX, other.MeanY - MeanY, (double)N * other.N / n);
        return new(
            n, MeanX + (dx * other.N / n), MeanY + (dy * other.N / n),
            Sxx + other.Sxx + (dx * dx * weight), Sxy + other.Sxy + (dx * dy * weight), Syy + other.Syy + (dy * dy * weight));
    }
}
