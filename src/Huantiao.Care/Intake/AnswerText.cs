using System.Globalization;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Intake;

/// <summary>An answer as a form or a file sends it: text.</summary>
public static class AnswerText
{
    /// <summary>"yes", "no", "not sure" where the question is one of yes and no or of choice; the text itself where it takes one. Empty: not asked.</summary>
    /// <returns>Null where the text is no answer to the question. That it is within the question's range is for <see cref="IntakeAnswer.MisfitOf"/>.</returns>
    public static IntakeAnswer? Parse(IntakeQuestion question, string text)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
            return IntakeAnswer.NotAsked;
        return (question.Kind, text.Trim().ToLowerInvariant()) switch
        {
            (QuestionKind.Text or QuestionKind.Medicines, _) => new IntakeAnswer.Text(text),
            (QuestionKind.Drawing, _) => new IntakeAnswer.Drawing(text.Trim()),
            (QuestionKind.Signature, _) => new IntakeAnswer.Signature(text.Trim()),
            (_, "not sure" or "not-sure" or "not_sure" or "unsure") => IntakeAnswer.NotSure,
            (QuestionKind.YesNo, "yes") => IntakeAnswer.Yes,
            (QuestionKind.YesNo, "no") => IntakeAnswer.No,
            (QuestionKind.Choice, _) => new IntakeAnswer.Choice(text.Trim()),
            (QuestionKind.Number, var number) => double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? new IntakeAnswer.Number(value) : null,
            (QuestionKind.Date, var date) => DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new IntakeAnswer.Date(day) : null,
            _ => null,
        };
    }
}
