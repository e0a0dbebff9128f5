using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Knowledge.Loading;

/// <summary>What only the tables together can show: ids that lead nowhere, safety facts without a rule, rules that turn in a circle.</summary>
internal sealed class ScreeningChecks(ScreeningKnowledge knowledge, ImmutableArray<SafetyItem> safety, ProblemList problems)
{
    public void Run()
    {
        foreach (var rule in knowledge.Rules)
            Check(rule.When, rule.Reading.Place, "when", Position(rule.Id));
        foreach (var question in knowledge.Questions)
            Check(question.ShownWhen, question.Provenance.Place, "shown_when", rulesBefore: 0);
        for (var i = 0; i < knowledge.Questions.Length; i++)
        {
            var question = knowledge.Questions[i];
            foreach (var asked in knowledge.QuestionsOf(question.ShownWhen).Where(a => knowledge.Questions.Take(i).All(q => q.Id != a)))
                Note(question.Provenance.Place, "shown_when", $"The question is shown by \"{asked}\", which comes later or is itself. Change their order.", asked);
        }

        foreach (var fact in safety.Where(s => !knowledge.Rules.Any(r => r.Id == s.Id)))
            Note(fact.Provenance.Place, "id", $"The safety fact \"{fact.Id}\" has no rule in {ScreeningSheets.Rules}. Add one of that id.", fact.Id);
        foreach (var tap in knowledge.Recheck)
        {
            foreach (var id in tap.Reopens.Append(tap.Question).Where(id => knowledge.Question(id) is null))
                Note(tap.Provenance.Place, id == tap.Question ? "question" : "reopens", $"There is no question \"{id}\". Correct its id.", id);
        }

        foreach (var medicine in knowledge.Medicines.Medicines)
        {
            foreach (var id in medicine.SafetyIds.Where(id => safety.All(s => s.Id != id)))
                Note(medicine.Provenance.Place, "safety_ids", $"There is no safety fact \"{id}\". Correct its id.", id);
        }

        foreach (var purpose in (string[])["treatment", "record", "research", "reminders"])
        {
            if (knowledge.Consents.All(c => c.Purpose != purpose))
                problems.Schema(IntakeSheets.Consents, 1, "purpose", $"There is no text for the purpose \"{purpose}\". Add it.");
        }
    }

    private int Position(string rule) => knowledge.Rules.TakeWhile(r => r.Id != rule).Count();

    /// <param name="rulesBefore">A rule may name only those before it, so that none turns in a circle.</param>
    private void Check(ScreeningCondition? condition, FilePlace place, string column, int rulesBefore)
    {
        foreach (var part in condition?.Parts() ?? [])
        {
            var problem = part switch
            {
                ScreeningCondition.Said said => KindOf(said.Question, QuestionKind.YesNo),
                ScreeningCondition.Compared compared => KindOf(compared.Question, QuestionKind.Number),
                ScreeningCondition.ComparedWithThreshold compared => KindOf(compared.Question, QuestionKind.Number)
                    ?? (knowledge.Thresholds.Any(t => t.Id == compared.Threshold) ? null : $"There is no threshold \"{compared.Threshold}\" in {ScreeningSheets.Thresholds}"),
                ScreeningCondition.Chose chose => KindOf(chose.Question, QuestionKind.Choice)
                    ?? chose.Values.Where(v => knowledge.Question(chose.Question)!.Choices.All(c => c.Value != v)).Select(v => $"\"{chose.Question}\" has no choice \"{v}\"").FirstOrDefault(),
                ScreeningCondition.Takes takes => knowledge.Medicines.Medicines.Any(m => m.SafetyIds.Contains(takes.SafetyId)) ? null : $"No medicine concerns \"{takes.SafetyId}\"",
                ScreeningCondition.OfRule of => knowledge.Rules.Take(rulesBefore).Any(r => r.Id == of.Rule && r.When is not null) ? null : $"There is no rule \"{of.Rule}\" before this one",
                _ => null,
            };
            if (problem is not null)
                Note(place, column, problem + ". Correct the condition.", null);
        }
    }

    private string? KindOf(string id, QuestionKind kind) => knowledge.Question(id) switch
    {
        null => $"There is no question \"{id}\"",
        { Kind: var other } when other != kind => $"The question \"{id}\" is not of that kind",
        _ => null,
    };

    private void Note(FilePlace place, string column, string message, string? printed) => problems.Schema(place.File, place.Line, column, message, printed);
}
