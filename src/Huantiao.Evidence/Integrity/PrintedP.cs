using System.Text.RegularExpressions;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence.Integrity;

/// <summary>What a paper says of P: "0.029", "&lt;0.001", "P ≤ 0.05", "&gt;0.05", "NS", "0,03".</summary>
/// <param name="Text">As printed.</param>
/// <param name="Values">Every P the statement allows.</param>
/// <param name="IsExact">A value was printed, not a bound.</param>
public sealed partial record PrintedP(string Text, Interval Values, bool IsExact)
{
    /// <summary>The level that "significant" and "NS" speak of.</summary>
    public const double Level = 0.05;

    /// <summary>Null: the text is none of these forms, or no probability.</summary>
    public static PrintedP? TryParse(string text)
    {
        var plain = text.Trim().Replace("&lt;", "<", StringComparison.OrdinalIgnoreCase).Replace("&gt;", ">", StringComparison.OrdinalIgnoreCase)
            .Replace('＜', '<').Replace('＞', '>').TrimEnd('*', ' ', '.', ';');
        if (NotSignificant().IsMatch(plain))
            return new(text, new(Level, 1), false);
        if (Significant().IsMatch(plain))
            return new(text, new(0, Level), false);
        if (Between().Match(plain) is { Success: true } between)
            return Number(between, "low") is { } low && Number(between, "high") is { } high && low.Value <= high.Value
                ? new(text, new(low.Value, high.Value), false) : null;
        if (Single().Match(plain) is not { Success: true } single || Number(single, "p") is not { } number)
            return null;
        return single.Groups["sign"].Value switch
        {
            "" or "=" => new(text, Exact(number), true),
            "<" or "≤" or "<=" or "⩽" or "≦" => new(text, new(0, number.Value), false),
            _ => new(text, new(number.Value, 1), false),
        };
    }

    /// <summary>Whether the statement puts P below 0.05 (true), above it (false) or on both sides (null).</summary>
    public bool? SaysSignificant => Values.Upper <= Level ? true : Values.Lower >= Level ? false : null;

    /// <summary>The statement on the scale of |z|, on which distances mean the same for small and large P.</summary>
    public Interval Z => ZOf(Values);

    /// <summary>|z| of two-sided P values; the smaller P has the larger z.</summary>
    public static Interval ZOf(Interval p) => new(ZOf(p.Upper), ZOf(p.Lower));

    private static double ZOf(double p) => p >= 1 ? 0 : -Distributions.NormalQuantile(0.5 * Math.Max(p, 1e-300));

    // Rounded or cut off. Programs print "0.000" for anything under 0.0005, and authors write the last value of a table of P (0.001, 0.0001) for all below it.
    private static Interval Exact(PrintedNumber number) =>
        number.Value == 0 ? new(0, Math.Min(number.Unit, 0.01))
        : number.Value <= 0.001 && Math.Abs(number.Value - number.Unit) < 1e-12 ? new(0, Math.Min(1, number.Value + number.Unit))
        : new(Math.Max(0, number.Rounded.Lower), Math.Min(1, number.Value + number.Unit));

    private static PrintedNumber? Number(Match match, string group) =>
        PrintedNumber.TryParse(match.Groups[group].Value, out var number) && number is { Value: >= 0 and <= 1 } ? number : null;

    private const string Figure = @"(\d*[.,]?\d+([eE][+-]?\d+)?)";

    [GeneratedRegex(@"^(n\.?\s?s\.?|(not|non)[\s-]*(statistically\s*)?sig(nificant)?\.?|no significant difference)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotSignificant();

    [GeneratedRegex(@"^(statistically\s*)?sig(nificant)?\.?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Significant();

    [GeneratedRegex(@"^(?<low>" + Figure + @")\s*(<|≤)\s*p\s*(<|≤)\s*(?<high>" + Figure + ")$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(p(\s*-?\s*value)?)?\s*(?<sign><=|>=|[<>=≤≥⩽⩾≦≧])?\s*(?<p>" + Figure + ")$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Single();
}
