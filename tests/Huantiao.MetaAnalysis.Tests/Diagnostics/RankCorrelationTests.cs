using FsCheck.Xunit;

namespace Huantiao.MetaAnalysis.Tests.Diagnostics;

public class RankCorrelationTests
{
    [Property(MaxTest = 200)]
    public void Kendall_ValuesWithTies_CountsPairsAsTheDefinitionDoes(int seed)
    {
        var random = new Random(seed);
        var n = random.Next(2, 40);
        var levels = random.Next(2, 30);
        var (x, y) = (Draw(), Draw());
        double[] Draw() => [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(levels))];
        double s = 0, pairsX = 0, pairsY = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                s += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                pairsX += x[i] != x[j] ? 1 : 0;
                pairsY += y[i] != y[j] ? 1 : 0;
            }
        }

        var actual = RankCorrelation.Kendall(x, y, null);

        if (pairsX == 0 || pairsY == 0)
            Assert.Null(actual);
        else
            Assert.Equal(s / Math.Sqrt(pairsX * pairsY), actual!.Tau, 12);
    }

    [Fact]
    public void Kendall_FourValuesInOrder_HasOneOrderInTwentyFourTwice() =>
        Assert.Equal(2.0 / 24, RankCorrelation.Kendall([1, 2, 3, 4], [5, 6, 7, 8], null)!.PValue, 15);

    [Fact]
    public void Kendall_AHundredAndTwo_KeepsTheDigitsOfASmallP()
    {
        // 102 places in order but for the first half turned round: p from exact integer arithmetic is 0 < p < 1e-5 and must not be 1 less something.
        var y = Enumerable.Range(0, 102).Select(i => (double)i).ToArray();
        Array.Reverse(y, 0, 60);
        var there = RankCorrelation.Kendall([.. Enumerable.Range(0, 102).Select(i => (double)i)], y, null)!;
        var back = RankCorrelation.Kendall([.. Enumerable.Range(0, 102).Select(i => (double)-i)], y, null)!;

        Assert.Equal(there.Tau, -back.Tau, 15);
        Assert.Equal(1, there.PValue / back.PValue, 12);
        Assert.InRange(there.PValue, 1e-12, 1e-4);
    }
}
