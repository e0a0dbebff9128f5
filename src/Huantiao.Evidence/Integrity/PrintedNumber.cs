using System.Globalization;
using System.Text.RegularExpressions;

namespace Huantiao.Evidence.Integrity;

/// <summary>
/// A number with the decimals it was printed with: "30.8" stands for everything from 30.75 to 30.85.
/// </summary>
/// <param name="Text">As printed.</param>
/// <param name="Unit">One unit of the last digit printed: 0.1 for "30.8".</param>
public sealed partial record PrintedNumber(string Text, double Value, double Unit)
{
    // Digits beyond these are a program's noise (33.300000000000004), nobody prints them.
    private const int MostDecimals = 10;

    /// <summary>What was rounded to this number. The rounding rule (half up, half even) does not matter: both ends belong to it.</summary>
    public Interval Rounded => new(Value - (Slack * Unit), Value + (Slack * Unit));

    // Half a unit, and a little for the last bit of binary arithmetic.
    private const double Slack = 0.5 + 1e-7;

    /// <summary>
    /// Reads a number as papers print it: the minus sign U+2212, a percent sign behind it, a decimal comma ("0,03").
    /// False: there is text that is no number. True with null: nothing is printed (blank, "NA", "NR", "-").
    /// </summary>
    /// <param name="count">A count: "3,974" is then three thousand, not 3.974.</param>
    public static bool TryParse(string text, out PrintedNumber? number, bool count = false)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        var plain = text.Trim().Replace('\u2212', '-').TrimEnd('%').TrimEnd();
        if (Missing().IsMatch(plain))
            return true;
        if (Thousands().IsMatch(plain) && (count || plain.Contains('.', StringComparison.Ordinal)))
            plain = plain.Replace(",", "", StringComparison.Ordinal);
        else if (plain.IndexOf(',', StringComparison.Ordinal) == plain.LastIndexOf(',') && !plain.Contains('.', StringComparison.Ordinal))
            plain = plain.Replace(',', '.');

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(plain, Style, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            return false;
        if (DecimalsOf(plain) >= MostDecimals)
        {
            value = Math.Round(value, MostDecimals);
            plain = value.ToString("R", CultureInfo.InvariantCulture);
        }

        number = new(text.Trim(), value, Math.Pow(10, -DecimalsOf(plain)));
        return true;
    }

    /// <summary>A number whose printed form is gone: the shortest text that gives it back, so that zeros lost from its end only make checks milder.</summary>
    public static PrintedNumber? From(double? value) =>
        value is { } known && TryParse(known.ToString("R", CultureInfo.InvariantCulture), out var number) ? number : null;

    public override string ToString() => Text;

    private static int DecimalsOf(string plain)
    {
        var e = plain.IndexOfAny(['e', 'E']);
        var mantissa = e < 0 ? plain : plain[..e];
        var exponent = e < 0 ? 0 : int.Parse(plain[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        return (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
    }

    [GeneratedRegex(@"^(|-+|–|—|\.|n\.?a\.?|n/a|nan|nr|not reported|not stated|null)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex(@"^-?\d{1,3}(,\d{3})+(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thousands();
}
