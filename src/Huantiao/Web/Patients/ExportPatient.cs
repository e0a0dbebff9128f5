using Huantiao.Records;
using Huantiao.Records.Portable;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Patients;

/// <summary><c>/clinic/patients/{patient}/export</c>: hands over everything about one person in open files. The page says what the file is before it is made: it is not locked.</summary>
internal static class ExportPatient
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/export", Capability.ExportPerson, ShowAsync);
        routes.PostBeside("/clinic/patients/{patient:guid}/export", Capability.ExportPerson, SendAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is { MergedInto: null } patient)
            await request.PageAsync<ExportPatientPage>((nameof(ExportPatientPage.Patient), patient));
        else
            await request.NothingAsync();
    }

    private static async Task SendAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is not { MergedInto: null } patient)
        {
            await request.NothingAsync();
            return;
        }

        // Put together in a file that is gone with its handle: one person's record is small, but nobody says how small.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"huantiao-{Guid.CreateVersion7():N}"), options);
        await using (file)
        {
            var opening = request.Http.RequestServices.GetRequiredService<OpeningDatabase>();
            var who = Actor.Staff(request.Staff.AccountId, request.Http.Origin());
            if (await RecordsExport.PersonAsync(opening.Opened, request.Clinic.Id, patient.Id, who, file, request.Cancel) is null)
            {
                await request.NothingAsync();
                return;
            }

            file.Position = 0;
            var answer = request.Http.Response;
            answer.ContentType = "application/zip";
            answer.ContentLength = file.Length;
            // No name of the person in the name of the file: downloads are listed.
            answer.Headers.ContentDisposition = $"attachment; filename=\"record-{patient.Id:N}.zip\"";
            await file.CopyToAsync(answer.Body, request.Cancel);
        }
    }
}
