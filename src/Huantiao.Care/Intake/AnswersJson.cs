using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Intake;

/// <summary>What is wrong in a document of answers.</summary>
/// <param name="Line">Counts from 1; 0 where the document is well formed and the answer alone is wrong.</param>
/// <param name="Path">"answers.age"; empty for the document as a whole.</param>
/// <param name="Given">What stands there, shortened; empty where nothing helps.</param>
public sealed record AnswersProblem(AnswersFault Fault, long Line, string Path, string Given);

/// <summary>Kinds of <see cref="AnswersProblem"/>.</summary>
public enum AnswersFault
{
    Unknown,
    NotJson,
    NotAnObject,
    DuplicateName,
    UnknownName,
    NoSuchQuestion,
    OtherKind,
    OutOfRange,
    NoSuchChoice,
    TooLong,
    BadOccasion,
}

/// <summary>A document of answers as read.</summary>
public sealed record AnswersDocument(IntakeAnswers Answers, Occasion Occasion);

/// <summary>
/// Answers as JSON: <c>{"occasion":"intake","answers":{"age":52,"fever":"no","medicines":"Eliquis 5mg"}}</c>, or the answers alone. "yes", "no", "not sure", true
/// and false; null is not asked.
/// </summary>
public static class AnswersJson
{
    /// <summary>Of the form written today; a later form gets another number.</summary>
    public const int Version = 1;

    private const int LongestShown = 60;

    private static readonly string[] Occasions = ["intake", "visit", "examination"];

    /// <summary>Null, with every problem, where anything is wrong: an answer that cannot be read is never dropped.</summary>
    public static (AnswersDocument? Document, ImmutableArray<AnswersProblem> Problems) Read(ScreeningKnowledge knowledge, string json)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        JsonDocument parsed;
        try
        {
            parsed = JsonDocument.Parse(json, new() { AllowDuplicateProperties = true });
        }
        catch (JsonException e)
        {
            return (null, [new(AnswersFault.NotJson, (e.LineNumber ?? 0) + 1, "", "")]);
        }

