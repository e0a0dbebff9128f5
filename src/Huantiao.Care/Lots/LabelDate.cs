using System.Globalization;

namespace Huantiao.Care.Lots;

/// <summary>A date on a label. The day may be left open.</summary>
/// <param name="Day">Null where the label says only year and month (day "00").</param>
public sealed record LabelDate(int Year, int Month, int? Day)
{
    /// <summary>The day that is meant, or the last of the month: an expiry without a day reaches to the end of its month (GS1 General Specifications, AI 17).</summary>
    public DateOnly LastDay => new(Year, Month, Day ?? DateTime.DaysInMonth(Year, Month));

    /// <summary>Six digits, YYMMDD; null where they are no date.</summary>
    /// <param name="today">Decides the century.</param>
    public static LabelDate? TryParse(string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != 6 || !text.All(char.IsAsciiDigit))
            return null;
        int Two(int at) => int.Parse(text.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        var (year, month, day) = (YearOf(Two(0), today.Year), Two(2), Two(4));
        return month is >= 1 and <= 12 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day == 0 ? null : day) : null;
    }

    /// <summary>
    /// Two digits are the year nearest to now: 51 or more ahead of this year's two digits is the century before, 50 or more behind them the next one
    /// (GS1 General Specifications, "determination of century in dates").
    /// </summary>
    public static int YearOf(int twoDigits, int thisYear)
    {
        var (century, ahead) = (thisYear - (thisYear % 100), twoDigits - (thisYear % 100));
        return twoDigits + (ahead >= 51 ? century - 100 : ahead <= -50 ? century + 100 : century);
    }
}
