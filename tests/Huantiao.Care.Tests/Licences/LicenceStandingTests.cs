using Huantiao.Care.Licences;

namespace Huantiao.Care.Tests.Licences;

/// <summary>The borders of a licence: its last day, the sixtieth before it, and none at all.</summary>
public class LicenceStandingTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void On_NoLicence_MayNotSign() => Assert.Equal((false, new LicenceStanding.None()), (LicenceStanding.On(Today, []).MaySign, LicenceStanding.On(Today, [])));

    [Fact]
    public void On_TheDayAfterTheLast_HasLapsed()
    {
        var standing = LicenceStanding.On(Today, [Today.AddDays(-1)]);

        Assert.Equal(new LicenceStanding.Lapsed(Today.AddDays(-1)), standing);
        Assert.False(standing.MaySign);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    public void On_ADayUpToSixtyBeforeTheEnd_MaySignAndIsWarned(int left)
    {
        var standing = LicenceStanding.On(Today, [Today.AddDays(left)]);

        Assert.Equal(new LicenceStanding.EndsSoon(Today.AddDays(left), left), standing);
        Assert.True(standing.MaySign);
    }

    [Fact]
    public void On_SixtyOneDaysBefore_IsValid() => Assert.Equal(new LicenceStanding.Valid(Today.AddDays(61)), LicenceStanding.On(Today, [Today.AddDays(61)]));

    [Fact]
    public void On_Several_TheOneThatLastsLongestCounts() =>
        Assert.Equal(new LicenceStanding.Valid(Today.AddDays(400)), LicenceStanding.On(Today, [Today.AddDays(-100), Today.AddDays(400), Today.AddDays(10)]));
}
