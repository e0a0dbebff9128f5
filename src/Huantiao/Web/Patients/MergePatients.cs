using System.Globalization;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Patients;

/// <summary>
/// <c>/clinic/patients/{patient}/duplicates</c>: who may be the same person and why; makes two records one, with a reason. Nothing is moved or lost, so it can be taken back.
/// </summary>
internal static class MergePatients
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/duplicates", Capability.EditPatients, ShowAsync);
        routes.Post("/clinic/patients/{patient:guid}/merge", Capability.EditPatients, MergeAsync);
        routes.Post("/clinic/merges/{merge:guid}/undo", Capability.EditPatients, UndoAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is not { MergedInto: null } patient)
        {
            await request.NothingAsync();
            return;
        }

        await PageAsync(request, patient, Form.Showing());
    }

    private static async Task MergeAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is not { MergedInto: null } patient)
        {
            await request.NothingAsync();
            return;
        }

        var form = request.Form;
        var key = form.Key();
        var reason = form.Text("reason", 400);
        if (!Guid.TryParse(form.Typed("other"), CultureInfo.InvariantCulture, out var other))
            form.Refuse("other", "Form.Choose");
        if (!form.IsGood)
        {
            await PageAsync(request, patient, form);
            return;
        }

        switch (await request.Db.MergeAsync(key, patient.Id, other, reason, request.Cancel))
        {
            case MergeOutcome.Done or MergeOutcome.Same:
                request.Go($"/clinic/patients/{patient.Id}", "merged");
                break;
            case MergeOutcome.NotFound:
                await request.NothingAsync();
                break;
            default:
                await request.RefuseAsync(StatusCodes.Status412PreconditionFailed, Refusal.Stale);
                break;
        }
    }

    private static async Task UndoAsync(ClinicRequest request)
    {
        var id = request.Id("merge");
        if (await request.Db.PatientMerges.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, request.Cancel) is not { } merge
            || await request.Db.UndoMergeAsync(id, request.Cancel) == MergeOutcome.NotFound)
        {
            await request.NothingAsync();
            return;
        }

        request.Go($"/clinic/patients/{merge.MergedId}", "merge-undone");
    }

    private static async Task PageAsync(ClinicRequest request, Patient patient, Form form)
    {
        var likely = await request.Db.LikelyDuplicatesAsync(patient.Name, patient.BirthDate, patient.Phone, patient.Id, request.Cancel);
        foreach (var one in likely)
            request.Db.Audit.Read("patient", one.Patient.Id.ToString(), one.Patient.Id, "shown as a likely duplicate");
        request.Db.Audit.Read("patient", patient.Id.ToString(), patient.Id);
        var parameters = new (string, object?)[] { (nameof(MergePage.Patient), patient), (nameof(MergePage.Likely), likely), (nameof(MergePage.Form), form) };
        await (form.IsGood ? request.PageAsync<MergePage>(parameters) : request.AgainAsync<MergePage>(parameters));
    }
}
