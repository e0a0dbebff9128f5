using Huantiao.Records;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>
/// <c>/after</c>: the person answers how the days after a visit were, by the link of the letter. The secret travels in the form, never in an address; it shows nothing but the clinic's name and takes one answer.
/// </summary>
internal static class AfterPages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/after", request => request.PageAsync<AfterOpenPage>((nameof(AfterOpenPage.Form), Form.Showing())));
        routes.OpenPost("/after", OpenAsync);
        routes.OpenPost("/after/answer", AnswerAsync);
        routes.OpenGet("/after/done", request => request.PageAsync<AfterDonePage>());
    }

    private static async Task OpenAsync(ClinicRequest request)
    {
        var form = request.Form;
        if (await FindAsync(request, form.Typed("code")) is not { } question)
        {
            form.Refuse("code", "After.NoCode");
            await request.AgainAsync<AfterOpenPage>((nameof(AfterOpenPage.Form), form));
            return;
        }

        await AskAsync(request, question, Form.Showing(("code", form.Typed("code"))));
    }

    private static async Task AnswerAsync(ClinicRequest request)
    {
        var form = request.Form;
        if (await FindAsync(request, form.Typed("code")) is not { } question)
        {
            form.Refuse("code", "After.NoCode");
            await request.AgainAsync<AfterOpenPage>((nameof(AfterOpenPage.Form), form));
            return;
        }

        if (!AfterAnswer.TryRead(form, out var answer))
        {
            await AskAsync(request, question, form);
            return;
        }

        answer.WriteTo(question, request.Now, by: null);
        try
        {
            await request.SeeAsync("/after/done");
        }
        catch (DbUpdateConcurrencyException)
        {
            // Sent twice at once: one of them is stored.
            request.Db.ChangeTracker.Clear();
            request.Go("/after/done");
        }
    }

    private static async Task AskAsync(ClinicRequest request, AfterQuestion question, Form form)
    {
        var clinic = await request.Db.Clinics.AsNoTracking().FirstAsync(c => c.Id == question.ClinicId, request.Cancel);
        var parameters = new (string, object?)[] { (nameof(AfterAskPage.ClinicName), clinic.Name), (nameof(AfterAskPage.Phone), clinic.Phone), (nameof(AfterAskPage.Form), form) };
        await (form.IsGood ? request.PageAsync<AfterAskPage>(parameters) : request.AgainAsync<AfterAskPage>(parameters));
    }

    /// <summary>The question that the secret opens; the clinic is entered then, and the patient acts. Null: unknown, over, or answered.</summary>
    private static async Task<AfterQuestion?> FindAsync(ClinicRequest request, string typed)
    {
        var (db, hash, now) = (request.Db, HeldSecret.Hash(HeldSecret.Bare(typed)), request.Now);
        // Which clinic it is, only the link says: hence the question over all of them.
        if (await db.AfterLinks.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(l => l.TokenHash == hash && l.ExpiresAt > now, request.Cancel) is not { } link)
            return null;
        db.Enter(link.ClinicId, Actor.Patient(request.Http.Origin()));
        return await db.AfterQuestions.FirstOrDefaultAsync(q => q.SessionId == link.SessionId && q.AnsweredAt == null, request.Cancel);
    }
}

/// <summary>An answer to the question after a session.</summary>
internal sealed record AfterAnswer(bool Troubled, bool? StillThere, string? Words)
{
    public static bool TryRead(Form form, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AfterAnswer? answer)
    {
        var troubled = form.OneOf("troubled", ["yes", "no"]);
        var still = form.OneOf("still", ["yes", "no"], required: false);
        var words = form.Text("words", AfterQuestion.LongestAnswer, required: troubled == "yes", lines: true);
        answer = form.IsGood ? new(troubled == "yes", still is null ? null : still == "yes", words.Length > 0 ? words : null) : null;
        return answer is not null;
    }

    public void WriteTo(AfterQuestion question, DateTimeOffset now, Guid? by) =>
        (question.AnsweredAt, question.Troubled, question.StillThere, question.Words, question.TakenBy) = (now, Troubled, StillThere, Words, by);
}
