using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Assessment;

/// <summary>An examination and what was made of it: codes that a clinician chose, patterns gone by, what was asked before needling, and a note.</summary>
/// <param name="Patterns">Keys of the traditional patterns that the practitioner goes by.</param>
/// <param name="Bedside">What was asked or looked at before needling.</param>
/// <param name="StatureMm">Height in millimetres; null: not measured.</param>
public sealed record AssessmentRecord(
    Examination Examination, DiagnosisCodes Codes, ImmutableArray<string> Patterns, ImmutableArray<BedsideAnswer> Bedside, double? StatureMm, string Note)
{
    /// <summary>Nothing has been examined.</summary>
    public static AssessmentRecord Begin(TreatmentKnowledge knowledge) => new(Examination.Begin(knowledge), DiagnosisCodes.None(knowledge), [], [], null, "");

    /// <summary>Legs that hurt, as far as was marked.</summary>
    public IReadOnlySet<PainSide> PainfulLegs =>
        ((PainSide[])[PainSide.Left, PainSide.Right]).Where(s => Examination.Pain.InLeg(s) == Answer.Yes).ToHashSet();
}

/// <summary>Assessments as JSON, to be stored and exchanged: keys and words that can be read without this program. What was not examined is not in it.</summary>
public static class AssessmentJson
{
    /// <summary>Of the form written today.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static string Write(AssessmentRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var examination = record.Examination;
        return JsonSerializer.Serialize(
            new Stored(
                Version,
                examination.Findings.Where(f => f.Value.Text != "not-examined").ToImmutableSortedDictionary(f => KeyOf(f.Field.Id, f.Side), f => f.Value.Text, StringComparer.Ordinal),
                examination.Pain.IsDrawn ? [.. examination.Pain.Marks.Select(m => new StoredMark(m.Area.Key, m.Side))] : null,
                [.. record.Codes.Codes.Select(c => new StoredCode(c.System, c.Code))], record.Patterns, record.Bedside, record.StatureMm, record.Note),
            Options);
    }

    /// <summary>Null where the text is no assessment by the pathway's tables: nothing that was recorded is dropped in silence.</summary>
    public static AssessmentRecord? TryRead(TreatmentKnowledge knowledge, string json)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        Stored? stored;
        try
        {
            stored = JsonSerializer.Deserialize<Stored>(json, Options);
        }
        catch (JsonException)
        {
            return null;
        }

        if (stored is null || stored.Version != Version)
            return null;
        var examination = Examination.Begin(knowledge);
        foreach (var (key, text) in stored.Findings)
        {
            if (TryKey(key) is not var (field, side) || examination.Record(field, side, text) is not Recording.Recorded recorded)
                return null;
            examination = recorded.Examination;
        }

        if (stored.Pain is { } marks)
        {
            if (PainMap.TryDraw(knowledge, marks.Select(m => (m.Area, m.Side))) is not { } pain)
                return null;
            examination = examination.WithPain(pain);
        }

        var codes = DiagnosisCodes.None(knowledge);
        foreach (var code in stored.Codes)
        {
            if (codes.Add(code.System, code.Code, licensed: true) is not Coding.Added added)
                return null;
            codes = added.Codes;
        }

        return new(examination, codes, stored.Patterns, stored.Bedside, stored.StatureMm, stored.Note);
    }

    /// <summary>"SLR:left"; a field without sides is its id alone. Also the name of the field in a form.</summary>
    public static string KeyOf(string field, FindingSide side) => side switch
    {
        FindingSide.Left => field + ":left",
        FindingSide.Right => field + ":right",
        _ => field,
    };

    private static (string Field, FindingSide Side)? TryKey(string key) => key.Split(':') switch
    {
        [var field] => (field, FindingSide.None),
        [var field, "left"] => (field, FindingSide.Left),
        [var field, "right"] => (field, FindingSide.Right),
        _ => null,
    };

    private sealed record Stored(
        int Version, ImmutableSortedDictionary<string, string> Findings, ImmutableArray<StoredMark>? Pain, ImmutableArray<StoredCode> Codes, ImmutableArray<string> Patterns,
        ImmutableArray<BedsideAnswer> Bedside, double? StatureMm, string Note);

    private sealed record StoredMark(string Area, PainSide Side);

    private sealed record StoredCode(string System, string Code);
}
