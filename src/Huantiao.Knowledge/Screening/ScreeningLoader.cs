using System.Collections.Immutable;
using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Screening;

/// <summary>Loads and checks what a pathway's folder holds for intake and safety screen.</summary>
public static class ScreeningLoader
{
    /// <summary>Whether the pathway takes people in at all: it has a table of rules.</summary>
    public static bool IsThere(string directory) => File.Exists(Path.Combine(directory, ScreeningSheets.Rules));

    /// <summary>Nothing is thrown for what the files hold or for their absence: every problem is returned with file, line and column.</summary>
    /// <returns>The knowledge, null where any problem is an error; and all problems in the order of files and lines.</returns>
    public static (ScreeningKnowledge? Knowledge, ImmutableArray<Problem> Problems) Load(string directory)
    {
        var problems = new ProblemList();
        var safety = AdviceSheets.Safety(directory, problems);
        var sections = IntakeSheets.ReadSections(directory, problems);
        var groups = IntakeSheets.ReadGroups(directory, problems);
        var measures = MeasureSheets.Read(directory, problems);
        var questions = IntakeSheets.ReadQuestions(directory, sections, groups, measures, problems);
        var consents = IntakeSheets.ReadConsents(directory, problems);
        var recheck = IntakeSheets.ReadRecheck(directory, problems);
        var thresholds = ScreeningSheets.ReadThresholds(directory, problems);
        var rules = ScreeningSheets.ReadRules(directory, safety, problems);
        var medicines = MedicineSheets.Read(directory, problems);
        if (problems.HasErrors)
            return (null, problems.InOrder());
        if (questions.Count(q => q.Kind == QuestionKind.Medicines) != 1)
        {
            problems.Schema(IntakeSheets.Questions, 1, "kind", "Exactly one question is of the kind \"medicines\". Add it, or remove the others.");
            return (null, problems.InOrder());
        }

        var knowledge = new ScreeningKnowledge(sections, groups, questions, consents, recheck, thresholds, rules, medicines);
        new ScreeningChecks(knowledge, safety, problems).Run();
        return (problems.HasErrors ? null : knowledge, problems.InOrder());
    }
}
