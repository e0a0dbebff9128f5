namespace Huantiao.MetaAnalysis;

/// <summary>Pools estimates under a random-effects model, by inverse variance.</summary>
public static class RandomEffects
{
    /// <summary>Fits y_i ~ N(μ, v_i + τ²).</summary>
    /// <param name="yi">Estimates, on the analysis scale.</param>
    /// <param name="vi">Their sampling variances, over zero and finite.</param>
    /// <param name="options">Estimator of τ² (not MH or PETO), test, level. Method EE gives the common-effect model.</param>
    /// <exception cref="AnalysisException">No study, a variance that is not usable (with its place), or a method that does not pool by inverse variance.</exception>
    /// <remarks>One study is reported by itself, with τ² = 0 and the normal test. Formulas: docs/methods/models.md.</remarks>
    public static PooledEstimate Fit(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, FitOptions? options = null)
    {
        options ??= new FitOptions();
        options.Check();
        options.CheckPoolsByInverseVariance();
        StudyChecks.Run(yi, vi);
        var fit = Pooling.Fit(yi, vi, default, options.Method, options.Test, likelihood: true);
        return Estimates.From(fit, options);
    }
}

/// <summary>Pools estimates under a common (equal) effect, by inverse variance.</summary>
public static class CommonEffect
{
    /// <summary>Fits y_i ~ N(μ, v_i). The method of the options is not looked at.</summary>
    /// <exception cref="AnalysisException">No study, or a variance that is not usable (with its place).</exception>
    public static PooledEstimate Fit(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, FitOptions? options = null) =>
        RandomEffects.Fit(yi, vi, (options ?? new FitOptions()) with { Method = Method.EE });
}
