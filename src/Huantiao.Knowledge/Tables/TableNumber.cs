using System.Globalization;

namespace Huantiao.Knowledge.Tables;

/// <summary>How tables write numbers, and how they write that there is none.</summary>
internal static class TableNumber
{
    /// <summary>False: text that is no number. True with null: missing.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, bool decimalComma, out double? value)
    {
        value = null;
        text = text.Trim();
        if (text.IsEmpty || text is "." || text.Equals("NA", StringComparison.OrdinalIgnoreCase) || text.Equals("NaN", StringComparison.OrdinalIgnoreCase)
            || text.Equals("n/a", StringComparison.OrdinalIgnoreCase))
            return true;
        if (text.Length > 64)
            return false;

        Span<char> plain = stackalloc char[text.Length];
        text.CopyTo(plain);
        plain.Replace('\u2212', '-');
        if (decimalComma && plain.Count(',') == 1 && !plain.Contains('.'))
            plain.Replace(',', '.');
        if (!double.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number))
            return false;
        value = number;
        return true;
    }
}
