using System.Globalization;
using Huantiao.Care.Planning;
using Huantiao.Care.Sessions;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Diary;
using Huantiao.Records.Invented;
using Huantiao.Records.Needling;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huantiao.Bench;

/// <summary>
/// Signed sessions by the million, made by PostgreSQL itself: ten of each patient, with the rows of patients and plans that they refer to. Most are short (opened, cleared, begun,
/// retained, taken out, counted, signed: seven events, no needle); 1,250 of them, from the oldest to the newest, have eight needles and 23 events, and those are the ones that are opened and timed. Besides, two hundred rooms with needles in.
/// </summary>
internal static class ManySessions
{
    public const int RoomsOnTheBoard = 200;
    public const int Needles = 8;

    private const int Whole = 1250;

    private const int SessionsEach = 10;

    /// <summary>In the order of their number, as keys made by the program are in the order of their time.</summary>
    internal const string Key = "(lpad(to_hex(1704067200000 + i), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid";

    public static async Task GenerateAsync(string connection, string folder, int sessions)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        await InventedClinic.GenerateAsync(database, 10, 1);
        await using var db = database.NewContext(await Rates.ClinicAsync(database), Actor.Program);
        var (practitioner, plan) = await BasicsAsync(db);
        var now = TimeProvider.System.GetUtcNow();
        await using (var open = new NpgsqlConnection(connection))
        {
            await open.OpenAsync();
            // Rows that are made to fit each other need no second look by foreign keys.
            await RunAsync(open, "SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '2GB'");
            await RunAsync(open, "ALTER SYSTEM SET max_wal_size = '8GB'");
            await RunAsync(open, "SELECT pg_reload_conf()");
            var indexes = await WithoutIndexesAsync(open, "patient", "plan", "needling_session", "session_event");
            var (patients, clinic) = (sessions / SessionsEach, db.Clinic);
            await RunAsync(open, $"INSERT INTO patient (clinic_id, id, name, sex, invented, created_at, version) SELECT '{clinic}', {Key}, 'Invented ' || i, 'unknown', true, 0, 1 FROM generate_series(1, {patients}) AS i");
            await RunAsync(open, $"INSERT INTO plan (clinic_id, id, patient_id, state, content, schema_version, created_at, by, version) SELECT '{clinic}', {Key}, {Key}, 'draft', '{{}}', 1, 0, '{practitioner}', 1 FROM generate_series(1, {patients}) AS i");
            await RunAsync(
                open,
                $"""
                INSERT INTO needling_session (clinic_id, id, patient_id, plan_id, practitioner_id, opened_at, opened_by, arrived, phase, needles_in, count_deferred, needs_eyes, ended_at, signed_at, version)
                SELECT '{clinic}', s.id, p.id, p.id, '{practitioner}', s.at, '{practitioner}', CASE WHEN s.i % {sessions / Whole} = 0 THEN 23 ELSE 7 END, 'signed', 0, false, false, s.at + 1800000, s.at + 1900000, 1
                FROM (SELECT i, {Key} AS id, 1 + i % {patients} AS patient, {now.AddDays(-1).ToUnixTimeMilliseconds()} - ({sessions} - i) / 200 * 86400000 AS at FROM generate_series(1::bigint, {sessions}) AS i) AS s,
                LATERAL (SELECT {Key} AS id FROM (SELECT s.patient AS i) AS of) AS p
                """);
            await EventsAsync(open, clinic, practitioner, now);
            foreach (var index in indexes)
                await RunAsync(open, index);
            await RunAsync(open, "VACUUM ANALYZE patient, plan, needling_session, session_event");
            await RunAsync(open, "CHECKPOINT");
        }

