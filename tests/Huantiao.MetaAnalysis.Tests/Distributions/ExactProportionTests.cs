using FsCheck.Xunit;

namespace Huantiao.MetaAnalysis.Tests;

/// <summary>Exact intervals of shares. Reference: binom.test of R 4, 15 digits.</summary>
public class ExactProportionTests
{
    [Theory]
    [InlineData(0, 10, 0.95, 0, 0.308497107818761)]
    [InlineData(1, 10, 0.95, 0.00252857854446179, 0.445016117028195)]
    [InlineData(3, 40, 0.95, 0.0157421798510415, 0.203864748732899)]
    [InlineData(3, 40, 0.9, 0.0207536014757012, 0.182586850015901)]
    [InlineData(10, 10, 0.95, 0.691502892181239, 1)]
    [InlineData(43, 31822, 0.95, 0.000978085472124139, 0.00181972021239084)]
    [InlineData(7, 1000, 0.95, 0.00281885875962052, 0.0143691949789186)]
    public void Of_EventsInTrials_IsTheIntervalOfR(long events, long trials, double level, double lower, double upper)
    {
        var share = ExactProportion.Of(events, trials, level);

        Assert.Equal((double)events / trials, share.Estimate);
        Assert.Equal(lower, share.Lower, 1e-13);
        Assert.Equal(upper, share.Upper, 1e-13);
    }

    [Property(MaxTest = 2000)]
    public bool Of_AnyShare_LiesBetweenItsEndsAndMirrors(ushort events, ushort more)
    {
        var trials = events + more + 1L;

        var (one, other) = (ExactProportion.Of(events, trials), ExactProportion.Of(trials - events, trials));

        return one.Lower <= one.Estimate && one.Estimate <= one.Upper && one is { Lower: >= 0, Upper: <= 1 }
            && Math.Abs(one.Lower - (1 - other.Upper)) < 1e-10 && Math.Abs(one.Upper - (1 - other.Lower)) < 1e-10;
    }

    [Theory]
    [InlineData(0, 0, 0.95)]
    [InlineData(-1, 5, 0.95)]
    [InlineData(6, 5, 0.95)]
    [InlineData(1, 5, 1)]
    [InlineData(1, 5, double.NaN)]
    public void Of_NoShare_IsRefused(long events, long trials, double level) => Assert.Throws<ArgumentOutOfRangeException>(() => ExactProportion.Of(events, trials, level));
}
