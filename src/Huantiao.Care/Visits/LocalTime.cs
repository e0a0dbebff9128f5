namespace Huantiao.Care.Visits;

/// <summary>From the clock on the clinic's wall to an instant, and back.</summary>
public static class LocalTime
{
    /// <summary>The instant at which the clocks of a time zone show that time on that day.</summary>
    /// <returns>Null for a time that is left out when the clocks go forward. A time that comes twice when they go back is the first of the two.</returns>
    public static DateTimeOffset? At(TimeZoneInfo zone, DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
            return null;
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new(local, offset);
    }

    /// <summary>The instant at which a day begins: midnight, or the first time there is where the clocks skip it.</summary>
    public static DateTimeOffset Begin(TimeZoneInfo zone, DateOnly day)
    {
        for (var time = TimeOnly.MinValue; ; time = time.AddMinutes(15))
        {
            if (At(zone, day, time) is { } begin)
                return begin;
        }
    }

    /// <summary>The day that an instant falls on.</summary>
    public static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
