using FsCheck;
using FsCheck.Xunit;
using Huantiao.Care.Visits;

namespace Huantiao.Care.Tests.Visits;

public class VisitSeriesTests
{
    private static readonly DateOnly Monday = new(2026, 11, 23);

    [Fact]
    public void Days_Once_IsOneDayWhateverTheCount() => Assert.Equal([Monday], VisitSeries.Days(Monday, Rhythm.Once, 12));

    [Fact]
    public void Days_Weekly_KeepTheDayOfTheWeek() =>
        Assert.Equal([Monday, new(2026, 11, 30), new(2026, 12, 7)], VisitSeries.Days(Monday, Rhythm.Weekly, 3));

    [Fact]
    public void Days_EveryTwoWeeks_AreFourteenApart() => Assert.Equal([Monday, new(2026, 12, 7), new(2026, 12, 21)], VisitSeries.Days(Monday, Rhythm.EveryTwoWeeks, 3));

    [Fact]
    public void Days_TwiceAWeek_AlternateBetweenTwoDays() =>
        Assert.Equal([Monday, new(2026, 11, 26), new(2026, 11, 30), new(2026, 12, 3), new(2026, 12, 7)], VisitSeries.Days(Monday, Rhythm.TwiceAWeek, 5));

    [Theory]
    [InlineData(DayOfWeek.Monday, DayOfWeek.Thursday)]
    [InlineData(DayOfWeek.Tuesday, DayOfWeek.Friday)]
    [InlineData(DayOfWeek.Wednesday, DayOfWeek.Friday)]
    [InlineData(DayOfWeek.Thursday, DayOfWeek.Monday)]
    [InlineData(DayOfWeek.Friday, DayOfWeek.Tuesday)]
    [InlineData(DayOfWeek.Saturday, DayOfWeek.Tuesday)]
    [InlineData(DayOfWeek.Sunday, DayOfWeek.Wednesday)]
    public void Days_TwiceAWeek_TheSecondIsAWorkingDay(DayOfWeek first, DayOfWeek second)
    {
        var begin = Enumerable.Range(0, 7).Select(i => Monday.AddDays(i)).Single(day => day.DayOfWeek == first);

        Assert.Equal(second, VisitSeries.Days(begin, Rhythm.TwiceAWeek, 2)[1].DayOfWeek);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(27)]
    public void Days_TooFewOrTooMany_AreRefused(int visits) => Assert.Throws<ArgumentOutOfRangeException>(() => VisitSeries.Days(Monday, Rhythm.Weekly, visits));

    [Property(MaxTest = 500)]
    public bool Days_AnyRhythm_BeginOnTheFirstAndOnlyRise(PositiveInt from, PositiveInt count, Rhythm rhythm)
    {
        var (first, visits) = (Monday.AddDays(from.Get % 3000), 1 + (count.Get % VisitSeries.Most));
        if (!Enum.IsDefined(rhythm))
            return true;
        var days = VisitSeries.Days(first, rhythm, visits);

        return days[0] == first && days.Length == (rhythm == Rhythm.Once ? 1 : visits) && days.Zip(days.Skip(1)).All(pair => pair.First < pair.Second);
    }
}
