using Huantiao.Care.Intake;
using Huantiao.Care.Needling;

namespace Huantiao.Care.Assessment;

/// <summary>Carries what an examination found over to the answers that the safety screen runs on.</summary>
public static class ExaminationAnswers
{
    /// <summary>
    /// The answers with those that the examination gives. The more careful counts: a finding answers yes whatever was said before; an examination without
    /// findings answers no only where nobody had answered; and where a finding asks for more, a no that was said before is no longer sure.
    /// </summary>
    /// <param name="earlier">The examination before; null: none.</param>
    public static IntakeAnswers AddTo(IntakeAnswers answers, Examination examination, Examination? earlier)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return RedFlagSignals.Answers(examination, earlier).Aggregate(answers, (held, told) => (told.Answer, held[told.Question]) switch
        {
            (Answer.Yes, _) => held.With(told.Question, IntakeAnswer.Yes),
            (Answer.No, var before) when before == IntakeAnswer.NotAsked => held.With(told.Question, IntakeAnswer.No),
            (Answer.Unknown, var before) when before == IntakeAnswer.No && !told.Why.IsEmpty => held.With(told.Question, IntakeAnswer.NotSure),
            _ => held,
        });
    }
}
