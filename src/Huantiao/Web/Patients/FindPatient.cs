using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Diary;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Patients;

/// <summary>
/// <c>/clinic/patients</c>: finds a patient by any part of the name, the birth date or the phone. What is typed is a person's data: it is posted, and so stands in no address,
/// history or log. With the script the list follows the typing; without it the button does the same.
/// </summary>
internal static class FindPatient
{
    private const int Recent = 12;

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients", Capability.FindPatients, ShowAsync);
        routes.Post("/clinic/patients", Capability.FindPatients, FindAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        // Keys rise with time, and their index is there: the newest of a million are found at once.
        var found = await request.Db.Patients.AsNoTracking().Where(p => p.MergedInto == null).OrderByDescending(p => p.Id).Take(Recent).ToListAsync(request.Cancel);
        request.Db.Audit.Read("patient", "newest");
        await PageAsync(request, Form.Showing(), new([.. found.Select(p => new FoundPatient(p, null))], More: false), BookingWish.Of(request.Query));
    }

    private static async Task FindAsync(ClinicRequest request)
    {
        var typed = request.Form.Text("q", 100, required: false);
        var wish = BookingWish.Of(request.Form.Typed);
        if (typed.Length == 0)
        {
            request.Go("/clinic/patients" + wish.Query("?"));
            return;
        }

        var found = await request.Db.FindPatientsAsync(typed, cancel: request.Cancel);
        // Names were seen, not records opened; which names were typed stays out of the trail.
        request.Db.Audit.Read("patient", "search", why: FormattableString.Invariant($"{found.Patients.Count} shown"));
        await PageAsync(request, request.Form, found, wish);
    }

    private static Task PageAsync(ClinicRequest request, Form form, FoundPatients found, BookingWish wish) => request.PageAsync<FindPatientPage>(
        (nameof(FindPatientPage.Form), form), (nameof(FindPatientPage.Found), found), (nameof(FindPatientPage.Wish), wish));
}
