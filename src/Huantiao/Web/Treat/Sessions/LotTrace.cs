using System.Globalization;
using Huantiao.Care.Sessions;
using Huantiao.Records.Needling;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Api;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A session in which needles of a lot were used.</summary>
/// <param name="Needles">Those that are recorded with the lot now; empty: the session named it, and another stands there by now.</param>
public sealed record TracedSession(SessionSheet Sheet, Patient Patient, string Practitioner, IReadOnlyList<SessionNeedle> Needles);

/// <summary>
/// <c>/clinic/lots/{lot}</c>, and <c>/clinic/lots/trace?lot=…</c> for one that no packet was entered of: who was treated with it, as a page and as CSV. A needle of which no number of the article
/// was recorded is told too: in a recall it may be one.
/// </summary>
internal static class LotTrace
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/lots/{lot:guid}", Capability.ReadNotes, request => OfAsync(request, ShowAsync));
        routes.Get("/clinic/lots/{lot:guid}/trace.csv", Capability.ReadNotes, request => OfAsync(request, FileAsync));
        routes.Get("/clinic/lots/trace", Capability.ReadNotes, request => ShowAsync(request, request.Query("lot"), request.Query("gtin")));
        routes.Get("/clinic/lots/trace.csv", Capability.ReadNotes, request => FileAsync(request, request.Query("lot"), request.Query("gtin")));
    }

    private static async Task OfAsync(ClinicRequest request, Func<ClinicRequest, string, string, Task> show)
    {
        var id = request.Id("lot");
        if (await request.Db.NeedleLots.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, request.Cancel) is { } row)
            await show(request, row.Lot, row.Gtin ?? "");
        else
            await request.NothingAsync();
    }

    private static async Task ShowAsync(ClinicRequest request, string lot, string gtin)
    {
        var traced = await TraceAsync(request, lot, gtin);
        request.Db.Audit.Read("lot", Key(lot, gtin));
        foreach (var patient in traced.Select(t => t.Patient.Id).Distinct())
            request.Db.Audit.Read("lot", Key(lot, gtin), patient);
        await request.PageAsync<LotTracePage>((nameof(LotTracePage.Lot), lot), (nameof(LotTracePage.Gtin), gtin), (nameof(LotTracePage.Sessions), traced));
    }

    private static async Task FileAsync(ClinicRequest request, string lot, string gtin)
    {
        var text = new CsvText().Row("lot", "gtin", "expiry", "session", "opened", "practitioner", "patient", "born", "phone", "email", "point", "side", "needle", "fate");
        var traced = await TraceAsync(request, lot, gtin);
        foreach (var (sheet, patient, practitioner, needles) in traced)
        {
            foreach (var needle in needles)
            {
                text.Row(
                    needle.Now.Lot!.Lot, needle.Now.Lot.Gtin, Day(needle.Now.Lot.Expiry), sheet.Id.ToString(), request.Clinic.Local(sheet.OpenedAt).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), practitioner,
                    patient.Name, Day(patient.BirthDate), patient.Phone, patient.Email, needle.Now.Point, SessionWords.Word(needle.Now.Side), needle.Key.ToString(), SessionWords.Fate(needle.Fate));
            }
        }

        request.Db.Audit.Export("lot", Key(lot, gtin));
        foreach (var patient in traced.Select(t => t.Patient.Id).Distinct())
            request.Db.Audit.Export("lot", Key(lot, gtin), patient);
        await request.FileAsync("lot-trace.csv", text.ToString());
    }

    /// <summary>Every session that names the lot, the newest first.</summary>
    internal static async Task<IReadOnlyList<TracedSession>> TraceAsync(ClinicRequest request, string lot, string gtin)
    {
        var (named, article) = (SessionLot.Written(lot), SessionLot.Written(gtin));
        if (named.Length == 0)
            return [];
        var rows = await (
            from used in request.Db.SessionLots.AsNoTracking()
            join sheet in request.Db.NeedlingSessions on used.SessionId equals sheet.Id
            join patient in request.Db.Patients on sheet.PatientId equals patient.Id
            where used.Lot == named && (article == "" || used.Gtin == "" || used.Gtin == article)
            orderby sheet.OpenedAt descending, sheet.Id
            select new { sheet, patient }).ToListAsync(request.Cancel);
        var names = await PatientFile.NamesAsync(request);
        var traced = new List<TracedSession>();
        foreach (var row in rows.DistinctBy(r => r.sheet.Id))
        {
            if (await request.Db.FindSessionAsync(row.sheet.Id, request.Cancel) is not { } kept)
                continue;
            var needles = kept.Session.Record.Needles.Where(n => n.Now.Lot is { } l && SessionLot.Written(l.Lot) == named && (article.Length == 0 || l.Gtin is null || SessionLot.Written(l.Gtin) == article)).ToList();
            traced.Add(new(row.sheet, row.patient, names.GetValueOrDefault(row.sheet.PractitionerId, "?"), needles));
        }

        return traced;
    }

    /// <summary>For the trail: what was looked for.</summary>
    private static string Key(string lot, string gtin)
    {
        var key = $"{SessionLot.Written(gtin)} {SessionLot.Written(lot)}".Trim();
        return key.Length == 0 ? "-" : key;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
