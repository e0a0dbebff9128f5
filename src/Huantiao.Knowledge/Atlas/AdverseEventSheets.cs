using System.Collections.Frozen;
using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Reads the kinds of adverse events, their steps of severity and the duties to report.</summary>
internal static class AdverseEventSheets
{
    private static readonly string[] Steps = ["mild", "moderate", "severe", "life_threatening", "death"];

    public static AdverseEventKinds Read(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "adverse_events.csv", problems, "key", "group", "near_miss", "urgent", "name*", "action*", "published*", "source", "status");
        sheet.RequireUnique("key");
        var kinds = sheet.Read(row => new AdverseEventKind(
            row.Required("key"), row.OneOf("group", "body", "needle", "staff", "other"), row.YesNo("near_miss"), row.YesNo("urgent"), row.Local("name"), row.Local("action"),
            row.OptionalLocal("published"), row.Provenance("source", "source")));

        var graded = Sheet.Open(directory, "adverse_severities.csv", problems, "key", "meaning*", "source", "status");
        graded.RequireUnique("key");
        var severities = graded.Read(row => new SeverityStep(Severity(row, "key"), row.Local("meaning"), row.Provenance("source", "source")));
        foreach (var step in Steps.Where(s => severities.All(g => g.Severity != Step(s))))
            problems.Schema("adverse_severities.csv", 1, "key", $"The step \"{step}\" is missing. Add a row for it.");

        var told = Sheet.Open(directory, "adverse_duties.csv", problems, "id", "jurisdiction", "kinds", "from_severity", "near_misses", "duty*", "source", "status");
        told.RequireUnique("id");
        var keys = kinds.Select(k => k.Key).ToHashSet(StringComparer.Ordinal);
        var duties = told.Read(row => new ReportingDuty(
            row.Required("id"), row.Required("jurisdiction") is "any" ? null : row.Text("jurisdiction"), [.. Named(row, keys)], Severity(row, "from_severity"),
            row.YesNo("near_misses"), row.Local("duty"), row.Provenance("source", "source")));

        return new()
        {
            Kinds = kinds,
            Severities = severities.DistinctBy(s => s.Severity).ToFrozenDictionary(s => s.Severity),
            Duties = duties,
        };
    }

    private static EventSeverity Severity(Fields row, string column) => Step(row.OneOf(column, Steps));

    private static EventSeverity Step(string word) => Array.IndexOf(Steps, word) is >= 0 and var at ? EventSeverity.Mild + at : EventSeverity.Unknown;

    private static IEnumerable<string> Named(Fields row, HashSet<string> keys)
    {
        foreach (var key in row.Required("kinds").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(k => k != "any"))
        {
            if (!keys.Contains(key))
                row.Problem("kinds", $"There is no kind \"{key}\" in adverse_events.csv. Add it, correct its name, or write \"any\".", key);
            yield return key;
        }
    }
}
