using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Huantiao.Care.Sessions;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Diary;
using Huantiao.Records.Invented;
using Huantiao.Records.Needling;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huantiao.Bench;

/// <summary>Needling sessions, timed for bench/sessions.sh: opening one and the board in a clinic of many, and saving an event against a raw insert.</summary>
internal static class SessionsBench
{
    private const int Asked = 1500;
    private const int RoomsOnTheBoard = 200;
    private const int Needles = 8;

    /// <summary>Adds signed sessions to the invented clinic, and two hundred rooms with needles in.</summary>
    public static async Task GenerateAsync(string? connection, string folder, int sessions)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        await InventedSessions.GenerateAsync(database, sessions);
        await using var db = database.NewContext(await ClinicAsync(database), Actor.Program);
        var (practitioner, plan) = await BasicsAsync(db);
        for (var i = 0; i < RoomsOnTheBoard; i++)
        {
            var (room, session, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), TimeProvider.System.GetUtcNow());
            db.Rooms.Add(new Room { ClinicId = db.Clinic, Id = room, Name = string.Create(CultureInfo.InvariantCulture, $"Board {i:000}") });
            await db.SaveChangesAsync();
            await db.BeginAsync(
                new() { ClinicId = db.Clinic, Id = session, PatientId = plan.PatientId, PlanId = plan.Id, RoomId = room, PractitionerId = practitioner, OpenedAt = now, OpenedBy = practitioner },
                [.. InventedSession.Events(session, plan.PatientId, room, practitioner, now, Needles, "L1", isFinished: false)], practitioner);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>"open 1200 4500" and "board 900 3100": median and 99th percentile in microseconds; then what two hundred rooms asked for once a second cost.</summary>
    public static async Task ReadsAsync(string? connection, string folder)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await ClinicAsync(database);
        var random = new Random(13);
        List<Guid> sessions = [];
        var key = new byte[16];
        await using (var db = database.NewContext(clinic, Actor.Program))
        {
            // From everywhere, and none twice: the program remembers what it has read of a session.
            while (sessions.Count < Asked + 200)
            {
                random.NextBytes(key);
                var from = new Guid(key);
                if (await db.NeedlingSessions.AsNoTracking().Where(s => s.Id.CompareTo(from) >= 0 && s.Phase == SheetPhase.Signed).OrderBy(s => s.Id).Select(s => (Guid?)s.Id).FirstOrDefaultAsync() is { } found)
                    sessions.Add(found);
            }
        }

