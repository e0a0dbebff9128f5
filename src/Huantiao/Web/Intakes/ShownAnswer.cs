using System.Globalization;
using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Web.Intakes;

/// <summary>An answer as a field takes it, and as a reader sees it.</summary>
internal static class ShownAnswer
{
    /// <summary>As the field of the question holds it; empty where nothing was said.</summary>
    public static string Value(IntakeAnswer answer) => answer switch
    {
        IntakeAnswer.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        IntakeAnswer.Choice choice => choice.Value,
        IntakeAnswer.Text text => text.Value,
        IntakeAnswer.Date date => date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IntakeAnswer.Signature signature => signature.Name,
        IntakeAnswer.Drawing => "",
        var said when said == IntakeAnswer.Yes => "yes",
        var said when said == IntakeAnswer.No => "no",
        var said when said == IntakeAnswer.NotSure => TypedAnswer.Unsure,
        _ => "",
    };

    /// <summary>In words. Not answered, passed over, not sure and no are told apart.</summary>
    public static string In(View view, IntakeQuestion question, IntakeDraft draft) => draft.Answers[question.Id] switch
    {
        IntakeAnswer.Number number => Unit(view, question, number.Value),
        IntakeAnswer.Choice choice => question.Choices.FirstOrDefault(c => c.Value == choice.Value) is { } offered ? view.In(offered.Text) : choice.Value,
        IntakeAnswer.Text text => text.Value,
        IntakeAnswer.Date date => view.Words.Date(date.Value),
        IntakeAnswer.Signature signature => signature.Name,
        IntakeAnswer.Drawing => view.Words["Intake.Drawn"],
        var said when said == IntakeAnswer.Yes => view.Words["Intake.Yes"],
        var said when said == IntakeAnswer.No => view.Words["Intake.No"],
        var said when said == IntakeAnswer.NotSure => view.Words["Intake.Unsure"],
        _ => view.Words[draft.Skipped.Contains(question.Id) ? "Intake.Skipped" : "Intake.NotAnswered"],
    };

    private static string Unit(View view, IntakeQuestion question, double value)
    {
        var number = value.ToString("0.##", view.Language.Culture);
        return question is { Least: 0, Most: 10 } ? number + " / 10" : number;
    }
}
