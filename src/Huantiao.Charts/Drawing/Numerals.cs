using System.Globalization;

namespace Huantiao.Charts;

/// <summary>Numbers as text in drawings: invariant culture, true minus sign, no negative zero.</summary>
internal static class Numerals
{
    public static string Format(double value, int decimals, bool ascii = false)
    {
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : ascii ? "-∞" : "\u2212∞";
        var text = Math.Abs(Math.Round(value, Math.Clamp(decimals, 0, 15))).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var negative = value < 0 && text.AsSpan().IndexOfAnyExcept('0', '.') >= 0;
        return negative ? (ascii ? "-" : "\u2212") + text : text;
    }

    public static string Interval(double estimate, double lower, double upper, int decimals) =>
        $"{Format(estimate, decimals)} [{Format(lower, decimals)}, {Format(upper, decimals)}]";

    public static string Percent(double percent) => Format(percent, 1) + "%";
}
