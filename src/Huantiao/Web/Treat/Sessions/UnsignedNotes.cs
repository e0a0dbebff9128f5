using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A session that nobody has signed.</summary>
public sealed record UnsignedLine(SessionSheet Sheet, string Patient, string Practitioner);

/// <summary><c>/clinic/sessions/unsigned</c>: sessions without a signature that stands, one's own first, the oldest first: what is forgotten is on top.</summary>
internal static class UnsignedNotes
{
    public const int Most = 500;

    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/sessions/unsigned", Capability.ReadNotes, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        var own = request.Staff.AccountId;
        var rows = await (
            from sheet in request.Db.NeedlingSessions.AsNoTracking()
            join patient in request.Db.Patients on sheet.PatientId equals patient.Id
            where sheet.Phase != SheetPhase.Signed
            orderby sheet.PractitionerId == own descending, sheet.OpenedAt
            select new { sheet, patient.Name }).Take(Most).ToListAsync(request.Cancel);
        var names = await PatientFile.NamesAsync(request);
        request.Db.Audit.Read("needling_session", "unsigned");
        await request.PageAsync<UnsignedNotesPage>(
            (nameof(UnsignedNotesPage.Lines), rows.ConvertAll(r => new UnsignedLine(r.sheet, r.Name, names.GetValueOrDefault(r.sheet.PractitionerId, "?")))));
    }
}
