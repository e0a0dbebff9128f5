namespace Huantiao.MetaAnalysis;

/// <summary>Exact tests of counts: no large numbers are needed, and none is taken for granted.</summary>
public static class ExactTests
{
    /// <summary>Tables as likely as the one seen must not be lost to the last digit: the margin that R's fisher.test and binom.test leave.</summary>
    private const double Slack = 1 + 1e-7;

    /// <summary>P(X ≥ <paramref name="events"/>) of a binomial: more than expected, by chance alone.</summary>
    /// <param name="events">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">0 or more; of none the answer is 1.</param>
    /// <param name="share">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double BinomialAtLeast(int events, int trials, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events, trials);
        if (!(share is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share is above 0 and below 1.");
        var sum = 0.0;
        for (var k = events; k <= trials; k++)
            sum += Math.Exp(LogChoose(trials, k) + (k * Math.Log(share)) + ((trials - k) * Math.Log(1 - share)));
        return Math.Min(sum, 1);
    }

    /// <summary>Two-sided p of Fisher's exact test: the tables with these margins that are no more likely than the one seen.</summary>
    /// <param name="a">Events of the first group, 0 or more.</param>
    /// <param name="b">Its other members.</param>
    /// <param name="c">Events of the second group.</param>
    /// <param name="d">Its other members.</param>
    /// <remarks>Source: Fisher, J R Stat Soc 1935;98:39; two-sided as R's fisher.test has it.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double Fisher(int a, int b, int c, int d)
    {
        foreach (var count in (ReadOnlySpan<int>)[a, b, c, d])
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(a));
        var (first, second, events) = (a + b, c + d, a + c);
        var (least, most) = (Math.Max(0, events - second), Math.Min(events, first));
        var all = LogChoose(first + second, events);
        double P(int k) => Math.Exp(LogChoose(first, k) + LogChoose(second, events - k) - all);
        var (seen, sum) = (P(a) * Slack, 0.0);
        for (var k = least; k <= most; k++)
        {
            if (P(k) is var p && p <= seen)
                sum += p;
        }

        return Math.Min(sum, 1);
    }

    private static double LogChoose(int n, int k) =>
        Distributions.LogGamma(n + 1.0) - Distributions.LogGamma(k + 1.0) - Distributions.LogGamma(n - k + 1.0);
}
