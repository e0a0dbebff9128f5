using System.Globalization;
using System.Text;

namespace Huantiao.Charts;

/// <summary>
/// How wide text is, without a font at hand: terminal cells exactly (Unicode East Asian Width, UAX #11: W and F are two cells), and a
/// careful guess in em for drawings, a little too wide rather than too narrow.
/// </summary>
internal static class TextMetrics
{
    /// <summary>Size of text in drawings unless said otherwise, in units of the view box.</summary>
    public const double BodySize = 14;

    public static double LineHeight(double size) => Math.Round(size * 1.3, 1);

    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97F),
        (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F),
        (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    public static bool IsWide(Rune rune) => rune.Value >= 0x1100 && Array.Exists(Wide, range => rune.Value >= range.First && rune.Value <= range.Last);

    /// <summary>Cells of a terminal.</summary>
    public static int Cells(string text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes())
            cells += Cells(rune);
        return cells;
    }

    public static int Cells(Rune rune) => IsWide(rune) ? 2 : IsMark(rune) ? 0 : 1;

    /// <summary>Width in units of the view box.</summary>
    public static double Width(string text, double size, bool bold = false)
    {
        var em = 0.0;
        foreach (var rune in text.EnumerateRunes())
            em += Em(rune);
        return em * size * (bold ? 1.12 : 1);
    }

    private static double Em(Rune rune) => rune.Value switch
    {
        _ when IsWide(rune) => 1,
        _ when IsMark(rune) => 0,
        ' ' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or 'i' or 'l' or 'j' or 'I' => 0.32,
        '[' or ']' or '(' or ')' or 'f' or 't' or 'r' or '-' or '/' => 0.42,
        'm' or 'w' or 'M' or 'W' or '%' or '@' => 0.92,
        '\u2212' or '+' or '=' or '<' or '>' or '←' or '→' => 0.84,
        >= 'A' and <= 'Z' => 0.7,
        _ => 0.6,
    };

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    /// <summary>Lines of at most <paramref name="room"/>, broken at spaces or between wide characters; a word that is too long is cut.</summary>
    /// <param name="measure">Width of a piece of text, in the unit of <paramref name="room"/>.</param>
    public static List<string> Wrap(string text, double room, Func<string, double> measure)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (measure((line + piece).TrimEnd()) <= room)
            {
                line += piece;
                continue;
            }

            if (line.Trim().Length > 0)
                lines.Add(line.Trim());
            line = piece.TrimStart();
            while (measure(line.TrimEnd()) > room && line.Length > 1)
            {
                var fits = LongestStart(line, room, measure);
                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }

        if (line.Trim().Length > 0 || lines.Count == 0)
            lines.Add(line.Trim());
        return lines;
    }

    public static List<string> Wrap(string text, double room, double size, bool bold = false) => Wrap(text, room, t => Width(t, size, bold));

    private static int LongestStart(string text, double room, Func<string, double> measure)
    {
        var fits = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (fits > 0 && measure(text[..(fits + rune.Utf16SequenceLength)]) > room)
                break;
            fits += rune.Utf16SequenceLength;
        }

        return fits;
    }

    /// <summary>Pieces between which a line may break: words with the spaces after them, and single wide characters with closing marks.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var piece = new StringBuilder();
        var breakable = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var closing = rune.Value is '，' or '。' or '、' or '；' or '：' or '）' or '」' or '】' or '？' or '！' or '%' or ' ';
            if (piece.Length > 0 && !closing && (breakable || IsWide(rune)))
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(rune.ToString());
            breakable = rune.Value == ' ' || (IsWide(rune) && rune.Value is not ('（' or '「' or '【')) || (breakable && closing);
        }

        if (piece.Length > 0)
            yield return piece.ToString();
    }
}
