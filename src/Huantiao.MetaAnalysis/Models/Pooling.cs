using System.Buffers;

namespace Huantiao.MetaAnalysis;

/// <summary>
/// One inverse-variance fit from raw estimates to numbers. Works on y and v divided by a power of two near their size, so that no stopping rule or
/// product depends on the unit of measurement.
/// </summary>
internal static class Pooling
{
    private const int StackLimit = 128;

    /// <param name="predictor">Empty, or one value a study.</param>
    /// <param name="likelihood">Whether the log-likelihood is wanted: refits of diagnostics do not need it.</param>
    public static CoreFit Fit(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, ReadOnlySpan<double> predictor, Method method, TestKind test, bool likelihood)
    {
        var k = yi.Length;
        var size = k * (predictor.IsEmpty ? 3 : 4);
        double[]? rented = null;
        var room = k <= StackLimit ? stackalloc double[size] : (rented = ArrayPool<double>.Shared.Rent(size)).AsSpan(0, size);
        try
        {
            var scale = Scale.Of(yi, vi);
            var y = room[..k];
            var v = room.Slice(k, k);
            var w = room.Slice(2 * k, k);
            scale.Apply(yi, vi, y, v);
            var x = predictor.IsEmpty ? default : room[(3 * k)..];
            var xScale = 1.0;
            if (!predictor.IsEmpty)
                xScale = Scale.OfPredictor(predictor, x);

            var model = new LinearModel(y, v, x, w);
            return Fit(ref model, method, test, likelihood, scale, xScale);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static CoreFit Fit(scoped ref LinearModel model, Method method, TestKind test, bool likelihood, Scale scale, double xScale)
    {
        var k = model.K;
        var df = model.ResidualDf;
        if (df == 0)
            (method, test) = (method is Method.ML or Method.REML ? method : Method.EE, TestKind.Z);

        model.At(0);
        var q = df == 0 ? 0 : model.Rss;
        var typical = df / model.TraceP;
        var fixedWeights = new FixedWeightFit(model);

        var tau2 = df == 0 ? new Tau2(0, double.NaN, 1, false) : Tau2.Estimate(ref model, method);
        model.At(tau2.Value);
        var withPredictor = model.Coefficients == 2;
        var slope = model.Slope;
        var mean = withPredictor ? model.Mean - (model.Slope * model.XMean) : model.Mean;
        var variance = (1 / model.SumW) + (withPredictor ? model.XMean * model.XMean / model.Sxx : 0);
        var slopeVariance = withPredictor ? 1 / model.Sxx : 0;
        var rss = model.Rss;
        if (method == Method.GENQ)
        {
            (mean, slope) = (fixedWeights.Intercept, fixedWeights.Slope);
            (variance, slopeVariance, rss) = fixedWeights.Under(tau2.Value, model);
        }

        var dispersion = test switch
        {
            // GENQ too takes the residuals from the mean at the weights 1/(v + τ²), as metafor does.
            TestKind.HartungKnapp => model.Rss / df,
            TestKind.AdHoc => Math.Max(1, model.Rss / df),
            _ => 1,
        };
        var common = method == Method.EE;
        var fit = new CoreFit
        {
            K = k,
            Observations = k,
            Test = test,
            Estimate = scale.Location(mean),
            Variance = scale.Square(variance * dispersion),
            Dispersion = dispersion,
            Slope = scale.Length(slope) / xScale,
            SlopeVariance = scale.Square(dispersion * slopeVariance) / (xScale * xScale),
            Tau2 = tau2 with { Value = scale.Square(tau2.Value), StandardError = scale.Square(tau2.StandardError) },
            Q = q,
            Df = df,
            TypicalVariance = scale.Square(typical),
            I2 = df == 0 ? 0 : common ? Math.Max(0, 100 * (q - df) / q) : 100 * tau2.Value / (typical + tau2.Value),
            H2 = df == 0 ? 1 : common ? q / df : 1 + (tau2.Value / typical),
        };
        if (df > 0 && common && q == 0)
            fit = fit with { I2 = 0 };
        return likelihood ? WithLikelihood(fit, ref model, method, tau2.Value, rss, scale) : fit;
    }

    private static CoreFit WithLikelihood(CoreFit fit, scoped ref LinearModel model, Method method, double tau2, double rss, Scale scale)
    {
        // Deviations are in units of the scale: each of k (or k − p) densities carries its logarithm.
        var restricted = method == Method.REML;
        var logLik = ProfileLikelihood.LogLik(ref model, tau2, restricted);
        if (restricted)
            logLik += 0.5 * Math.Log(model.K);
        if (method == Method.GENQ)
            logLik += 0.5 * (model.Rss - rss);
        var shift = scale.LogUnit;
        return fit with
        {
            LogLik = logLik - ((restricted ? model.ResidualDf : model.K) * shift),
            SaturatedLogLik = restricted ? 0 : -0.5 * ((model.K * ProfileLikelihood.Log2Pi) + model.SumLog(0)) - (model.K * shift),
        };
    }
}
