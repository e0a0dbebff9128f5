using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A session on the page of all of them.</summary>
public sealed record SessionLine(KeptSession Kept, string Practitioner, string? Room, int Events);

/// <summary><c>/clinic/patients/{patient}/sessions</c>: all sessions of a person on one page that prints, and the way to the next.</summary>
internal static class PatientSessions
{
    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/patients/{patient:guid}/sessions", Capability.ReadNotes, ShowAsync);

    public static async Task PageAsync(ClinicRequest request, PatientFile file, Form form)
    {
        var names = await PatientFile.NamesAsync(request);
        var rooms = await request.Db.Rooms.AsNoTracking().OrderBy(r => r.Name).ToListAsync(request.Cancel);
        var kept = await request.Db.SessionsOfAsync(file.Records, request.Cancel);
        var ids = kept.Select(k => k.Sheet.Id).ToList();
        var events = (await request.Db.AdverseEvents.AsNoTracking().Where(e => e.SessionId != null && ids.Contains(e.SessionId.Value)).Select(e => e.SessionId).ToListAsync(request.Cancel)).ToLookup(e => e);
        var parameters = new (string, object?)[]
        {
            (nameof(PatientSessionsPage.File), file), (nameof(PatientSessionsPage.Form), form), (nameof(PatientSessionsPage.Rooms), rooms.Where(r => r.Active).Select(r => (r.Id.ToString(), r.Name)).ToList()),
            (nameof(PatientSessionsPage.Sessions), kept.Select(k => new SessionLine(
                k, k.Session.Record.Practitioner is { } who ? names.GetValueOrDefault(who, "?") : "?", rooms.Find(r => r.Id == k.Sheet.RoomId)?.Name, events[k.Sheet.Id].Count())).ToList()),
        };
        await (form.IsGood ? request.PageAsync<PatientSessionsPage>(parameters) : request.AgainAsync<PatientSessionsPage>(parameters));
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "needling_session") is not { } file)
            return;
        request.Db.Audit.Print("needling_session", file.Patient.Id.ToString(), file.Patient.Id);
        await PageAsync(request, file, Form.Showing());
    }
}
