namespace Huantiao.MetaAnalysis;

/// <summary>Integration by the tanh-sinh rule (Takahasi and Mori 1974), which near-singular ends do not trouble.</summary>
internal static class Quadrature
{
    /// <summary>The integral of f from 0 to <paramref name="end"/> (which may be negative).</summary>
    public static double TanhSinh(double end, Func<double, double> f)
    {
        var half = end / 2;
        var step = 1.0;
        var sum = Math.PI / 2 * f(half);
        var previous = double.NaN;
        for (var level = 0; level < 12; level++)
        {
            // Each halving of the step adds the points between those that are there.
            for (var k = step; k < 6.5; k += level == 0 ? step : 2 * step)
            {
                var outer = Math.PI / 2 * Math.Sinh(k);
                // Distance from the end of the unit interval, without the cancellation of 1 - tanh.
                var distance = 2 / (1 + Math.Exp(2 * outer));
                var weight = Math.PI / 2 * Math.Cosh(k) / Math.Pow(Math.Cosh(outer), 2);
                if (weight < 1e-300)
                    break;
                sum += weight * (f(half * distance) + f(end - (half * distance)));
            }

            var estimate = half * step * sum;
            // Correct digits about double with each halving, so this agreement means far more of them in the newer value.
            if (level > 2 && Math.Abs(estimate - previous) <= 1e-11 * Math.Abs(estimate))
                return estimate;
            previous = estimate;
            step /= 2;
        }

        return previous;
    }
}
