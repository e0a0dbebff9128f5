using System.Globalization;
using Huantiao.Records;
using Huantiao.Records.Invented;
using Npgsql;

namespace Huantiao.Bench;

/// <summary>
/// People with readings by the million, made by PostgreSQL itself: they began evenly over ten years with one of twenty practitioners, each has the calendar of five readings, of which three in four that were due are given, a
/// score before the first needle, one session and the question after it. Of a thousand one is restricted and one joined with another.
/// </summary>
internal static class ManyOutcomes
{
    private const int Practitioners = 20;
    private const int Days = 3650;

    // First day, last day on time and last day of each reading: measure_schedule.csv.
    private const string Times = "(VALUES (2, 11, 18, 21), (4, 25, 35, 49), (12, 77, 98, 126), (26, 168, 203, 266), (52, 343, 392, 455)) AS t(week, from_day, on_time, to_day)";

    private static readonly string[] Tables = ["patient", "plan", "measured_course", "reading_request", "measurement", "needling_session", "after_question"];

    public static async Task GenerateAsync(string connection, string folder, int people)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await InventedClinic.GenerateAsync(database, 10, 1);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        // Rows that are made to fit each other need no second look by foreign keys.
        await ManySessions.RunAsync(open, "SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
        var indexes = await ManySessions.WithoutIndexesAsync(open, Tables);
        var key = ManySessions.Key;
        var other = key.Replace("+ i)", "+ i + 1)", StringComparison.Ordinal).Replace("i::text", "(i + 1)::text", StringComparison.Ordinal);
        var by = $"(SELECT {key} FROM (SELECT p.i % {Practitioners} AS i) AS who)";
        var began = string.Create(CultureInfo.InvariantCulture, $"({now} - (({people} - i)::numeric * {Days}::bigint * 86400000 / {people})::bigint)");
        var people1 = string.Create(CultureInfo.InvariantCulture, $"generate_series(1, {people})");
        await ManySessions.RunAsync(
            open,
            $"""
            INSERT INTO patient (clinic_id, id, name, sex, invented, created_at, version, merged_into, restricted_at, restriction_reason)
            SELECT '{clinic}', {key}, 'Invented ' || i, 'unknown', true, 0, 1, CASE WHEN i % 1000 = 0 AND i < {people} THEN {other} END, CASE WHEN i % 997 = 0 THEN 1 END, CASE WHEN i % 997 = 0 THEN 'asked' END FROM {people1} AS i
            """);
        await ManySessions.RunAsync(open, $"INSERT INTO plan (clinic_id, id, patient_id, state, content, schema_version, created_at, by, version) SELECT '{clinic}', {key}, {key}, 'draft', '{{}}', 1, 0, {by}, 1 FROM {people1} AS p(i)");
        await ManySessions.RunAsync(open, $"INSERT INTO measured_course (clinic_id, plan_id, course_id, patient_id, practitioner_id, started_at) SELECT '{clinic}', {key}, {key}, {key}, {by}, {began} FROM {people1} AS p(i)");
        await ManySessions.RunAsync(
            open,
            $"""
            INSERT INTO needling_session (clinic_id, id, patient_id, plan_id, practitioner_id, opened_at, opened_by, arrived, phase, needles_in, count_deferred, needs_eyes, ended_at, signed_at, version)
            SELECT '{clinic}', {key}, {key}, {key}, {by}, {began}, {by}, 7, 'signed', 0, false, false, {began} + 1800000, {began} + 1900000, 1 FROM {people1} AS p(i)
            """);
        await ManySessions.RunAsync(
            open,
            $"""
            INSERT INTO after_question (clinic_id, session_id, patient_id, ask_from, ask_until, state, settled_at, answered_at, troubled, version)
            SELECT '{clinic}', {key}, {key}, {began} + 86400000, {began} + 259200000, 'queued', {began}, CASE WHEN i % 10 < 6 THEN {began} + 90000000 END, CASE WHEN i % 10 < 6 THEN i % 50 = 0 END, 1 FROM {people1} AS p(i)
            """);
        await ManySessions.RunAsync(
            open,
            $"""
            INSERT INTO measurement (clinic_id, id, patient_id, instrument, instrument_version, item, value, unit, at, source, recorded_at)
            SELECT '{clinic}', md5('b' || i)::uuid, {key}, 'HT_LEG_NRS', 1, 'leg_now', 3 + i % 8, '1', {began} - 3600000, 'intake', {began} - 3600000 FROM {people1} AS i
            """);
        await ManySessions.RunAsync(
            open,
            $"""
            INSERT INTO reading_request (clinic_id, id, patient_id, course_id, timepoint, opens_at, due_at, late_after, closes_at, letters, answered_at, missing, missing_at, missing_by, version)
            SELECT '{clinic}', md5('r' || week || '-' || i)::uuid, id, id, 'week-' || week, opens, at + week * 604800000::bigint, at + (on_time + 1) * 86400000::bigint, at + (to_day + 1) * 86400000::bigint, 0,
              CASE WHEN given THEN opens END, CASE WHEN lost THEN 'not-reached' ELSE 'not-known' END, CASE WHEN lost THEN opens END, CASE WHEN lost THEN id END, 1
            FROM (
              SELECT i, {key} AS id, week, on_time, to_day, {began} AS at, {began} + from_day * 86400000::bigint AS opens,
                (i * 31 + week * 7) % 100 < 75 AND {began} + from_day * 86400000::bigint < {now} AS given, (i * 31 + week * 7) % 100 > 89 AND {began} + from_day * 86400000::bigint < {now} AS lost
              FROM {people1} AS p(i) CROSS JOIN {Times}) AS r
            """);
        await ManySessions.RunAsync(
            open,
            $"""
            INSERT INTO measurement (clinic_id, id, patient_id, instrument, instrument_version, item, value, unit, at, source, request_id, recorded_at)
            SELECT '{clinic}', md5('m' || week || '-' || i)::uuid, {key}, 'HT_LEG_NRS', 1, 'leg_now', greatest(0, 3 + i % 8 - (i * 13 + week) % 7), '1', at, 'remote', md5('r' || week || '-' || i)::uuid, at
            FROM (SELECT i, week, {began} + from_day * 86400000::bigint AS at FROM {people1} AS p(i) CROSS JOIN {Times} WHERE (i * 31 + week * 7) % 100 < 75) AS m WHERE at < {now}
            """);
        foreach (var index in indexes)
            await ManySessions.RunAsync(open, index);
        await ManySessions.RunAsync(open, $"VACUUM ANALYZE {string.Join(", ", Tables)}");
        await ManySessions.RunAsync(open, "CHECKPOINT");
        await using var size = new NpgsqlCommand("SELECT pg_size_pretty(pg_database_size(current_database()))", open);
        Console.WriteLine($"{people} people, {await size.ExecuteScalarAsync()}");
    }
}
