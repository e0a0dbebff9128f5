using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;
using Provenance = Huantiao.Knowledge.Provenance;

namespace Huantiao.Interop;

/// <summary>How the clinic says that an instrument of its own is scored.</summary>
/// <param name="Scoring">None, Mean or Sum.</param>
/// <param name="LeastAnswered">With fewer answers there is no score; null: all are needed.</param>
/// <param name="Better">Unknown where there is no score.</param>
public sealed record DeclaredScoring(Scoring Scoring, int? LeastAnswered, Direction Better);

/// <summary>
/// Reads an instrument from a FHIR R4 Questionnaire. What could not be asked and scored exactly as written is refused, never left out: an item type that is not known
/// here, a condition, an open choice, a choice without numbers.
/// </summary>
public static class QuestionnaireReader
{
    private const string Ordinal = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
    private const string Least = "http://hl7.org/fhir/StructureDefinition/minValue";
    private const string Most = "http://hl7.org/fhir/StructureDefinition/maxValue";
    private const int MostItems = 100;

    /// <param name="id">The name in measurements, without a version.</param>
    /// <param name="licence">By what right the clinic uses it.</param>
    /// <returns>Null, with every problem, where anything is wrong.</returns>
    public static (Instrument? Instrument, ImmutableArray<ResourceProblem> Problems) Read(string id, int version, string json, DeclaredScoring scoring, string licence)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(scoring);
        Resource? resource;
        try
        {
            using (var parsed = JsonDocument.Parse(json))
            {
                if (parsed.RootElement.ValueKind != JsonValueKind.Object || !parsed.RootElement.TryGetProperty("resourceType"u8, out var type)
                    || type.ValueKind != JsonValueKind.String || type.GetString() != "Questionnaire")
                    return (null, [new("resourceType", "A Questionnaire is expected.")]);
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

        if (resource is not Questionnaire questionnaire)
            return (null, [new(resource?.TypeName ?? "", "A Questionnaire is expected.")]);
        var reader = new ItemReader();
        reader.ReadAll(questionnaire.Item);
        if (reader.Items.Count == 0)
            reader.Problems.Add(new("Questionnaire.item", "It asks nothing that is answered with a number, a choice or yes and no."));
        if (reader.Items.Count > MostItems)
            reader.Problems.Add(new("Questionnaire.item", $"It has more than {MostItems} questions."));
        if (string.IsNullOrWhiteSpace(questionnaire.Title ?? questionnaire.Name))
            reader.Problems.Add(new("Questionnaire.title", "It has no title."));
        var least = scoring.LeastAnswered ?? reader.Items.Count;
        if (least < 1 || least > reader.Items.Count)
            reader.Problems.Add(new("Questionnaire.item", "A score needs 1 answer or more, and no more than are asked."));
        if (scoring.Scoring is not (Scoring.None or Scoring.Mean or Scoring.Sum))
            reader.Problems.Add(new("", "A score is a sum or a mean, or there is none."));
        if (reader.Problems.Count > 0)
            return (null, [.. reader.Problems]);
        var provenance = new Provenance(questionnaire.Url ?? licence, questionnaire.Url, FactStatus.Unknown, "of the clinic", new FilePlace("Questionnaire", 0));
        var instrument = new Instrument(
            id, version, "", Same((questionnaire.Title ?? questionnaire.Name)!), scoring.Scoring == Scoring.None ? Direction.Unknown : scoring.Better, scoring.Scoring, null, least, LocalText.Empty, Same(licence),
            [.. reader.Items], provenance);
        return (instrument with { Hash = InstrumentLock.HashOf(instrument) }, []);
    }

    /// <summary>Its words are in one language, whichever it is: they may not be altered, hence not translated.</summary>
    private static LocalText Same(string text) => new(ImmutableDictionary<string, string>.Empty.Add("en", text));

    private sealed class ItemReader
    {
        private static readonly Provenance Nowhere = new("", null, FactStatus.Unknown, "", new FilePlace("Questionnaire", 0));
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public List<ResourceProblem> Problems { get; } = [];

        public List<InstrumentItem> Items { get; } = [];

        public void ReadAll(IEnumerable<Questionnaire.ItemComponent> items)
        {
            foreach (var item in items)
            {
                Read(item);
                if (item.Type == Questionnaire.QuestionnaireItemType.Group)
                    ReadAll(item.Item);
                else if (item.Item.Count > 0)
                    Problems.Add(new(item.LinkId ?? "", "Questions within a question are not known here."));
            }
        }

        private void Read(Questionnaire.ItemComponent item)
        {
            var id = item.LinkId ?? "";
            if (id.Length is 0 or > 60 || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
                Problems.Add(new(id, "A linkId is 1 to 60 letters, digits, '-', '_' and '.'."));
            if (!_seen.Add(id))
                Problems.Add(new(id, "The linkId stands twice."));
            if (item.EnableWhen.Count > 0)
                Problems.Add(new(id, "A question that is asked only sometimes (enableWhen) is not known here."));
            if (item.Repeats == true)
                Problems.Add(new(id, "A question with several answers (repeats) is not known here."));
            switch (item.Type)
            {
                case Questionnaire.QuestionnaireItemType.Group or Questionnaire.QuestionnaireItemType.Display:
                    return;
                case Questionnaire.QuestionnaireItemType.Boolean:
                    Add(item, ItemKind.YesNo, 0, 1, []);
                    return;
                case Questionnaire.QuestionnaireItemType.Integer:
                    if (Whole(item, Least) is { } least && Whole(item, Most) is { } most && least < most && most - least <= 100)
                        Add(item, ItemKind.Number, least, most, []);
                    else
                        Problems.Add(new(id, "A whole number needs the extensions minValue and maxValue, no more than 100 apart."));
                    return;
                case Questionnaire.QuestionnaireItemType.Choice:
                    Choose(item, id);
                    return;
                default:
                    Problems.Add(new(id, $"Items of the type \"{Name(item.Type)}\" are not known here. Known are group, display, boolean, integer and choice."));
                    return;
            }
        }

        /// <summary>A choice is a number with words: each option has its number, and together they run without a gap.</summary>
        private void Choose(Questionnaire.ItemComponent item, string id)
        {
            var options = item.AnswerOption.Select(o => (Number: NumberOf(o), Text: o.Value is Coding c ? c.Display ?? c.Code ?? "" : o.Value is Integer i ? (i.Value ?? 0).ToString(CultureInfo.InvariantCulture) : "")).ToList();
            if (item.AnswerValueSet is not null || options.Count < 2 || options.Exists(o => o.Number is null || o.Text.Length == 0))
            {
                Problems.Add(new(id, "A choice lists two options or more, each with words and a whole number (extension ordinalValue)."));
                return;
            }

            var ordered = options.OrderBy(o => o.Number).ToList();
            if (ordered.Select((o, n) => o.Number!.Value - n).Distinct().Count() > 1)
                Problems.Add(new(id, "The numbers of the options do not run one after the other."));
            else
                Add(item, ItemKind.Number, ordered[0].Number!.Value, ordered[^1].Number!.Value, [.. ordered.Select(o => Same(o.Text))]);
        }

        private void Add(Questionnaire.ItemComponent item, ItemKind kind, int least, int most, ImmutableArray<LocalText> labels)
        {
            if (string.IsNullOrWhiteSpace(item.Text))
                Problems.Add(new(item.LinkId ?? "", "The question has no text."));
            Items.Add(new(item.LinkId ?? "", kind, null, Same(item.Text ?? ""), Same(item.Text ?? ""), null, labels, least, most, "{score}", Nowhere));
        }

        private static int? NumberOf(Questionnaire.AnswerOptionComponent option) => option.Value switch
        {
            Integer { Value: { } whole } => whole,
            Coding coding when (coding.GetExtensionValue<FhirDecimal>(Ordinal) ?? option.GetExtensionValue<FhirDecimal>(Ordinal))?.Value is { } number && number == Math.Floor(number) => (int)number,
            _ => null,
        };

        private static int? Whole(Questionnaire.ItemComponent item, string extension) => item.GetExtensionValue<Integer>(extension)?.Value;

        private static string Name(Questionnaire.QuestionnaireItemType? type) => type?.ToString().ToLowerInvariant() ?? "?";
    }
}
