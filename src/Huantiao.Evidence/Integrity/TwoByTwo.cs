using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence.Integrity;

/// <summary>A test's name and its two-sided P.</summary>
public readonly record struct TestResult(string Name, double P);

/// <summary>The tests that papers use on two counts.</summary>
public static class TwoByTwo
{
    private const double MostTables = 100_000;

    /// <summary>
    /// Two-sided P of every usual test of two proportions: Pearson's chi-square, with Yates' correction, with N−1; Fisher's exact test (the sum of
    /// the tables as improbable or more, and twice the smaller tail) and its mid-P; the likelihood ratio; Wald tests of risk difference, log risk
    /// ratio and log odds ratio. Sources: Fleiss, Statistical Methods for Rates and Proportions, 3rd ed., chapter 3; Campbell, Stat Med 2007;26:3661.
    /// </summary>
    /// <remarks>The likelihood ratio and the Wald tests stand only where they are fit for use: expected counts of 5 or more, no empty cell.</remarks>
    public static ImmutableArray<TestResult> Tests(long events1, long total1, long events2, long total2)
    {
        double a = events1, b = total1 - events1, c = events2, d = total2 - events2, n1 = total1, n2 = total2, n = n1 + n2, m = a + c;
        if (m == 0 || m == n)
            return [new("no difference can be seen", 1)];

        var results = ImmutableArray.CreateBuilder<TestResult>();
        var cross = Math.Abs((a * d) - (b * c));
        var margins = m * (n - m) * n1 * n2;
        var pearson = n * cross * cross / margins;
        results.Add(new("Pearson chi-square", OneDf(pearson)));
        results.Add(new("chi-square with Yates' correction", OneDf(n * Math.Pow(Math.Max(0, cross - (0.5 * n)), 2) / margins)));
        results.Add(new("N-1 chi-square", OneDf(pearson * (n - 1) / n)));

        // With more tables than this the exact test is the chi-square test, and takes seconds.
        if (Math.Min(Math.Min(m, n - m), Math.Min(n1, n2)) <= MostTables)
        {
            var (sum, twice, mid) = Fisher(events1, total1, events2, total2);
            results.Add(new("Fisher's exact test", sum));
            results.Add(new("Fisher's exact test, doubled", twice));
            results.Add(new("mid-P", mid));
        }

        if (Math.Min(m, n - m) * Math.Min(n1, n2) / n >= 5)
            results.Add(new("likelihood ratio", OneDf(2 * (Term(a, n1 * m / n) + Term(b, n1 * (n - m) / n) + Term(c, n2 * m / n) + Term(d, n2 * (n - m) / n)))));
        if (a > 0 && b > 0 && c > 0 && d > 0)
        {
            results.Add(new("z of the risk difference", Wald((a / n1) - (c / n2), (a * b / Math.Pow(n1, 3)) + (c * d / Math.Pow(n2, 3)))));
            results.Add(new("z of the log risk ratio", Wald(Math.Log(a * n2 / (c * n1)), (1 / a) - (1 / n1) + (1 / c) - (1 / n2))));
            results.Add(new("z of the log odds ratio", Wald(Math.Log(a * d / (b * c)), (1 / a) + (1 / b) + (1 / c) + (1 / d))));
        }

        return results.ToImmutable();
    }

    private static double OneDf(double chiSquare) => Distributions.NormalTwoSided(Math.Sqrt(Math.Max(0, chiSquare)));

    private static double Wald(double estimate, double variance) => Distributions.NormalTwoSided(estimate / Math.Sqrt(variance));

    private static double Term(double observed, double expected) => observed == 0 ? 0 : observed * Math.Log(observed / expected);

    private static (double Sum, double Twice, double Mid) Fisher(long events1, long total1, long events2, long total2)
    {
        var events = events1 + events2;
        var first = Math.Max(0, events - total2);
        var last = Math.Min(events, total1);
        var scale = LogChoose(total1 + total2, events);
        var observed = Math.Exp(LogChoose(total1, events1) + LogChoose(total2, events2) - scale);
        double lower = 0, upper = 0, sum = 0, ties = 0;
        for (var k = first; k <= last; k++)
        {
            var p = Math.Exp(LogChoose(total1, k) + LogChoose(total2, events - k) - scale);
            lower += k <= events1 ? p : 0;
            upper += k >= events1 ? p : 0;
            sum += p <= observed * (1 + 1e-7) ? p : 0;
            ties += Math.Abs(p - observed) <= observed * 1e-7 ? p : 0;
        }

        return (Math.Min(1, sum), Math.Min(1, 2 * Math.Min(lower, upper)), Math.Min(1, sum - (0.5 * ties)));
    }

    private static double LogChoose(long n, long k) =>
        Distributions.LogGamma(n + 1) - Distributions.LogGamma(k + 1) - Distributions.LogGamma(n - k + 1);
}
