using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads the tables that speak to people: guideline positions, claims with their verdicts, safety.</summary>
internal static class AdviceSheets
{
    private static readonly string[] Verdicts =
        ["supported", "partly", "unproven", "contradicted", "not-matched", "omission", "incomplete", "anecdote", "appropriate", "off-topic"];

    public static ImmutableArray<GuidelinePosition> Guidelines(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "guidelines.csv", problems,
            "guideline", "year", "scope*", "position*", "stance", "direction_as_noted", "strength*", "applies_to_condition", "note*", "source", "status");
        return sheet.Read(row => new GuidelinePosition(
            row.Required("guideline"), row.Required("year"), row.Local("scope"), row.Local("position"), row.OneOf("stance", "for", "against", "neutral", "information"),
            row.OptionalLocal("strength") ?? LocalText.Empty, row.Required("applies_to_condition"), row.OptionalLocal("note") ?? LocalText.Empty, row.Provenance("guideline", "source")));
    }

    public static ImmutableArray<Claim> Claims(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "claims.csv", problems,
            "id", "section", "statement*", "verdict", "verdict_text*", "evidence*", "what_we_say*", "common", "source", "status");
        sheet.RequireUnique("id");
        return sheet.Read(row => new Claim(
            row.Required("id"), row.Text("section"), row.Local("statement"), row.OneOf("verdict", Verdicts), row.Local("verdict_text"), row.Local("evidence"),
            row.Local("what_we_say"), row.Required("source"), row.YesNo("common"), row.Provenance("source", "source")));
    }

    public static ImmutableArray<SafetyItem> Safety(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "safety.csv", problems,
            "id", "kind", "category", "level", "trigger", "for_patients*", "action*", "applies_to", "severity_as_noted", "software_action", "evidence", "disagreement",
            "source", "status");
        sheet.RequireUnique("id");
        return sheet.Read(ReadSafety);
    }

    private static SafetyItem ReadSafety(Fields row)
    {
        var item = new SafetyItem(
            row.Required("id"), row.OneOf("kind", "red_flag", "contraindication", "precaution", "local", "frequency"), row.Required("category"),
            row.OneOf("level", "emergency", "urgent", "stop", "caution", "information"), row.Text("trigger"), row.OptionalLocal("for_patients"),
            row.OptionalLocal("action"), row.Text("evidence"), row.Text("disagreement"), row.Provenance("source", "source"));
        if (item.ForPatients is not null && item.Action is null)
            row.Problem("action_en", "A danger told to patients needs to say what to do. Fill in the action.");
        return item;
    }
}
