using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads the fields of the examination, the areas of pain and the traditional patterns.</summary>
internal static class ExaminationSheets
{
    private static readonly string[] Kinds = ["pain-map", "weeks", "present", "choice", "leg-raise", "strength", "sensation", "reflex", "plantar"];

    public static ImmutableArray<ExaminationField> Fields(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(
            directory, "examination.csv", problems, "id", "group", "kind", "sides", "levels", "choices", "choice_labels*", "label*", "how*", "interpretation*", "accuracy*",
            "routes", "source", "status");
        sheet.RequireUnique("id");
        return sheet.Read(row =>
        {
            var kind = TreatmentSheets.Named<ExaminationKind>(row.OneOf("kind", Kinds)) ?? ExaminationKind.Unknown;
            return new ExaminationField(
                row.Required("id"), row.OneOf("group", "history", "neurodynamic", "myotome", "dermatome", "reflex", "opinion"), kind,
                row.OneOf("sides", "both", "none") == "both", TreatmentSheets.Words(row, "levels"), Choices(row, kind), row.Local("label"), row.Local("how"),
                row.OptionalLocal("interpretation"), row.OptionalLocal("accuracy"), Routes(row, kind), row.Provenance("source", "source"));
        });
    }

    public static ImmutableArray<PainArea> Areas(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "pain_areas.csv", problems, "area", "name*", "leg", "below_knee", "pattern", "region", "source", "status");
        sheet.RequireUnique("area");
        return sheet.Read(row => new PainArea(
            row.Required("area"), row.Local("name"), row.YesNo("leg"), row.YesNo("below_knee"), row.Optional("pattern"), row.Optional("region"), row.Provenance("source", "source")));
    }

    public static ImmutableArray<TraditionalPattern> Patterns(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "patterns.csv", problems, "pattern", "kind", "name*", "description*", "evidence*", "points", "source", "status");
        sheet.RequireUnique("pattern");
        return sheet.Read(row => new TraditionalPattern(
            row.Required("pattern"), row.OneOf("kind", "channel", "pattern") == "channel", row.Local("name"), row.Local("description"), row.Local("evidence"),
            TreatmentSheets.Words(row, "points"), row.Provenance("source", "source")));
    }

    private static ImmutableArray<ExaminationChoice> Choices(Fields row, ExaminationKind kind)
    {
        var keys = row.Text("choices").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (keys.Length > 0 != (kind == ExaminationKind.Choice))
            row.Problem("choices", "A field of the kind \"choice\" lists its choices, and no other does.", row.Text("choices"));
        if (keys.Length == 0 || row.OptionalLocal("choice_labels") is not { } labels)
            return [];
        var byLanguage = labels.ByLanguage.ToDictionary(l => l.Key, l => l.Value.Split(';'), StringComparer.Ordinal);
        foreach (var (tag, names) in byLanguage.Where(l => l.Value.Length != keys.Length))
            row.Problem("choice_labels" + Languages.All.Single(l => l.Tag == tag).Suffix, $"There are {keys.Length} choices and {names.Length} labels. Write one label for each, with ; between.");
        return byLanguage.Values.Any(n => n.Length != keys.Length)
            ? []
            : [.. keys.Select((key, i) => new ExaminationChoice(key, Languages.Text(byLanguage.ToDictionary(l => l.Key, l => l.Value[i], StringComparer.Ordinal))))];
    }

    private static ImmutableArray<ExaminationRoute> Routes(Fields row, ExaminationKind kind)
    {
        var routes = ImmutableArray.CreateBuilder<ExaminationRoute>();
        foreach (var word in TreatmentSheets.Words(row, "routes"))
        {
            var parts = word.Split(':');
            if (parts.Length == 3 && TreatmentSheets.Named<ExaminationTrigger>(parts[1]) is { } trigger && Fits(trigger, kind) && parts[2].Trim('?').Length > 0)
                routes.Add(new(parts[0], trigger, parts[2].TrimEnd('?'), parts[2].EndsWith('?')));
            else
                row.Problem("routes", $"\"{word}\" does not lead from this kind of field to a rule. Write RULE:trigger:question, as R02:at-most-3:weak_3; a question that is only to be asked ends in \"?\".", word);
        }

        return routes.ToImmutable();
    }

    private static bool Fits(ExaminationTrigger trigger, ExaminationKind kind) => trigger switch
    {
        ExaminationTrigger.AtMost3 or ExaminationTrigger.Falling or ExaminationTrigger.WeakInBothLegs => kind == ExaminationKind.Strength,
        ExaminationTrigger.NotNormal => kind == ExaminationKind.Sensation,
        ExaminationTrigger.Brisk => kind == ExaminationKind.Reflex,
        ExaminationTrigger.Upgoing => kind == ExaminationKind.Plantar,
        ExaminationTrigger.Present => kind == ExaminationKind.Present,
        ExaminationTrigger.BothLegs => kind == ExaminationKind.PainMap,
        _ => false,
    };
}
