using System.Text;
using Huantiao.Records.Measures;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat;

namespace Huantiao.Web.Courses;

/// <summary>
/// <c>/clinic/patients/{patient}/course</c>: the person's own course beside what trials lead one to expect, the readings behind it, those that are waited for, and the
/// review. <c>course.json</c> is the review with everything that its probabilities follow from.
/// </summary>
internal static class CoursePages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/course", Capability.ReadNotes, ShowAsync);
        routes.Get("/clinic/patients/{patient:guid}/course.json", Capability.ReadNotes, FileAsync);
    }

    public static string Address(Guid patient) => $"/clinic/patients/{patient}/course";

    /// <summary>The course as it stands, begun where needles have been placed since somebody looked.</summary>
    /// <param name="of">The course that is meant; null: the newest.</param>
    public static async Task<PersonCourse> ReadAsync(ClinicRequest request, PatientFile file, Guid? of = null)
    {
        await request.Db.BeginAsync(file.Treatment.Measures, file.Records, request.Now, request.Cancel);
        return await PersonCourse.ReadAsync(request.Db, request.Site, file.Records, request.Now, request.Clinic.TimeZone, of, request.Cancel);
    }

    /// <summary>Shows the page, with a form that could not be taken and which it was.</summary>
    public static async Task PageAsync(ClinicRequest request, PatientFile file, Form? refused = null, string which = "")
    {
        request.Db.ChangeTracker.Clear();
        var parameters = new (string, object?)[]
        {
            (nameof(CoursePage.File), file), (nameof(CoursePage.Person), await ReadAsync(request, file)), (nameof(CoursePage.Names), await PatientFile.NamesAsync(request)),
            (nameof(CoursePage.Refused), refused), (nameof(CoursePage.Which), which), (nameof(CoursePage.Now), request.Now),
        };
        await (refused is null ? request.PageAsync<CoursePage>(parameters) : request.AgainAsync<CoursePage>(parameters));
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "course") is { } file)
            await PageAsync(request, file);
    }

    private static async Task FileAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "course") is not { } file)
            return;
        if ((await ReadAsync(request, file)).Course is not { } course)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Export("course", file.Patient.Id.ToString(), file.Patient.Id);
        await request.Db.SaveChangesAsync(request.Cancel);
        ClinicPages.AddHeaders(request.Http);
        var response = request.Http.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"course.json\"";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(course.Export), request.Cancel);
    }
}
