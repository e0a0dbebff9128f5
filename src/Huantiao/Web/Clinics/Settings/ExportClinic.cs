using System.Globalization;
using Huantiao.Records;
using Huantiao.Records.Portable;
using Huantiao.Web.Access;
using Microsoft.AspNetCore.Http.Features;

namespace Huantiao.Web.Clinics.Settings;

/// <summary><c>/clinic/export</c>: hands over the whole clinic in open files, as <c>huantiao export</c> does. The page says what the file is before it is made: it is not locked.</summary>
internal static class ExportClinic
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/export", Capability.ExportClinic, request => request.PageAsync<ExportClinicPage>());
        routes.Post("/clinic/export", Capability.ExportClinic, SendAsync);
    }

    private static async Task SendAsync(ClinicRequest request)
    {
        var opening = request.Http.RequestServices.GetRequiredService<OpeningDatabase>();
        var answer = request.Http.Response;
        answer.ContentType = "application/zip";
        answer.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"clinic-{request.Today:yyyy-MM-dd}.zip\"");
        // As long as a clinic is large: sent as it is read, kept nowhere. The archive writes its directory without waiting.
        if (request.Http.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        await RecordsExport.ClinicAsync(opening.Opened, request.Clinic.Id, Actor.Staff(request.Staff.AccountId, request.Http.Origin()), answer.Body, request.Cancel);
    }
}
