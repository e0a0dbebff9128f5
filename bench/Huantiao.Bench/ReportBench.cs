using System.Diagnostics;
using System.Globalization;
using Huantiao.Records;
using Huantiao.Records.Reports;
using Huantiao.Web;
using Huantiao.Web.Reports;
using Npgsql;

namespace Huantiao.Bench;

/// <summary>The clinic's report, timed for bench/report.sh: from the rows against the plain SQL, and from closed months and the open rest.</summary>
internal static class ReportBench
{
    private const int Rounds = 3;

    public static async Task RunAsync(string connection, string folder)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await Rates.ClinicAsync(database);
        var question = ReportQuestion.Of(Site.Load(Environment.GetEnvironmentVariable("HUANTIAO_PATHWAY") ?? throw new InvalidOperationException("HUANTIAO_PATHWAY is not set.")))!;
        var now = TimeProvider.System.GetUtcNow();
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        // What the program sets for its own statement.
        await ManySessions.RunAsync(open, "SET jit = off; SET work_mem = '64MB'");
        var (plain, rows) = (new double[Rounds], new double[Rounds]);
        // The first round of each warms the cache.
        for (var i = -1; i < Rounds; i++)
        {
            var first = await TimeAsync(() => PlainAsync(open, clinic, question.Plan, now));
            var second = await TimeAsync(async () =>
            {
                await using var db = database.NewContext(clinic, Actor.Program);
                var cells = await db.CountAsync(question.Plan, TimeZoneInfo.Utc, now);
                Of(question, new(cells, [.. cells.Select(c => c.Month).Distinct().Order()], [], [], []), now);
            });
            if (i >= 0)
                (plain[i], rows[i]) = (first, second);
        }

        Say($"from the rows {rows.Min():0} ms, plain SQL {plain.Min():0} ms: {rows.Min() / plain.Min():0.00} x (at most 1.5)");
        var closing = await TimeAsync(() => ReportAsync(database, clinic, question, now));
        Say($"every month closed at one look: {closing:0} ms");
        var times = new double[9];
        for (var i = 0; i < times.Length; i++)
            times[i] = await TimeAsync(() => ReportAsync(database, clinic, question, now));
        Array.Sort(times);
        Say($"from closed months and the open rest: median {times[times.Length / 2]:0} ms, slowest of nine {times[^1]:0} ms (at most 1,000)");
    }

    private static async Task ReportAsync(Database database, Guid clinic, ReportQuestion question, DateTimeOffset now)
    {
        await using var db = database.NewContext(clinic, Actor.Program);
        var shown = Of(question, await db.ReadAsync(question.Plan, TimeZoneInfo.Utc, now), now);
        if (shown.Clinic.Report.People < 1000)
            throw new InvalidOperationException("The clinic is not the one that was made.");
    }

    private static ShownReport Of(ReportQuestion question, ClinicPeriods periods, DateTimeOffset now) => ShownReport.Of(question, periods, null, Guid.Empty, null, DateOnly.FromDateTime(now.UtcDateTime))!;

    /// <summary>What somebody who knows SQL writes for the clinic's numbers month by month: who began and how, the weeks, the harms. By nobody's hands in particular, joined and restricted records not looked at.</summary>
    private static async Task PlainAsync(NpgsqlConnection open, Guid clinic, ReportPlan plan, DateTimeOffset now)
    {
        var (at, score) = (now.ToUnixTimeMilliseconds(), $"m.instrument = '{plan.Instrument}' AND m.instrument_version = {plan.InstrumentVersion} AND m.item = '{plan.Item}' AND m.corrected_by IS NULL");
        var people = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            WITH people AS (
              SELECT DISTINCT ON (patient_id) course_id, patient_id, started_at, date_trunc('month', to_timestamp(started_at / 1000.0)) AS month FROM measured_course WHERE clinic_id = '{clinic}' ORDER BY patient_id, started_at),
            before AS (
              SELECT DISTINCT ON (p.course_id) p.course_id, m.value AS x FROM people AS p JOIN measurement AS m ON m.clinic_id = '{clinic}' AND m.patient_id = p.patient_id AND m.at <= p.started_at AND {score}
              ORDER BY p.course_id, m.at DESC)
            """);
        foreach (var statement in new[]
        {
            $"{people} SELECT month, width_bucket(x, ARRAY[4.0, 7.0]::double precision[]), count(*), avg(x), stddev_samp(x) FROM people LEFT JOIN before USING (course_id) GROUP BY 1, 2",
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {people}
                SELECT p.month, r.timepoint, CASE WHEN m.value IS NOT NULL THEN 'measured' ELSE r.missing END, count(*), avg(m.value), stddev_samp(m.value), avg(m.value - b.x), stddev_samp(m.value - b.x),
                  count(*) FILTER (WHERE b.x - m.value >= {plan.Important})
                FROM people AS p JOIN reading_request AS r ON r.clinic_id = '{clinic}' AND r.course_id = p.course_id AND r.closes_at <= {at}
                LEFT JOIN measurement AS m ON m.clinic_id = '{clinic}' AND m.request_id = r.id AND {score} LEFT JOIN before AS b ON b.course_id = p.course_id GROUP BY 1, 2, 3
                """),
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT month, count(*) FILTER (WHERE answers > 0), count(*) FILTER (WHERE troubled), sum(answers) FROM (
                  SELECT date_trunc('month', to_timestamp(c.started_at / 1000.0)) AS month, c.patient_id, count(q.answered_at) AS answers, bool_or(q.troubled) AS troubled FROM measured_course AS c
                  JOIN after_question AS q ON q.clinic_id = '{clinic}' AND q.patient_id = c.patient_id AND q.ask_from BETWEEN c.started_at AND c.started_at + {plan.HarmDays * 86_400_000L} WHERE c.clinic_id = '{clinic}' GROUP BY 1, 2) AS each GROUP BY 1
                """),
        })
        {
            await using var command = new NpgsqlCommand(statement, open) { CommandTimeout = 0 };
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                continue;
        }
    }

    private static async Task<double> TimeAsync(Func<Task> what)
    {
        var started = Stopwatch.GetTimestamp();
        await what();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
