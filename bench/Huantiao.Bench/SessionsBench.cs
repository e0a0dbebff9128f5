using Huantiao.Care.Sessions;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Invented;
using Huantiao.Records.Needling;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Bench;

/// <summary>Needling sessions, timed for bench/sessions.sh: opening one and the board in a clinic of many, and saving an event against raw inserts.</summary>
internal static class SessionsBench
{
    private const int Warm = 150;
    private const int Asked = 1000;

    /// <summary>"open …", "begin …", "board …": median and 99th percentile in microseconds of what the page of a session, the form that opens one, and the board ask of the database.</summary>
    public static async Task ReadsAsync(string connection, string folder, int sessions)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await Rates.ClinicAsync(database);
        var some = await ManySessions.WholeAsync(connection, sessions);
        Guid practitioner;
        await using (var db = database.NewContext(clinic, Actor.Program))
            (practitioner, _) = await ManySessions.BasicsAsync(db);

        // None twice, the warm ones included: the program remembers what it has read of a session.
        await Rates.TimeAsync(database, clinic, "open", Warm, Asked, (db, i) => OpenAsync(db, some[i].Session, some[i].Patient, practitioner));
        await Rates.TimeAsync(database, clinic, "begin", Warm, Asked, (db, i) => BeginAsync(db, some[^(i + 1)].Patient, practitioner));
        await Rates.TimeAsync(database, clinic, "board", Warm, Asked, (db, _) => BoardAsync(db));
    }

    /// <summary>Events a second, by turns, with so many who write at once, each in a session of their own; against the event's row alone, and against all rows that are written with it.</summary>
    public static async Task SavesAsync(string? connection, string folder, int writers)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await Rates.ClinicAsync(database);
        await using var db = database.NewContext(clinic, Actor.Program);
        var (practitioner, plan) = await ManySessions.BasicsAsync(db);
        // Connected once, and ready.
        var raw = RawInserts.Writers(connection, writers);
        var (one, all) = (await RawAsync(isAll: false), await RawAsync(isAll: true));
        for (var round = 0; round < 4; round++)
        {
            var row = await Rates.OfAsync(raw, w => one[w].Write);
            var ours = await Rates.OfAsync(writers, _ => Our(database, clinic, practitioner, plan));
            var rows = await Rates.OfAsync(raw, w => all[w].Write);
            // The first round is the compiler's.
            if (round == 0)
                continue;
            Rates.Say("the event's row alone", row, ours);
            Rates.Say("event, sheet and trail", rows, ours);
        }

        foreach (var (connected, _) in one.Concat(all))
            await connected.DisposeAsync();

        async Task<List<(RawInserts Connected, Func<Task> Write)>> RawAsync(bool isAll)
        {
            var made = new List<(RawInserts Connected, Func<Task> Write)>();
            for (var i = 0; i < raw; i++)
            {
                var (session, events) = Session(practitioner, plan);
                await using var own = database.NewContext(clinic, Actor.Program);
                await own.BeginAsync(Sheet(clinic, session, practitioner, plan), [events[0]], practitioner);
                made.Add(Raw(connection, folder, clinic, practitioner, plan, session, SessionText.Write(events[4]), isAll));
            }

            return made;
        }
    }

    /// <summary>As the page asks: the session with its events, whose it is, who works here, the rooms, the licence, and what was written down beside.</summary>
    private static async Task OpenAsync(HuantiaoDb db, Guid session, Guid patient, Guid account)
    {
        var clinic = db.Clinic;
        if ((await db.FindSessionAsync(session))!.Session.Record.Needles.Length != ManySessions.Needles)
            throw new InvalidOperationException("This session has other needles.");
        _ = await (from m in db.Memberships.AsNoTracking() join u in db.Users on m.AccountId equals u.Id where m.ClinicId == clinic select new { u.Id, u.DisplayName }).Distinct().ToListAsync();
        _ = await db.Patients.AsNoTracking().Where(p => p.Id == patient).Select(p => p.Name).FirstAsync();
        _ = await db.Licences.AsNoTracking().Where(l => l.AccountId == account).OrderByDescending(l => l.Expires).FirstOrDefaultAsync();
        _ = await db.PointGroups.AsNoTracking().Where(g => g.AccountId == account).ToListAsync();
        db.Audit.Read("needling_session", session.ToString(), patient);
        await db.SaveChangesAsync();
    }

    /// <summary>As the form that opens a session asks and writes, once screen, plan and consent are settled, which are the patient's: is one open, what was done last time, a new sheet.</summary>
    private static async Task BeginAsync(HuantiaoDb db, Guid patient, Guid practitioner)
    {
        Guid[] records = [patient];
        _ = await db.NeedlingSessions.AsNoTracking().Where(s => records.Contains(s.PatientId) && s.Phase != SheetPhase.Signed).OrderByDescending(s => s.OpenedAt).Select(s => (Guid?)s.Id).FirstOrDefaultAsync();
        var last = await db.NeedlingSessions.AsNoTracking().Where(s => records.Contains(s.PatientId) && s.PlanId == patient && s.Phase == SheetPhase.Signed)
            .OrderByDescending(s => s.OpenedAt).Select(s => (Guid?)s.Id).FirstAsync();
        _ = (await db.FindSessionAsync(last!.Value))!.Session;
        var (from, now) = (TimeProvider.System.GetUtcNow().AddHours(-12), TimeProvider.System.GetUtcNow());
        var until = from.AddDays(1);
        _ = await db.Appointments.AsNoTracking().Where(a => records.Contains(a.PatientId) && a.StartsAt >= from && a.StartsAt < until && !db.NeedlingSessions.Any(s => s.AppointmentId == a.Id)).Select(a => a.RoomId).FirstOrDefaultAsync();
        var session = Guid.CreateVersion7();
        // Opened the day before yesterday, so that the board stays as it was.
        await db.BeginAsync(
            new() { ClinicId = db.Clinic, Id = session, PatientId = patient, PlanId = patient, PractitionerId = practitioner, OpenedAt = now.AddDays(-2), OpenedBy = practitioner },
            [.. InventedSession.Events(session, patient, Guid.Empty, practitioner, now, 0, "L1", isFinished: false).Take(2)], practitioner);
    }

    /// <summary>As the board asks: the sheets that are not signed, and the rooms.</summary>
    private static async Task BoardAsync(HuantiaoDb db)
    {
        var since = TimeProvider.System.GetUtcNow().AddHours(-12);
        var sheets = await db.NeedlingSessions.AsNoTracking().Where(s => s.Phase != SheetPhase.Signed && (s.NeedlesIn > 0 || s.OpenedAt >= since)).OrderBy(s => s.OpenedAt).ThenBy(s => s.Id).ToListAsync();
        var rooms = await db.Rooms.AsNoTracking().OrderBy(r => r.Name).ThenBy(r => r.Id).Select(r => new { r.Id, r.Name, r.Active }).ToListAsync();
        if (sheets.Count < ManySessions.RoomsOnTheBoard || rooms.Count < ManySessions.RoomsOnTheBoard)
            throw new InvalidOperationException("The board is not full.");
    }

    /// <summary>As the server does it: the event judged, and written with the sheet and the trail. The beginning of a session counts as one.</summary>
    private static Func<Task> Our(Database database, Guid clinic, Guid practitioner, Plan plan)
    {
        // Made before the time runs.
        var made = new Queue<(Guid Session, List<SessionEvent> Events)>(Enumerable.Range(0, 60).Select(_ => Session(practitioner, plan)));
        var (session, events) = made.Dequeue();
        var next = 0;
        return async () =>
        {
            await using var db = database.NewContext(clinic, Actor.Staff(practitioner, "127.0.0.1"));
            if (next == 0)
                await db.BeginAsync(Sheet(clinic, session, practitioner, plan), [events[0]], practitioner);
            else
                await db.ArriveAsync(session, [events[next]], practitioner);
            if (++next < events.Count)
                return;
            ((session, events), next) = (made.Count > 0 ? made.Dequeue() : Session(practitioner, plan), 0);
        };
    }

    /// <summary>The same rows by prepared statements: the event alone, or with the sheet's new state and a line of the trail (whose place in the chain is not worked out).</summary>
    private static (RawInserts Connected, Func<Task> Write) Raw(string? connection, string folder, Guid clinic, Guid practitioner, Plan plan, Guid session, string text, bool isAll)
    {
        // Far behind the trail's own lines, whose numbers go on.
        var (arrival, line) = (1, RandomLine());
        var insert = ("INSERT INTO session_event (clinic_id, session_id, arrival, event_key, text, schema_version, received_at, received_from) VALUES (@c, @s, @n, @k, @t, 1, @at, @p)", (string[])["c", "s", "n", "k", "t", "at", "p"]);
        var update = ("UPDATE needling_session SET arrived = @n, needles_in = @n, phase = 'needling', planned_end = @at, version = @n WHERE clinic_id = @c AND id = @s AND version = @n - 1", (string[])["c", "s", "n", "at"]);
        var trail = ("INSERT INTO audit_entry (clinic_id, sequence, at, actor, account_id, action, kind, record_key, patient_id, reason, origin, hash) VALUES (@c, @n, @at, 'staff', @p, 'write', 'needling_session', @key, @patient, 'changed needles_in, arrived', '127.0.0.1', @hash)", (string[])["c", "n", "at", "p", "key", "patient", "hash"]);
        var raw = new RawInserts(connection, folder, isAll ? [insert, update, trail] : [insert]);
        var (key, hash) = (session.ToString(), new string('0', 64));
        return (raw, WriteAsync);

        async Task WriteAsync()
        {
            arrival++;
            var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            object[] happened = [clinic, session, arrival, Guid.CreateVersion7(), text, at, practitioner];
            if (isAll)
                await raw.RunAsync(happened, [clinic, session, arrival, at], [clinic, ++line, at, practitioner, key, plan.PatientId, hash]);
            else
                await raw.RunAsync(happened);
        }

        static long RandomLine() => (1L << 50) + (Random.Shared.NextInt64(1L << 40) * 1000);
    }

    private static SessionSheet Sheet(Guid clinic, Guid session, Guid practitioner, Plan plan) => new()
    {
        ClinicId = clinic, Id = session, PatientId = plan.PatientId, PlanId = plan.Id, PractitionerId = practitioner, OpenedAt = TimeProvider.System.GetUtcNow(), OpenedBy = practitioner,
    };

    private static (Guid Session, List<SessionEvent> Events) Session(Guid practitioner, Plan plan)
    {
        var session = Guid.CreateVersion7();
        return (session, [.. InventedSession.Events(session, plan.PatientId, Guid.Empty, practitioner, TimeProvider.System.GetUtcNow(), ManySessions.Needles, "L1", isFinished: true)]);
    }
}
