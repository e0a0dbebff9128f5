using System.Text.Json;
using Huantiao.MetaAnalysis.Tests.Reference;

namespace Huantiao.MetaAnalysis.Tests.Models;

/// <summary>The reference values of metafor 3.8-1, iterated to convergence (Reference/metafor.json; its meta.keys explains every field).</summary>
internal static class MetaforReference
{
    public static IEnumerable<TheoryDataRow<string>> DataSets() =>
        ReferenceData.Metafor.GetProperty("datasets").EnumerateObject().Select(set => new TheoryDataRow<string>(set.Name));

    public static JsonElement DataSet(string name) => ReferenceData.Metafor.GetProperty("datasets").GetProperty(name);

    public static IEnumerable<ReferenceCase> Cases(string dataSet) =>
        DataSet(dataSet).GetProperty("cases").EnumerateArray().Select(element => new ReferenceCase(dataSet, element));

    /// <summary>A number, or an array of them (the file writes arrays of one as a number); null is NaN.</summary>
    public static double[] Numbers(this JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Number)]
        : [Number(value)];

    public static double Value(this JsonElement element, string name) => Numbers(element, name) is [var value] ? value : double.NaN;

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when value.GetString() == "Inf" => double.PositiveInfinity,
        JsonValueKind.String when value.GetString() == "-Inf" => double.NegativeInfinity,
        _ => double.NaN,
    };
}

/// <summary>One set of estimates with the fits and extras that were made of it.</summary>
internal sealed record ReferenceCase(string DataSet, JsonElement Element)
{
    public string Measure => Element.GetProperty("measure").GetString()!;
    public double[] Yi => Element.Numbers("yi");
    public double[] Vi => Element.Numbers("vi");
    public double[] Ni => Element.Numbers("ni");
    public IEnumerable<JsonElement> Fits => Element.GetProperty("fits").EnumerateArray();
    public JsonElement? Extras => Element.TryGetProperty("extras", out var extras) ? extras : null;

    public override string ToString() => $"{DataSet} {Measure}";
}
