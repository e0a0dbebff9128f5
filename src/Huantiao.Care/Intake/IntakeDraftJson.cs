using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Intake;

/// <summary>
/// A draft as JSON: the document of <see cref="AnswersJson"/> with two more members, "skipped" and "savings", which whoever reads the answers alone leaves aside.
/// </summary>
public static class IntakeDraftJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(IntakeDraft draft, Occasion occasion = Occasion.Intake)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var document = JsonNode.Parse(AnswersJson.Write(draft.Answers, occasion))!.AsObject();
        document["skipped"] = new JsonArray([.. draft.Skipped.Select(id => (JsonNode)id)]);
        document["savings"] = new JsonObject(draft.Savings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value.ToString("D"))));
        return document.ToJsonString(Readable);
    }

    /// <summary>Null, with every problem, where an answer cannot be read: none is dropped.</summary>
    public static (IntakeDraft? Draft, ImmutableArray<AnswersProblem> Problems) Read(ScreeningKnowledge knowledge, string json)
    {
        var (document, problems) = AnswersJson.Read(knowledge, json);
        if (document is null)
            return (null, problems);
        var more = JsonNode.Parse(json)!.AsObject();
        var skipped = more["skipped"] is JsonArray ids ? ids.Select(id => id!.GetValue<string>()) : [];
        var savings = more["savings"] is JsonObject keys ? keys.Select(k => KeyValuePair.Create(k.Key, Guid.ParseExact(k.Value!.GetValue<string>(), "D"))) : [];
        return (new(document.Answers, skipped.ToImmutableSortedSet(StringComparer.Ordinal), savings.ToImmutableSortedDictionary(StringComparer.Ordinal)), []);
    }
}
