using System.Text.Json;
using System.Text.RegularExpressions;

namespace Huantiao.Registry.Tests;

/// <summary>The published JSON Schema describes what is written. Only the keywords that it uses are known here, and any other fails the test.</summary>
public class SchemaTests
{
    private static readonly JsonElement Root = Json("registry-summary.schema.json");

    private static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", file))).RootElement;

    [Fact]
    public void Schema_OfWrittenSummaries_FindsNoFault()
    {
        foreach (var (people, rules) in new[] { (5, Invented.Rules), (40, Invented.Rules), (300, Invented.Rules), (300, SuppressionRules.None) })
        {
            using var file = JsonDocument.Parse(Written.Sealed(Invented.Summary("a", Invented.People(people, people, exposures: ["x", "y"]), rules)));
            Assert.Empty(Faults(Root, file.RootElement, "$"));
        }
    }

    /// <summary>The example in docs/ is a file as a clinic exports it, seal and all.</summary>
    [Fact]
    public void Example_InTheDocs_IsASealedSummary()
    {
        Assert.Empty(Faults(Root, Json("registry-summary-example.json"), "$"));
        var (read, problem) = SealedSummary.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "docs", "registry-summary-example.json")));
        Assert.Null(problem);
        Assert.NotEmpty(read!.Summary.Groups);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"summary":{},"seal":{"algorithm":"ES256","key":"","signature":""}}""")]
    public void Schema_OfOtherJson_FindsFaults(string text)
    {
        using var document = JsonDocument.Parse(text);
        Assert.NotEmpty(Faults(Root, document.RootElement, "$"));
    }

    private static List<string> Faults(JsonElement schema, JsonElement value, string path)
    {
        var faults = new List<string>();
        foreach (var keyword in schema.EnumerateObject())
        {
            void Require(bool holds) => faults.AddRange(holds ? [] : [$"{path}: {keyword.Name} {keyword.Value.GetRawText()}"]);
            switch (keyword.Name)
            {
                case "$schema" or "title" or "description" or "$defs":
                    break;
                case "$ref":
                    faults.AddRange(Faults(Root.GetProperty("$defs").GetProperty(keyword.Value.GetString()![8..]), value, path));
                    break;
                case "type":
                    Require((keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().ToArray() : [keyword.Value]).Any(t => Is(value, t.GetString()!)));
                    break;
                case "required":
                    if (value.ValueKind == JsonValueKind.Object)
                        Require(keyword.Value.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _)));
                    break;
                case "additionalProperties":
                    if (value.ValueKind == JsonValueKind.Object)
                        Require(value.EnumerateObject().All(p => schema.GetProperty("properties").TryGetProperty(p.Name, out _)));
                    break;
                case "properties":
                    if (value.ValueKind == JsonValueKind.Object)
                        faults.AddRange(keyword.Value.EnumerateObject().SelectMany(p => value.TryGetProperty(p.Name, out var inner) ? Faults(p.Value, inner, $"{path}.{p.Name}") : []));
                    break;
                case "items":
                    if (value.ValueKind == JsonValueKind.Array)
                        faults.AddRange(value.EnumerateArray().SelectMany((item, i) => Faults(keyword.Value, item, $"{path}[{i}]")));
                    break;
                case "const":
                    Require(value.GetRawText() == keyword.Value.GetRawText());
                    break;
                case "enum":
                    Require(keyword.Value.EnumerateArray().Any(e => e.GetRawText() == value.GetRawText()));
                    break;
                case "minimum":
                    Require(value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble());
                    break;
                case "exclusiveMinimum":
                    Require(value.ValueKind != JsonValueKind.Number || value.GetDouble() > keyword.Value.GetDouble());
                    break;
                case "minItems":
                    Require(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32());
                    break;
                case "minLength":
                    Require(value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32());
                    break;
                case "maxLength":
                    Require(value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32());
                    break;
                case "pattern":
                    Require(value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)));
                    break;
                default:
                    throw new InvalidOperationException($"The test does not know the keyword {keyword.Name}.");
            }
        }

        return faults;
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };
}
