using System.Collections.Immutable;

namespace Huantiao.Care.Visits;

/// <summary>How often a patient comes.</summary>
public enum Rhythm
{
    /// <summary>One visit.</summary>
    Once,

    /// <summary>Every seven days.</summary>
    Weekly,

    /// <summary>Two days of every week, as far apart as working days allow.</summary>
    TwiceAWeek,

    /// <summary>Every fourteen days.</summary>
    EveryTwoWeeks,
}

/// <summary>The days of visits that are booked together. Days, not instants: ten o'clock stays ten o'clock when the clocks change.</summary>
public static class VisitSeries
{
    /// <summary>Most visits of one series: half a year of weeks. Whoever needs more looks at the plan again first.</summary>
    public const int Most = 26;

    /// <summary>The days, the first one included, in order.</summary>
    /// <param name="first">Day of the first visit.</param>
    /// <param name="rhythm">How often.</param>
    /// <param name="visits">How many, 1 to <see cref="Most"/>; <see cref="Rhythm.Once"/> is always one.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one visit or more than <see cref="Most"/>.</exception>
    public static ImmutableArray<DateOnly> Days(DateOnly first, Rhythm rhythm, int visits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(visits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(visits, Most);
        return rhythm switch
        {
            Rhythm.Once => [first],
            Rhythm.Weekly => [.. Enumerable.Range(0, visits).Select(i => first.AddDays(7 * i))],
            Rhythm.EveryTwoWeeks => [.. Enumerable.Range(0, visits).Select(i => first.AddDays(14 * i))],
            Rhythm.TwiceAWeek => [.. Enumerable.Range(0, visits).Select(i => first.AddDays((7 * (i / 2)) + (i % 2 == 0 ? 0 : SecondDay(first.DayOfWeek))))],
            _ => throw new ArgumentOutOfRangeException(nameof(rhythm), rhythm, null),
        };
    }

    /// <summary>Days from the first to the second visit of a week: three or four, but none on a weekend that did not begin on one.</summary>
    private static int SecondDay(DayOfWeek first) => first switch
    {
        // Wednesday has a weekend three and four days on.
        DayOfWeek.Wednesday => 2,
        DayOfWeek.Thursday or DayOfWeek.Friday => 4,
        _ => 3,
    };
}
