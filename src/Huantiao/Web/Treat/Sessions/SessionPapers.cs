using System.Text;
using Huantiao.Care.Planning;
using Huantiao.Care.Sessions;
using Huantiao.Records.Needling;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary><c>/clinic/sessions/{session}/summary</c>, <c>/stricta</c>, <c>/stricta.csv</c>: the visit in plain words for the person, and in the items of STRICTA 2010.</summary>
internal static class SessionPapers
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/sessions/{session:guid}/summary", Capability.ReadNotes, SummaryAsync);
        routes.Get("/clinic/sessions/{session:guid}/stricta", Capability.ReadNotes, StrictaAsync);
        routes.Get("/clinic/sessions/{session:guid}/stricta.csv", Capability.ReadNotes, StrictaFileAsync);
    }

    private static async Task SummaryAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } kept)
            return;
        request.Db.Audit.Print("visit_summary", kept.Sheet.Id.ToString(), kept.Sheet.PatientId);
        var names = await PatientFile.NamesAsync(request);
        var letter = VisitSummary.Compose(request.Site.Pathway, kept.Session, kept.Session.Record.Practitioner is { } who ? names.GetValueOrDefault(who) : null);
        var clinic = await request.Db.Clinics.AsNoTracking().FirstAsync(c => c.Id == request.Clinic.Id, request.Cancel);
        await request.PageAsync<VisitSummaryPage>(
            (nameof(VisitSummaryPage.Letter), letter), (nameof(VisitSummaryPage.Kept), kept), (nameof(VisitSummaryPage.Patient), await PatientAsync(request, kept)), (nameof(VisitSummaryPage.Head), clinic));
    }

    private static async Task StrictaAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } kept)
            return;
        request.Db.Audit.Print("stricta", kept.Sheet.Id.ToString(), kept.Sheet.PatientId);
        await request.PageAsync<SessionStrictaPage>(
            (nameof(SessionStrictaPage.Rows), await RowsAsync(request, kept)), (nameof(SessionStrictaPage.Kept), kept), (nameof(SessionStrictaPage.Patient), await PatientAsync(request, kept)));
    }

    private static async Task StrictaFileAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } kept)
            return;
        request.Db.Audit.Export("stricta", kept.Sheet.Id.ToString(), kept.Sheet.PatientId);
        await request.FileAsync("session-stricta.csv", StrictaTable.ToCsv([.. await RowsAsync(request, kept)], request.Language.Tag));
    }

    private static async Task<IReadOnlyList<StrictaRow>> RowsAsync(ClinicRequest request, KeptSession kept)
    {
        var plan = await request.Db.Plans.AsNoTracking().FirstAsync(p => p.Id == kept.Sheet.PlanId, request.Cancel);
        return request.Site.Treatment is { } knowledge ? SessionStricta.Of(kept.Session.Record, Plans.PlanPages.Read(plan).Plan.Content, knowledge) : [];
    }

    private static Task<Patient> PatientAsync(ClinicRequest request, KeptSession kept) => request.Db.Patients.AsNoTracking().FirstAsync(p => p.Id == kept.Sheet.PatientId, request.Cancel);

    /// <summary>Sends comma-separated text as a file; what the trail was told is saved first.</summary>
    public static async Task FileAsync(this ClinicRequest request, string name, string text)
    {
        await request.Db.SaveChangesAsync(request.Cancel);
        var response = request.Http.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), request.Cancel);
    }
}
