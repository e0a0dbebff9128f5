using Huantiao.Care.Medicines;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Cli.Screen;

/// <summary>The words of the contract: an enumeration's name in small letters, its parts divided by hyphens.</summary>
internal static class ScreenNames
{
    public static string Of(ScreenSeverity severity) => Hyphened(severity.ToString());

    public static string Of(ScreenConsequence consequence) => Hyphened(consequence.ToString());

    public static string Of(Settling settling) => Hyphened(settling.ToString());

    public static string Of(OpenReason reason) => Hyphened(reason.ToString());

    public static string Of(MedicineUse use) => Hyphened(use.ToString());

    public static string Of(Occasion occasion) => Hyphened(occasion.ToString());

    public static string Of(QuestionKind kind) => Hyphened(kind.ToString());

    /// <summary>What may be written for an answer; empty where it is free.</summary>
    public static IEnumerable<string> AnswersOf(IntakeQuestion question) => question.Kind switch
    {
        QuestionKind.YesNo => ["yes", "no", "not sure"],
        QuestionKind.Choice => [.. question.Choices.Select(c => c.Value), "not sure"],
        _ => [],
    };

    private static string Hyphened(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
