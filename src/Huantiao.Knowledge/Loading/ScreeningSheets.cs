using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads <c>screening.csv</c> and <c>thresholds.csv</c>.</summary>
internal static class ScreeningSheets
{
    public const string Rules = "screening.csv";
    public const string Thresholds = "thresholds.csv";

    private static readonly string[] Severities = ["information", "local", "caution", "urgent", "stop", "emergency"];
    private static readonly string[] Consequences = ["proceed", "proceed-with-care", "ask-first", "stop", "refer-now"];
    private static readonly string[] Scopes = ["person", "point", "consent"];
    private static readonly string[] Settlings = ["none", "acknowledge", "document", "new-answer"];
    private static readonly string[] Holdings = ["visit", "until-changed"];

    public static ImmutableArray<ScreeningRule> ReadRules(string directory, ImmutableArray<SafetyItem> safety, ProblemList problems)
    {
        var bases = safety.DistinctBy(s => s.Id, StringComparer.Ordinal).ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);
        var sheet = Sheet.Open(
            directory, Rules, problems, "id", "safety_id", "scope", "when", "severity", "consequence", "reason*", "action*", "message*", "settling", "document*",
            "holding", "fact", "reading", "reading_status");
        sheet.RequireUnique("id");
        return [.. sheet.Rows().Select(row => Rule(row, bases)).OfType<ScreeningRule>()];
    }

    public static ImmutableArray<ScreeningThreshold> ReadThresholds(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, Thresholds, problems, "id", "name*", "unit", "proposed", "least", "most", "source", "status");
        sheet.RequireUnique("id");
        return sheet.Read(row =>
        {
            var (proposed, least, most) = (row.Given("proposed"), row.Given("least"), row.Given("most"));
            if (!(least <= proposed && proposed <= most))
                row.Problem("proposed", "The proposal is not between \"least\" and \"most\". Correct one of them.", row.Text("proposed"));
            return new ScreeningThreshold(row.Required("id"), row.Local("name"), row.Required("unit"), proposed, least, most, row.Provenance("source", "source"));
        });
    }

    /// <summary>A condition; null where the field is blank, and, with the problem noted, where it cannot be read.</summary>
    public static ScreeningCondition? Condition(Fields row, string column)
    {
        if (row.Optional(column) is not { } text)
            return null;
        var condition = ConditionParser.Parse(text, out var problem);
        if (condition is null)
            row.Problem(column, $"This is no condition: {problem}. Write one such as \"cancer and (weight_loss or age > 60)\".", text);
        return condition;
    }

    /// <summary>Null, with the problem noted, where the rule rests on no known fact.</summary>
    private static ScreeningRule? Rule(Fields row, FrozenDictionary<string, SafetyItem> bases)
    {
        var (severity, consequence, settling) = (One<ScreenSeverity>(row, "severity", Severities), One<ScreenConsequence>(row, "consequence", Consequences), One<Settling>(row, "settling", Settlings));
        var (scope, when, document) = (One<RuleScope>(row, "scope", Scopes), Condition(row, "when"), row.OptionalLocal("document"));
        if (scope == RuleScope.Person && row.Text("when").Length == 0)
            row.Problem("when", "A rule of the screen says when it applies. Write the condition, or \"always\".");
        if (scope is RuleScope.Point or RuleScope.Consent && when is not null)
            row.Problem("when", "The screen does not decide this rule. Leave the field empty, or make its scope \"person\".", row.Text("when"));
        if (settling == Settling.Document != document is not null)
            row.Problem("document_en", "A rule that a document settles names the document, and no other rule does. Fill it in, or correct \"settling\".");
        if (!Fits(severity, consequence))
            row.Problem("consequence", $"\"{row.Text("consequence")}\" does not go with the severity \"{row.Text("severity")}\". Emergency refers now; urgent and stop stop; caution asks first or proceeds with care.", row.Text("consequence"));
        if (consequence >= ScreenConsequence.Stop && settling is Settling.None or Settling.Acknowledge)
            row.Problem("settling", "What stops treatment is settled by a document or a new answer, not by taking note. Correct one of them.", row.Text("settling"));
        var rule = (Id: row.Required("id"), Reason: row.Local("reason"), Action: row.Local("action"), Message: row.OptionalLocal("message") ?? bases.GetValueOrDefault(row.Text("safety_id"))?.Action,
            Holding: One<Holding>(row, "holding", Holdings), Fact: row.Optional("fact"), Reading: row.FactProvenance("reading", "reading"));
        if (!bases.TryGetValue(row.Required("safety_id"), out var basis))
        {
            row.Problem("safety_id", $"There is no fact \"{row.Text("safety_id")}\" in safety.csv. Add it or correct its id.", row.Text("safety_id"));
            return null;
        }

        if (rule.Id != basis.Id && !rule.Id.StartsWith(basis.Id + "-", StringComparison.Ordinal))
            row.Problem("id", $"A reading of \"{basis.Id}\" is called \"{basis.Id}\" or \"{basis.Id}-something\". Rename it.", rule.Id);
        return new(rule.Id, basis, scope, when, severity, consequence, rule.Reason, rule.Action, rule.Message, settling, document, rule.Holding, rule.Fact, rule.Reading);
    }

    private static bool Fits(ScreenSeverity severity, ScreenConsequence consequence) => severity switch
    {
        ScreenSeverity.Emergency => consequence == ScreenConsequence.ReferNow,
        ScreenSeverity.Urgent or ScreenSeverity.Stop => consequence == ScreenConsequence.Stop,
        ScreenSeverity.Caution => consequence is ScreenConsequence.AskFirst or ScreenConsequence.ProceedWithCare,
        ScreenSeverity.Local => consequence == ScreenConsequence.ProceedWithCare,
        ScreenSeverity.Information => consequence == ScreenConsequence.Proceed,
        _ => true, // the word itself has been refused
    };

    /// <summary>The words stand in the order of the enumeration, which begins with Unknown.</summary>
    private static T One<T>(Fields row, string column, string[] words)
        where T : struct, Enum => Enum.GetValues<T>()[Array.IndexOf(words, row.OneOf(column, words)) + 1];
}
