namespace Huantiao.MetaAnalysis;

/// <summary>An estimate of the between-study variance with its standard error.</summary>
/// <param name="Maxima">Local maxima of the likelihood, where the method has one.</param>
/// <param name="Truncated">The estimating equation asked for a value under zero.</param>
internal readonly record struct Tau2(double Value, double StandardError, int Maxima, bool Truncated)
{
    /// <summary>Estimates τ². The sums that the model holds afterwards are of no particular τ².</summary>
    /// <remarks>Sources of each estimator and standard error: docs/methods/models.md.</remarks>
    public static Tau2 Estimate(scoped ref LinearModel model, Method method)
    {
        switch (method)
        {
            case Method.EE:
                return default;
            case Method.ML or Method.REML:
                var peak = ProfileLikelihood.Maximize(ref model, method == Method.REML, out var maxima);
                model.At(peak);
                var information = method == Method.REML ? model.TracePP : model.SumW2;
                return new(peak, Math.Sqrt(2 / information), maxima, false);
            case Method.PM or Method.EB or Method.SJIT:
                return FromQ(ref model, model.ResidualDf);
            case Method.PMM:
                return FromQ(ref model, Distributions.ChiSquaredQuantile(0.5, model.ResidualDf));
            case Method.SJ:
                return SidikJonkman(ref model);
            case Method.HE:
                return Hedges(ref model);
            case Method.DLIT:
                return IteratedDerSimonianLaird(ref model);
            default:
                return Moments(ref model, method);
        }
    }

    /// <summary>2 tr(PΣPΣ) where P need not be that of Σ = V + τ²I; both are the model's P taken at another τ².</summary>
    private static double VarianceOfQ(scoped ref LinearModel model, double at, double tau2)
    {
        var pvpv = model.ResidualDf - (2 * at * model.TraceP) + (at * at * model.TracePP);
        var pvp = model.TraceP - (at * model.TracePP);
        return (2 * pvpv) + (4 * tau2 * pvp) + (2 * tau2 * tau2 * model.TracePP);
    }

    /// <summary>Weights 1/v: DerSimonian-Laird (also GENQ, whose weights are those), Hunter-Schmidt and its small-sample kind.</summary>
    private static Tau2 Moments(scoped ref LinearModel model, Method method)
    {
        model.At(0);
        double k = model.K;
        double df = model.ResidualDf;
        var (excess, divisor, factor) = method switch
        {
            Method.DL or Method.GENQ => (model.Rss - df, model.TraceP, 1.0),
            Method.HS => (model.Rss - k, model.SumW, 1.0),
            Method.HSk => ((k / df * model.Rss) - k, model.SumW, k / df),
            _ => throw new AnalysisException(AnalysisFailure.UnknownOption, $"Method {method} does not estimate a between-study variance."),
        };
        var tau2 = Math.Max(0, excess / divisor);
        return new(tau2, factor * Math.Sqrt(VarianceOfQ(ref model, 0, tau2)) / divisor, 1, excess < 0);
    }

    private static Tau2 Hedges(scoped ref LinearModel model)
    {
        model.Unweighted();
        double df = model.ResidualDf;
        var v = model.Variances;
        double pv = 0, v2 = 0, hv2 = 0;
        for (var i = 0; i < v.Length; i++)
        {
            var h = model.Hat(i);
            pv += v[i] * (1 - h);
            v2 += v[i] * v[i];
            hv2 += h * v[i] * v[i];
        }

        // tr(PVPV) = Σv² − 2Σhv² + tr(HVHV), H of rank one or two.
        var pvpv = v2 - (2 * hv2) + model.TraceHvhv();
        var excess = model.Rss - pv;
        var tau2 = Math.Max(0, excess / df);
        return new(tau2, Math.Sqrt((2 * pvpv) + (4 * tau2 * pv) + (2 * tau2 * tau2 * df)) / df, 1, excess < 0);
    }

    private static Tau2 SidikJonkman(scoped ref LinearModel model)
    {
        var start = model.RawVariance();
        if (start == 0)
            return new(0, 0, 1, false);
        model.At(start);
        double df = model.ResidualDf;
        var tau2 = start * model.Rss / df;
        return new(tau2, start / df * Math.Sqrt(VarianceOfQ(ref model, start, tau2)), 1, false);
    }

    private static Tau2 FromQ(scoped ref LinearModel model, double target)
    {
        var root = GeneralizedQ.Solve(ref model, target);
        var tau2 = root ?? 0;
        model.At(tau2);
        // The general expression of the variance of Q reduces to 2(k − p) at the weights 1/(v + τ²).
        return new(tau2, model.K * Math.Sqrt(2.0 / model.ResidualDf) / model.SumW, 1, root is null);
    }

    /// <summary>The fixed point of τ² = (Q − (k − p))/tr P, both at the weights 1/(v + τ²).</summary>
    private static Tau2 IteratedDerSimonianLaird(scoped ref LinearModel model)
    {
        model.At(0);
        double df = model.ResidualDf;
        var truncated = model.Rss <= df;
        double low = 0, high = double.PositiveInfinity, tau2 = 0, last = double.PositiveInfinity;
        for (var i = 0; !truncated; i++)
        {
            if (i == 200)
                throw new AnalysisException(AnalysisFailure.NonConvergence, "The iterated moment equation was not solved.");
            var gap = model.Rss - df - (tau2 * model.TraceP);
            if (gap > 0)
                low = tau2;
            else
                high = tau2;
            var next = tau2 + (gap / (model.Ypp + model.TraceP - (tau2 * model.TracePP)));
            if (!(next > low && next < high))
                next = double.IsInfinity(high) ? 2 * low : 0.5 * (low + high);
            var step = Math.Abs(next - tau2);
            tau2 = next;
            model.At(tau2);
            if (step <= 1e-14 * tau2 || (step >= 0.5 * last && step <= 1e-10 * tau2))
                break;
            last = step;
        }

        return new(tau2, Math.Sqrt((2 * df) + (4 * tau2 * model.TraceP) + (2 * tau2 * tau2 * model.TracePP)) / model.TraceP, 1, truncated);
    }
}
