using System.Globalization;

namespace Huantiao.Cli;

/// <summary>Numbers as people read them: a decimal point in every language, and a true minus sign as in the drawings.</summary>
internal static class Shown
{
    /// <summary>Fixed decimals, without a negative zero.</summary>
    public static string Number(double value, int decimals)
    {
        var text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyExcept("-0.") < 0 ? text.TrimStart('-') : Minus(text);
    }

    /// <summary>Four significant digits, for statistics of any size.</summary>
    public static string Significant(double value) => Minus(value.ToString("G4", CultureInfo.InvariantCulture));

    /// <summary>"p = 0.0123", "p &lt; 0.0001".</summary>
    public static string P(double p) => p < 0.0001 ? "p < 0.0001" : "p = " + p.ToString("F4", CultureInfo.InvariantCulture);

    public static string Interval(double lower, double upper, int decimals) => $"[{Number(lower, decimals)}, {Number(upper, decimals)}]";

    private static string Minus(string text) => text.Replace('-', '\u2212');
}
