namespace Huantiao.Care.Lots;

/// <summary>Global Trade Item Number: what a packet is, in 14 digits of which the last checks the others.</summary>
public sealed record Gtin
{
    private Gtin(string digits) => Digits = digits;

    /// <summary>14 digits; shorter numbers have zeros before them.</summary>
    public string Digits { get; }

    /// <summary>Of 8, 12, 13 or 14 digits; null where it is none of them or the check digit is wrong.</summary>
    public static Gtin? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.Trim();
        return digits.Length is 8 or 12 or 13 or 14 && digits.All(char.IsAsciiDigit) && CheckDigit(digits.AsSpan(0, digits.Length - 1)) == digits[^1] - '0'
            ? new(digits.PadLeft(14, '0'))
            : null;
    }

    public override string ToString() => Digits;

    /// <summary>
    /// Digits weighted 3, 1, 3 … from the right; what is missing to the next ten (GS1 General Specifications, "check digit calculations").
    /// </summary>
    public static int CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (10 - (sum % 10)) % 10;
    }
}
