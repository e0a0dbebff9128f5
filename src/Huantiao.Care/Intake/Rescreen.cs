using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Intake;

/// <summary>Joins what was known with what is told at a later visit, so that nothing is forgotten.</summary>
public static class Rescreen
{
    /// <summary>
    /// New answers replace old ones, but a yes that time does not undo stays. A tap that was not answered with a clear no opens the questions behind it again:
    /// see <see cref="IntakeAnswers.Reopen"/>.
    /// </summary>
    /// <param name="later">Only what was told at this visit.</param>
    public static IntakeAnswers Merge(ScreeningKnowledge knowledge, IntakeAnswers earlier, IntakeAnswers later)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        var merged = earlier;
        foreach (var question in knowledge.Questions.Where(q => knowledge.AskedAt(q) != Occasion.Intake))
            merged = merged.With(question.Id, IntakeAnswer.NotAsked); // told of another visit
        merged = knowledge.Recheck.Where(t => later[t.Question] != IntakeAnswer.No).SelectMany(t => t.Reopens).Aggregate(merged, (answers, id) => answers.Reopen(id));
        foreach (var id in later.Answered)
        {
            var isUndone = knowledge.Question(id) is { IsLasting: true } && merged[id] == IntakeAnswer.Yes && later[id] != IntakeAnswer.Yes;
            if (!isUndone)
                merged = merged.With(id, later[id]);
        }

        return later.Clarifications.Aggregate(merged, (a, c) => a.With(c));
    }

    /// <summary>Answers to questions that time does not undo and that are told otherwise now: the practitioner asks which is right.</summary>
    public static IEnumerable<string> Contradictions(ScreeningKnowledge knowledge, IntakeAnswers earlier, IntakeAnswers later) =>
        knowledge.Questions.Where(q => q.IsLasting && earlier[q.Id] == IntakeAnswer.Yes && later[q.Id] == IntakeAnswer.No).Select(q => q.Id);
}
