using System.Globalization;
using System.Text;

namespace Huantiao.Web.Diary;

/// <summary>One event of a calendar.</summary>
/// <param name="Uid">The same for the same visit, always.</param>
/// <param name="Revision">Higher after each change, so that a calendar takes the newer.</param>
/// <param name="Cancelled">It fell out: calendars that show it take it out.</param>
internal sealed record CalendarEvent(string Uid, int Revision, DateTimeOffset From, DateTimeOffset To, string Summary, string? Location, bool Cancelled);

/// <summary>
/// Writes a calendar as RFC 5545 (iCalendar). Times are in UTC, so no time zone has to travel with them; every visit stands for itself, so no rule of repetition either: what is left of
/// the format is lines, folded at 75 octets, and texts, with four signs escaped. The tests read it back with another implementation.
/// </summary>
internal static class CalendarText
{
    private const int MostOctets = 75;

    public static string Write(string name, DateTimeOffset now, IEnumerable<CalendarEvent> events)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Huantiao//Diary//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, "X-WR-CALNAME:" + Escaped(name));
        // How often to come again: RFC 7986, and the older name that programs know.
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT15M");
        Line(text, "X-PUBLISHED-TTL:PT15M");
        foreach (var one in events)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, "UID:" + Escaped(one.Uid));
            Line(text, "DTSTAMP:" + Instant(now));
            Line(text, "DTSTART:" + Instant(one.From));
            Line(text, "DTEND:" + Instant(one.To));
            Line(text, "SEQUENCE:" + one.Revision.ToString(CultureInfo.InvariantCulture));
            Line(text, "SUMMARY:" + Escaped(one.Summary));
            if (!string.IsNullOrEmpty(one.Location))
                Line(text, "LOCATION:" + Escaped(one.Location));
            Line(text, "STATUS:" + (one.Cancelled ? "CANCELLED" : "CONFIRMED"));
            // A calendar that is shared shows "busy", not what for.
            Line(text, "CLASS:PRIVATE");
            Line(text, "END:VEVENT");
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>A text value (3.3.11): backslash, semicolon, comma and line end are escaped; other control characters may not stand in it.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            _ = c switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                '\t' => escaped.Append(c),
                _ when char.IsControl(c) => escaped,
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A content line (3.1): not longer than 75 octets without its end; the rest follows after a space. A character is never cut in two.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
