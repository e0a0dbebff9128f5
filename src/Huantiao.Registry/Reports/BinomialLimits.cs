using Huantiao.MetaAnalysis;

namespace Huantiao.Registry;

/// <summary>Where the share of some people falls by chance alone when the true share is known: exact binomial limits, interpolated between whole numbers so that they fall smoothly with more people.</summary>
/// <remarks>Spiegelhalter, Stat Med 2005;24:1185, appendix A.1.1. Tests compare with R's qbinom and pbinom.</remarks>
public static class BinomialLimits
{
    /// <summary>Probability of at most <paramref name="some"/> of <paramref name="people"/>.</summary>
    /// <param name="share">0 to 1.</param>
    public static double Cdf(long some, long people, double share)
    {
        if (some < 0)
            return 0;
        if (some >= people || share <= 0)
            return 1;
        // By the incomplete beta function, which F has: P(X ≤ r) = I(1 − p; n − r, r + 1).
        return share >= 1 ? 0 : Distributions.FCdf((1 - share) * (some + 1) / (share * (people - some)), 2.0 * (people - some), 2.0 * (some + 1));
    }

    /// <summary>The share below which the given part of chance lies, 0 to 1.</summary>
    /// <param name="target">The true share, above 0 and below 1.</param>
    /// <param name="people">At least 1.</param>
    /// <param name="part">Above 0 and below 1: 0.025 is the lower of the 95% limits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double At(double target, long people, double part)
    {
        if (!(target is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(target), target, "The true share is above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(people, 1);
        if (!(part is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(part), part, "The part is above 0 and below 1.");
        // The least number whose cumulative probability reaches the part, by halving.
        var (low, high) = (-1L, people);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Cdf(middle, people, target) >= part)
                high = middle;
            else
                low = middle;
        }

        var (reached, before) = (Cdf(high, people, target), Cdf(high - 1, people, target));
        return Math.Clamp((high - ((reached - part) / (reached - before))) / people, 0, 1);
    }
}
