namespace Huantiao.MetaAnalysis;

/// <summary>
/// Cochran's Q with the weights 1/(v + τ²), as a function of τ²: it falls from Q(0) to 0, and the τ² where it equals a given value
/// is the Paule-Mandel estimate (k − p), its median-unbiased kind, or a bound of the Q-profile interval (chi-square quantiles).
/// </summary>
/// <remarks>DerSimonian and Kacker (2007), Contemp Clin Trials 28, 105; Viechtbauer (2007), Stat Med 26, 37.</remarks>
internal static class GeneralizedQ
{
    private const int MaxIterations = 500;

    /// <summary>The τ² ≥ 0 with Q(τ²) = target; null where already Q(0) is less.</summary>
    public static double? Solve(scoped ref LinearModel model, double target)
    {
        model.At(0);
        if (model.Rss < target)
            return null;

        // Q is a sum of c/(λ + τ²) with positive c, so 1/Q is increasing and concave: Newton's method on 1/Q climbs to the root from the left and cannot pass it.
        var tau2 = 0.0;
        var last = double.PositiveInfinity;
        for (var i = 0; i < MaxIterations; i++)
        {
            var step = model.Rss * (model.Rss - target) / (target * model.Ypp);
            if (!double.IsFinite(step))
                break;
            tau2 = Math.Max(0, tau2 + step);
            step = Math.Abs(step);
            var noise = Math.Abs(model.Rss - target) <= 1e-13 * target;
            if (step <= 1e-14 * tau2 || (noise && step >= 0.5 * last) || tau2 == 0)
                return tau2;
            last = step;
            model.At(tau2);
        }

        throw new AnalysisException(AnalysisFailure.NonConvergence, "The equation of the generalised Q statistic was not solved.");
    }
}
