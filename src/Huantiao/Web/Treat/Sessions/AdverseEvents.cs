using System.Globalization;
using Huantiao.Care.AdverseEvents;
using Huantiao.Care.Sessions;
using Huantiao.Records.Model;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A report in the list.</summary>
/// <param name="StillToSay">How many things nobody has said.</param>
public sealed record AdverseLine(AdverseEventReport Row, string? Patient, int StillToSay);

/// <summary>
/// <c>/clinic/adverse</c>: adverse events and near misses. One may be written with little known, and completed later; what stood there before is kept. Written from a session, about something
/// that has to be reported, it is that report.
/// </summary>
internal static class AdverseEvents
{
    public const int Most = 500;

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/adverse", Capability.ReadNotes, ListAsync);
        routes.Get("/clinic/adverse/new", Capability.WriteNotes, NewAsync);
        routes.Post("/clinic/adverse", Capability.WriteNotes, AddAsync);
        routes.Get("/clinic/adverse/{adverse:guid}", Capability.ReadNotes, ShowAsync);
        routes.Post("/clinic/adverse/{adverse:guid}", Capability.WriteNotes, ChangeAsync);
    }

    private static async Task ListAsync(ClinicRequest request)
    {
        var rows = await (
            from row in request.Db.AdverseEvents.AsNoTracking()
            join patient in request.Db.Patients on row.PatientId equals patient.Id into patients
            from patient in patients.DefaultIfEmpty()
            orderby row.NoticedAt descending
            select new { row, Name = patient == null ? null : patient.Name }).Take(Most).ToListAsync(request.Cancel);
        request.Db.Audit.Read("adverse_event", "list");
        var kinds = request.Site.Points.Atlas.AdverseEvents;
        await request.PageAsync<AdverseListPage>((nameof(AdverseListPage.Lines), rows.ConvertAll(r => new AdverseLine(r.row, r.Name, AdverseEventRows.Of(kinds, r.row)?.StillToSay.Length ?? 0))));
    }

    /// <summary><c>?session=…&amp;about=…</c>: of a session, and about an event of it that asks for a report.</summary>
    private static async Task NewAsync(ClinicRequest request)
    {
        var (found, session) = await SessionOfAsync(request, request.Query("session"));
        if (!found)
        {
            await request.NothingAsync();
            return;
        }

        var shown = Form.Showing(("session", request.Query("session")), ("about", request.Query("about")), ("noticed", Local(request, request.Now)));
        await PageAsync(request, null, session, shown);
    }

    private static async Task AddAsync(ClinicRequest request)
    {
        var form = request.Form;
        var key = form.Key();
        var (found, session) = await SessionOfAsync(request, form.Typed("session"));
        if (!found)
        {
            await request.NothingAsync();
            return;
        }

        var row = new AdverseEventReport
        {
            ClinicId = request.Clinic.Id, Id = key, PatientId = session?.PatientId, SessionId = session?.Id, Kind = "?", NoticedAt = request.Now, RecordedAt = request.Now, RecordedBy = request.Staff.AccountId,
        };
        Read(request, form, row);
        if (!form.IsGood)
        {
            await PageAsync(request, null, session, form);
            return;
        }

        if (!await request.Db.AdverseEvents.AnyAsync(e => e.Id == key, request.Cancel))
        {
            request.Db.AdverseEvents.Add(row);
            await request.Db.SaveChangesAsync(request.Cancel);
        }

        if (session is not null && Guid.TryParse(form.Typed("about"), out var about))
            await ReportedAsync(request, session.Id, about, key);
        await request.SeeAsync($"/clinic/adverse/{key}", "saved");
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } row)
            return;
        request.Db.Audit.Read("adverse_event", row.Id.ToString(), row.PatientId);
        await PageAsync(request, row, null, Shown(request, row));
    }

    private static async Task ChangeAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } row)
            return;
        var version = request.Form.Whole("version", 1, int.MaxValue) ?? 0;
        Read(request, request.Form, row);
        if (!request.Form.IsGood)
        {
            var typed = request.Form;
            request.Db.ChangeTracker.Clear();
            await PageAsync(request, await FindAsync(request), null, typed);
            return;
        }

        request.Db.Expect(row, version);
        await request.SeeAsync($"/clinic/adverse/{row.Id}", "saved");
    }

    private static async Task PageAsync(ClinicRequest request, AdverseEventReport? row, SessionSheet? session, Form form)
    {
        var kinds = request.Site.Points.Atlas.AdverseEvents;
        var happened = row is null ? null : AdverseEventRows.Of(kinds, row);
        var jurisdiction = await request.Db.Clinics.AsNoTracking().Where(c => c.Id == request.Clinic.Id).Select(c => c.Jurisdiction).FirstAsync(request.Cancel);
        var patient = (row?.PatientId ?? session?.PatientId) is { } id ? await request.Db.Patients.AsNoTracking().Where(p => p.Id == id).Select(p => p.Name).FirstOrDefaultAsync(request.Cancel) : null;
        var parameters = new (string, object?)[]
        {
            (nameof(AdversePage.Row), row), (nameof(AdversePage.Happened), happened), (nameof(AdversePage.Form), form), (nameof(AdversePage.Patient), patient), (nameof(AdversePage.Kinds), kinds),
            (nameof(AdversePage.Duties), happened is null ? [] : EventRules.Duties(kinds, happened, Place(jurisdiction))), (nameof(AdversePage.IsPlaceKnown), !string.IsNullOrWhiteSpace(jurisdiction)),
        };
        await (form.IsGood ? request.PageAsync<AdversePage>(parameters) : request.AgainAsync<AdversePage>(parameters));
    }

    /// <summary>Duties are listed by the codes of ISO 3166; people write UK. A place that nobody has said has the duties that hold everywhere.</summary>
    internal static string Place(string? jurisdiction) =>
        string.IsNullOrWhiteSpace(jurisdiction) ? "?" : jurisdiction == "UK" || jurisdiction.StartsWith("UK-", StringComparison.Ordinal) ? "GB" + jurisdiction[2..] : jurisdiction.Trim();

    /// <summary>What was typed, into the row; what cannot be is said beside its field.</summary>
    private static void Read(ClinicRequest request, Form form, AdverseEventReport row)
    {
        var kinds = request.Site.Points.Atlas.AdverseEvents;
        row.Kind = form.OneOf("kind", kinds.Kinds.Select(k => k.Key)) ?? row.Kind;
        row.NearMiss = form.Ticked("near-miss");
        if (row.NearMiss && kinds.Find(row.Kind) is { MayBeNearMiss: false })
            form.Refuse("near-miss", "Adverse.IsHarm");
        var severity = form.OneOf("severity", EnumWords.All<HarmDone>().Where(w => w is not ("no-harm" or "unknown")), required: false);
        row.Severity = row.NearMiss ? HarmDone.NoHarm : severity is null ? HarmDone.Unknown : EnumWords.Find<HarmDone>(severity)!.Value;
        row.NoticedAt = Instant(request, form, "noticed", required: true) ?? row.NoticedAt;
        row.What = OrNull(form.Text("what", 4000, required: false, lines: true));
        row.Site = OrNull(form.Text("site", 400, required: false));
        row.Harm = OrNull(form.Text("harm", 4000, required: false, lines: true));
        row.ActionTaken = OrNull(form.Text("action", 4000, required: false, lines: true));
        var told = form.OneOf("told", ["yes", "no"], required: false);
        row.PersonTold = told switch { "yes" => Told.Yes, "no" => Told.No, _ => Told.Unknown };
        row.PersonToldAt = row.PersonTold == Told.Yes ? Instant(request, form, "told-at", required: false) : null;
        var notified = form.Text("notified", 2000, required: false, lines: true);
        row.Notified = notified.Length > 0 ? string.Join('\n', notified.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) : form.Ticked("nobody") ? "" : null;
    }

    private static Form Shown(ClinicRequest request, AdverseEventReport row) => Form.Showing(
        ("kind", row.Kind), ("near-miss", row.NearMiss ? "yes" : null), ("severity", row.Severity is HarmDone.Unknown or HarmDone.NoHarm ? null : EnumWords.Of(row.Severity)), ("noticed", Local(request, row.NoticedAt)),
        ("what", row.What), ("site", row.Site), ("harm", row.Harm), ("action", row.ActionTaken), ("told", row.PersonTold == Told.Unknown ? null : EnumWords.Of(row.PersonTold)),
        ("told-at", row.PersonToldAt is { } at ? Local(request, at) : null), ("notified", row.Notified), ("nobody", row.Notified is "" ? "yes" : null));

    /// <summary>A day and a time as <c>input type=datetime-local</c> sends them, on the clinic's clocks.</summary>
    private static DateTimeOffset? Instant(ClinicRequest request, Form form, string field, bool required)
    {
        var text = form.Typed(field).Trim();
        if (text.Length == 0)
        {
            if (required)
                form.Refuse(field, "Form.Missing");
            return null;
        }

        if (!DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            form.Refuse(field, "Form.NotADate");
            return null;
        }

        var instant = new DateTimeOffset(local, request.Clinic.TimeZone.GetUtcOffset(local));
        if (instant > request.Now + Ahead)
            form.Refuse(field, "Adverse.NotYet");
        return instant;
    }

    private static string Local(ClinicRequest request, DateTimeOffset at) => request.Clinic.Local(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The session says that the report was written, where it asks for one about this.</summary>
    private static Task<KeptSession?> ReportedAsync(ClinicRequest request, Guid session, Guid about, Guid report) => request.Db.ArriveAsync(
        session,
        log => log.Session is NeedlingSession.Unsigned open && !log.Events.OfType<SessionEvent.Reported>().Any(r => r.About == about && r.Report == report)
            && open.Report(SessionDesk.Moment(request, session), about, report) is Move.Made made ? [made.Event] : [],
        request.Staff.AccountId,
        ArrivingEvents.AddressOf(request),
        request.Cancel);

    /// <summary>The session that is named; found without one: none was named.</summary>
    private static async Task<(bool Found, SessionSheet? Session)> SessionOfAsync(ClinicRequest request, string named)
    {
        if (named.Length == 0)
            return (true, null);
        var session = Guid.TryParse(named, out var id) ? await request.Db.NeedlingSessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, request.Cancel) : null;
        return (session is not null, session);
    }

    private static async Task<AdverseEventReport?> FindAsync(ClinicRequest request)
    {
        var id = request.Id("adverse");
        if (await request.Db.AdverseEvents.FirstOrDefaultAsync(e => e.Id == id, request.Cancel) is { } row)
            return row;
        await request.NothingAsync();
        return null;
    }

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
