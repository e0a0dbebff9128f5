using System.Text.Json;
using Huantiao.Care.Planning;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Huantiao.Records.Needling;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;
using Refusal = Huantiao.Care.Sessions.Refusal;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>What every operation on a session begins with and ends with: finding it, and showing it as it stands.</summary>
internal static class SessionDesk
{
    public static string Address(Guid session) => $"/clinic/sessions/{session}";

    /// <summary>The session of the address; null: there is none here, and that has been answered.</summary>
    public static async Task<KeptSession?> FindAsync(ClinicRequest request)
    {
        if (await request.Db.FindSessionAsync(request.Id("session"), request.Cancel) is { } kept)
            return kept;
        await request.NothingAsync();
        return null;
    }

    /// <summary>The time on the clinic's clocks, and the key that a form was shown with.</summary>
    public static Moment Moment(ClinicRequest request, Guid session, Guid? key = null) =>
        new(key ?? Guid.CreateVersion7(), session, request.Staff.AccountId, request.Clinic.Local(request.Now));

    /// <summary>The licence that lasts longest; one that was never entered cannot be signed with.</summary>
    public static async Task<SigningLicence> LicenceAsync(ClinicRequest request)
    {
        var account = request.Staff.AccountId;
        var own = await request.Db.Licences.AsNoTracking().Where(l => l.AccountId == account).OrderByDescending(l => l.Expires).FirstOrDefaultAsync(request.Cancel);
        return own is null ? new("", "", null) : new(own.Authority, own.Number, own.Expires);
    }

    /// <summary>Names of everybody who works or worked here.</summary>
    public static async Task<SessionView> ViewAsync(ClinicRequest request, KeptSession kept)
    {
        var names = await PatientFile.NamesAsync(request);
        var patient = await request.Db.Patients.AsNoTracking().Where(p => p.Id == kept.Sheet.PatientId).Select(p => p.Name).FirstAsync(request.Cancel);
        var room = kept.Sheet.RoomId is { } id ? await request.Db.Rooms.AsNoTracking().Where(r => r.Id == id).Select(r => r.Name).FirstOrDefaultAsync(request.Cancel) : null;
        return View(request, kept, names, patient, room, await LicenceAsync(request));
    }

    private static SessionView View(ClinicRequest request, KeptSession kept, IReadOnlyDictionary<Guid, string> names, string patient, string? room, SigningLicence licence)
    {
        var (session, words) = (kept.Session, new SessionWords(request.Language));
        var record = session.Record;
        var signing = SessionMoves.Signing(session, Moment(request, kept.Sheet.Id), licence);
        return new(
            kept.Sheet.Id, kept.Sheet.PatientId, patient, Phase(session), record.Practitioner, record.Practitioner is { } who ? names.GetValueOrDefault(who, "?") : null,
            record.Practitioner == request.Staff.AccountId, kept.Sheet.RoomId, room, request.Clinic.Local(request.Now), kept.Sheet.Id, kept.Through,
            [.. record.Needles.Select(n => Needle(n, words))], [.. (record.Opening?.Prescription.Needles ?? []).Select(Json)], record.Opening?.Prescription.RetentionMinutes,
            record.Timer is { } timer ? new(timer.Start, timer.PlannedEnd) : null, record.NeedlesIn, record.IsCountDeferred,
            record.Count is { } c ? new(c.Key, c.Counted, c.Expected, c.Explained, c.IsSecondLook, c.IsStale, c.Agrees) : null,
            [.. record.Stops.Select(s => new StopView(s.Key, SessionWords.Word(s.Cause), s.Because, s.At, names.GetValueOrDefault(s.By, "?")))],
            [.. record.Conflicts.Select(k => new ConflictView(k.Id, SessionWords.Kind(k), k.IsSettledByWords, IsAcknowledged(kept.Log, k), words.Say(k)))],
            [.. record.Unsettled.Select(u => Open(u, words))], [.. SessionMoves.Possible(session, Moment(request, kept.Sheet.Id), signing is Move.Made)],
            signing is Move.Made, signing is Move.Refused refused ? [.. refused.Because.Select(b => Open(b, words))] : [],
            [.. session.Signatures.Select(s => new SignatureView(s.Event.Key, names.GetValueOrDefault(s.Event.Stamp.By, "?"), s.Event.Stamp.At, s.Stands))],
            [.. record.Amendments.Select(a => new AmendmentView(a.Key, names.GetValueOrDefault(a.Stamp.By, "?"), a.Stamp.At, a.Needle, a.Text, a.Because))]);
    }

    /// <summary>What the rules of needling and the agreed plan say to a needle here in this person, before it goes in.</summary>
    public static async Task<SiteAnswer?> SiteAsync(ClinicRequest request, PatientFile file, Guid planRow, string point, BodySide side, double? depth)
    {
        var row = await request.Db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Id == planRow, request.Cancel);
        if (row is null || PlanJson.TryRead(row.Content)?.Content is not { } plan || Insertion.TryAt(request.Site.Points.Atlas, point, side) is not { } at)
            return null;
        var planned = plan.Needle(at.Point, side);
        var isDeeper = planned?.Depth is { } agreed && depth > agreed.MostMm;
        var needle = new PlannedNeedle(at.Point, side, depth is { } mm ? DepthRange.TryFrom(mm, mm) : planned?.Depth);
        var readiness = PlanReadiness.Of(plan with { Needles = [needle] }, request.Site.Points.Atlas, file.Known, file.Agreed);
        // Parts of the plan that are open are the plan's matter; here it is this needle's.
        var obstacles = readiness.Obstacles.Where(o => o is not PlanObstacle.Open).Select(o => o.Text.In(request.Language.Tag));
        return new(at.Point, SessionWords.Word(side), planned is not null && !isDeeper, [.. obstacles]);
    }

    public static OpenView Open(Unsettled open, SessionWords words) => new(
        SessionWords.Word(open),
        open switch
        {
            Unsettled.NeedleOpen needle => needle.Needle.Key.ToString(),
            Unsettled.CountDiffers count => count.Count.Key.ToString(),
            Unsettled.ConflictOpen conflict => conflict.Conflict.Id,
            Unsettled.ReportMissing report => report.About.ToString(),
            _ => null,
        },
        words.Say(open));

    public static OpenView Open(Refusal because, SessionWords words) =>
        because is Refusal.StillOpen still ? Open(still.Unsettled, words) : new(SessionWords.Word(because), because is Refusal.StopStands stands ? stands.Stop.Key.ToString() : null, words.Say(because));

    /// <summary>"signed" where a signature stands, else where the moves and the stops have brought it.</summary>
    public static string Phase(NeedlingSession session) => SessionWords.Word(session);

    public static JsonElement Json(Insertion needle) => Parsed(SessionText.Write(needle));

    public static JsonElement Parsed(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static bool IsAcknowledged(SessionLog log, Conflict conflict) => log.Events.OfType<SessionEvent.Acknowledged>().Any(a => a.Conflict == conflict.Id);

    private static NeedleView Needle(SessionNeedle needle, SessionWords words) => new(
        needle.Key, needle.Now.Point, SessionWords.Word(needle.Now.Side), needle.At, needle.Fate is NeedleFate.Out out_ ? out_.At : null, SessionWords.Fate(needle.Fate), !needle.Fate.IsAccountedFor,
        needle.RecordedLate, needle.Fate is NeedleFate.Home home ? home.RemoveBy : null, Json(needle.Now), words.Site(needle.Now));
}
