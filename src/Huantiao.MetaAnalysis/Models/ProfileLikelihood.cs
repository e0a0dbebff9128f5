namespace Huantiao.MetaAnalysis;

/// <summary>
/// Maximum likelihood and restricted maximum likelihood estimates of τ²: the global maximum of the profile likelihood, found from the roots of its score.
/// </summary>
/// <remarks>
/// Harville (1977), J Am Stat Assoc 72, 320; Viechtbauer (2005), J Educ Behav Stat 30, 261. Twice the score is y'PPy − tr P (REML) or y'PPy − Σw (ML).
/// Both likelihoods can have several maxima, so the score is scanned over the whole range where it can be positive and each crossing is polished.
/// </remarks>
internal static class ProfileLikelihood
{
    internal const double Log2Pi = 1.837877066409345483561;
    private const int MaxIterations = 200;

    public static double LogLik(scoped ref LinearModel model, double tau2, bool restricted) =>
        restricted
            ? -0.5 * ((model.ResidualDf * Log2Pi) + model.SumLog(tau2) + model.LogDetXwx + model.Rss)
            : -0.5 * ((model.K * Log2Pi) + model.SumLog(tau2) + model.Rss);

    /// <summary>The global maximum over τ² ≥ 0, and how many local maxima there are.</summary>
    public static double Maximize(scoped ref LinearModel model, bool restricted, out int maxima)
    {
        var (smallest, largest) = Range(model.Variances);
        var end = EndOfPositiveScore(ref model, restricted, smallest, largest);
        maxima = 1;
        if (end <= 0)
            return 0;

        model.At(0);
        var score = Score(ref model, restricted);
        var best = 0.0;
        var bestLogLik = double.NegativeInfinity;
        maxima = 0;
        if (score <= 0)
        {
            bestLogLik = LogLik(ref model, 0, restricted);
            maxima = 1;
        }

        // The score changes on the scale of v + τ²: steps of at most a factor of two there cannot hide a maximum of any height.
        var ratio = (end + smallest) / smallest;
        var steps = Math.Clamp((int)Math.Ceiling(Math.Log2(ratio)), 6, 64);
        var factor = Math.Pow(ratio, 1.0 / steps);
        double left = 0, point = smallest;
        for (var i = 1; i <= steps; i++)
        {
            point *= factor;
            var right = i == steps ? end : point - smallest;
            model.At(right);
            var next = Score(ref model, restricted);
            if (score > 0 && (next <= 0 || i == steps))
            {
                var root = next < 0 ? Root(ref model, restricted, left, right) : right;
                maxima++;
                if (maxima > 1 || bestLogLik > double.NegativeInfinity)
                {
                    if (maxima == 2 && double.IsNegativeInfinity(bestLogLik))
                        bestLogLik = LogLikAt(ref model, best, restricted);
                    var logLik = LogLikAt(ref model, root, restricted);
                    if (logLik > bestLogLik)
                        (best, bestLogLik) = (root, logLik);
                }
                else
                {
                    best = root;
                }
            }

            (left, score) = (right, next);
        }

        return best;
    }

    private static double LogLikAt(scoped ref LinearModel model, double tau2, bool restricted)
    {
        model.At(tau2);
        return LogLik(ref model, tau2, restricted);
    }

    private static double Score(scoped ref LinearModel model, bool restricted) =>
        model.Ypp - (restricted ? model.TraceP : model.SumW);

    private static double Slope(scoped ref LinearModel model, bool restricted) =>
        (-2 * model.Yppp) + (restricted ? model.TracePP : model.SumW2);

    /// <summary>A root where the score falls through zero, by Newton's method kept in its bracket; steps that do not halve (rounding decides them) halve the bracket instead.</summary>
    private static double Root(scoped ref LinearModel model, bool restricted, double low, double high)
    {
        var tau2 = 0.5 * (low + high);
        var last = double.PositiveInfinity;
        for (var i = 0; i < MaxIterations; i++)
        {
            model.At(tau2);
            var score = Score(ref model, restricted);
            if (score > 0)
                low = tau2;
            else
                high = tau2;

            var slope = Slope(ref model, restricted);
            var next = tau2 - (score / slope);
            if (!(slope < 0 && next >= low && next <= high))
                next = 0.5 * (low + high);
            var step = Math.Abs(next - tau2);
            var noise = Math.Abs(score) <= 1e-13 * (model.Ypp + model.SumW);
            if (step <= 1e-14 * next || (noise && step >= 0.5 * last) || high - low <= 4e-16 * high)
                return next;
            if (step >= 0.5 * last)
            {
                next = 0.5 * (low + high);
                step = Math.Abs(next - tau2);
            }

            (last, tau2) = (step, next);
        }

        throw new AnalysisException(AnalysisFailure.NonConvergence, "The score equation of the likelihood was not solved.");
    }

    /// <summary>
    /// Beyond this τ² the score is negative: y'PPy ≤ R/(τ² + v_min)², R the unweighted residual sum of squares, and tr P ≥ (k − p)/(τ² + v_max).
    /// </summary>
    private static double EndOfPositiveScore(scoped ref LinearModel model, bool restricted, double smallest, double largest)
    {
        model.Unweighted();
        var s = model.Rss / (restricted ? model.ResidualDf : model.K);
        return (0.5 * (s + Math.Sqrt(s * (s + (4 * (largest - smallest)))))) - smallest;
    }

    private static (double Smallest, double Largest) Range(ReadOnlySpan<double> values)
    {
        double smallest = double.PositiveInfinity, largest = 0;
        foreach (var value in values)
        {
            smallest = Math.Min(smallest, value);
            largest = Math.Max(largest, value);
        }

        return (smallest, largest);
    }
}
