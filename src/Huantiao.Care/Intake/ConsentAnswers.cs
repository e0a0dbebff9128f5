using System.Collections.Immutable;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Intake;

/// <summary>A text to consent to, the question that asks for it, and what was answered.</summary>
/// <param name="Given">Null: not answered.</param>
public sealed record ConsentAnswer(ConsentText Text, IntakeQuestion Question, bool? Given);

/// <summary>The consents of a questionnaire: the question "consent_treatment" asks for the newest text of the purpose "treatment"; its choice "given" is a yes.</summary>
public static class ConsentAnswers
{
    private const string Prefix = "consent_";
    private const string YesValue = "given";

    /// <summary>The text that the question asks to agree to, as it is signed on that day; null where the question is none of consent.</summary>
    public static ConsentText? TextOf(ScreeningKnowledge knowledge, IntakeQuestion question, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(question);
        return question.Kind == QuestionKind.Choice && question.Id.StartsWith(Prefix, StringComparison.Ordinal)
            ? knowledge.Consents.Where(c => c.Purpose == question.Id[Prefix.Length..] && c.From <= today).MaxBy(c => c.Version)
            : null;
    }

    /// <summary>Every purpose that is asked for, in the order of the questions.</summary>
    public static ImmutableArray<ConsentAnswer> Of(ScreeningKnowledge knowledge, IntakeAnswers answers, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(answers);
        return
        [
            .. from question in Questionnaire.Possible(knowledge)
               let text = TextOf(knowledge, question, today)
               where text is not null
               select new ConsentAnswer(text, question, answers[question.Id] is IntakeAnswer.Choice choice ? choice.Value == YesValue : null),
        ];
    }
}
