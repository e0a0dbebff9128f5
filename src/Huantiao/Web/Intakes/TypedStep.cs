using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Intakes;

/// <summary>What was said on a page of several questions, with the two taps that answer many at once.</summary>
internal static class TypedStep
{
    /// <summary>The button "none of these": its value is the group. Only questions of it that were on the page and have no answer there become no.</summary>
    public const string RestField = "rest";

    /// <summary>The button "at the visit": its value is the section. What has not been dealt with there is passed over, which is no answer, never a no.</summary>
    public const string LaterField = "later";

    /// <param name="isNeeded">Whether nothing said about a question by itself is a problem.</param>
    public static List<TypedAnswer> Read(PhoneRequest phone, IReadOnlyCollection<IntakeQuestion> questions, bool isNeeded)
    {
        var (form, atlas, view) = (phone.Request.Form, phone.Request.Site.Points.Atlas, phone.View());
        var later = PhoneView.Leavable(phone.Book.Knowledge).FirstOrDefault(s => s == form.Typed(LaterField));
        var typed = new List<TypedAnswer>();
        foreach (var question in questions)
        {
            if (TypedAnswer.Read(question, form, atlas, isNeeded && later is null) is { } answer)
                typed.Add(answer);
            else if (question.Group is { } group && form.Typed(RestField) == group && form.Typed(TypedAnswer.Field(question)).Length == 0)
                typed.Add(No(question, form));
        }

        foreach (var question in view.Steps.Where(q => q.Section == later && !view.Draft.IsDealtWith(q.Id) && typed.TrueForAll(t => t.Question.Id != q.Id)))
            typed.Add(new(question, null, null, Guid.CreateVersion7(), view.Draft.SavingOf(question.Id)));
        return typed;
    }

    private static TypedAnswer No(IntakeQuestion question, Form form)
    {
        var (key, over) = TypedAnswer.Keys(question, form);
        return new(question, IntakeAnswer.No, null, key, over);
    }
}
