namespace Huantiao.MetaAnalysis;

/// <summary>Regression tests of funnel plot asymmetry: does the estimate depend on how precise, or how large, the study is?</summary>
/// <remarks>
/// Egger et al. (1997), BMJ 315, 629, is model Lm with the standard error: a weighted regression with multiplicative dispersion. Model Rma is a meta-regression
/// with the fit's own τ² estimator and test: Sterne and Egger (2005), in Rothstein et al., Publication Bias in Meta-Analysis, ch. 6.
/// </remarks>
public static class FunnelRegression
{
    /// <param name="yi">Estimates.</param>
    /// <param name="vi">Sampling variances.</param>
    /// <param name="ni">Sample sizes, for the predictors that need them; else may be empty.</param>
    /// <param name="options">Method and test of model Rma.</param>
    /// <param name="model">Rma or Lm.</param>
    /// <param name="predictor">Standard error, variance, sample size or 1/√n.</param>
    /// <param name="notes">Receives the reason where the result is null.</param>
    /// <returns>Null with fewer than three studies, without sample sizes, or where the predictor does not vary.</returns>
    /// <exception cref="AnalysisException">As <see cref="RandomEffects.Fit"/>.</exception>
    public static RegTest? Test(
        ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, ReadOnlySpan<double> ni, FitOptions? options = null,
        RegTestModel model = RegTestModel.Rma, RegTestPredictor predictor = RegTestPredictor.Sei, ICollection<string>? notes = null)
    {
        options ??= new FitOptions();
        options.Check();
        options.CheckPoolsByInverseVariance();
        StudyChecks.Run(yi, vi);
        if (yi.Length < 3)
            return Undefined(notes, "it needs three studies");
        var x = new double[yi.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = predictor switch
            {
                RegTestPredictor.Sei => Math.Sqrt(vi[i]),
                RegTestPredictor.Vi => vi[i],
                _ when ni.IsEmpty => double.NaN,
                RegTestPredictor.Ni => ni[i],
                _ => 1 / Math.Sqrt(ni[i]),
            };
        }

        if (!Array.TrueForAll(x, double.IsFinite))
            return Undefined(notes, "the sample sizes are not known");
        if (!Varies(x))
            return Undefined(notes, "its predictor is the same in every study");

        // Multiplicative dispersion with the weights 1/v is the common-effect fit with the Hartung-Knapp factor.
        var (method, test) = model == RegTestModel.Lm ? (Method.EE, TestKind.HartungKnapp) : (options.Method, options.Test);
        var fit = Pooling.Fit(yi, vi, x, method, test, likelihood: false);
        var statistic = fit.Slope / Math.Sqrt(fit.SlopeVariance);
        if (!double.IsFinite(statistic))
            return Undefined(notes, "the studies lie on the line without any scatter");
        return new(statistic, fit.UsesT ? fit.Df : null, fit.TwoSided(statistic), predictor == RegTestPredictor.Ni ? null : fit.Estimate);
    }

    /// <summary>The slope on the standard error: its sign tells the side on which studies may be missing. Null where it cannot be fitted.</summary>
    internal static double? SlopeOnStandardError(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, Method method)
    {
        var x = new double[vi.Length];
        for (var i = 0; i < x.Length; i++)
            x[i] = Math.Sqrt(vi[i]);
        return x.Length < 3 || !Varies(x) ? null : Pooling.Fit(yi, vi, x, method, TestKind.Z, likelihood: false).Slope;
    }

    private static bool Varies(double[] x)
    {
        var (smallest, largest) = (x.Min(), x.Max());
        return largest - smallest > 1e-10 * Math.Max(Math.Abs(smallest), Math.Abs(largest));
    }

    private static RegTest? Undefined(ICollection<string>? notes, string reason)
    {
        notes?.Add($"No regression test of funnel asymmetry: {reason}.");
        return null;
    }
}