        for (var i = 0; i < RoomsOnTheBoard; i++)
        {
            var (room, session) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            db.Rooms.Add(new Room { ClinicId = db.Clinic, Id = room, Name = string.Create(CultureInfo.InvariantCulture, $"Board {i:000}") });
            await db.SaveChangesAsync();
            var events = InventedSession.Events(session, plan.PatientId, room, practitioner, TimeProvider.System.GetUtcNow(), Needles, "L1", isFinished: false).ToList();
            await db.BeginAsync(
                new() { ClinicId = db.Clinic, Id = session, PatientId = plan.PatientId, PlanId = plan.Id, RoomId = room, PractitionerId = practitioner, OpenedAt = TimeProvider.System.GetUtcNow(), OpenedBy = practitioner },
                events, practitioner);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Who works in the clinic, and a plan that sessions carry out; it is made where there is none.</summary>
    public static async Task<(Guid Practitioner, Plan Plan)> BasicsAsync(HuantiaoDb db)
    {
        var clinic = db.Clinic;
        var practitioner = await db.Memberships.Where(m => m.ClinicId == clinic).OrderBy(m => m.AccountId).Select(m => m.AccountId).FirstAsync();
        if (await db.Plans.AsNoTracking().OrderBy(p => p.Id).FirstOrDefaultAsync() is { } there)
            return (practitioner, there);
        var plan = new Plan
        {
            ClinicId = clinic, Id = Guid.CreateVersion7(), PatientId = await db.Patients.OrderBy(p => p.Id).Select(p => p.Id).FirstAsync(), Content = PlanJson.Write(TreatmentPlan.Begin(Guid.CreateVersion7())),
            SchemaVersion = 1, CreatedAt = TimeProvider.System.GetUtcNow(), By = practitioner,
        };
        db.Plans.Add(plan);
        await db.SaveChangesAsync();
        return (practitioner, plan);
    }

    /// <summary>The texts of two sessions made by the session's own moves; of the others only whose they are differs.</summary>
    private static async Task EventsAsync(NpgsqlConnection open, Guid clinic, Guid practitioner, DateTimeOffset now)
    {
        var (session, patient) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await RunAsync(open, "CREATE TEMPORARY TABLE made (whole boolean, n integer, key uuid, text text)");
        foreach (var (whole, needles) in ((bool, int)[])[(false, 0), (true, Needles)])
        {
            var texts = InventedSession.Events(session, patient, Guid.Empty, practitioner, now.AddDays(-1), needles, "L1", isFinished: true);
            foreach (var (n, made) in texts.Index())
            {
                await using var add = new NpgsqlCommand("INSERT INTO made VALUES ($1, $2, $3, $4)", open) { Parameters = { new() { Value = whole }, new() { Value = n + 1 }, new() { Value = made.Key }, new() { Value = SessionText.Write(made) } } };
                await add.ExecuteNonQueryAsync();
            }
        }

        await RunAsync(
            open,
            $"""
            INSERT INTO session_event (clinic_id, session_id, arrival, event_key, text, schema_version, received_at, received_from)
            SELECT s.clinic_id, s.id, e.n, e.key, CASE WHEN e.n = 1 THEN replace(replace(e.text, '{session}', s.id::text), '{patient}', s.patient_id::text) ELSE e.text END, 1, s.opened_at, '{practitioner}'
            FROM needling_session AS s JOIN made AS e ON e.whole = (s.arrived > 7) WHERE s.clinic_id = '{clinic}'
            """);
    }

    /// <summary>Sessions with needles, each once, in an order that has nothing to do with their age. They are worked out, not looked up: what is timed afterwards has not been read before.</summary>
    /// <returns>Of each its key, and that of its patient, which is the plan's too.</returns>
    public static async Task<IReadOnlyList<(Guid Session, Guid Patient)>> WholeAsync(string connection, int sessions)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT {Key} AS session, (SELECT {Key} FROM (SELECT 1 + w.i % {sessions / SessionsEach} AS i) AS of) AS patient FROM generate_series({sessions / Whole}::bigint, {sessions}, {sessions / Whole}) AS w(i) ORDER BY md5({Key}::text)", open);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(Guid, Guid)>();
        while (await reader.ReadAsync())
            found.Add((reader.GetGuid(0), reader.GetGuid(1)));
        return found;
    }

    /// <summary>Drops what no other table refers to, and says how it is made again: sorted at once it takes a fraction of the time that row by row takes.</summary>
    internal static async Task<IReadOnlyList<string>> WithoutIndexesAsync(NpgsqlConnection open, params string[] tables)
    {
        var found = new List<(string Drop, string Make)>();
        await using (var command = new NpgsqlCommand(
            """
            SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX %I', i.indexrelid::regclass::text) ELSE format('ALTER TABLE %I DROP CONSTRAINT %I', i.indrelid::regclass::text, c.conname) END,
                   CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid) ELSE format('ALTER TABLE %I ADD CONSTRAINT %I %s', i.indrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)) END
            FROM pg_index AS i LEFT JOIN pg_constraint AS c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
            WHERE i.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint AS f WHERE f.contype = 'f' AND f.conindid = i.indexrelid)
            """,
            open) { Parameters = { new() { Value = tables } } })
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                found.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (drop, _) in found)
            await RunAsync(open, drop);
        return [.. found.Select(f => f.Make)];
    }

    internal static async Task RunAsync(NpgsqlConnection open, string sql)
    {
        await using var command = new NpgsqlCommand(sql, open) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
