using System.Globalization;
using Huantiao.Care.Intake;
using Huantiao.Care.Medicines;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>
/// Whether conditions hold for one person: yes, no or unknown (Kleene's strong logic). A question without an answer is unknown, never no, unless it was not
/// to be asked: not yet, or because what shows it was answered with no.
/// </summary>
internal sealed class ConditionTruth(
    ScreeningKnowledge knowledge, IntakeAnswers answers, ClinicThresholds thresholds, MedicineReading medicines, Occasion occasion)
{
    public Answer Of(ScreeningCondition condition) => condition switch
    {
        ScreeningCondition.Always => Answer.Yes,
        ScreeningCondition.Any any => Answers.Any(any.Of.Select(Of)),
        ScreeningCondition.All all => Answers.All(all.Of.Select(Of)),
        ScreeningCondition.OfRule of => Of(knowledge.Rule(of.Rule)!.When!),
        ScreeningCondition.Said said => answers[said.Question] switch
        {
            var a when a == IntakeAnswer.Yes => Answer.Yes,
            var a when a == IntakeAnswer.No => Answer.No,
            _ => Silent(said.Question),
        },
        ScreeningCondition.Chose chose => answers[chose.Question] is IntakeAnswer.Choice choice ? Answers.From(chose.Values.Contains(choice.Value)) : Silent(chose.Question),
        ScreeningCondition.Compared compared => answers[compared.Question] is IntakeAnswer.Number number
            ? Stands(number.Value, compared.How, compared.With) : Silent(compared.Question),
        ScreeningCondition.ComparedWithThreshold compared => (thresholds[compared.Threshold], answers[compared.Question]) switch
        {
            (null, _) => Answer.No,
            ({ } threshold, IntakeAnswer.Number number) => Stands(number.Value, compared.How, threshold.Value),
            _ => Silent(compared.Question),
        },
        ScreeningCondition.Takes takes => Takes(takes),
        _ => Answer.Unknown,
    };

    /// <summary>The answers by which a condition holds.</summary>
    public IEnumerable<string> Because(ScreeningCondition condition)
    {
        if (Of(condition) != Answer.Yes)
            return [];
        return condition switch
        {
            ScreeningCondition.Any any => any.Of.SelectMany(Because).Distinct(StringComparer.Ordinal),
            ScreeningCondition.All all => all.Of.SelectMany(Because).Distinct(StringComparer.Ordinal),
            ScreeningCondition.OfRule of => Because(knowledge.Rule(of.Rule)!.When!),
            ScreeningCondition.Said said => [said.Question + "=yes"],
            ScreeningCondition.Chose chose => [$"{chose.Question}={((IntakeAnswer.Choice)answers[chose.Question]).Value}"],
            ScreeningCondition.Compared compared => [Number(compared.Question)],
            ScreeningCondition.ComparedWithThreshold compared => [Number(compared.Question)],
            ScreeningCondition.Takes takes => Taken(takes.SafetyId).Select(i => $"{knowledge.MedicinesQuestion.Id}={i}"),
            _ => [],
        };
    }

    /// <summary>What would have to be answered for a condition to be decided.</summary>
    public IEnumerable<(string Question, OpenReason Why)> Open(ScreeningCondition condition)
    {
        if (Of(condition) != Answer.Unknown)
            return [];
        return condition switch
        {
            ScreeningCondition.Any any => any.Of.SelectMany(Open),
            ScreeningCondition.All all => all.Of.SelectMany(Open),
            ScreeningCondition.OfRule of => Open(knowledge.Rule(of.Rule)!.When!),
            ScreeningCondition.Said said => OpenQuestion(said.Question),
            ScreeningCondition.Chose chose => OpenQuestion(chose.Question),
            ScreeningCondition.Compared compared => OpenQuestion(compared.Question),
            ScreeningCondition.ComparedWithThreshold compared => OpenQuestion(compared.Question),
            ScreeningCondition.Takes => answers[knowledge.MedicinesQuestion.Id] is IntakeAnswer.Text
                ? [(knowledge.MedicinesQuestion.Id, answers.Reopened.Contains(knowledge.MedicinesQuestion.Id) ? OpenReason.NotAsked : OpenReason.NotRecognised)] : OpenQuestion(knowledge.MedicinesQuestion.Id),
            _ => [],
        };
    }

    /// <summary>Distinct medicines that are taken and concern the safety row, in the order of the text.</summary>
    private IEnumerable<string> Taken(string safetyId) => medicines.Recognised.Where(m => m.Counts).SelectMany(m => m.Ingredients)
        .Concat(answers.Clarifications.Select(c => knowledge.Medicines.Medicines.FirstOrDefault(m => m.Ingredient == c.Ingredient)).OfType<Medicine>())
        .Where(i => i.SafetyIds.Contains(safetyId)).Select(i => i.Ingredient).Distinct(StringComparer.Ordinal);

    private Answer Takes(ScreeningCondition.Takes takes)
    {
        var count = Taken(takes.SafetyId).Count();
        if (count >= takes.AtLeast)
            return Answer.Yes;
        if (answers[knowledge.MedicinesQuestion.Id] is not IntakeAnswer.Text)
            return Silent(knowledge.MedicinesQuestion.Id);

        if (answers.Reopened.Contains(knowledge.MedicinesQuestion.Id))
            return Answer.Unknown;

        // Each piece that was not understood may be one of them.
        var open = medicines.NotRecognised.Count(piece => !answers.Clarifications.Any(c => c.Text == piece));
        return count + open >= takes.AtLeast ? Answer.Unknown : Answer.No;
    }

    /// <summary>No answer that says yes or no.</summary>
    private Answer Silent(string question) => answers[question] == IntakeAnswer.NotAsked && !IsExpected(question) ? Answer.No : Answer.Unknown;

    private bool IsExpected(string id) => knowledge.Question(id) is { } question && knowledge.AskedAt(question) <= occasion
        && (question.ShownWhen is null || Of(question.ShownWhen) != Answer.No);

    /// <summary>While it is open whether a question is to be asked at all, what decides that is asked first.</summary>
    private IEnumerable<(string, OpenReason)> OpenQuestion(string id)
    {
        if (answers[id] == IntakeAnswer.NotAsked && knowledge.Question(id)!.ShownWhen is { } shown && Of(shown) == Answer.Unknown)
            return Open(shown);
        return [(id, answers[id] == IntakeAnswer.NotAsked ? OpenReason.NotAsked : OpenReason.NotSure)];
    }

    private string Number(string question) => string.Create(CultureInfo.InvariantCulture, $"{question}={((IntakeAnswer.Number)answers[question]).Value}");

    private static Answer Stands(double value, Comparison how, double with) => how switch
    {
        Comparison.Below => Answers.From(value < with),
        Comparison.AtMost => Answers.From(value <= with),
        Comparison.AtLeast => Answers.From(value >= with),
        Comparison.Above => Answers.From(value > with),
        _ => Answer.Unknown,
    };
}
