using Huantiao.Records.Needling;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A question with whom it is to.</summary>
public sealed record AfterLine(AfterQuestion Question, Patient Patient);

/// <summary><c>/clinic/after</c>: what troubled people and nobody has read, and who is to be asked by telephone, because no letter could be written.</summary>
internal static class AfterList
{
    private const int Most = 200;

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/after", Capability.ReadNotes, request => PageAsync(request, Form.Showing(), Guid.Empty));
        routes.Post("/clinic/sessions/{session:guid}/after", Capability.WriteNotes, TakeAsync);
        routes.Post("/clinic/sessions/{session:guid}/after/seen", Capability.WriteNotes, SeenAsync);
    }

    private static async Task PageAsync(ClinicRequest request, Form form, Guid which)
    {
        var now = request.Now;
        var rows = await (
            from question in request.Db.AfterQuestions.AsNoTracking()
            join patient in request.Db.Patients on question.PatientId equals patient.Id
            where (question.AnsweredAt != null && question.Troubled == true && question.SeenAt == null) || (question.AnsweredAt == null && question.AskFrom <= now && question.AskUntil > now)
            orderby question.AskFrom
            select new { question, patient }).Take(Most).ToListAsync(request.Cancel);
        request.Db.Audit.Read("after_question", "list");
        var lines = rows.ConvertAll(r => new AfterLine(r.question, r.patient));
        var parameters = new (string, object?)[]
        {
            (nameof(AfterListPage.Unread), lines.FindAll(l => l.Question.AnsweredAt is not null)), (nameof(AfterListPage.ToAsk), lines.FindAll(l => l.Question.AnsweredAt is null)),
            (nameof(AfterListPage.Form), form), (nameof(AfterListPage.Which), which),
        };
        await (form.IsGood ? request.PageAsync<AfterListPage>(parameters) : request.AgainAsync<AfterListPage>(parameters));
    }

    /// <summary>An answer taken down on the telephone.</summary>
    private static async Task TakeAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } question)
            return;
        if (question.AnsweredAt is not null)
        {
            request.Go("/clinic/after");
            return;
        }

        if (!AfterAnswer.TryRead(request.Form, out var answer))
        {
            await PageAsync(request, request.Form, question.SessionId);
            return;
        }

        answer.WriteTo(question, request.Now, request.Staff.AccountId);
        await request.SeeAsync("/clinic/after", "saved");
    }

    private static async Task SeenAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } question)
            return;
        if (question is { AnsweredAt: not null, SeenAt: null })
            (question.SeenAt, question.SeenBy) = (request.Now, request.Staff.AccountId);
        await request.SeeAsync("/clinic/after", "saved");
    }

    private static async Task<AfterQuestion?> FindAsync(ClinicRequest request)
    {
        var id = request.Id("session");
        if (await request.Db.AfterQuestions.FirstOrDefaultAsync(q => q.SessionId == id, request.Cancel) is { } question)
            return question;
        await request.NothingAsync();
        return null;
    }
}
