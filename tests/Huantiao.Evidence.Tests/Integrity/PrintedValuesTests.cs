using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using Huantiao.Evidence.Integrity;

namespace Huantiao.Evidence.Tests.Integrity;

/// <summary>Numbers, percentages and P as papers print them.</summary>
public class PrintedValuesTests
{
    [Theory]
    [InlineData("30.8", 30.75, 30.85)]
    [InlineData("30.80", 30.795, 30.805)]
    [InlineData("\u22127.28", -7.285, -7.275)]
    [InlineData("0,03", 0.025, 0.035)]
    [InlineData("87.50%", 87.495, 87.505)]
    [InlineData("1e-4", 0.00005, 0.00015)]
    [InlineData("33.300000000000004", 33.25, 33.35)]
    public void TryParse_PrintedNumber_StandsForAllThatRoundsToIt(string text, double lower, double upper)
    {
        Assert.True(PrintedNumber.TryParse(text, out var number));
        Assert.Equal(lower, number!.Rounded.Lower, 1e-6 * number.Unit);
        Assert.Equal(upper, number.Rounded.Upper, 1e-6 * number.Unit);
    }

    [Theory]
    [InlineData("3,974", true, 3974)]
    [InlineData("3,974", false, 3.974)]
    [InlineData("1,234.5", false, 1234.5)]
    public void TryParse_Comma_IsThousandsInCountsAndDecimalElsewhere(string text, bool count, double value)
    {
        Assert.True(PrintedNumber.TryParse(text, out var number, count));
        Assert.Equal(value, number!.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("NR")]
    [InlineData("–")]
    public void TryParse_NothingPrinted_IsNoNumberAndNoFault(string text)
    {
        Assert.True(PrintedNumber.TryParse(text, out var number));
        Assert.Null(number);
    }

    [Theory]
    [InlineData("about 30")]
    [InlineData("30 (75%)")]
    [InlineData("NaN!")]
    [InlineData("1e999")]
    public void TryParse_Words_AreAFault(string text) => Assert.False(PrintedNumber.TryParse(text, out _));

    [Theory]
    [InlineData("0.029", 0.0285, 0.030)]
    [InlineData("p = 0.03", 0.025, 0.04)]
    [InlineData("0,03", 0.025, 0.04)]
    [InlineData(".03", 0.025, 0.04)]
    [InlineData("<0.001", 0, 0.001)]
    [InlineData("P&lt;0.05", 0, 0.05)]
    [InlineData("≤0.05", 0, 0.05)]
    [InlineData("< .01*", 0, 0.01)]
    [InlineData(">0.05", 0.05, 1)]
    [InlineData("NS", 0.05, 1)]
    [InlineData("n.s.", 0.05, 1)]
    [InlineData("not significant", 0.05, 1)]
    [InlineData("0.000", 0, 0.001)]
    [InlineData("0.01<P<0.05", 0.01, 0.05)]
    public void TryParse_StatementOfP_AllowsWhatItSays(string text, double lower, double upper)
    {
        var p = PrintedP.TryParse(text);

        Assert.NotNull(p);
        Assert.Equal(lower, p.Values.Lower, 1e-7);
        Assert.Equal(upper, p.Values.Upper, 1e-7);
    }

    [Theory]
    [InlineData("see text")]
    [InlineData("<0.05 v both")]
    [InlineData("1.2")]
    [InlineData("-0.1")]
    public void TryParse_NoStatementOfP_IsNull(string text) => Assert.Null(PrintedP.TryParse(text));

    [Property(MaxTest = 2000)]
    public bool Fits_AnyCountRoundedAnyWay_Always(PositiveInt events, PositiveInt rest, byte decimals)
    {
        var (k, n) = (events.Get, events.Get + rest.Get);
        return new[] { MidpointRounding.AwayFromZero, MidpointRounding.ToEven, MidpointRounding.ToZero }.All(rule =>
        {
            var text = Math.Round(100m * k / n, decimals % 4, rule).ToString("F" + (decimals % 4).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            return PrintedNumber.TryParse(text, out var percent) && PercentCount.Fits(percent!, k, n) && PercentCount.Possible(percent!, n);
        });
    }

    [Theory]
    [InlineData("66.0", 25, false)]
    [InlineData("68.0", 25, true)]
    [InlineData("66", 25, false)]
    [InlineData("88.9", 45, true)]
    [InlineData("88.9", 50, false)]
    [InlineData("33.4", 3, false)]
    [InlineData("33.4", 1000, true)]
    [InlineData("100", 7, true)]
    [InlineData("0.0", 7, true)]
    public void Possible_PercentageOfSomePeople_NeedsAWholeNumberOfThem(string percent, int total, bool possible)
    {
        Assert.True(PrintedNumber.TryParse(percent, out var number));
        Assert.Equal(possible, PercentCount.Possible(number!, total));
    }

    /// <summary>R 4.2: chisq.test (with and without correction), fisher.test, and the likelihood ratio from its definition.</summary>
    [Theory]
    [InlineData(35, 36, 31, 36, 0.0880815116621899, 0.2008251226951454, 0.1986637541015072, null)]
    [InlineData(62, 62, 57, 62, 0.02245624929712275, 0.06784292951278896, 0.05748169051938452, null)]
    [InlineData(26, 32, 21, 29, 0.412455059045349, 0.606736959741761, 0.544713191635891, 0.412349487378614)]
    [InlineData(87, 161, 45, 140, 0.000134407577452013, 0.000214078347604523, 0.000184026794965523, 0.000122832041862913)]
    [InlineData(7, 4000, 31, 3500, 1.52641032439364e-05, 3.15685625448614e-05, 1.19390469499463e-05, 8.41409263658890e-06)]
    [InlineData(3, 8, 5, 9, 0.456604505213130, 0.796642998646268, 0.637186343068696, null)]
    [InlineData(20, 60, 31, 64, 0.087608002194898, 0.127120198962057, 0.102250564337382, 0.086705172814742)]
    public void Tests_CountsOfTwoGroups_AreWhatRGives(int e1, int n1, int e2, int n2, double pearson, double yates, double fisher, double? likelihoodRatio)
    {
        var tests = TwoByTwo.Tests(e1, n1, e2, n2).ToDictionary(t => t.Name, t => t.P, StringComparer.Ordinal);

        Assert.Equal(pearson, tests["Pearson chi-square"], 1e-9 * pearson);
        Assert.Equal(yates, tests["chi-square with Yates' correction"], 1e-9 * yates);
        Assert.Equal(fisher, tests["Fisher's exact test"], 1e-9 * fisher);
        Assert.Equal(likelihoodRatio is not null, tests.ContainsKey("likelihood ratio"));
        if (likelihoodRatio is { } expected)
            Assert.Equal(expected, tests["likelihood ratio"], 1e-9 * expected);
    }

    [Fact]
    public void Tests_NobodyOrEverybody_ShowsNoDifference() => Assert.Equal(1, Assert.Single(TwoByTwo.Tests(0, 110, 0, 110)).P);
}
