using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence.Tests.Integrity;

/// <summary>Tests of two proportions written out plainly, as a second opinion on the product's.</summary>
internal static class NaiveTests
{
    public static double Pearson(int e1, int n1, int e2, int n2, bool yates)
    {
        double n = n1 + n2, m = e1 + e2, chi = 0;
        foreach (var (observed, row, column) in new[] { (e1, n1, m), (n1 - e1, n1, n - m), (e2, n2, m), (n2 - e2, n2, n - m) })
        {
            var expected = row * column / n;
            var off = Math.Abs(observed - expected);
            chi += Math.Pow(Math.Max(0, off - (yates ? 0.5 : 0)), 2) / expected;
        }

        return Distributions.ChiSquaredUpper(chi, 1);
    }

    public static double Fisher(int e1, int n1, int e2, int n2)
    {
        var m = e1 + e2;
        var observed = Table(e1);
        double all = 0, extreme = 0;
        for (var k = Math.Max(0, m - n2); k <= Math.Min(m, n1); k++)
        {
            all += Table(k);
            extreme += Table(k) <= observed * (1 + 1e-9) ? Table(k) : 0;
        }

        return extreme / all;

        double Table(int k) => Math.Exp(Choose(n1, k) + Choose(n2, m - k) - Choose(n1, e1) - Choose(n2, e2));
    }

    private static double Choose(int n, int k)
    {
        var sum = 0.0;
        for (var i = 1; i <= k; i++)
            sum += Math.Log(n - k + i) - Math.Log(i);
        return sum;
    }
}
