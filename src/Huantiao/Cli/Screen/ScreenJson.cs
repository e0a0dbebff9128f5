using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Huantiao.Care.Medicines;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Cli.Screen;

/// <summary>The screen as JSON: a contract that scripts rely on.</summary>
internal static class ScreenJson
{
    /// <summary>Stands for the ingredient where a text says that no medicine is taken at all.</summary>
    private const string AnyMedicine = "any medicine";

    public static void Write(Terminal terminal, ScreenOutcome outcome, string language) => Write(terminal, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("findings"u8);
        foreach (var finding in outcome.Findings)
            Write(json, finding, language);
        json.WriteEndArray();
        json.WriteString("decision"u8, ScreenNames.Of(outcome.Decision.Consequence));
        json.WriteStartArray("unanswered"u8);
        foreach (var id in outcome.Unanswered.Select(q => q.Question.Id).Distinct(StringComparer.Ordinal))
            json.WriteStringValue(id);
        json.WriteEndArray();
        json.WritePropertyName("medicines"u8);
        Write(json, outcome.Medicines);
        json.WriteStartArray("open"u8);
        foreach (var open in outcome.Unanswered)
        {
            json.WriteStartObject();
            json.WriteString("question"u8, open.Question.Id);
            json.WriteString("text"u8, open.Question.Text.In(language));
            json.WriteString("why"u8, ScreenNames.Of(open.Why));
            json.WriteStartArray("rules"u8);
            foreach (var rule in open.Rules)
                json.WriteStringValue(rule.Id);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("thresholdsOff"u8);
        foreach (var threshold in outcome.ThresholdsOff)
            json.WriteStringValue(threshold.Id);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static void WriteMedicines(Terminal terminal, MedicineReading reading) => Write(terminal, json => Write(json, reading));

    public static void WriteQuestions(Terminal terminal, ScreeningKnowledge knowledge, string language) => Write(terminal, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("questions"u8);
        foreach (var question in knowledge.Questions)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, question.Id);
            json.WriteString("section"u8, question.Section);
            json.WriteString("kind"u8, ScreenNames.Of(question.Kind));
            json.WriteString("askedAt"u8, ScreenNames.Of(knowledge.AskedAt(question)));
            json.WriteString("text"u8, question.Text.In(language));
            if (question.Least is { } least && question.Most is { } most)
            {
                json.WriteNumber("least"u8, least);
                json.WriteNumber("most"u8, most);
                json.WriteString("unit"u8, question.Unit);
            }

            json.WriteStartArray("answers"u8);
            foreach (var answer in ScreenNames.AnswersOf(question))
                json.WriteStringValue(answer);
            json.WriteEndArray();
            json.WriteBoolean("maySkip"u8, question.MaySkip);
            json.WriteBoolean("onlyIf"u8, question.ShownWhen is not null);
            json.WriteStartArray("rules"u8);
            foreach (var rule in knowledge.RulesFedBy(question.Id))
                json.WriteStringValue(rule);
            json.WriteEndArray();
            json.WriteString("status"u8, question.Provenance.StatusText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, ScreenFinding finding, string language)
    {
        var rule = finding.Rule;
        json.WriteStartObject();
        json.WriteString("rule"u8, rule.Id);
        json.WriteString("severity"u8, ScreenNames.Of(rule.Severity));
        json.WriteString("trigger"u8, rule.Reason.In(language));
        json.WriteString("action"u8, rule.Action.In(language));
        json.WriteString("source"u8, rule.Basis.Provenance.Source);
        json.WriteString("status"u8, rule.Basis.Provenance.StatusText);
        json.WriteString("safetyId"u8, rule.Basis.Id);
        json.WriteStartArray("because"u8);
        foreach (var answer in finding.Because)
            json.WriteStringValue(answer);
        json.WriteEndArray();
        json.WriteString("message"u8, rule.Message?.In(language));
        json.WriteString("consequence"u8, ScreenNames.Of(rule.Consequence));
        json.WriteString("settledBy"u8, ScreenNames.Of(rule.Settling));
        json.WriteString("document"u8, rule.Document?.In(language));
        json.WriteBoolean("blocks"u8, rule.Blocks);
        json.WriteString("reading"u8, rule.Reading.Source);
        json.WriteString("readingStatus"u8, rule.Reading.StatusText);
        json.WriteBoolean("provisional"u8, rule.IsProvisional);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MedicineReading reading)
    {
        json.WriteStartObject();
        json.WriteStartArray("recognised"u8);
        foreach (var medicine in reading.Recognised)
        {
            json.WriteStartObject();
            json.WriteString("text"u8, medicine.Text);
            json.WriteString("ingredient"u8, string.Join(" + ", medicine.Ingredients.Select(i => i.Ingredient)));
            json.WriteString("class"u8, string.Join(" + ", medicine.Ingredients.Select(i => i.Class).Distinct(StringComparer.Ordinal)));
            json.WriteBoolean("current"u8, medicine.Use is MedicineUse.Current or MedicineUse.OnHold);
            json.WriteString("rule"u8, medicine.SafetyIds.FirstOrDefault());
            json.WriteString("use"u8, ScreenNames.Of(medicine.Use));
            json.WriteStartArray("rules"u8);
            foreach (var id in medicine.SafetyIds)
                json.WriteStringValue(id);
            json.WriteEndArray();
            json.WriteBoolean("similar"u8, medicine.IsSimilar);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "negated", reading.Negated);
        Write(json, "past", reading.Past);
        json.WriteStartArray("notRecognised"u8);
        foreach (var text in reading.NotRecognised)
            json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<DismissedMedicine> medicines)
    {
        json.WriteStartArray(name);
        foreach (var medicine in medicines)
        {
            json.WriteStartObject();
            json.WriteString("text"u8, medicine.Text);
            json.WriteString("ingredient"u8, medicine.Ingredients.IsEmpty ? AnyMedicine : string.Join(" + ", medicine.Ingredients.Select(i => i.Ingredient)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Terminal terminal, Action<Utf8JsonWriter> body)
    {
        using (var json = new Utf8JsonWriter(terminal.Output, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }))
            body(json);
        terminal.Output.Write("\n"u8);
    }
}
