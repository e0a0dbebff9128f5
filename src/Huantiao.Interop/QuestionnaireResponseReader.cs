using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Interop;

/// <summary>One thing that is wrong in a resource from outside.</summary>
/// <param name="Path">Of the element: "QuestionnaireResponse.item[2]"; or the linkId of the question.</param>
public sealed record ResourceProblem(string Path, string Message);

/// <summary>Reads answers from a FHIR R4 QuestionnaireResponse whose linkIds are the ids of the pathway's questions.</summary>
public static class QuestionnaireResponseReader
{
    /// <summary>Answers that mean "not sure": the data absent reason of FHIR, and the code of that name in any system.</summary>
    private static readonly string[] Unsure = ["asked-unknown", "unknown", "not-sure", "unsure", "dont-know"];

    /// <summary>
    /// Strict: an element that FHIR does not know, a question that the pathway does not know, or a value of another kind is a problem, never passed over.
    /// An item without an answer is a question not asked. A response that was entered in error is refused.
    /// </summary>
    /// <returns>Null, with every problem, where anything is wrong.</returns>
    public static (AnswersDocument? Document, ImmutableArray<ResourceProblem> Problems) Read(ScreeningKnowledge knowledge, string json)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(json);
        Resource? resource;
        try
        {
            using (var parsed = JsonDocument.Parse(json))
            {
                if (parsed.RootElement.ValueKind != JsonValueKind.Object || !parsed.RootElement.TryGetProperty("resourceType"u8, out var type)
                    || type.ValueKind != JsonValueKind.String || type.GetString() != "QuestionnaireResponse")
                    return (null, [new("resourceType", "A QuestionnaireResponse is expected.")]);
            }

            resource = new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Strict)).DeserializeResource(json);
        }
        catch (DeserializationFailedException e)
        {
            return (null, [.. e.Exceptions.Select(x => new ResourceProblem("", x.Message))]);
        }
        catch (JsonException e)
        {
            return (null, [new(string.Create(CultureInfo.InvariantCulture, $"line {(e.LineNumber ?? 0) + 1}"), "This is not well-formed JSON.")]);
        }

        if (resource is not QuestionnaireResponse response)
            return (null, [new(resource?.TypeName ?? "", "A QuestionnaireResponse is expected.")]);
        if (response.Status == QuestionnaireResponse.QuestionnaireResponseStatus.EnteredInError)
            return (null, [new("QuestionnaireResponse.status", "The response was entered in error.")]);
        var reader = new ItemReader(knowledge);
        reader.ReadAll(response.Item);
        return reader.Problems.Count > 0 ? (null, [.. reader.Problems]) : (new(IntakeAnswers.From(reader.Statements), reader.Occasion), []);
    }

    private sealed class ItemReader(ScreeningKnowledge knowledge)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public List<ResourceProblem> Problems { get; } = [];

        public List<(string Question, IntakeAnswer Answer)> Statements { get; } = [];

        public Occasion Occasion { get; private set; } = Occasion.Intake;

        public void ReadAll(IEnumerable<QuestionnaireResponse.ItemComponent> items)
        {
            foreach (var item in items)
            {
                Read(item);
                ReadAll(item.Item);
                ReadAll(item.Answer.SelectMany(a => a.Item));
            }
        }

        private void Read(QuestionnaireResponse.ItemComponent item)
        {
            var id = item.LinkId ?? "";
            if (knowledge.Question(id) is not { } question)
            {
                // A group holds questions and has no answer of its own; its linkId may be a section's.
                if (item.Answer.Count > 0 || item.Item.Count == 0)
                    Problems.Add(new(id, "The pathway has no question of this linkId."));
                return;
            }

            // By the item, not by its answer: an answer left out must not take away what is expected.
            if (knowledge.AskedAt(question) is var at && at > Occasion)
                Occasion = at;
            if (!_seen.Add(id))
                Problems.Add(new(id, "The question stands twice."));
            if (item.Answer.Count > 1)
                Problems.Add(new(id, "The question takes one answer."));
            if (item.Answer is not [var given])
                return;
            if (ValueOf(question, given.Value) is not { } answer)
                Problems.Add(new(id, $"The answer is of another kind ({given.Value?.TypeName ?? "none"}) than the question."));
            else if (IntakeAnswer.MisfitOf(question, answer) is { } misfit)
                Problems.Add(new(id, misfit switch
                {
                    AnswerMisfit.OutOfRange => string.Create(CultureInfo.InvariantCulture, $"The number is not from {question.Least} to {question.Most}."),
                    AnswerMisfit.NoSuchChoice => "The question has no such choice: " + string.Join(", ", question.Choices.Select(c => c.Value)) + ".",
                    AnswerMisfit.TooLong => "The text is too long.",
                    _ => "The answer does not fit the question.",
                }));
            else
                Statements.Add((id, answer));
        }

        private static IntakeAnswer? ValueOf(IntakeQuestion question, DataType? value) => (question.Kind, value) switch
        {
            (_, Coding { Code: { } code }) when Unsure.Contains(code, StringComparer.Ordinal) => IntakeAnswer.NotSure,
            (QuestionKind.YesNo, FhirBoolean { Value: { } truth }) => truth ? IntakeAnswer.Yes : IntakeAnswer.No,
            (QuestionKind.YesNo, Coding { Code: "yes" or "Y" or "373066001" }) => IntakeAnswer.Yes,
            (QuestionKind.YesNo, Coding { Code: "no" or "N" or "373067005" }) => IntakeAnswer.No,
            (QuestionKind.Choice, Coding { Code: { } code }) => new IntakeAnswer.Choice(code),
            (QuestionKind.Number, Integer { Value: { } whole }) => new IntakeAnswer.Number(whole),
            (QuestionKind.Number, FhirDecimal { Value: { } number }) => new IntakeAnswer.Number((double)number),
            (QuestionKind.Number, Quantity { Value: { } number, Comparator: null } quantity) when IsIn(quantity, question.Unit) => new IntakeAnswer.Number((double)number),
            (QuestionKind.Date, Date date) => AnswerText.Parse(question, date.Value ?? ""),
            (_, FhirString { Value: { Length: > 0 } text }) => AnswerText.Parse(question, text),
            _ => null,
        };

        /// <summary>A number of another unit is another number.</summary>
        private static bool IsIn(Quantity quantity, string unit) => (quantity.Code ?? quantity.Unit ?? unit) == unit;
    }
}
