namespace Huantiao.Care.Licences;

/// <summary>
/// Where a practitioner stands with their licences on a day. A rule of the product, not of any one authority: without a licence that is valid today nobody
/// treats or signs, and <see cref="WarnedDays"/> before the last one ends everybody concerned is told.
/// </summary>
public abstract record LicenceStanding
{
    private LicenceStanding(bool maySign) => MaySign = maySign;

    /// <summary>Days before the end from which it is said. Chosen by the product (renewals take weeks); no authority's figure.</summary>
    public const int WarnedDays = 60;

    /// <summary>Whether this person may treat and sign on that day.</summary>
    public bool MaySign { get; }

    /// <summary>No licence has been entered.</summary>
    public sealed record None() : LicenceStanding(false);

    /// <summary>The last one ended before that day.</summary>
    /// <param name="Ended">Last day on which one was valid.</param>
    public sealed record Lapsed(DateOnly Ended) : LicenceStanding(false);

    /// <summary>Valid, but not for long.</summary>
    /// <param name="LastDay">Last day on which one is valid.</param>
    /// <param name="DaysLeft">0 on the last day itself, at most <see cref="WarnedDays"/>.</param>
    public sealed record EndsSoon(DateOnly LastDay, int DaysLeft) : LicenceStanding(true);

    /// <summary>Valid for longer than <see cref="WarnedDays"/>.</summary>
    /// <param name="LastDay">Last day on which one is valid.</param>
    public sealed record Valid(DateOnly LastDay) : LicenceStanding(true);

    /// <summary>Where somebody with licences that end on these days stands on a day. The one that lasts longest counts.</summary>
    /// <param name="lastDays">Last day of validity of each licence, in any order.</param>
    /// <param name="today">The day it is in the clinic.</param>
    public static LicenceStanding On(DateOnly today, IEnumerable<DateOnly> lastDays)
    {
        DateOnly? last = null;
        foreach (var day in lastDays)
        {
            if (last is null || day > last)
                last = day;
        }

        return last switch
        {
            null => new None(),
            { } day when day < today => new Lapsed(day),
            { } day when day.DayNumber - today.DayNumber <= WarnedDays => new EndsSoon(day, day.DayNumber - today.DayNumber),
            { } day => new Valid(day),
        };
    }
}
