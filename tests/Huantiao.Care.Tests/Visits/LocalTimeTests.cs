using Huantiao.Care.Visits;

namespace Huantiao.Care.Tests.Visits;

public class LocalTimeTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Fact]
    public void At_AcrossTheChangeOfClocks_StaysTheSameTimeOnTheWall()
    {
        var summer = LocalTime.At(London, new(2026, 10, 24), new(10, 0));
        var winter = LocalTime.At(London, new(2026, 10, 31), new(10, 0));

        Assert.Equal(new DateTimeOffset(2026, 10, 24, 9, 0, 0, TimeSpan.Zero), summer!.Value.ToUniversalTime());
        Assert.Equal(new DateTimeOffset(2026, 10, 31, 10, 0, 0, TimeSpan.Zero), winter!.Value.ToUniversalTime());
    }

    [Fact]
    public void At_ATimeThatTheClocksSkip_IsNone() => Assert.Null(LocalTime.At(London, new(2026, 3, 29), new(1, 30)));

    [Fact]
    public void At_ATimeThatComesTwice_IsTheFirst() =>
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), LocalTime.At(London, new(2026, 10, 25), new(1, 30))!.Value.ToUniversalTime());

    [Fact]
    public void Begin_WhereMidnightIsSkipped_IsTheFirstTimeThereIs()
    {
        // Clocks in Beirut go from 00:00 to 01:00.
        var beirut = TimeZoneInfo.FindSystemTimeZoneById("Asia/Beirut");
        var day = Enumerable.Range(1, 365).Select(i => new DateOnly(2026, 1, 1).AddDays(i)).First(d => beirut.IsInvalidTime(d.ToDateTime(TimeOnly.MinValue)));

        Assert.Equal(new TimeOnly(1, 0), TimeOnly.FromDateTime(LocalTime.Begin(beirut, day).DateTime));
        Assert.Equal(day, LocalTime.DayOf(beirut, LocalTime.Begin(beirut, day)));
    }

    [Theory]
    [InlineData("2026-11-23")]
    [InlineData("2026-11-26")]
    [InlineData("2026-11-29")]
    public void Monday_OfAnyDay_BeginsItsWeek(string day) =>
        Assert.Equal(new(2026, 11, 23), LocalTime.Monday(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
}
