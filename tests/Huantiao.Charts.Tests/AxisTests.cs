using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Huantiao.Charts.Tests;

public class AxisTests
{
    [Fact]
    public void Place_LinearAxis_IsProportionalToDifferences()
    {
        var axis = new Axis(AxisKind.Linear, -30, 10, 100, 500);

        Assert.Equal(100, axis.Place(-30), 9);
        Assert.Equal(400, axis.Place(0), 9);
        Assert.Equal(500, axis.Place(10), 9);
    }

    [Fact]
    public void Place_LogAxis_PutsHalfAndDoubleEquallyFarFromOne()
    {
        var axis = new Axis(AxisKind.Log, 0.25, 4, 0, 400);

        Assert.Equal(200, axis.Place(1), 9);
        Assert.Equal(100, axis.Place(0.5), 9);
        Assert.Equal(300, axis.Place(2), 9);
    }

    [Theory]
    [InlineData(AxisKind.Linear, 1, 1)]
    [InlineData(AxisKind.Linear, 2, 1)]
    [InlineData(AxisKind.Linear, double.NaN, 1)]
    [InlineData(AxisKind.Log, 0, 1)]
    [InlineData(AxisKind.Log, -1, 1)]
    [InlineData(AxisKind.Linear, 0, double.PositiveInfinity)]
    public void New_ImpossibleEnds_IsRefused(AxisKind kind, double min, double max) =>
        Assert.Throws<ArgumentException>(() => new Axis(kind, min, max, 0, 1));

    [Theory]
    [InlineData(AxisKind.Linear, -31, 9.5, 6, "−30 −20 −10 0")]
    [InlineData(AxisKind.Linear, -0.62, 0.31, 6, "−0.6 −0.4 −0.2 0.0 0.2")]
    [InlineData(AxisKind.Linear, 0, 5000, 6, "0 1000 2000 3000 4000 5000")]
    [InlineData(AxisKind.Log, 0.4, 2.6, 6, "0.5 1 2")]
    [InlineData(AxisKind.Log, 0.7, 1.5, 6, "0.8 1.0 1.2 1.4")]
    [InlineData(AxisKind.Log, 0.06, 9, 6, "0.1 0.2 0.5 1 2 5")]
    [InlineData(AxisKind.Log, 0.001, 100, 6, "0.001 0.01 0.1 1 10 100")]
    [InlineData(AxisKind.Log, 1e-8, 1e8, 6, "1E-6 0.001 1 1000 1E+6")]
    public void Of_Range_GivesRoundNumbers(AxisKind kind, double min, double max, int most, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Of(kind, min, max, most).Select(t => t.Label)));

    [Property]
    public Property Of_AnyRange_StaysInsideRisesAndIsNotCrowded() =>
        Prop.ForAll(Gen.Choose(-1_000_000, 1_000_000).Two().Where(p => p.Item1 != p.Item2).ToArbitrary(), Gen.Choose(3, 9).ToArbitrary(), (ends, most) =>
        {
            var (min, max) = (Math.Min(ends.Item1, ends.Item2) / 1000.0, Math.Max(ends.Item1, ends.Item2) / 1000.0);
            var linear = Ticks.Of(AxisKind.Linear, min, max, most);
            var log = Ticks.Of(AxisKind.Log, Math.Exp(min / 100), Math.Exp(max / 100), most);
            return Good(linear, min, max, most) && Good(log, Math.Exp(min / 100), Math.Exp(max / 100), most);
        });

    private static bool Good(List<Tick> ticks, double min, double max, int most) =>
        ticks.Count <= most + 1
        && ticks.TrueForAll(t => t.Value >= min - (1e-6 * Math.Abs(min)) && t.Value <= max + (1e-6 * Math.Abs(max)))
        && ticks.Zip(ticks.Skip(1)).All(p => p.First.Value < p.Second.Value && !string.Equals(p.First.Label, p.Second.Label, StringComparison.Ordinal));
}
