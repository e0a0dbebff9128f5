using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads what people decided: the differences that matter, and the judgements that GRADE asks of a person.</summary>
internal static class JudgementSheets
{
    public static ImmutableArray<ImportantDifference> Differences(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "important_differences.csv", problems,
            "id", "outcome_key", "value", "within_person", "why*", "source", "source_url", "status");
        return sheet.Read(row =>
        {
            var value = row.Number("value");
            if (value is not > 0)
                row.Problem("value", "An important difference is a number above 0. Write it.", row.Text("value"));
            return new ImportantDifference(
                row.Required("id"), row.Required("outcome_key"), value ?? 0, row.YesNo("within_person"), row.Local("why"), row.Provenance("source", "source_url"));
        });
    }

    public static ImmutableArray<Judgement> Judgements(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "judgements.csv", problems, "question", "domain", "downgrade", "reason*", "author", "date", "provisional");
        return sheet.Read(row => new Judgement(
            row.Required("question"), row.OneOf("domain", "risk-of-bias", "indirectness", "inconsistency", "imprecision", "reporting"),
            int.Parse(row.OneOf("downgrade", "0", "1", "2") is { Length: 1 } levels && char.IsAsciiDigit(levels[0]) ? levels : "0", CultureInfo.InvariantCulture),
            row.Local("reason"), row.Required("author"), row.Date("date"), row.YesNo("provisional"), row.Place));
    }
}
