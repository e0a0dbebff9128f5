using MathNet.Numerics;

namespace Huantiao.MetaAnalysis;

/// <summary>
/// Normal, t, chi-square and F distributions with tails that keep their relative accuracy (about 1e-13) down to 1e-300.
/// </summary>
/// <remarks>
/// MathNet.Numerics gives erfc and its inverse. Its incomplete gamma and beta functions take differences of log-gamma values and one minus the other
/// tail, which leaves no digit at p = 1e-88 (a Q statistic of 500): those two are our own, in Distributions.Incomplete.cs.
/// </remarks>
public static partial class Distributions
{
    private const double Sqrt2 = 1.4142135623730950488;
    private const double InvSqrt2Pi = 0.39894228040143267794;
    private const double HalfLog2Pi = 0.91893853320467274178;

    /// <summary>Standard normal density.</summary>
    public static double NormalDensity(double x) => InvSqrt2Pi * Math.Exp(-0.5 * x * x);

    /// <summary>P(Z ≤ x).</summary>
    public static double NormalCdf(double x) => NormalUpper(-x);

    /// <summary>P(Z > x).</summary>
    public static double NormalUpper(double x)
    {
        if (x <= 1)
            return 0.5 * SpecialFunctions.Erfc(x / Sqrt2);

        // erfc(z) carries exp(-z²) with z² rounded: at x = 37 that alone is a relative error of 1e-13. The rest of x²/2 is put back.
        var z = x / Sqrt2;
        var rounded = z * z;
        var square = x * x;
        var rest = (0.5 * square) - rounded + (0.5 * Math.FusedMultiplyAdd(x, x, -square));
        return double.IsNaN(rest) ? (double.IsNaN(x) ? double.NaN : 0) : 0.5 * SpecialFunctions.Erfc(z) * Math.Exp(-rest);
    }

    /// <summary>P(|Z| > |x|).</summary>
    public static double NormalTwoSided(double x) => 2 * NormalUpper(Math.Abs(x));

    /// <summary>The x with P(Z ≤ x) = p; p from 0 to 1, NaN outside.</summary>
    public static double NormalQuantile(double p)
    {
        if (!(p >= 0 && p <= 1))
            return double.NaN;
        if (p is 0 or 1)
            return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        if (p == 0.5)
            return 0;

        var tail = p < 0.5 ? p : 1 - p;
        var x = Sqrt2 * SpecialFunctions.ErfcInv(2 * tail);
        var step = (NormalUpper(x) - tail) / NormalDensity(x);
        if (double.IsFinite(step))
            x += step / (1 - (0.5 * x * step));
        return p < 0.5 ? -x : x;
    }

    /// <summary>P(T ≤ t), T Student's t with df degrees of freedom (over 0, not necessarily whole; infinite is normal).</summary>
    public static double TCdf(double t, double df) => TUpper(-t, df);

    /// <summary>P(T > t).</summary>
    public static double TUpper(double t, double df) => t < 0 ? 1 - (0.5 * TTwoSided(t, df)) : 0.5 * TTwoSided(t, df);

    /// <summary>P(|T| > |t|).</summary>
    public static double TTwoSided(double t, double df)
    {
        if (double.IsPositiveInfinity(df))
            return NormalTwoSided(t);
        if (double.IsInfinity(t))
            return 0;
        t = Math.Abs(t);
        if (t > 1e150)
            return 2 * Math.Exp(LogFarTail(df) - (df * Math.Log(t)));
        var square = t * t;
        return Beta(0.5 * df, 0.5, df / (df + square), square / (df + square));
    }

    /// <summary>The t with P(T ≤ t) = p.</summary>
    public static double TQuantile(double p, double df)
    {
        if (!(p >= 0 && p <= 1 && df > 0))
            return double.NaN;
        if (double.IsPositiveInfinity(df) || p is 0 or 0.5 or 1)
            return NormalQuantile(p);

        var tail = p < 0.5 ? p : 1 - p;
        var z = -NormalQuantile(tail);
        // Start: the Cornish-Fisher expansion near the normal, the power law t^-df far out.
        var start = z * (1 + (((z * z) + 1) / (4 * df)));
        if (df < 3 || z * z > df)
            start = Math.Exp((LogFarTail(df) - Math.Log(tail)) / df);
        var t = SolveTail(start, tail, new Tail(TailKind.T, df, 0));
        return p < 0.5 ? -t : t;
    }

    // P(T > t) tends to exp(this) t^-df.
    private static double LogFarTail(double df) => (((0.5 * df) - 1) * Math.Log(df)) - LogBeta(0.5 * df, 0.5);

    /// <summary>P(X ≤ x), X chi-square with df degrees of freedom.</summary>
    public static double ChiSquaredCdf(double x, double df) => Gamma(0.5 * df, 0.5 * x).Lower;

    /// <summary>P(X > x).</summary>
    public static double ChiSquaredUpper(double x, double df) => Gamma(0.5 * df, 0.5 * x).Upper;

    /// <summary>The x with P(X ≤ x) = p.</summary>
    public static double ChiSquaredQuantile(double p, double df)
    {
        if (!(p >= 0 && p <= 1 && df > 0))
            return double.NaN;
        if (p is 0 or 1)
            return p == 0 ? 0 : double.PositiveInfinity;

        // Start: Wilson and Hilferty (1931), or in the far lower tail the first term of the series.
        var z = NormalQuantile(p);
        var cube = 1 - (2 / (9 * df)) + (z * Math.Sqrt(2 / (9 * df)));
        var first = 2 * Math.Exp((Math.Log(p) + LogGamma((0.5 * df) + 1)) / (0.5 * df));
        var start = cube > 0.3 ? df * cube * cube * cube : Math.Max(first, double.Epsilon);
        return p < 0.5
            ? SolveTail(start, p, new Tail(TailKind.ChiSquaredLower, df, 0))
            : SolveTail(start, 1 - p, new Tail(TailKind.ChiSquaredUpper, df, 0));
    }

    /// <summary>P(X ≤ x), X F-distributed with df1 and df2 degrees of freedom.</summary>
    public static double FCdf(double x, double df1, double df2) =>
        x <= 0 ? 0 : double.IsPositiveInfinity(df2) ? ChiSquaredCdf(x * df1, df1) : Beta(0.5 * df1, 0.5 * df2, df1 * x / ((df1 * x) + df2), df2 / ((df1 * x) + df2));

    /// <summary>P(X > x).</summary>
    public static double FUpper(double x, double df1, double df2) =>
        x <= 0 ? 1 : double.IsPositiveInfinity(df2) ? ChiSquaredUpper(x * df1, df1) : Beta(0.5 * df2, 0.5 * df1, df2 / ((df1 * x) + df2), df1 * x / ((df1 * x) + df2));

    /// <summary>The x with P(X ≤ x) = p.</summary>
    public static double FQuantile(double p, double df1, double df2)
    {
        if (!(p >= 0 && p <= 1 && df1 > 0 && df2 > 0))
            return double.NaN;
        if (p is 0 or 1)
            return p == 0 ? 0 : double.PositiveInfinity;
        if (double.IsPositiveInfinity(df2))
            return ChiSquaredQuantile(p, df1) / df1;
        return p < 0.5
            ? SolveTail(1, p, new Tail(TailKind.FLower, df1, df2))
            : SolveTail(1, 1 - p, new Tail(TailKind.FUpper, df1, df2));
    }
}
