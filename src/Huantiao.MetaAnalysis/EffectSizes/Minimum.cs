namespace Huantiao.MetaAnalysis;

/// <summary>The minimum of a function of one variable: golden section with parabolic steps (Brent 1973, "Algorithms for Minimization without Derivatives", chapter 5).</summary>
internal static class Minimum
{
    private const double Golden = 0.38196601125010515;     // (3 − √5)/2

    /// <param name="low">Lower end of the interval, itself never tried.</param>
    /// <param name="high">Upper end, itself never tried.</param>
    /// <param name="f">The function; infinite where it is not defined.</param>
    /// <param name="tolerance">Wanted width of the interval that is left.</param>
    public static double Between(double low, double high, Func<double, double> f, double tolerance)
    {
        var relative = Math.ScaleB(1, -26);     // the square root of the machine's precision
        var best = low + (Golden * (high - low));
        var (second, third) = (best, best);
        var atBest = f(best);
        var (atSecond, atThird) = (atBest, atBest);
        var (step, previous) = (0.0, 0.0);
        while (true)
        {
            var middle = 0.5 * (low + high);
            var least = (relative * Math.Abs(best)) + (tolerance / 3);
            if (Math.Abs(best - middle) <= (2 * least) - (0.5 * (high - low)))
                return best;

            var (p, q) = (0.0, 0.0);
            var older = previous;
            if (Math.Abs(previous) > least)
            {
                var r = (best - second) * (atBest - atThird);
                q = (best - third) * (atBest - atSecond);
                p = ((best - third) * q) - ((best - second) * r);
                q = 2 * (q - r);
                (p, q) = q > 0 ? (-p, q) : (p, -q);
                previous = step;
            }

            if (Math.Abs(p) >= Math.Abs(0.5 * q * older) || p <= q * (low - best) || p >= q * (high - best) || double.IsNaN(p))
            {
                previous = best < middle ? high - best : low - best;
                step = Golden * previous;
            }
            else
            {
                step = p / q;
                var reached = best + step;
                if (reached - low < 2 * least || high - reached < 2 * least)
                    step = best < middle ? least : -least;
            }

            var next = best + (Math.Abs(step) >= least ? step : Math.CopySign(least, step));
            var atNext = f(next);
            if (atNext <= atBest)
            {
                (low, high) = next < best ? (low, best) : (best, high);
                (third, atThird) = (second, atSecond);
                (second, atSecond) = (best, atBest);
                (best, atBest) = (next, atNext);
            }
            else
            {
                (low, high) = next < best ? (next, high) : (low, next);
                if (atNext <= atSecond || second == best)
                {
                    (third, atThird) = (second, atSecond);
                    (second, atSecond) = (next, atNext);
                }
                else if (atNext <= atThird || third == best || third == second)
                {
                    (third, atThird) = (next, atNext);
                }
            }
        }
    }
}
