using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Huantiao.Care.Lots;

/// <summary>
/// Reads GS1 element strings, as a scanner sends them from GS1-128 or GS1 DataMatrix, or as they are printed below with application identifiers in
/// parentheses. GTIN (01), lot (10), production (11), expiry (17), serial (21) and count (30) are understood; other elements are passed over whole.
/// </summary>
/// <remarks>
/// Lengths and separators after the GS1 General Specifications, section 7.8 (element strings of predefined length) and the list of application identifiers
/// at gs1.org/standards/barcodes/application-identifiers.
/// </remarks>
public static partial class LabelParser
{
    private const char Separator = '\u001D';
    private const int LongestLabel = 400;

    /// <summary>Whole length, identifier included, of elements that need no separator; by their first two digits.</summary>
    private static readonly ImmutableDictionary<string, int> Predefined = new (string Starts, int Length)[]
    {
        ("00", 20), ("01", 16), ("02", 16), ("03", 16), ("04", 18), ("11", 8), ("12", 8), ("13", 8), ("14", 8), ("15", 8), ("16", 8), ("17", 8), ("18", 8), ("19", 8),
        ("20", 4), ("31", 10), ("32", 10), ("33", 10), ("34", 10), ("35", 10), ("36", 10), ("41", 16),
    }.ToImmutableDictionary(p => p.Starts, p => p.Length, StringComparer.Ordinal);

    /// <param name="today">Decides the century of two-digit years.</param>
    public static LabelReading Parse(string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        var label = SeparatorWords().Replace(text.Trim(' ', '\t', '\r', '\n'), Separator.ToString());
        label = SymbologyIdentifier().Replace(label, "").Trim(Separator);
        if (label.Length == 0)
            return new LabelReading.Refused(LabelFault.Empty, null);
        if (label.Length > LongestLabel)
            return new LabelReading.Refused(LabelFault.NotGs1, null);
        var elements = label[0] == '(' ? Printed(label) : Scanned(label);
        return elements is null ? new LabelReading.Refused(LabelFault.NotGs1, null) : Understand(elements, today);
    }

    /// <summary>"(01)…(17)…(10)…"; null where it is not of that form. A lot that itself holds digits in parentheses cannot be told apart: scan it.</summary>
    private static List<(string Id, string Value)>? Printed(string label)
    {
        var marks = PrintedIdentifier().Matches(label);
        if (marks.Count == 0 || marks[0].Index != 0)
            return null;
        return [.. marks.Select((m, i) =>
            (m.Groups["id"].Value, label[(m.Index + m.Length)..(i + 1 < marks.Count ? marks[i + 1].Index : label.Length)].Trim(' ', Separator)))];
    }

    private static List<(string Id, string Value)>? Scanned(string label)
    {
        var found = new List<(string, string)>();
        for (var at = 0; at < label.Length;)
        {
            if (label[at] == Separator)
            {
                at++;
                continue;
            }

            if (at + 2 > label.Length || !char.IsAsciiDigit(label[at]) || !char.IsAsciiDigit(label[at + 1]))
                return found.Count == 0 ? null : [.. found, (label[at..], "")];
            var id = label.Substring(at, 2);
            var end = Predefined.TryGetValue(id, out var length) ? Math.Min(at + length, label.Length) : label.IndexOf(Separator, at);
            end = end < 0 ? label.Length : end;
            found.Add((id, label[(at + 2)..end]));
            at = end;
        }

        return found;
    }

    private static LabelReading Understand(List<(string Id, string Value)> elements, DateOnly today)
    {
        foreach (var (id, value) in elements)
        {
            if (FaultOf(id, value, today) is { } fault)
                return new LabelReading.Refused(fault, id.Length > 4 ? null : id);
            if (elements.Exists(e => e.Id == id && e.Value != value) && id is "01" or "10" or "11" or "17" or "21" or "30")
                return new LabelReading.Refused(LabelFault.Contradiction, id);
        }

        string? Of(string id) => elements.Find(e => e.Id == id) is { Value: { } value } ? value : null;
        return new LabelReading.Read(new(
            Of("01") is { } gtin ? Gtin.TryParse(gtin) : null, Of("10"), Of("17") is { } expiry ? LabelDate.TryParse(expiry, today) : null,
            Of("11") is { } produced ? LabelDate.TryParse(produced, today) : null, Of("21"),
            Of("30") is { } count ? int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture) : null,
            [.. elements.Where(e => e.Id is not ("01" or "10" or "11" or "17" or "21" or "30")).Select(e => $"({e.Id}){e.Value}")]));
    }

    private static LabelFault? FaultOf(string id, string value, DateOnly today) => id switch
    {
        "01" when value.Length != 14 || !value.All(char.IsAsciiDigit) => LabelFault.BadElement,
        "01" when Gtin.TryParse(value) is null => LabelFault.WrongCheckDigit,
        "11" or "17" when LabelDate.TryParse(value, today) is null => LabelFault.NoDate,
        "10" or "21" when value.Length is < 1 or > 20 || !value.All(IsAllowed) => LabelFault.BadElement,
        "30" when value.Length is < 1 or > 8 || !value.All(char.IsAsciiDigit) => LabelFault.BadElement,
        _ when value.Length == 0 || !value.All(c => IsAllowed(c) || c == ' ') => LabelFault.BadElement,
        _ => null,
    };

    /// <summary>The 82 characters of GS1 element strings (General Specifications, figure 7.11-1).</summary>
    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || "!\"%&'()*+,-./:;<=>?_".Contains(c, StringComparison.Ordinal);

    /// <summary>How scanners and people write the separator, which has no character of its own on paper.</summary>
    [GeneratedRegex(@"\u241D|<GS>|\{GS\}|<FNC1>|\{FNC1\}", RegexOptions.NonBacktracking)]
    private static partial Regex SeparatorWords();

    /// <summary>GS1-128, GS1 DataMatrix, GS1 QR, GS1 DataBar: what a scanner may send before the data.</summary>
    [GeneratedRegex(@"^\](C1|d2|Q3|e0|J1)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SymbologyIdentifier();

    [GeneratedRegex(@"\((?<id>[0-9]{2,4})\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PrintedIdentifier();
}
