using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Treat.Screens;

/// <summary>Answers as a reader of the record sees them.</summary>
internal sealed class AnswerWords(ClinicView view)
{
    /// <summary>Null where nobody has answered.</summary>
    public string? Of(IntakeAnswer answer, IntakeQuestion question) => answer switch
    {
        _ when answer == IntakeAnswer.NotAsked => null,
        _ when answer == IntakeAnswer.Yes => view.Words["Screening.Yes"],
        _ when answer == IntakeAnswer.No => view.Words["Screening.No"],
        _ when answer == IntakeAnswer.NotSure => view.Words["Screening.NotSure"],
        IntakeAnswer.Choice choice => question.Choices.FirstOrDefault(c => c.Value == choice.Value) is { } known ? view.In(known.Text) : choice.Value,
        IntakeAnswer.Number number => number.Value.ToString(view.Language.Culture),
        IntakeAnswer.Date date => view.Words.Date(date.Value),
        IntakeAnswer.Drawing => view.Words["Screening.Drawn"],
        _ => StaffAnswers.Shown(answer),
    };

    /// <summary>"question=answer" of a finding, as a sentence.</summary>
    public string Because(string because, ScreeningKnowledge knowledge)
    {
        var parts = because.Split('=', 2);
        if (knowledge.Question(parts[0]) is not { } question)
            return because;
        var said = AnswerText.Parse(question, parts[1]) is { } answer ? Of(answer, question) : parts[1];
        return $"{view.In(question.Text)} {said}";
    }
}
