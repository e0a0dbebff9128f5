using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Patients;

/// <summary>
/// <c>/clinic/patients/{patient}/restriction</c>: a person has asked that their record be kept and not used, or that this end. From then on nothing is written into it:
/// see <see cref="ClosedRecords"/>. Why it was begun stands in the record while it lasts; both reasons stay in the trail.
/// </summary>
internal static class RestrictPatient
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/restriction", Capability.RestrictRecord, ShowAsync);
        routes.PostBeside("/clinic/patients/{patient:guid}/restriction", Capability.RestrictRecord, ChangeAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is not { MergedInto: null } patient)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Read("patient", patient.Id.ToString(), patient.Id);
        await PageAsync(request, patient, request.Form);
    }

    private static async Task ChangeAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is not { MergedInto: null } patient)
        {
            await request.NothingAsync();
            return;
        }

        var version = request.Form.Whole("version", 1, int.MaxValue);
        var reason = request.Form.Text("reason", 400);
        if (reason.Length is > 0 and < 10)
            request.Form.Refuse("reason", "Emergency.SayMore");
        if (!request.Form.IsGood)
        {
            await PageAsync(request, patient, request.Form);
            return;
        }

        var begins = patient.RestrictedAt is null;
        (patient.RestrictedAt, patient.RestrictionReason) = (begins ? request.Now : null, begins ? reason : null);
        request.Db.Expect(patient, version!.Value);
        request.Db.Audit.Because((begins ? "restricted: " : "restriction lifted: ") + reason);
        await request.SeeAsync($"/clinic/patients/{patient.Id}", begins ? "restricted" : "restriction-lifted");
    }

    private static Task PageAsync(ClinicRequest request, Patient patient, Form form)
    {
        var parameters = new (string, object?)[] { (nameof(RestrictionPage.Patient), patient), (nameof(RestrictionPage.Form), form) };
        return form.IsGood ? request.PageAsync<RestrictionPage>(parameters) : request.AgainAsync<RestrictionPage>(parameters);
    }
}
