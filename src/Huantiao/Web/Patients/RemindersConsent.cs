using Huantiao.Records.Intakes;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Patients;

/// <summary>
/// What a patient says at the desk about reminders: yes, no, or no longer. Without a yes that stands nothing is sent; nobody asked is no yes. The text that was read out is kept by its version.
/// </summary>
internal static class RemindersConsent
{
    /// <summary>Of the words "Consent.RemindersText"; raised when they change.</summary>
    public const string TextVersion = "desk-1";

    public static void Map(ClinicRoutes routes) => routes.Post("/clinic/patients/{patient:guid}/reminders", Capability.EditPatients, AnswerAsync);

    private static async Task AnswerAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is not { MergedInto: null } patient)
        {
            await request.NothingAsync();
            return;
        }

        var key = request.Form.Key();
        var yes = request.Form.OneOf("answer", ["yes", "no"]);
        if (!request.Form.IsGood)
        {
            request.Go($"/clinic/patients/{patient.Id}");
            return;
        }

        var records = await request.Db.RecordsOfAsync(patient.Id, request.Cancel);
        var standing = await request.Db.Consents.OfRecords(records).Where(c => c.Purpose == ConsentPurpose.Reminders && c.Given && c.WithdrawnAt == null).ToListAsync(request.Cancel);
        if (yes == "no")
        {
            foreach (var consent in standing)
                consent.WithdrawnAt = request.Now;
        }

        // A yes that is taken back is withdrawn; a no where nothing stood is an answer of its own.
        if ((yes == "yes" || standing.Count == 0) && !await request.Db.Consents.AnyAsync(c => c.Id == key, request.Cancel))
        {
            request.Db.Consents.Add(new()
            {
                ClinicId = request.Clinic.Id,
                Id = key,
                PatientId = patient.Id,
                Purpose = ConsentPurpose.Reminders,
                TextVersion = TextVersion,
                Language = request.Language.Tag,
                Given = yes == "yes",
                SignedAs = patient.Name,
                SignedAt = request.Now,
                TakenBy = request.Staff.AccountId,
            });
        }

        await request.SeeAsync($"/clinic/patients/{patient.Id}", "saved");
    }
}
