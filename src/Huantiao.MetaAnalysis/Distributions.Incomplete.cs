namespace Huantiao.MetaAnalysis;

public static partial class Distributions
{
    private const int MaxTerms = 100_000;

    // Stirling's remainder at 1/2, 1, 3/2 … 19/2, filled from the recurrence: the arguments that whole degrees of freedom ask for.
    private static readonly double[] HalfSteps = [.. Enumerable.Range(1, 19).Select(n => StirlingByRecurrence(0.5 * n))];

    /// <summary>log(1 + x), accurate near 0 (Kahan's correction of the rounded sum).</summary>
    internal static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? (double.IsInfinity(sum) ? Math.Log(sum) : x) : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>log Γ(x), x over 0.</summary>
    public static double LogGamma(double x) =>
        x > 0 ? ((x - 0.5) * Math.Log(x)) - x + HalfLog2Pi + StirlingRemainder(x) : double.NaN;

    /// <summary>log B(a, b).</summary>
    public static double LogBeta(double a, double b)
    {
        // The large terms of the three log-gammas cancel on paper, not in floating point.
        var sum = a + b;
        return HalfLog2Pi + StirlingRemainder(a) + StirlingRemainder(b) - StirlingRemainder(sum)
            - (0.5 * Math.Log(a * (b / sum))) - (a * Log1p(b / a)) - (b * Log1p(a / b));
    }

    /// <summary>log Γ(z) − ((z − ½) log z − z + ½ log 2π): 1/(12z) − 1/(360z³) + … (Abramowitz and Stegun 6.1.41).</summary>
    internal static double StirlingRemainder(double z)
    {
        if (z >= 10)
            return StirlingSeries(z);
        var twice = 2 * z;
        return twice == Math.Floor(twice) ? HalfSteps[(int)twice - 1] : StirlingByRecurrence(z);
    }

    private static double StirlingSeries(double z)
    {
        var w = 1 / (z * z);
        return ((1.0 / 12) - (w * ((1.0 / 360) - (w * ((1.0 / 1260) - (w * ((1.0 / 1680) - (w * ((1.0 / 1188)
            - (w * ((691.0 / 360360) - (w / 156)))))))))))) / z;
    }

    private static double StirlingByRecurrence(double z)
    {
        var sum = 0.0;
        for (; z < 10; z++)
            sum += ((z + 0.5) * Log1p(1 / z)) - 1;
        return sum + StirlingSeries(z);
    }

    /// <summary>x log(x/m) + m − x without the cancellation near x = m (Loader 2000, "Fast and accurate computation of binomial probabilities").</summary>
    private static double Deviance(double x, double m) => Deviance(x, m, x - m);

    // Some callers know the difference x − m better than it can be had from x and m.
    private static double Deviance(double x, double m, double difference)
    {
        if (Math.Abs(difference) >= 0.1 * (x + m))
            return (x * Math.Log(x / m)) - difference;

        var v = difference / (x + m);
        var sum = difference * v;
        var term = 2 * x * v;
        for (var j = 3; ; j += 2)
        {
            term *= v * v;
            var next = sum + (term / j);
            if (next == sum)
                return sum;
            sum = next;
        }
    }

    /// <summary>Both tails of the regularized incomplete gamma function, P(a, x) and Q(a, x): the smaller is computed, the larger is its complement.</summary>
    internal static (double Lower, double Upper) Gamma(double a, double x)
    {
        if (double.IsNaN(a) || double.IsNaN(x) || a <= 0)
            return (double.NaN, double.NaN);
        if (x <= 0)
            return (0, 1);
        if (double.IsPositiveInfinity(x))
            return (1, 0);

        // x^a e^-x / Γ(a + 1)
        var front = Math.Exp(-Deviance(a, x) - StirlingRemainder(a)) * InvSqrt2Pi / Math.Sqrt(a);
        if (x < a + 1 && !(a < 1 && x >= 1))
        {
            var (sum, term) = (1.0, 1.0);
            for (var n = 1; n < MaxTerms && term > sum * 1e-17; n++)
            {
                term *= x / (a + n);
                sum += term;
            }

            var lower = front * sum;
            return (lower, 1 - lower);
        }

        // Legendre's continued fraction by Lentz' method (DLMF 8.9.2).
        var b = x + 1 - a;
        var c = 1e300;
        var d = 1 / b;
        var h = d;
        for (var n = 1; n < MaxTerms; n++)
        {
            var an = -n * (n - a);
            b += 2;
            d = 1 / NotZero((an * d) + b);
            c = NotZero(b + (an / c));
            var factor = d * c;
            h *= factor;
            if (Math.Abs(factor - 1) < 5e-16)
                break;
        }

        var upper = front * a * h;
        return (1 - upper, upper);
    }

