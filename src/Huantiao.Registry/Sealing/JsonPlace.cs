using System.Globalization;
using System.Text.Json;

namespace Huantiao.Registry;

/// <summary>What is wrong with a file, and where in it.</summary>
/// <param name="Field">Such as <c>summary.groups[0].weeks[1].all.paired</c>; empty: the whole file.</param>
/// <param name="Message">What is wrong, then what to do.</param>
public sealed record SummaryProblem(string Field, string Message);

/// <summary>Ends the reading of a file at its first problem.</summary>
internal sealed class SummaryProblemException(string place, string message) : Exception(message)
{
    public SummaryProblem Problem { get; } = new(place, message);
}

/// <summary>A value of a JSON file that knows where it stands, so that each complaint names its field.</summary>
internal readonly struct JsonPlace(JsonElement element, string path)
{
    // Beyond this a name is no name but an attack on a screen or a page.
    private const int LongestText = 200;
    private const int LongestList = 1000;

    public JsonElement Element => element;

    public string Path => path;

    public SummaryProblemException Wrong(string message) => new(path, message);

    /// <summary>The object itself, once it is seen to have these fields and no others.</summary>
    public JsonPlace Having(params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("An object is wanted here. Export the file again.");
        foreach (var name in names)
        {
            if (!element.TryGetProperty(name, out _))
                throw new SummaryProblemException(At(name), "This field is missing. Export the file again with a program that writes this version.");
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
                throw new SummaryProblemException(At(property.Name), "This field is not known. Export the file again with a program that writes this version.");
        }

        return this;
    }

    public JsonPlace this[string name] => new(element.GetProperty(name), At(name));

    public IReadOnlyList<JsonPlace> Items()
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > LongestList)
            throw Wrong($"A list of at most {LongestList.ToString(CultureInfo.InvariantCulture)} is wanted here. Export the file again.");
        var (items, own) = (new List<JsonPlace>(), path);
        foreach (var item in element.EnumerateArray())
            items.Add(new(item, $"{own}[{items.Count.ToString(CultureInfo.InvariantCulture)}]"));
        return items;
    }

    public string Text()
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("A text is wanted here. Export the file again.");
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText || text.Any(char.IsControl))
            throw Wrong($"A text of 1 to {LongestText.ToString(CultureInfo.InvariantCulture)} characters on one line is wanted here. Name it so in the clinic and export again.");
        return text;
    }

    public DateOnly Day() => DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day : throw Wrong("A day is wanted here, as 2026-11-23. Correct it in the clinic and export again.");

    public int Count() => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var n) && n >= 0
        ? n : throw Wrong("A whole number, 0 or more, is wanted here. Export the file again.");

    public int? CountOrWithheld() => element.ValueKind == JsonValueKind.Null ? null : Count();

    public double Number() => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value)
        ? value : throw Wrong("A number is wanted here. Export the file again.");

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
