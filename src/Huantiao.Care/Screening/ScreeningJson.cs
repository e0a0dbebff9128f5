using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>A finding as it was kept: the rule by its id, and the answers that made it apply.</summary>
public sealed record KeptFinding(string Rule, ScreenSeverity Severity, ScreenConsequence Consequence, ImmutableArray<string> Because)
{
    /// <summary>As <see cref="ScreenFinding.Basis"/>.</summary>
    [JsonIgnore]
    public string Basis => string.Join(";", Because);
}

/// <summary>A question that was open.</summary>
public sealed record KeptQuestion(string Question, OpenReason Why, ImmutableArray<string> Rules);

/// <summary>One run of the screen as it is kept: what was found and what was open, not the words, which the pathway has.</summary>
/// <param name="NotRecognised">Pieces of the medicines' text in which no medicine was recognised.</param>
public sealed record KeptScreen(int Version, ScreenConsequence Decision, ImmutableArray<KeptFinding> Findings, ImmutableArray<KeptQuestion> Unanswered, ImmutableArray<string> NotRecognised);

/// <summary>A run of the screen as JSON for the record: severities and reasons in words, so that it can be read without this program.</summary>
public static class ScreeningJson
{
    /// <summary>Of the form written today.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static string Write(ScreenOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return JsonSerializer.Serialize(
            new KeptScreen(
                Version, outcome.Decision.Consequence, [.. outcome.Findings.Select(f => new KeptFinding(f.Rule.Id, f.Rule.Severity, f.Rule.Consequence, f.Because))],
                [.. outcome.Unanswered.Select(u => new KeptQuestion(u.Question.Id, u.Why, [.. u.Rules.Select(r => r.Id)]))], outcome.Medicines.NotRecognised),
            Form);
    }

    /// <exception cref="JsonException">It is not of this form.</exception>
    public static KeptScreen Read(string json) => JsonSerializer.Deserialize<KeptScreen>(json, Form) ?? throw new JsonException("No screen.");

    /// <summary>The word of a decision as rows keep it: "refer-now".</summary>
    public static string Word(ScreenConsequence consequence) => JsonNamingPolicy.KebabCaseLower.ConvertName(consequence.ToString());
}