        await TimeAsync("open", 200, async (db, i) => _ = (await db.FindSessionAsync(sessions[i]))!.Session);
        await TimeAsync("board", 200, (db, _) => BoardAsync(db));
        var (used, began) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        for (var i = 0; i < 200; i++)
        {
            await using var db = database.NewContext(clinic, Actor.Program);
            await BoardAsync(db);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"poll {Stopwatch.GetElapsedTime(began).TotalMicroseconds / 200:0} {(Environment.CpuUsage.TotalTime - used).TotalMicroseconds / 200:0}"));

        async Task TimeAsync(string what, int warm, Func<HuantiaoDb, int, Task> ask)
        {
            var times = new double[Asked];
            for (var i = 0; i < Asked + warm; i++)
            {
                await using var db = database.NewContext(clinic, Actor.Program);
                var started = Stopwatch.GetTimestamp();
                await ask(db, i);
                if (i >= warm)
                    times[i - warm] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            }

            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {times[Asked / 2]:0} {times[Asked * 99 / 100]:0}"));
        }
    }

    /// <summary>"raw 3000/s … save 2500/s …": events a second, by turns, with so many who write at once, each in a session of their own.</summary>
    public static async Task SavesAsync(string? connection, string folder, int writers)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await ClinicAsync(database);
        await using var db = database.NewContext(clinic, Actor.Program);
        var (practitioner, plan) = await BasicsAsync(db);
        for (var round = 0; round < 4; round++)
        {
            var raw = await RateAsync(connection is null ? 1 : writers, await RawAsync(database, connection, folder, clinic, practitioner, plan));
            var ours = await RateAsync(writers, OurAsync(database, clinic, practitioner, plan));
            if (round > 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"raw {raw.Rate:0}/s ({raw.Microseconds:0} us of processor) save {ours.Rate:0}/s ({ours.Microseconds:0} us) share {100 * ours.Rate / raw.Rate:0}%"));
        }
    }

    private static async Task<(double Rate, double Microseconds)> RateAsync(int writers, Func<Func<Task>> writer)
    {
        var all = Enumerable.Range(0, writers).Select(_ => writer()).ToList();
        var (started, count, used) = (Stopwatch.GetTimestamp(), 0, Environment.CpuUsage.TotalTime);
        await Task.WhenAll(all.Select(write => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started).TotalSeconds < 4)
            {
                await write();
                Interlocked.Increment(ref count);
            }
        })));
        return (count / Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / count);
    }

    /// <summary>As the server does it: the session is found, the event judged, the sheet and the trail written with it. The beginning of a session counts as one.</summary>
    private static Func<Func<Task>> OurAsync(Database database, Guid clinic, Guid practitioner, Plan plan) => () =>
    {
        var made = new Queue<(Guid Session, List<SessionEvent> Events)>(Enumerable.Range(0, 40).Select(_ => Session(practitioner, plan)));
        var (session, events) = made.Dequeue();
        var next = 0;
        return async () =>
        {
            await using var db = database.NewContext(clinic, Actor.Staff(practitioner, "127.0.0.1"));
            if (next == 0)
            {
                await db.BeginAsync(
                    new() { ClinicId = clinic, Id = session, PatientId = plan.PatientId, PlanId = plan.Id, PractitionerId = practitioner, OpenedAt = TimeProvider.System.GetUtcNow(), OpenedBy = practitioner }, [events[0]], practitioner);
            }
            else
            {
                await db.ArriveAsync(session, [events[next]], practitioner);
            }

            if (++next < events.Count)
                return;
            ((session, events), next) = (made.Count > 0 ? made.Dequeue() : Session(practitioner, plan), 0);
        };
    };

    /// <summary>The same row by a prepared statement, each in a commit of its own that is flushed.</summary>
    private static async Task<Func<Func<Task>>> RawAsync(Database database, string? connection, string folder, Guid clinic, Guid practitioner, Plan plan)
    {
        var (session, events) = Session(practitioner, plan);
        await using var db = database.NewContext(clinic, Actor.Program);
        await db.BeginAsync(
            new() { ClinicId = clinic, Id = session, PatientId = plan.PatientId, PlanId = plan.Id, PractitionerId = practitioner, OpenedAt = TimeProvider.System.GetUtcNow(), OpenedBy = practitioner }, [events[0]], practitioner);
        var (text, arrival) = (SessionText.Write(events[4]), 1);
        return () =>
        {
            DbConnection open = connection is null ? new SqliteConnection($"Data Source={Path.Combine(folder, Database.FileName)};Foreign Keys=True") : new NpgsqlConnection(connection);
            open.Open();
            if (connection is null)
            {
                using var pragma = open.CreateCommand();
                pragma.CommandText = "PRAGMA synchronous = FULL";
                pragma.ExecuteNonQuery();
            }

            var command = open.CreateCommand();
            command.CommandText = "INSERT INTO session_event (clinic_id, session_id, arrival, event_key, text, schema_version, received_at, received_from) VALUES (@c, @s, @n, @k, @t, 1, @at, @p)";
            Add("c", clinic);
            Add("s", session);
            var number = Add("n", 0);
            var key = Add("k", Guid.Empty);
            Add("t", text);
            var at = Add("at", 0L);
            Add("p", practitioner);
            command.Prepare();
            return async () =>
            {
                (number.Value, key.Value, at.Value) = (Interlocked.Increment(ref arrival), Guid.CreateVersion7(), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
                await command.ExecuteNonQueryAsync();
            };

            DbParameter Add(string name, object value)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
                return parameter;
            }
        };
    }

    private static (Guid Session, List<SessionEvent> Events) Session(Guid practitioner, Plan plan)
    {
        var session = Guid.CreateVersion7();
        return (session, [.. InventedSession.Events(session, plan.PatientId, Guid.Empty, practitioner, TimeProvider.System.GetUtcNow(), Needles, "L1", isFinished: true)]);
    }

    /// <summary>What the page asks: the sheets that are not signed, and the rooms.</summary>
    private static async Task BoardAsync(HuantiaoDb db)
    {
        var since = TimeProvider.System.GetUtcNow().AddHours(-12);
        var sheets = await db.NeedlingSessions.AsNoTracking().Where(s => s.Phase != SheetPhase.Signed && (s.NeedlesIn > 0 || s.OpenedAt >= since)).OrderBy(s => s.OpenedAt).ThenBy(s => s.Id).ToListAsync();
        var rooms = await db.Rooms.AsNoTracking().OrderBy(r => r.Name).ThenBy(r => r.Id).Select(r => new { r.Id, r.Name, r.Active }).ToListAsync();
        if (sheets.Count < RoomsOnTheBoard || rooms.Count < RoomsOnTheBoard)
            throw new InvalidOperationException("The board is not full.");
    }

    private static async Task<(Guid Practitioner, Plan Plan)> BasicsAsync(HuantiaoDb db)
    {
        var clinic = db.Clinic;
        return (await db.Memberships.Where(m => m.ClinicId == clinic).Select(m => m.AccountId).FirstAsync(), await db.Plans.AsNoTracking().OrderBy(p => p.Id).FirstAsync());
    }

    private static async Task<Guid> ClinicAsync(Database database)
    {
        await using var db = database.NewContext();
        return await db.Clinics.Where(c => c.Invented).Select(c => c.Id).FirstAsync();
    }
}