        using (parsed)
        {
            if (parsed.RootElement.ValueKind != JsonValueKind.Object)
                return (null, [new(AnswersFault.NotAnObject, 1, "", "")]);
            var reader = new Reader(knowledge);
            var document = reader.Read(parsed.RootElement);
            return reader.Problems.Count == 0 ? (document, []) : (null, [.. reader.Problems]);
        }
    }

    /// <summary>The whole, to be read again by <see cref="Read"/>.</summary>
    public static string Write(IntakeAnswers answers, Occasion occasion)
    {
        ArgumentNullException.ThrowIfNull(answers);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, Version);
            json.WriteString("occasion"u8, Occasions[Math.Max(0, (int)occasion - 1)]);
            json.WriteStartObject("answers"u8);
            foreach (var id in answers.Answered)
                Write(json, id, answers[id]);
            json.WriteEndObject();
            if (!answers.Reopened.IsEmpty)
            {
                json.WriteStartArray("reopened"u8);
                foreach (var id in answers.Reopened)
                    json.WriteStringValue(id);
                json.WriteEndArray();
            }

            if (!answers.Clarifications.IsEmpty)
            {
                json.WriteStartArray("clarifications"u8);
                foreach (var clarification in answers.Clarifications)
                {
                    json.WriteStartObject();
                    json.WriteString("text"u8, clarification.Text);
                    json.WriteString("ingredient"u8, clarification.Ingredient);
                    json.WriteString("by"u8, clarification.By);
                    json.WriteString("reason"u8, clarification.Reason);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string id, IntakeAnswer answer)
    {
        switch (answer)
        {
            case IntakeAnswer.Number number:
                json.WriteNumber(id, number.Value);
                break;
            case IntakeAnswer.Choice choice:
                json.WriteString(id, choice.Value);
                break;
            case IntakeAnswer.Text text:
                json.WriteString(id, text.Value);
                break;
            case IntakeAnswer.Drawing drawing:
                json.WriteString(id, drawing.Key);
                break;
            case IntakeAnswer.Date date:
                json.WriteString(id, date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case IntakeAnswer.Signature signature:
                json.WriteString(id, signature.Name);
                break;
            case var said when said == IntakeAnswer.NotSure:
                // Texts may hold any words; what is not sure is told apart from them.
                json.WriteStartObject(id);
                json.WriteBoolean("notSure"u8, true);
                json.WriteEndObject();
                break;
            case var said:
                json.WriteString(id, said == IntakeAnswer.Yes ? "yes" : "no");
                break;
        }
    }

    private sealed class Reader(ScreeningKnowledge knowledge)
    {
        public List<AnswersProblem> Problems { get; } = [];

        public AnswersDocument Read(JsonElement root)
        {
            var isWrapped = root.TryGetProperty("answers"u8, out _) && knowledge.Question("answers") is null;
            if (!isWrapped)
                return new(ReadAnswers(root, ""), Occasion.Intake);

            var (answers, occasion) = (IntakeAnswers.None, Occasion.Intake);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            List<MedicineClarification> clarifications = [];
            JsonElement? reopened = null;
            foreach (var property in root.EnumerateObject())
            {
                if (!seen.Add(property.Name))
                    Problem(AnswersFault.DuplicateName, property.Name, property.Value);
                switch (property.Name)
                {
                    case "answers" when property.Value.ValueKind == JsonValueKind.Object:
                        answers = ReadAnswers(property.Value, "answers.");
                        break;
                    case "answers":
                        Problem(AnswersFault.OtherKind, property.Name, property.Value);
                        break;
                    case "occasion":
                        var at = property.Value.ValueKind == JsonValueKind.String ? Array.IndexOf(Occasions, property.Value.GetString()) : -1;
                        if (at < 0)
                            Problem(AnswersFault.BadOccasion, property.Name, property.Value);
                        occasion = (Occasion)(at + 1);
                        break;
                    case "clarifications":
                        clarifications = ReadClarifications(property.Value);
                        break;
                    case "reopened":
                        reopened = property.Value;
                        break;
                    case "version" when property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var version) && version == Version:
                    case "pathway":
                    case "skipped" or "savings": // of the form that they were typed into: see IntakeDraftJson
                        break;
                    default:
                        Problem(AnswersFault.UnknownName, property.Name, property.Value);
                        break;
                }
            }

            answers = ReadReopened(reopened).Aggregate(answers, (a, id) => a.Reopen(id));
            return new(clarifications.Aggregate(answers, (a, c) => a.With(c)), occasion);
        }

        private IEnumerable<string> ReadReopened(JsonElement? list)
        {
            if (list is not { } given)
                return [];
            if (given.ValueKind == JsonValueKind.Array && given.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String && knowledge.Question(i.GetString()!) is not null))
                return [.. given.EnumerateArray().Select(i => i.GetString()!)];
            Problem(AnswersFault.OtherKind, "reopened", given);
            return [];
        }

        private List<MedicineClarification> ReadClarifications(JsonElement list)
        {
            var read = new List<MedicineClarification>();
            if (list.ValueKind != JsonValueKind.Array)
            {
                Problem(AnswersFault.OtherKind, "clarifications", list);
                return read;
            }

            foreach (var item in list.EnumerateArray())
            {
                string?[] fields = item.ValueKind == JsonValueKind.Object ? [.. new[] { "text", "ingredient", "by", "reason" }.Select(name => Field(item, name))] : [null, null, null, null];
                if (fields[0] is not { Length: > 0 } text || string.IsNullOrWhiteSpace(fields[2]) || string.IsNullOrWhiteSpace(fields[3]))
                    Problem(AnswersFault.OtherKind, "clarifications", item);
                else if (fields[1] is { } ingredient && knowledge.Medicines.Medicines.All(m => m.Ingredient != ingredient))
                    Problem(AnswersFault.NoSuchChoice, "clarifications", item);
                else
                    read.Add(new(text, fields[1], fields[2]!, fields[3]!));
            }

            return read;

            static string? Field(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }

        private IntakeAnswers ReadAnswers(JsonElement answers, string path)
        {
            var statements = new List<(string, IntakeAnswer)>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in answers.EnumerateObject())
            {
                if (!seen.Add(property.Name))
                {
                    Problem(AnswersFault.DuplicateName, path + property.Name, property.Value);
                    continue;
                }

                if (knowledge.Question(property.Name) is not { } question)
                {
                    Problem(AnswersFault.NoSuchQuestion, path + property.Name, property.Value);
                    continue;
                }

                if (ReadAnswer(question, property.Value) is not { } answer)
                {
                    Problem(AnswersFault.OtherKind, path + property.Name, property.Value);
                    continue;
                }

                if (IntakeAnswer.MisfitOf(question, answer) is { } misfit)
                    Problem(Enum.Parse<AnswersFault>(misfit.ToString()), path + property.Name, property.Value);
                else
                    statements.Add((question.Id, answer));
            }

            return IntakeAnswers.From(statements);
        }

        private static IntakeAnswer? ReadAnswer(IntakeQuestion question, JsonElement value) => (question.Kind, value.ValueKind) switch
        {
            (_, JsonValueKind.Null) => IntakeAnswer.NotAsked,
            (_, JsonValueKind.Object) => value.TryGetProperty("notSure"u8, out var unsure) && unsure.ValueKind == JsonValueKind.True && value.GetPropertyCount() == 1 ? IntakeAnswer.NotSure : null,
            (QuestionKind.YesNo, JsonValueKind.True) => IntakeAnswer.Yes,
            (QuestionKind.YesNo, JsonValueKind.False) => IntakeAnswer.No,
            (QuestionKind.Number, JsonValueKind.Number) => value.TryGetDouble(out var number) && double.IsFinite(number) ? new IntakeAnswer.Number(number) : null,
            (_, JsonValueKind.String) => Parse(question, value.GetString()!),
            _ => null,
        };

        private static IntakeAnswer? Parse(IntakeQuestion question, string text) => AnswerText.Parse(question, text);

        private void Problem(AnswersFault fault, string path, JsonElement at)
        {
            var given = at.GetRawText().ReplaceLineEndings(" ");
            Problems.Add(new(fault, 0, path, given.Length > LongestShown ? given[..LongestShown] + "…" : given));
        }
    }
}