    /// <summary>
    /// The regularized incomplete beta function I_x(a, b), with y = 1 − x given by the caller, who often knows it more exactly than 1 − x is.
    /// </summary>
    internal static double Beta(double a, double b, double x, double y)
    {
        if (double.IsNaN(a) || double.IsNaN(b) || double.IsNaN(x) || a <= 0 || b <= 0)
            return double.NaN;
        if (x <= 0)
            return 0;
        if (y <= 0)
            return 1;
        return x < (a + 1) / (a + b + 2) ? BetaFraction(a, b, x, y) : 1 - BetaFraction(b, a, y, x);
    }

    private static double BetaFraction(double a, double b, double x, double y)
    {
        // x^a y^b / B(a, b), from Loader's form of the binomial probability.
        var n = a + b;
        var difference = (a * y) - (b * x);     // a − nx, and with the other sign b − ny
        var front = Math.Exp(StirlingRemainder(n) - StirlingRemainder(a) - StirlingRemainder(b) - Deviance(a, n * x, difference) - Deviance(b, n * y, -difference))
            * InvSqrt2Pi * Math.Sqrt(b / n * a);

        // The even part of the usual continued fraction (Didonato and Morris 1992, equation 9) by Lentz' method: it needs 1 − x only through y and the
        // difference, where the usual one loses a digit for each of a's.
        var f = a * (difference + 1) / (a + 1);
        var (c, d) = (f, 0.0);
        for (var m = 1; m < MaxTerms; m++)
        {
            var twice = a + (2 * m);
            var alpha = (a + m - 1) * (n + m - 1) / (twice - 1) * m * (b - m) / (twice - 1) * x * x;
            var beta = m + (m * (b - m) * x / (twice - 1)) + ((a + m) * (difference + 1 + (m * (1 + y))) / (twice + 1));
            d = 1 / NotZero((alpha * d) + beta);
            c = NotZero(beta + (alpha / c));
            var factor = c * d;
            f *= factor;
            if (Math.Abs(factor - 1) < 5e-16)
                break;
        }

        return front / f;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    private enum TailKind { T, ChiSquaredLower, ChiSquaredUpper, FLower, FUpper }

    /// <summary>One tail of one distribution, as a function of x over 0.</summary>
    private readonly record struct Tail(TailKind Kind, double Df1, double Df2)
    {
        public double Probability(double x) => Kind switch
        {
            TailKind.T => TUpper(x, Df1),
            TailKind.ChiSquaredLower => ChiSquaredCdf(x, Df1),
            TailKind.ChiSquaredUpper => ChiSquaredUpper(x, Df1),
            TailKind.FLower => FCdf(x, Df1, Df2),
            _ => FUpper(x, Df1, Df2),
        };

        public bool Rises => Kind is TailKind.ChiSquaredLower or TailKind.FLower;

        /// <summary>x times the density.</summary>
        public double LogDensity(double x) => Kind switch
        {
            TailKind.T => Math.Exp(-LogBeta(0.5 * Df1, 0.5) - (0.5 * (Df1 + 1) * Log1p(x * x / Df1)) + Math.Log(x) - (0.5 * Math.Log(Df1))),
            TailKind.ChiSquaredLower or TailKind.ChiSquaredUpper => Math.Exp(-Deviance(0.5 * Df1, 0.5 * x) - StirlingRemainder(0.5 * Df1)) * InvSqrt2Pi * Math.Sqrt(0.5 * Df1),
            _ => FLogDensity(x),
        };

        private double FLogDensity(double x)
        {
            var (a, b) = (0.5 * Df1, 0.5 * Df2);
            var ratio = Df1 * x / Df2;
            return Math.Exp((a * Math.Log(ratio)) - ((a + b) * Log1p(ratio)) - LogBeta(a, b));
        }
    }

    /// <summary>
    /// The x over 0 at which a tail has the given probability: Newton's method on the logarithms of both, which are nearly straight lines in every tail,
    /// kept inside a bracket.
    /// </summary>
    private static double SolveTail(double start, double probability, Tail tail)
    {
        var u = Math.Log(start);
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        var target = Math.Log(probability);
        for (var i = 0; i < 200; i++)
        {
            var x = Math.Exp(u);
            var p = tail.Probability(x);
            var gap = Math.Log(p) - target;
            if (gap == 0)
                return x;
            if (gap < 0 == tail.Rises)
                low = u;
            else
                high = u;

            var step = gap * p / tail.LogDensity(x);
            step = double.IsFinite(step) ? Math.Clamp(tail.Rises ? -step : step, -4, 4) : (double.IsInfinity(high) ? 1 : -1);
            if (Math.Abs(step) < 1e-9)
                return x * Math.Exp(step);

            var next = u + step;
            if (!(next > low && next < high))
                next = double.IsFinite(low + high) ? 0.5 * (low + high) : u + Math.CopySign(4, step);
            if (next == u)
                return x;
            u = next;
        }

        return Math.Exp(u);
    }
}
