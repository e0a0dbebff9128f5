using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Patients;

/// <summary><c>/clinic/patients/{patient}/edit</c>: corrects who somebody is and how to reach them. What stood there before is kept.</summary>
internal static class EditPatient
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/edit", Capability.EditPatients, ShowAsync);
        routes.Post("/clinic/patients/{patient:guid}/edit", Capability.EditPatients, SaveAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is not { MergedInto: null } patient)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Read("patient", patient.Id.ToString(), patient.Id);
        await PageAsync(request, patient, PatientParticulars.Shown(patient));
    }

    private static async Task SaveAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is not { MergedInto: null } patient)
        {
            await request.NothingAsync();
            return;
        }

        var version = request.Form.Whole("version", 1, int.MaxValue);
        var typed = PatientParticulars.Read(request);
        if (!request.Form.IsGood)
        {
            await PageAsync(request, patient, request.Form);
            return;
        }

        typed.Apply(patient);
        request.Db.Expect(patient, version!.Value);
        await request.SeeAsync($"/clinic/patients/{patient.Id}", "saved");
    }

    private static Task PageAsync(ClinicRequest request, Patient patient, Form form)
    {
        var parameters = new (string, object?)[] { (nameof(EditPatientPage.Patient), patient), (nameof(EditPatientPage.Form), form) };
        return form.IsGood ? request.PageAsync<EditPatientPage>(parameters) : request.AgainAsync<EditPatientPage>(parameters);
    }
}
