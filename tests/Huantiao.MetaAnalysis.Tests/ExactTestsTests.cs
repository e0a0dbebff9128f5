namespace Huantiao.MetaAnalysis.Tests;

/// <summary>Exact tests against R 4 (fisher.test, pbinom).</summary>
public class ExactTestsTests
{
    [Theory]
    [InlineData(3, 1, 1, 3, 0.48571428571428565)]
    [InlineData(30, 10, 22, 40, 0.00011239361647980075)]
    [InlineData(0, 5, 3, 2, 0.16666666666666669)]
    [InlineData(0, 0, 4, 7, 1)]
    public void Fisher_Tables_AsRHasThem(int a, int b, int c, int d, double p) => Assert.Equal(p, ExactTests.Fisher(a, b, c, d), 1e-12);

    [Theory]
    [InlineData(45, 90, 0.0007926338619730505)]
    [InlineData(1, 10, 0.9826584700841674)]
    [InlineData(0, 0, 1)]
    public void BinomialAtLeast_AThird_AsRHasIt(int events, int trials, double p) => Assert.Equal(p, ExactTests.BinomialAtLeast(events, trials, 1.0 / 3), 1e-12);

    [Fact]
    public void Fisher_GroupsSwapped_IsTheSame() => Assert.Equal(ExactTests.Fisher(12, 3, 5, 9), ExactTests.Fisher(5, 9, 12, 3), 1e-14);

    [Fact]
    public void Counts_BelowNought_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactTests.Fisher(-1, 2, 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactTests.BinomialAtLeast(3, 2, 0.5));
    }
}
