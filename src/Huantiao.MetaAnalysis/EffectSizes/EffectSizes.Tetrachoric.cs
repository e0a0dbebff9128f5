namespace Huantiao.MetaAnalysis;

public static partial class EffectSizes
{
    /// <summary>
    /// Tetrachoric correlation by maximum likelihood, thresholds from the margins, with its variance from the observed information of correlation and thresholds.
    /// Undefined with an empty cell, where the likelihood has no maximum inside (−1, 1).
    /// </summary>
    /// <remarks>
    /// The maximum is taken to the same four to five digits as in metafor, by the same published minimiser, and the information by differences with the same
    /// step: exact ones would disagree with it in the fifth digit, some hundreds of times below the standard error.
    /// </remarks>
    private static Effect Tetrachoric(double a, double b, double c, double d)
    {
        if (!(a > 0 && b > 0 && c > 0 && d > 0))
            return Effect.None;

        var n = a + b + c + d;
        var (h, k) = (Distributions.NormalQuantile((a + b) / n), Distributions.NormalQuantile((a + c) / n));

        // Of the correlation and the two thresholds.
        double MinusLogLikelihood(ReadOnlySpan<double> at)
        {
            var (row, column) = (Distributions.NormalCdf(at[1]), Distributions.NormalCdf(at[2]));
            var both = (row * column) + Excess(at[0], at[1], at[2]);
            var likelihood = (a * Math.Log(both)) + (b * Math.Log(row - both)) + (c * Math.Log(column - both)) + (d * Math.Log(1 - row - column + both));
            return double.IsNaN(likelihood) ? double.PositiveInfinity : -likelihood;
        }

        var rho = Minimum.Between(-1, 1, correlation => MinusLogLikelihood([correlation, h, k]), Math.ScaleB(1, -13));
        return new(rho, FirstVariance(MinusLogLikelihood, [rho, h, k]));
    }

    /// <summary>
    /// P(X &lt; h, Y &lt; k) − Φ(h)Φ(k) of standard normal X and Y with this correlation: an integral over the angle whose sine it is (Sheppard 1899, Owen 1956).
    /// </summary>
    private static double Excess(double correlation, double h, double k) => Quadrature.TanhSinh(Math.Asin(correlation), angle =>
    {
        var (sin, cos) = Math.SinCos(angle);
        return Math.Exp(-((h * h) + (k * k) - (2 * h * k * sin)) / (2 * cos * cos)) / (2 * Math.PI);
    });

    private delegate double OfParameters(ReadOnlySpan<double> at);

    /// <summary>The first parameter's element of the inverse of three parameters' information, by central differences.</summary>
    private static double FirstVariance(OfParameters minusLogLikelihood, double[] at)
    {
        const double step = 1e-3;
        double Second(int i, int j)
        {
            double At(int byI, int byJ)
            {
                Span<double> moved = [.. at];
                moved[i] += byI * step;
                moved[j] += byJ * step;
                return minusLogLikelihood(moved);
            }

            return (At(1, 1) - At(1, -1) - At(-1, 1) + At(-1, -1)) / (4 * step * step);
        }

        var (h11, h12, h13, h22, h23, h33) = (Second(0, 0), Second(0, 1), Second(0, 2), Second(1, 1), Second(1, 2), Second(2, 2));
        var minor = (h22 * h33) - (h23 * h23);
        return minor / ((h11 * minor) - (h12 * ((h12 * h33) - (h13 * h23))) + (h13 * ((h12 * h23) - (h13 * h22))));
    }
}
