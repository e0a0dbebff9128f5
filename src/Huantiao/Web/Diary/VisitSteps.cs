using Huantiao.Care.Visits;
using Huantiao.Records.Diary;
using Huantiao.Records.Model;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Patients;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Diary;

/// <summary>
/// Lets a visit stand somewhere else: arrived, in treatment, done, missed, cancelled. Treatment begins and ends by who may treat, with a licence that has not lapsed;
/// the desk does the rest.
/// </summary>
internal static class VisitSteps
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Post("/clinic/visits/{visit:guid}/state", Capability.Diary, request => StepAsync(request, IsAtTheDesk));
        routes.Post("/clinic/visits/{visit:guid}/treatment", Capability.Sign, request => StepAsync(request, state => !IsAtTheDesk(state)));
    }

    /// <summary>May this person do that step?</summary>
    public static bool May(Staff staff, AppointmentState state) => staff.May(IsAtTheDesk(state) ? Capability.Diary : Capability.Sign);

    public static string Address(Guid visit, AppointmentState state) => $"/clinic/visits/{visit}/{(IsAtTheDesk(state) ? "state" : "treatment")}";

    private static bool IsAtTheDesk(AppointmentState state) => state is not (AppointmentState.InTreatment or AppointmentState.Done);

    private static async Task StepAsync(ClinicRequest request, Func<AppointmentState, bool> allowed)
    {
        var id = request.Id("visit");
        if (await request.Db.Appointments.FirstOrDefaultAsync(a => a.Id == id, request.Cancel) is not { } visit)
        {
            await request.NothingAsync();
            return;
        }

        var version = request.Form.Whole("version", 1, int.MaxValue);
        var state = EnumWords.Find<AppointmentState>(request.Form.Typed("state"));
        // A second tap, or the other tablet was quicker: it is so already.
        if (state == visit.State)
        {
            Return(request, visit, "saved");
            return;
        }

        if (version is null || state is not { } to || !allowed(to) || !visit.State.MayBecome(to))
        {
            await request.RefuseAsync(StatusCodes.Status412PreconditionFailed, Refusal.Stale);
            return;
        }

        // A visit that was booked under a record that has been joined since goes on; nobody is treated on a record that is not to be used.
        if (to == AppointmentState.InTreatment && await request.Db.Patients.AnyAsync(p => p.Id == visit.PatientId && p.RestrictedAt != null, request.Cancel)
            && !await ClosedRecords.IsOpenAsync(request, visit.PatientId))
            return;
        request.Db.Expect(visit, version.Value);
        var result = await request.Db.BecomeAsync(visit, to, request.Cancel);
        if (result.Outcome == BookingOutcome.Taken)
            request.Go($"/clinic/visits/{id}", "taken-meanwhile");
        else
            Return(request, visit, "saved");
    }

    private static void Return(ClinicRequest request, Appointment visit, string done) => request.Go(
        request.Form.Typed("back") == "day" ? FormattableString.Invariant($"/clinic/day?day={LocalTime.DayOf(request.Clinic.TimeZone, visit.StartsAt):yyyy-MM-dd}") : $"/clinic/visits/{visit.Id}", done);
}
