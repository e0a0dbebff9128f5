using System.Collections.Immutable;
using Huantiao.Care.Intake;
using Huantiao.Care.Medicines;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>Holds a person's answers against the rules of a pathway. Pure: the same in, the same out.</summary>
public static class SafetyScreen
{
    /// <summary>
    /// The gravest finding decides; an open question asks first, and is outranked by a known reason to stop or to refer, never by a caution.
    /// </summary>
    /// <param name="occasion">Questions of later occasions are not expected yet; answers to them count all the same.</param>
    /// <exception cref="ArgumentException">An answer does not fit its question: it would never match, and so hide a risk.</exception>
    public static ScreenOutcome Run(ScreeningKnowledge knowledge, IntakeAnswers answers, ClinicThresholds thresholds, Occasion occasion = Occasion.Intake)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(thresholds);
        if (answers.FirstMisfit(knowledge) is { } wrong)
            throw new ArgumentException($"The answer to \"{wrong.Question}\" does not fit: {wrong.Misfit}.", nameof(answers));

        var medicines = answers[knowledge.MedicinesQuestion.Id] is IntakeAnswer.Text text ? MedicineRecogniser.For(knowledge.Medicines).Read(text.Value) : MedicineReading.Empty;
        var truth = new ConditionTruth(knowledge, answers, thresholds, medicines, occasion);
        var rules = knowledge.Rules.Where(r => r.When is not null).Select(r => (Rule: r, Truth: truth.Of(r.When!))).ToList();

        ImmutableArray<ScreenFinding> findings =
            [.. rules.Where(r => r.Truth == Answer.Yes).Select(r => new ScreenFinding(r.Rule, [.. truth.Because(r.Rule.When!)])).OrderByDescending(f => f.Rule.Severity)];
        ImmutableArray<OpenScreenQuestion> open =
        [
            .. rules.Where(r => r.Truth == Answer.Unknown).SelectMany(r => truth.Open(r.Rule.When!).Select(o => (o.Question, o.Why, r.Rule)))
                .GroupBy(o => (o.Question, o.Why))
                .Select(g => new OpenScreenQuestion(knowledge.Question(g.Key.Question)!, g.Key.Why, [.. g.Select(o => o.Rule).Distinct().OrderByDescending(r => r.Severity)]))
                .OrderByDescending(q => q.Gravest),
        ];
        return new(Decide(findings, open.IsEmpty), findings, open, medicines, [.. knowledge.Thresholds.Where(t => thresholds[t.Id] is null)]);
    }

    private static ScreenDecision Decide(ImmutableArray<ScreenFinding> findings, bool allAnswered)
    {
        var gravest = findings.Select(f => f.Rule.Consequence).Append(allAnswered ? ScreenConsequence.Proceed : ScreenConsequence.AskFirst).Max();
        return gravest switch
        {
            ScreenConsequence.ReferNow => new ScreenDecision.ReferNow(),
            ScreenConsequence.Stop => new ScreenDecision.Stop(),
            ScreenConsequence.AskFirst => new ScreenDecision.AskFirst(),
            ScreenConsequence.ProceedWithCare => new ScreenDecision.ProceedWithCare(),
            _ => new ScreenDecision.Proceed(),
        };
    }
}
