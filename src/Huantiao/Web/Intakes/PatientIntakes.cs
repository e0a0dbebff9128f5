using Huantiao.Records.Intakes;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>An intake by its state, never its content.</summary>
public sealed record IntakeStanding(Guid Id, IntakeState State, string Language, DateTimeOffset StartedAt, DateTimeOffset SavedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? EmergencyAt);

/// <summary><c>/clinic/patients/{patient}/intake</c>: where a patient's questionnaires stand, the way to send one, and the consents, which can be withdrawn here.</summary>
internal static class PatientIntakes
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/intake", Capability.Diary, ShowAsync);
        // To take a consent back is the person's right, whatever became of the record.
        routes.PostBeside("/clinic/patients/{patient:guid}/consents/{consent:guid}/withdraw", Capability.EditPatients, WithdrawAsync);
    }

    public static Task<Patient?> PatientAsync(ClinicRequest request)
    {
        var id = request.Id("patient");
        return request.Db.Patients.FirstOrDefaultAsync(p => p.Id == id, request.Cancel);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientAsync(request) is not { } patient)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Read("intake", "list", patient.Id);
        var records = await request.Db.RecordsOfAsync(patient.Id, request.Cancel);
        var now = request.Now;
        var intakes = await request.Db.Intakes.AsNoTracking().OfRecords(records).OrderByDescending(i => i.StartedAt).Take(50)
            .Select(i => new IntakeStanding(i.Id, i.State, i.Language, i.StartedAt, i.SavedAt, i.SubmittedAt, i.EmergencyAt)).ToListAsync(request.Cancel);
        var waits = await request.Db.IntakeLinks.AsNoTracking().OfRecords(records).Where(l => l.UsedAt == null && l.ExpiresAt > now).MaxAsync(l => (DateTimeOffset?)l.ExpiresAt, request.Cancel);
        var consents = await request.Db.Consents.AsNoTracking().OfRecords(records).Where(c => c.Purpose != ConsentPurpose.Plan).OrderByDescending(c => c.SignedAt).Take(50).ToListAsync(request.Cancel);
        await request.PageAsync<PatientIntakesPage>(
            (nameof(PatientIntakesPage.Patient), patient), (nameof(PatientIntakesPage.Intakes), intakes), (nameof(PatientIntakesPage.LinkUntil), waits), (nameof(PatientIntakesPage.Consents), consents),
            (nameof(PatientIntakesPage.Key), Guid.CreateVersion7()));
    }

    /// <summary>On the patient's word. What was done under it stays; from now on it does not count.</summary>
    private static async Task WithdrawAsync(ClinicRequest request)
    {
        var (patient, id) = (request.Id("patient"), request.Id("consent"));
        var records = await request.Db.RecordsOfAsync(patient, request.Cancel);
        if (await request.Db.Consents.FirstOrDefaultAsync(c => c.Id == id && records.Contains(c.PatientId) && c.Given, request.Cancel) is not { } consent)
        {
            await request.NothingAsync();
            return;
        }

        consent.WithdrawnAt ??= request.Now;
        await request.SeeAsync($"/clinic/patients/{patient}/intake", "consent-withdrawn");
    }
}
