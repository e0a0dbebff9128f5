using Huantiao.Records.Intakes;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>
/// The questionnaire to the patient: as a link with its QR code, shown once, or on this very tablet. The tablet's session of staff is over before the patient holds it.
/// A questionnaire that is not finished goes on; else a new one begins.
/// </summary>
internal static class SendIntake
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Post("/clinic/patients/{patient:guid}/intake", Capability.SendIntake, MakeAsync);
        routes.Post("/clinic/patients/{patient:guid}/intake/here", Capability.SendIntake, HandOverAsync);
    }

    private static async Task MakeAsync(ClinicRequest request)
    {
        if (await BeginAsync(request) is not var (patient, link))
            return;
        var http = request.Http.Request;
        var language = patient.Language is { } tag && Languages.Language.Find(tag) is { } own ? own : request.Language;
        await request.PageAsync<IntakeLinkPage>(
            (nameof(IntakeLinkPage.Patient), patient), (nameof(IntakeLinkPage.Site), $"{http.Scheme}://{http.Host}/{language.Tag}/intake/open"), (nameof(IntakeLinkPage.Secret), link.Secret),
            (nameof(IntakeLinkPage.Code), link.Code), (nameof(IntakeLinkPage.Until), link.Until));
    }

    private static async Task HandOverAsync(ClinicRequest request)
    {
        if (request.Site.Screening is not { } book || await BeginAsync(request) is not var (_, link))
            return;
        // First the session ends, then the patient's begins: whoever holds the tablet then is the patient and nobody else.
        var staff = request.Staff;
        await Sessions.EndAsync(request.Db, s => s.IdHash == staff.SessionHash, request.Now, request.Cancel);
        request.Db.Audit.Access("session", staff.AccountId.ToString(), "tablet handed to a patient");
        await request.Db.SaveChangesAsync(request.Cancel);
        HostCookie.Remove(request.Http, HostCookie.Session);
        var keys = request.Http.RequestServices.GetRequiredService<SealedKeys>();
        var found = await IntakeLinks.FindAsync(request.Db, keys, link.Secret, request.Now, request.Cancel);
        if (found is not null && await PhoneSession.BeginAsync(request, found, book))
            request.Go("/intake");
        else
            request.Go("/intake/open");
    }

    /// <summary>The link of a new intake, or of the one that is not finished; not yet saved. Null: there is no such patient, or a problem was shown.</summary>
    private static async Task<(Patient Patient, NewLink Link)?> BeginAsync(ClinicRequest request)
    {
        if (await PatientIntakes.PatientAsync(request) is not { } patient || request.Site.Screening is null)
        {
            await request.NothingAsync();
            return null;
        }

        var key = request.Form.Key();
        if (!request.Form.IsGood)
        {
            request.Go($"/clinic/patients/{patient.Id}/intake");
            return null;
        }

        var draft = await request.Db.Intakes.Where(i => i.PatientId == patient.Id && i.State == IntakeState.Draft && i.Kind == IntakeKind.Full).OrderByDescending(i => i.StartedAt)
            .Select(i => (Guid?)i.Id).FirstOrDefaultAsync(request.Cancel);
        // Sent twice: an intake of this key that is finished by now is not opened again by it.
        if (draft is null && await request.Db.Intakes.AnyAsync(i => i.Id == key, request.Cancel))
        {
            request.Go($"/clinic/patients/{patient.Id}/intake");
            return null;
        }

        var keys = request.Http.RequestServices.GetRequiredService<SealedKeys>();
        return (patient, await IntakeLinks.MakeAsync(request.Db, keys, patient.Id, draft ?? key, request.Now, request.Cancel));
    }
}
