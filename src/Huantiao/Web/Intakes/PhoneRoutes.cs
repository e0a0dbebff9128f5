using Huantiao.Care.Intake;
using Huantiao.Care.Screening;
using Huantiao.Records.Intakes;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>One request of a phone that may fill in an intake.</summary>
internal sealed record PhoneRequest(ClinicRequest Request, PhoneSession Session, ScreeningBook Book, Intake Intake, string PatientName)
{
    public DateOnly Today => Session.Today(Request.Now);

    public IntakeDraft Draft => DraftOf(Book, Intake);

    public static IntakeDraft DraftOf(ScreeningBook book, Intake intake)
    {
        var (draft, problems) = IntakeDraftJson.Read(book.Knowledge, intake.Answers);
        return draft ?? throw new InvalidOperationException($"Stored answers do not fit the questions of {book.Pathway} any more: {problems[0].Fault} at {problems[0].Path}.");
    }

    /// <summary>Shows a page; what the trail was told is saved first.</summary>
    public Task PageAsync<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : PhonePage => Request.PageAsync<TPage>([(nameof(PhonePage.Phone), View()), .. parameters]);

    /// <summary>Shows it again with what is wrong.</summary>
    public Task AgainAsync<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : PhonePage => Request.AgainAsync<TPage>([(nameof(PhonePage.Phone), View()), .. parameters]);

    public PhoneView View()
    {
        var draft = Draft;
        return new(
            Session.Clinic.Name, Session.Clinic.Invented, PatientName, Today, draft, Questionnaire.Of(Book.Knowledge, draft), ScreenEmergency.In(Book.Knowledge, draft.Answers));
    }
}

/// <summary>
/// Addresses for phones. Each operation gets the one intake that the phone's secret stands for; no address names an intake or a patient, so there is none to guess.
/// </summary>
internal sealed class PhoneRoutes(ClinicRoutes routes)
{
    /// <summary>While it is being filled in; once it has been sent, the answers are not shown on the phone any more.</summary>
    public void Get(string pattern, Func<PhoneRequest, Task> answer) => routes.PhoneGet(pattern, request => WithPhoneAsync(request, answer, mayBeSubmitted: false));

    public void Post(string pattern, Func<PhoneRequest, Task> answer) => routes.PhoneSend("POST", pattern, request => WithPhoneAsync(request, answer, mayBeSubmitted: false));

    public void Put(string pattern, Func<PhoneRequest, Task> answer) => routes.PhoneSend("PUT", pattern, request => WithPhoneAsync(request, answer, mayBeSubmitted: false));

    /// <summary>Before and after it has been sent.</summary>
    public void GetAlways(string pattern, Func<PhoneRequest, Task> answer) => routes.PhoneGet(pattern, request => WithPhoneAsync(request, answer, mayBeSubmitted: true));

    public void PostAlways(string pattern, Func<PhoneRequest, Task> answer) => routes.PhoneSend("POST", pattern, request => WithPhoneAsync(request, answer, mayBeSubmitted: true));

    private static async Task WithPhoneAsync(ClinicRequest request, Func<PhoneRequest, Task> answer, bool mayBeSubmitted)
    {
        var session = await PhoneSession.FindAsync(request.Http);
        if (session is null || request.Site.Screening is not { } book)
        {
            await NoPhoneAsync(request);
            return;
        }

        var intake = await request.Db.Intakes.FirstOrDefaultAsync(i => i.Id == session.Link.IntakeId, request.Cancel);
        var patient = await request.Db.Patients.Where(p => p.Id == session.Link.PatientId).Select(p => new { p.Name, IsRestricted = p.RestrictedAt != null }).FirstOrDefaultAsync(request.Cancel);
        if (intake is null || patient is null)
            await NoPhoneAsync(request);
        else if (patient.IsRestricted && !HttpMethods.IsGet(request.Http.Request.Method) && !mayBeSubmitted)
            await request.RefuseAsync(StatusCodes.Status409Conflict, Refusal.RestrictedRecord);
        else if (intake.State == IntakeState.Submitted && !mayBeSubmitted)
            await SubmittedAsync(request);
        else
            await answer(new(request, session, book, intake, patient.Name));
    }

    private static Task SubmittedAsync(ClinicRequest request)
    {
        if (HttpMethods.IsPut(request.Http.Request.Method))
            return request.RefuseAsync(StatusCodes.Status409Conflict, Refusal.IntakeSent);
        request.Go("/intake/done");
        return Task.CompletedTask;
    }

    private static Task NoPhoneAsync(ClinicRequest request)
    {
        if (HttpMethods.IsGet(request.Http.Request.Method))
        {
            request.Go("/intake/open");
            return Task.CompletedTask;
        }

        return request.RefuseAsync(StatusCodes.Status401Unauthorized, Refusal.IntakeOver);
    }
}
