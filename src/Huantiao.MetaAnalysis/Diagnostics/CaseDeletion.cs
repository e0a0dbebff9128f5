namespace Huantiao.MetaAnalysis;

/// <summary>Refits with each study left out in turn, and the diagnostics made from them.</summary>
/// <remarks>Viechtbauer and Cheung (2010), Res Synth Methods 1, 112; definitions in docs/methods/models.md. τ² is estimated anew in every refit.</remarks>
public static class CaseDeletion
{
    /// <summary>The pooled estimate without each study. Null for a single study.</summary>
    /// <exception cref="AnalysisException">As <see cref="RandomEffects.Fit"/>.</exception>
    public static Refits? LeaveOneOut(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, FitOptions? options = null)
    {
        options = Checked(yi, vi, options);
        var k = yi.Length;
        if (k < 2)
            return null;
        var refits = new RefitSeries(k, options.Level);
        var y = new double[k - 1];
        var v = new double[k - 1];
        for (var i = 0; i < k; i++)
        {
            Without(i, yi, y);
            Without(i, vi, v);
            refits.Set(i, Pooling.Fit(y, v, default, options.Method, options.Test, likelihood: false));
        }

        return refits.ToRefits();
    }

    /// <summary>Studies added one by one, in the order given.</summary>
    /// <exception cref="AnalysisException">As <see cref="RandomEffects.Fit"/>.</exception>
    public static Refits Cumulative(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, FitOptions? options = null)
    {
        options = Checked(yi, vi, options);
        var refits = new RefitSeries(yi.Length, options.Level);
        for (var i = 1; i <= yi.Length; i++)
            refits.Set(i - 1, Pooling.Fit(yi[..i], vi[..i], default, options.Method, options.Test, likelihood: false));
        return refits.ToRefits();
    }

    /// <summary>
    /// How much each study moves the fit: deleted studentised residual, DFFITS, Cook's distance, covariance ratio, τ² and Q without it, hat value,
    /// DFBETAS. Null for a single study.
    /// </summary>
    /// <exception cref="AnalysisException">As <see cref="RandomEffects.Fit"/>.</exception>
    public static Influence? Influence(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, FitOptions? options = null)
    {
        options = Checked(yi, vi, options);
        var k = yi.Length;
        if (k < 2)
            return null;

        var full = Pooling.Fit(yi, vi, default, options.Method, options.Test, likelihood: false);
        var hat = Weights(vi, full.Tau2.Value, options.Method);
        var fixedWeights = options.Method is Method.GENQ;
        double[] rStudent = new double[k], dfFits = new double[k], cooksD = new double[k], covRatio = new double[k];
        double[] tau2 = new double[k], q = new double[k], dfBetas = new double[k];
        var y = new double[k - 1];
        var v = new double[k - 1];
        for (var i = 0; i < k; i++)
        {
            Without(i, yi, y);
            Without(i, vi, v);
            var deleted = Pooling.Fit(y, v, default, options.Method, options.Test, likelihood: false);
            tau2[i] = deleted.Tau2.Value;
            q[i] = deleted.Q;
            var shift = full.Estimate - deleted.Estimate;
            rStudent[i] = (yi[i] - deleted.Estimate) / Math.Sqrt((deleted.Dispersion * (vi[i] + tau2[i])) + deleted.Variance);
            cooksD[i] = shift * shift / full.Variance;
            covRatio[i] = deleted.Variance / full.Variance;

            // The variance that the whole data would give under the τ² of the rest.
            var variance = fixedWeights ? FixedWeightVariance(vi, hat, tau2[i]) : 1 / SumOfWeights(vi, tau2[i]);
            dfBetas[i] = shift / Math.Sqrt(deleted.Dispersion * variance);
            dfFits[i] = fixedWeights ? dfBetas[i] : shift / Math.Sqrt(deleted.Dispersion * hat[i] * (vi[i] + tau2[i]));
        }

        return new(rStudent, dfFits, cooksD, covRatio, tau2, q, hat, dfBetas);
    }

    /// <summary>Each study's share of the weight; sums to 1.</summary>
    internal static double[] Weights(ReadOnlySpan<double> vi, double tau2, Method method)
    {
        if (method is Method.EE or Method.GENQ)
            tau2 = 0;
        // Relative to the first study's weight: 1/v itself may be out of range.
        var weights = new double[vi.Length];
        var sum = 0.0;
        for (var i = 0; i < vi.Length; i++)
            sum += weights[i] = (vi[0] + tau2) / (vi[i] + tau2);
        for (var i = 0; i < vi.Length; i++)
            weights[i] /= sum;
        return weights;
    }

    private static double SumOfWeights(ReadOnlySpan<double> vi, double tau2)
    {
        var sum = 0.0;
        foreach (var v in vi)
            sum += 1 / (v + tau2);
        return sum;
    }

    private static double FixedWeightVariance(ReadOnlySpan<double> vi, double[] share, double tau2)
    {
        var sum = 0.0;
        for (var i = 0; i < vi.Length; i++)
            sum += share[i] * share[i] * (vi[i] + tau2);
        return sum;
    }

    private static void Without(int left, ReadOnlySpan<double> values, Span<double> rest)
    {
        values[..left].CopyTo(rest);
        values[(left + 1)..].CopyTo(rest[left..]);
    }

    private static FitOptions Checked(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, FitOptions? options)
    {
        options ??= new FitOptions();
        options.Check();
        options.CheckPoolsByInverseVariance();
        StudyChecks.Run(yi, vi);
        return options;
    }
}
