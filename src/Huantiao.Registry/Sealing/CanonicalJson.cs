using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Huantiao.Registry;

/// <summary>
/// JSON in the one form that is signed: RFC 8785 (names sorted by UTF-16 code units, no spaces, numbers as ECMAScript writes them), so that a file may be laid out anew without breaking its seal.
/// </summary>
public static class CanonicalJson
{
    /// <exception cref="FormatException">A number is too large to be one.</exception>
    public static byte[] Of(JsonElement element)
    {
        var text = new StringBuilder();
        Write(text, element);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>As ECMAScript's Number::toString: the shortest digits that give the same number again; a negative zero is 0.</summary>
    /// <exception cref="FormatException">Not finite.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new FormatException("JSON has no infinite numbers.");
        if (value == 0)
            return "0";
        // "E16" with 17 digits would not be the shortest: R gives those, in one of two layouts.
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var e = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = e < 0 ? shortest : shortest[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa.Length : dot;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        // The value is 0.digits times ten to the point.
        var point = whole - (all.Length - digits.Length) + (e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        digits = digits.TrimEnd('0');
        var sign = value < 0 ? "-" : "";
        if (point > 21 || point < -5)
        {
            var exponent = (point - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
            return $"{sign}{digits[..1]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{exponent}";
        }

        if (point <= 0)
            return $"{sign}0.{new string('0', -point)}{digits}";
        return digits.Length <= point ? sign + digits.PadRight(point, '0') : $"{sign}{digits[..point]}.{digits[point..]}";
    }

    private static void Write(StringBuilder to, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Join(to, '{', '}', element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal), property =>
                {
                    Text(to, property.Name);
                    to.Append(':');
                    Write(to, property.Value);
                });
                break;
            case JsonValueKind.Array:
                Join(to, '[', ']', element.EnumerateArray(), item => Write(to, item));
                break;
            case JsonValueKind.String:
                Text(to, element.GetString()!);
                break;
            case JsonValueKind.Number:
                to.Append(Number(element.GetDouble()));
                break;
            default:
                to.Append(element.GetRawText());
                break;
        }
    }

    private static void Join<T>(StringBuilder to, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        to.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                to.Append(',');
            first = false;
            write(item);
        }

        to.Append(close);
    }

    private static void Text(StringBuilder to, string text)
    {
        to.Append('"');
        foreach (var c in text)
        {
            to.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        to.Append('"');
    }
}
