using MathNet.Numerics;

namespace Huantiao.Prognosis;

/// <summary>A weighted normal distribution, one of a mixture.</summary>
internal readonly record struct NormalPart(double Weight, double Mean, double Variance);

/// <summary>Distribution of a mixture of normals.</summary>
internal static class NormalMixture
{
    private const double Sqrt2 = 1.4142135623730950488;
    private const double InvSqrt2Pi = 0.39894228040143267794;

    /// <summary>P(Z ≤ z), by the complementary error function; both tails keep their digits.</summary>
    public static double NormalCdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Sqrt2);

    public static double NormalQuantile(double p) => -Sqrt2 * SpecialFunctions.ErfcInv(2 * p);

    public static double Mean(ReadOnlySpan<NormalPart> parts)
    {
        var mean = 0.0;
        foreach (var part in parts)
            mean += part.Weight * part.Mean;
        return mean;
    }

    /// <summary>Variance by the law of total variance.</summary>
    public static double Variance(ReadOnlySpan<NormalPart> parts)
    {
        var (mean, variance) = (Mean(parts), 0.0);
        foreach (var part in parts)
            variance += part.Weight * (part.Variance + ((part.Mean - mean) * (part.Mean - mean)));
        return variance;
    }

    /// <summary>P(X ≤ x); a part without variance is a step.</summary>
    public static double Cdf(ReadOnlySpan<NormalPart> parts, double x)
    {
        var sum = 0.0;
        foreach (var part in parts)
            sum += part.Weight * (part.Variance > 0 ? NormalCdf((x - part.Mean) / Math.Sqrt(part.Variance)) : part.Mean <= x ? 1 : 0);
        return sum;
    }

    /// <summary>The x with P(X ≤ x) = p; every part has a variance, p lies between 0 and 1.</summary>
    /// <remarks>The quantile of a mixture lies between the least and the greatest of its parts' quantiles: Newton's method, with a halving where it leaves them.</remarks>
    public static double Quantile(ReadOnlySpan<NormalPart> parts, double p)
    {
        var z = NormalQuantile(p);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var part in parts)
        {
            var own = part.Mean + (z * Math.Sqrt(part.Variance));
            (low, high) = (Math.Min(low, own), Math.Max(high, own));
        }

        var x = Math.Clamp(Mean(parts) + (z * Math.Sqrt(Variance(parts))), low, high);
        var precision = 1e-13 * Math.Max(Math.Abs(low), Math.Abs(high));
        for (var i = 0; i < 200 && high - low > precision; i++)
        {
            var (excess, density) = (-p, 0.0);
            foreach (var part in parts)
            {
                var sd = Math.Sqrt(part.Variance);
                var at = (x - part.Mean) / sd;
                excess += part.Weight * NormalCdf(at);
                density += part.Weight * InvSqrt2Pi * Math.Exp(-0.5 * at * at) / sd;
            }

            if (excess < 0)
                low = x;
            else
                high = x;
            var next = x - (excess / density);
            if (Math.Abs(next - x) <= precision)
                return Math.Clamp(next, low, high);
            x = next > low && next < high ? next : 0.5 * (low + high);
        }

        return x;
    }
}
