using System.Collections.Immutable;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads what a pathway knows about examining and treating. All of its tables are there or none is.</summary>
internal static class TreatmentSheets
{
    public static readonly string[] Files =
    [
        "examination.csv", "pain_areas.csv", "patterns.csv", "codes.csv", "code_pairs.csv", "stricta.csv", "protocols.csv", "protocol_items.csv", "protocol_points.csv",
        "goal_measures.csv", "review_rules.csv", "research_columns.csv", MeasureSheets.Instruments, MeasureSheets.Items, MeasureSheets.Schedule,
    ];

    public static TreatmentKnowledge Read(string directory, ProblemList problems)
    {
        var measured = MeasureSheets.Read(directory, problems);
        return new()
        {
            Examination = ExaminationSheets.Fields(directory, problems),
            PainAreas = ExaminationSheets.Areas(directory, problems),
            Patterns = ExaminationSheets.Patterns(directory, problems),
            Codes = CodeSheets.Codes(directory, problems),
            ExclusiveCodes = CodeSheets.Pairs(directory, problems),
            Stricta = Stricta(directory, problems),
            Protocols = ProtocolSheets.Protocols(directory, problems),
            Measures = measured,
            GoalMeasures = Measures(directory, measured, problems),
            ReviewRules = Reviews(directory, problems),
            ResearchColumns = Research(directory, problems),
        };
    }

    /// <summary>Words with spaces between.</summary>
    internal static ImmutableArray<string> Words(Fields row, string column) => [.. row.Text(column).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The member whose name is the word: "no-back-pain" is NoBackPain. Null where there is none, or it is Unknown.</summary>
    internal static T? Named<T>(string word)
        where T : struct, Enum
    {
        if (word.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            var name = value.ToString();
            if (name != "Unknown" && string.Equals(word.Replace("-", "", StringComparison.Ordinal), name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    private static ImmutableArray<StrictaItem> Stricta(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "stricta.csv", problems, "item", "group*", "name*", "what*", "trial_only", "source", "status");
        sheet.RequireUnique("item");
        return sheet.Read(row => new StrictaItem(
            row.Required("item"), row.Local("group"), row.Local("name"), row.Local("what"), row.YesNo("trial_only"), row.Provenance("source", "source")));
    }

    private static ImmutableArray<GoalMeasure> Measures(string directory, MeasureKnowledge measured, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "goal_measures.csv", problems, "measure", "important_change", "note*", "source", "status");
        sheet.RequireUnique("measure");
        return sheet.Read(row =>
        {
            var (id, change) = (row.Required("measure"), row.Number("important_change"));
            if (measured.Find(id) is not { } instrument || instrument.Better == Direction.Unknown)
            {
                row.Problem("measure", $"There is no instrument \"{id}\" with a better end in {MeasureSheets.Instruments}. Correct its id.", id);
                return new GoalMeasure(id, LocalText.Empty, 0, 1, Direction.Unknown, change, false, row.Local("note"), row.Provenance("source", "source"));
            }

            if (change <= 0)
                row.Problem("important_change", "An important change is above 0. Correct it, or leave the field empty.", row.Text("important_change"));
            return new GoalMeasure(
                id, instrument.Name, instrument.Range.Least, instrument.Range.Most, instrument.Better, change, instrument.NamesActivity, row.Local("note"), row.Provenance("source", "source"));
        });
    }

    private static ImmutableArray<ReviewRule> Reviews(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "review_rules.csv", problems, "rule", "kind", "after_sessions", "after_weeks", "text*", "source", "status");
        sheet.RequireUnique("rule");
        return sheet.Read(row =>
        {
            var (sessions, weeks) = (row.Whole("after_sessions"), row.Whole("after_weeks"));
            if ((sessions ?? weeks) is null || sessions == 0 || weeks == 0)
                row.Problem("after_weeks", "Say after how many sessions or weeks, 1 or more.", row.Text("after_weeks"));
            return new ReviewRule(
                row.Required("rule"), row.OneOf("kind", "review", "stop") == "stop", sessions, weeks, row.Local("text"), row.Provenance("source", "source"));
        });
    }

    private static ImmutableArray<ResearchColumn> Research(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "research_columns.csv", problems, "column", "unit", "meaning*");
        sheet.RequireUnique("column");
        return sheet.Read(row => new ResearchColumn(row.Required("column"), row.Required("unit"), row.Local("meaning")));
    }
}

/// <summary>Reads diagnosis codes, and which of them may not stand together.</summary>
internal static class CodeSheets
{
    private static readonly string[] Systems = ["icd-10-cm", "icd-10", "icd-11", "snomed-ct"];

    public static ImmutableArray<DiagnosisCode> Codes(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(
            directory, "codes.csv", problems, "system", "code", "display*", "side", "use", "suggested_by", "why*", "licence", "note", "source", "status");
        return sheet.Read(row =>
        {
            var signs = ImmutableArray.CreateBuilder<CodeSign>();
            foreach (var word in TreatmentSheets.Words(row, "suggested_by"))
            {
                if (TreatmentSheets.Named<CodeSign>(word) is { } sign)
                    signs.Add(sign);
                else
                    row.Problem("suggested_by", $"\"{word}\" is nothing that can speak for a code. Write leg-pain, back-pain, no-back-pain, root-sign, disc or no-disc.", word);
            }

            var (system, redFlag, why) = (row.OneOf("system", Systems), row.OneOf("use", "diagnosis", "red-flag") == "red-flag", row.OptionalLocal("why"));
            if (redFlag && signs.Count > 0)
                row.Problem("suggested_by", "An emergency is referred, never suggested as a diagnosis. Leave the field empty.", row.Text("suggested_by"));
            if (signs.Count > 0 && why is null)
                row.Problem("why_en", "A suggestion says why. Fill in the reason.");
            return new DiagnosisCode(
                system, row.Required("code"), row.Local("display"),
                row.OneOf("side", "none", "unstated", "left", "right") switch { "unstated" => CodeSide.Unstated, "left" => CodeSide.Left, "right" => CodeSide.Right, _ => CodeSide.None },
                redFlag, signs.ToImmutable(), why, row.Required("licence"), system == "snomed-ct", row.Text("note"), row.Provenance("source", "source"));
        });
    }

    public static ImmutableArray<ExclusiveCodes> Pairs(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "code_pairs.csv", problems, "system", "one", "other", "reason*", "source", "status");
        return sheet.Read(row => new ExclusiveCodes(
            row.OneOf("system", Systems), row.Required("one"), row.Required("other"), row.Local("reason"), row.Provenance("source", "source")));
    }
}
