using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Intake;

/// <summary>One telling of answers: a whole questionnaire, or what changed since the last visit.</summary>
/// <param name="IsWhole">False: only what was told at a visit.</param>
public sealed record ToldAnswers(bool IsWhole, IntakeAnswers Answers, DateTimeOffset At);

/// <summary>All that a person has told, one telling after the other, as it stands for a visit.</summary>
public static class AnswersSoFar
{
    /// <summary>
    /// A later whole questionnaire replaces an earlier one, but a yes that time does not undo stays; changes are merged by <see cref="Rescreen"/>. What is asked
    /// at each visit counts only when it was told since this one began.
    /// </summary>
    /// <param name="told">In order of time; none: nothing was asked.</param>
    public static IntakeAnswers Of(ScreeningKnowledge knowledge, IEnumerable<ToldAnswers> told, DateTimeOffset visitBegan)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(told);
        var answers = IntakeAnswers.None;
        var last = DateTimeOffset.MinValue;
        foreach (var telling in told)
        {
            answers = telling.IsWhole ? Replace(knowledge, answers, telling.Answers) : Rescreen.Merge(knowledge, answers, telling.Answers);
            last = telling.At;
        }

        if (last >= visitBegan)
            return answers;
        return knowledge.Questions.Where(q => knowledge.AskedAt(q) != Occasion.Intake).Aggregate(answers, (held, q) => held.With(q.Id, IntakeAnswer.NotAsked));
    }

    private static IntakeAnswers Replace(ScreeningKnowledge knowledge, IntakeAnswers earlier, IntakeAnswers whole) =>
        knowledge.Questions.Where(q => q.IsLasting && earlier[q.Id] == IntakeAnswer.Yes && whole[q.Id] != IntakeAnswer.Yes)
            .Aggregate(whole, (held, q) => held.With(q.Id, IntakeAnswer.Yes));
}
