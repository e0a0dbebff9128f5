using System.Text;
using Huantiao.Care.Intake;
using Huantiao.Care.PainDrawings;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Screening;
using Huantiao.Web.Clinics;
using Huantiao.Web.Pain;

namespace Huantiao.Web.Intakes;

/// <summary>One answer as it came from a form or from our script, under its own key.</summary>
/// <param name="Answer">Null: passed over.</param>
/// <param name="Drawing">What was drawn, for a question that asks for a drawing; the answer is made when it is stored.</param>
/// <param name="Key">Made where the answer was; the same again is no change.</param>
/// <param name="Over">The saving that was seen there; null: none.</param>
internal sealed record TypedAnswer(IntakeQuestion Question, IntakeAnswer? Answer, PainDrawing? Drawing, Guid Key, Guid? Over)
{
    /// <summary>Value and name of the two ways not to answer.</summary>
    public const string Skip = "skip";
    public const string Unsure = "not sure";

    /// <summary>Names of a question's fields, which differ by question so that all can stand in one form.</summary>
    public static string Field(IntakeQuestion question) => "a-" + question.Id;

    public static string HowField(IntakeQuestion question) => "how-" + question.Id;

    public static string KeyField(IntakeQuestion question) => "key-" + question.Id;

    public static string OverField(IntakeQuestion question) => "over-" + question.Id;

    /// <summary>Reads a question's fields. Null where nothing was said, or where it cannot be taken: then the form has the problem.</summary>
    /// <param name="isNeeded">Whether nothing said is a problem: one question is on the screen, and the person went on.</param>
    public static TypedAnswer? Read(IntakeQuestion question, Form form, PointAtlas atlas, bool isNeeded)
    {
        var field = Field(question);
        var (key, over) = Keys(question, form);
        var text = form.Text(field, IntakeAnswer.LongestText, required: false, lines: question.Kind is QuestionKind.Text or QuestionKind.Medicines);
        var how = text is Skip or Unsure && question.Kind is not (QuestionKind.Text or QuestionKind.Medicines) ? text : text.Length == 0 ? form.Typed(HowField(question)) : "";
        if (question.Kind == QuestionKind.Drawing && DrawingOf(form, atlas, field) is { IsEmpty: false } drawing)
            return new(question, null, drawing, key, over);
        if (how == Skip && question.MaySkip)
            return new(question, null, null, key, over);
        if (how == Unsure)
            return new(question, IntakeAnswer.NotSure, null, key, over);
        if (text.Length == 0)
        {
            if (isNeeded)
                form.Refuse(field, question.MaySkip ? "Intake.AnswerOrSkip" : "Intake.AnswerOrUnsure");
            return null;
        }

        var answer = AnswerText.Parse(question, question.Kind == QuestionKind.Number ? Digits(text) : text);
        if (answer is null)
            form.Refuse(field, question.Kind == QuestionKind.Number ? "Intake.NotANumber" : "Form.Choose");
        else if (IntakeAnswer.MisfitOf(question, answer) is { } misfit)
            form.Refuse(field, misfit == AnswerMisfit.OutOfRange ? "Form.NotBetween" : "Form.Choose", question.Least, question.Most);
        else
            return new(question, answer, null, key, over);
        return null;
    }

    /// <summary>The key of the saving, made where the answer was, and the saving that was seen there.</summary>
    public static (Guid Key, Guid? Over) Keys(IntakeQuestion question, Form form) =>
    (
        Guid.TryParseExact(form.Typed(KeyField(question)), "D", out var made) && made.Version == 7 ? made : Guid.CreateVersion7(),
        Guid.TryParseExact(form.Typed(OverField(question)), "D", out var seen) ? seen : null);

    private static PainDrawing? DrawingOf(Form form, PointAtlas atlas, string field)
    {
        var drawn = PainDrawing.Empty;
        if (form.Typed("drawing") is { Length: > 0 } json)
        {
            if (PainDrawingJson.Read(json, atlas) is not DrawingFile.Read read)
            {
                form.Refuse(field, "Intake.BadDrawing");
                return null;
            }

            drawn = read.Drawing;
        }

        return drawn with { Regions = PainForm.Ticked(form.All("r"), atlas.Skin) };
    }

    /// <summary>As people type numbers: full-width digits of Chinese keyboards, a comma for the point.</summary>
    private static string Digits(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormKC).Trim();
        return plain.Count(c => c == ',') == 1 && !plain.Contains('.', StringComparison.Ordinal) ? plain.Replace(',', '.') : plain;
    }
}
