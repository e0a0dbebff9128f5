using Huantiao.Care.Intake;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Intakes;

/// <summary><c>/intake/all</c>: the whole questionnaire on one page. What is filled in is saved together; questions that follow from answers appear then.</summary>
internal static class AnswerAll
{
    public static void Map(PhoneRoutes routes)
    {
        routes.Get("/intake/all", phone =>
        {
            phone.Request.Db.Audit.Read("intake", phone.Intake.Id.ToString(), phone.Intake.PatientId);
            return PageAsync(phone, Form.Showing());
        });
        routes.Post("/intake/all", TakeAsync);
    }

    private static async Task TakeAsync(PhoneRequest phone)
    {
        var form = phone.Request.Form;
        var typed = TypedStep.Read(phone, [.. phone.View().Steps], isNeeded: false);
        var outcomes = await Saving.SaveAsync(phone, typed);
        if (outcomes is null)
        {
            phone.Request.Go("/intake/done");
            return;
        }

        foreach (var one in typed.Where(t => outcomes[t.Question.Id] == SavingOutcome.Stale))
            form.Refuse(TypedAnswer.Field(one.Question), "Intake.Stale");
        if (!form.IsGood)
            await PageAsync(phone, form);
        else if (phone.View().Next is { } next)
            phone.Request.Go("/intake/all?more=1#q-" + next.Id);
        else
            phone.Request.Go("/intake/check");
    }

    private static async Task PageAsync(PhoneRequest phone, Form form)
    {
        var parameters = new (string, object?)[] { (nameof(AllPage.Form), form), (nameof(AllPage.Drawing), await Drawings.OfAsync(phone)), (nameof(AllPage.HasMore), phone.Request.Query("more").Length > 0), (nameof(AllPage.Key), phone.Intake.Id.ToString("N")) };
        await (form.IsGood ? phone.PageAsync<AllPage>(parameters) : phone.AgainAsync<AllPage>(parameters));
    }
}
