using System.Collections.Immutable;
using Huantiao.Care.Medicines;
using Huantiao.Care.Needling;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Intake;

/// <summary>Which questions a person is asked, given what has been answered so far.</summary>
public static class Questionnaire
{
    /// <summary>
    /// The questions to be asked, in their order. One that depends on others is asked once they say so, or once they have been dealt with and it is still open;
    /// before, it waits.
    /// </summary>
    public static ImmutableArray<IntakeQuestion> Of(ScreeningKnowledge knowledge, IntakeDraft draft, Occasion occasion = Occasion.Intake)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(draft);
        var medicines = draft.Answers[knowledge.MedicinesQuestion.Id] is IntakeAnswer.Text text ? MedicineRecogniser.For(knowledge.Medicines).Read(text.Value) : MedicineReading.Empty;
        var truth = new ConditionTruth(knowledge, draft.Answers, ClinicThresholds.Off, medicines, occasion);
        var asked = ImmutableArray.CreateBuilder<IntakeQuestion>();
        foreach (var question in Possible(knowledge, occasion))
        {
            var isAsked = question.ShownWhen is null || truth.Of(question.ShownWhen) switch
            {
                Answer.Yes => true,
                Answer.No => false,
                _ => knowledge.QuestionsOf(question.ShownWhen).All(id => draft.IsDealtWith(id) || asked.All(a => a.Id != id)),
            };
            if (isAsked)
                asked.Add(question);
        }

        return asked.ToImmutable();
    }

    /// <summary>Every question of the occasion, also those that wait for others.</summary>
    public static IEnumerable<IntakeQuestion> Possible(ScreeningKnowledge knowledge, Occasion occasion = Occasion.Intake)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        return knowledge.Questions.Where(q => knowledge.AskedAt(q) == occasion);
    }

    /// <summary>Questions as they stand on pages: those of a group together, every other by itself.</summary>
    public static ImmutableArray<ImmutableArray<IntakeQuestion>> Steps(IEnumerable<IntakeQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var steps = ImmutableArray.CreateBuilder<ImmutableArray<IntakeQuestion>>();
        foreach (var question in questions)
        {
            if (question.Group is { } group && steps.Count > 0 && steps[^1][0].Group == group)
                steps[^1] = steps[^1].Add(question);
            else
                steps.Add([question]);
        }

        return steps.ToImmutable();
    }

    /// <summary>Asked at the end, when everything else has been read again: the name that is signed with and the day.</summary>
    public static bool IsOfTheSigning(this IntakeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Kind is QuestionKind.Signature or QuestionKind.Date;
    }
}
