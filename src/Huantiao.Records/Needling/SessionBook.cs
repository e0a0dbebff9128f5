using Huantiao.Care.AdverseEvents;
using Huantiao.Care.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Needling;

/// <summary>A session as it is kept.</summary>
/// <param name="Sheet">As it stands in the table; not tracked.</param>
/// <param name="Through">Number of the last event that is in the log.</param>
public sealed record KeptSession(SessionSheet Sheet, SessionLog Log, int Through)
{
    /// <summary>What the events tell.</summary>
    public NeedlingSession Session => Log.Session ?? throw new InvalidOperationException($"Session {Sheet.Id} has no events.");
}

/// <summary>
/// Where the events of sessions arrive and are read. Whatever arrives is kept: the same key and text once, another text under the same key beside the first. A batch
/// is one transaction; it returns when it is on the disk.
/// </summary>
public static class SessionBook
{
    /// <summary>Two devices that send at once take turns; so often one may come too late.</summary>
    private const int MostTries = 100;

    /// <summary>A session with all its events; null: there is none in this clinic.</summary>
    public static async Task<KeptSession?> FindSessionAsync(this HuantiaoDb db, Guid session, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.NeedlingSessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == session, cancel) is not { } sheet)
            return null;
        var (log, through) = await ReadAsync(db, sheet, cancel);
        return new(sheet, log, through);
    }

    /// <summary>Every session of these records with its events, the newest first.</summary>
    /// <param name="patients">A record and those merged into it.</param>
    public static async Task<IReadOnlyList<KeptSession>> SessionsOfAsync(this HuantiaoDb db, IReadOnlyList<Guid> patients, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sheets = await db.NeedlingSessions.AsNoTracking().Where(s => patients.Contains(s.PatientId)).OrderByDescending(s => s.OpenedAt).ThenByDescending(s => s.Id).ToListAsync(cancel);
        var events = (await (
            from happened in db.SessionEvents.AsNoTracking()
            join sheet in db.NeedlingSessions on happened.SessionId equals sheet.Id
            where patients.Contains(sheet.PatientId)
            orderby happened.SessionId, happened.Arrival
            select happened).ToListAsync(cancel)).ToLookup(e => e.SessionId);
        // One that begins while this reads has a sheet and no events yet, or the other way round: it is told the next time.
        return [.. sheets.Where(s => events[s.Id].Any()).Select(s => new KeptSession(s, SessionLog.Empty.With(events[s.Id].Select(e => SessionText.Read(e.Text))), events[s.Id].Last().Arrival))];
    }

    /// <summary>Events that arrived after that number, with their numbers, in the order of arrival.</summary>
    public static async Task<IReadOnlyList<SessionEventRow>> EventsAfterAsync(this HuantiaoDb db, Guid session, int after, CancellationToken cancel = default) =>
        await db.SessionEvents.AsNoTracking().Where(e => e.SessionId == session && e.Arrival > after).OrderBy(e => e.Arrival).ToListAsync(cancel);

    /// <summary>Begins a session with its first events. The same again, under the same id, changes nothing.</summary>
    /// <param name="sheet">A new row; what is worked out from the events is filled in here.</param>
    /// <param name="events">The opening among them.</param>
    public static async Task<KeptSession> BeginAsync(this HuantiaoDb db, SessionSheet sheet, IReadOnlyList<SessionEvent> events, Guid from, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(events);
        var log = SessionLog.Empty.With(events);
        Note(sheet, log.Session ?? throw new ArgumentException("A session begins with its opening.", nameof(events)));
        sheet.Arrived = events.Count;
        db.NeedlingSessions.Add(sheet);
        db.SessionEvents.AddRange(events.Select((e, i) => Row(db, sheet.Id, e, SessionText.Write(e), i + 1, from)));
        db.SessionLots.AddRange(Lots(db, sheet.Id, [], events));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (await db.FindSessionAsync(sheet.Id, cancel) is { } there)
                return there;
            throw;
        }

        db.Logs?.Keep(db.Clinic, sheet.Id, new(events.Count, log, sheet.Copy()));
        return new(sheet, log, events.Count);
    }

    /// <summary>Takes events in. Nothing else that the context has changed may be waiting to be saved.</summary>
    /// <param name="events">In any order, as often as they like to come.</param>
    /// <param name="from">The account that brings them.</param>
    /// <param name="address">Where the clinic was reached: for the letter that asks the person afterwards.</param>
    /// <returns>The session with them; null: there is no such session in this clinic.</returns>
    public static Task<KeptSession?> ArriveAsync(
        this HuantiaoDb db, Guid session, IReadOnlyList<SessionEvent> events, Guid from, string? address = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return db.ArriveAsync(session, _ => events, from, address, cancel);
    }

    /// <summary>The same for events that are made on the session as it is at that moment: asked anew whenever another device was first.</summary>
    public static async Task<KeptSession?> ArriveAsync(
        this HuantiaoDb db, Guid session, Func<SessionLog, IReadOnlyList<SessionEvent>> make, Guid from, string? address = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(make);
        // What is remembered may be old: what is made of it stands only if the sheet is still that one, and nothing is answered from it alone.
        var isTracked = db.ChangeTracker.Entries<SessionSheet>().Any(e => e.Entity.Id == session);
        for (var (i, known) = (1, isTracked ? RememberedSession.Nothing : db.Logs?.Find(db.Clinic, session) ?? RememberedSession.Nothing); ; i++, known = RememberedSession.Nothing)
        {
            SessionSheet? sheet;
            var (before, through) = (known.Log, known.Arrived);
            if (known.Sheet is not null)
                db.Attach(sheet = known.Sheet.Copy());
            else if ((sheet = await db.NeedlingSessions.FirstOrDefaultAsync(s => s.Id == session, cancel)) is null)
                return null;
            else
                (before, through) = await ReadAsync(db, sheet, cancel);

            var added = new List<object> { sheet };
            try
            {
                var fresh = New(before, make(before));
                if (fresh.Count == 0 && known.Sheet is not null)
                    continue;
                if (fresh.Count == 0)
                    return new(sheet, before, through);

                var log = before.With(fresh.Select(f => f.Event));
                added.AddRange(fresh.Select((f, n) => Row(db, session, f.Event, f.Text, through + n + 1, from)));
                added.AddRange(Lots(db, session, before.Events, fresh.Select(f => f.Event)));
                Note(sheet, log.Session!);
                sheet.Arrived = through + fresh.Count;
                var question = await QuestionAsync(db, sheet, known, address, cancel);
                if (question is not null)
                    added.Add(question);
                foreach (var row in added.Where(r => db.Entry(r).State == EntityState.Detached))
                    db.Add(row);
                await db.SaveChangesAsync(cancel);
                db.Logs?.Keep(db.Clinic, session, new(sheet.Arrived, log, sheet.Copy(), question?.Copy() ?? known.Question));
                return new(sheet, log, sheet.Arrived);
            }
            catch (DbUpdateException) when (i < MostTries && !cancel.IsCancellationRequested)
            {
                // Another device was first: look again at what is there. Only what was put here is taken back.
            }
            finally
            {
                foreach (var row in added)
                    db.Entry(row).State = EntityState.Detached;
            }
        }
    }

    /// <summary>What stands on the sheet besides, worked out from the events: for the board and the lists.</summary>
    internal static void Note(SessionSheet sheet, NeedlingSession session)
    {
        // With no time running: what is overdue, a reader sees from the planned end.
        var line = BoardLine.Of(session, DateTimeOffset.MinValue);
        sheet.Phase = line.IsSigned ? SheetPhase.Signed : line.Phase switch
        {
            SessionPhase.Needling => SheetPhase.Needling,
            SessionPhase.Retaining => SheetPhase.Retaining,
            SessionPhase.Removing => SheetPhase.Removing,
            SessionPhase.Interrupted => SheetPhase.Interrupted,
            _ => SheetPhase.Prepared,
        };
        (sheet.NeedlesIn, sheet.PlannedEnd, sheet.CountDeferred, sheet.NeedsEyes) = (line.NeedlesIn, line.PlannedEnd, line.IsCountDeferred, line.NeedsEyes);
        (sheet.EndedAt, sheet.SignedAt) = (SessionEnd.Of(session), session is NeedlingSession.Signed signed ? signed.Signature.Stamp.At : null);
        sheet.PractitionerId = line.Practitioner ?? sheet.PractitionerId;
    }

    /// <summary>The events up to those that the sheet counts, at least.</summary>
    private static async Task<(SessionLog Log, int Through)> ReadAsync(HuantiaoDb db, SessionSheet sheet, CancellationToken cancel)
    {
        var known = db.Logs?.Find(db.Clinic, sheet.Id) ?? RememberedSession.Nothing;
        var (through, log) = (known.Arrived, known.Log);
        if (through >= sheet.Arrived)
            return (log, through);
        var rows = await db.EventsAfterAsync(sheet.Id, through, cancel);
        if (rows.Count == 0)
            return (log, through);
        (through, log) = (rows[^1].Arrival, log.With(rows.Select(r => SessionText.Read(r.Text))));
        db.Logs?.Keep(db.Clinic, sheet.Id, new(through, log, null));
        return (log, through);
    }

    /// <summary>Those that are not there yet, each once.</summary>
    private static List<(SessionEvent Event, string Text)> New(SessionLog log, IReadOnlyList<SessionEvent> events)
    {
        var there = log.Events.ToLookup(e => e.Key);
        var fresh = new List<(SessionEvent Event, string Text)>();
        foreach (var happened in events)
        {
            var text = SessionText.Write(happened);
            if (!there[happened.Key].Any(t => SessionText.Write(t) == text) && !fresh.Exists(f => f.Text == text))
                fresh.Add((happened, text));
        }

        return fresh;
    }

    private static SessionEventRow Row(HuantiaoDb db, Guid session, SessionEvent happened, string text, int arrival, Guid from) => new()
    {
        ClinicId = db.Clinic,
        SessionId = session,
        Arrival = arrival,
        EventKey = happened.Key,
        Text = text,
        SchemaVersion = SessionText.SchemaVersion,
        ReceivedAt = db.Clock.GetUtcNow(),
        ReceivedFrom = from,
    };

    /// <summary>Lots that these events name and that the session has not named before: those of earlier events were written with them.</summary>
    private static IEnumerable<SessionLot> Lots(HuantiaoDb db, Guid session, IEnumerable<SessionEvent> before, IEnumerable<SessionEvent> events)
    {
        var named = Named(events).ToHashSet();
        if (named.Count > 0)
            named.ExceptWith(Named(before));
        return named.Select(n => new SessionLot { ClinicId = db.Clinic, Lot = n.Lot, Gtin = n.Gtin, SessionId = session });
    }

    private static IEnumerable<(string Lot, string Gtin)> Named(IEnumerable<SessionEvent> events) => events.Select(e => e switch
    {
        SessionEvent.Inserted inserted => inserted.Needle.Lot,
        SessionEvent.Described described => described.As.Lot,
        SessionEvent.Amended amended => amended.As?.Lot,
        _ => null,
    }).OfType<LotUsed>().Where(l => !string.IsNullOrWhiteSpace(l.Lot)).Select(l => (SessionLot.Written(l.Lot), SessionLot.Written(l.Gtin ?? "")));

    /// <summary>When the last needle is out the person is to be asked; where more needles come out later, counted from then, while nothing has been sent.</summary>
    /// <param name="known">What is remembered; as with the sheet, what has changed since is found out by the save.</param>
    private static async Task<AfterQuestion?> QuestionAsync(HuantiaoDb db, SessionSheet sheet, RememberedSession known, string? address, CancellationToken cancel)
    {
        var before = db.Entry(sheet).Property(s => s.EndedAt).OriginalValue;
        if (sheet.EndedAt is not { } ended || before == ended)
            return null;
        var (from, until) = EventRules.FollowUp(ended.ToUniversalTime());
        var question = known.Question?.Copy();
        if (question is not null)
            db.Attach(question);
        else if (known.Sheet is null || before is not null)
            question = await db.AfterQuestions.FirstOrDefaultAsync(q => q.SessionId == sheet.Id, cancel);
        if (question is null)
            return new() { ClinicId = db.Clinic, SessionId = sheet.Id, PatientId = sheet.PatientId, AskFrom = from, AskUntil = until, Address = address };
        if (question.State == AskingState.Waiting)
            (question.AskFrom, question.AskUntil) = (from, until);
        return question;
    }
}
