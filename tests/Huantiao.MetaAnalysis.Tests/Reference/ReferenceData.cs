using System.Text.Json;

namespace Huantiao.MetaAnalysis.Tests.Reference;

/// <summary>The files of this folder, each parsed once.</summary>
internal static class ReferenceData
{
    private static readonly Lazy<JsonElement> LazyMetafor = new(() => Read("metafor.json"));
    private static readonly Lazy<JsonElement> LazyVersions = new(() => Read("metafor-3.8-vs-5.1.json"));
    private static readonly Lazy<JsonElement> LazyConversions = new(() => Read("conversions.json"));

    public static JsonElement Metafor => LazyMetafor.Value;

    /// <summary>Where metafor 3.8 and 5.1 differ.</summary>
    public static JsonElement Versions => LazyVersions.Value;

    public static JsonElement Conversions => LazyConversions.Value;

    /// <summary>A number, or NaN for null, "NA" and a field that is not there.</summary>
    public static double Number(this JsonElement element, string field) =>
        element.TryGetProperty(field, out var value) ? value.Number() : double.NaN;

    public static double Number(this JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : double.NaN;

    /// <summary>An array of numbers; a lone number is an array of one, as R writes it.</summary>
    public static double[] Numbers(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(Number)] : [element.Number()];

    /// <summary>Columns of data by name: {"ai":[…],…} or {"ai":5,…}.</summary>
    public static StudyTable Table(this JsonElement element) =>
        new(element.EnumerateObject().Select(column => KeyValuePair.Create(column.Name, column.Value.Numbers())));

    private static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", name)));
        return document.RootElement.Clone();
    }
}
