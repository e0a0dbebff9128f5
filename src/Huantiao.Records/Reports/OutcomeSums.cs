using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Care.Visits;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Reports;

/// <summary>Parts of the report that are to be counted from the rows: of the people who began in those months.</summary>
/// <param name="From">First day of the first month.</param>
internal sealed record PartsToCount(DateOnly From, ImmutableArray<string> Parts);

/// <summary>
/// Sums for a report, by the database from the rows: one statement, hence one moment's state. A person counts once, in the month of the first needle of their first course, whatever records of theirs were joined since;
/// whose record is restricted does not count. At a week counts whose window is over by now, with a reading or without: those who answer early do not stand for all.
/// </summary>
internal static class OutcomeSums
{
    private const int MostSums = 10;

    /// <summary>The cells of these parts, as the rows are now.</summary>
    public static async Task<IReadOnlyList<ReportCell>> CountAsync(HuantiaoDb db, ReportPlan plan, IReadOnlyList<PartsToCount> wanted, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancel)
    {
        if (wanted.Count == 0)
            return [];
        var months = MonthsOf(wanted.Min(w => w.From), LocalTime.DayOf(zone, now));
        var statement = new Statement(db.Clinic, plan, now, db.IsOnPostgreSql, [.. months.Select(m => LocalTime.Begin(zone, m).ToUnixTimeMilliseconds())]);
        var sql = statement.Write([.. wanted.Select(w => (LocalTime.Begin(zone, w.From).ToUnixTimeMilliseconds(), w.Parts))]);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await using var transaction = db.IsOnPostgreSql ? await db.Database.BeginTransactionAsync(cancel) : null;
        // Compiling a statement of this size costs more than it saves.
        if (transaction is not null)
            await db.Database.ExecuteSqlRawAsync("SET LOCAL jit = off; SET LOCAL work_mem = '64MB'", cancel);
        var rows = await db.Database.SqlQueryRaw<SumRow>(sql, [.. statement.Values]).ToListAsync(cancel);
        return [.. rows.Select(r => new ReportCell(months[r.Month - 1], r.Part, r.Practitioner, r.Key, r.Sums[..SumsOf(r.Part)]))];
    }

    /// <summary>First days of the months from one day's to another's.</summary>
    public static IReadOnlyList<DateOnly> MonthsOf(DateOnly from, DateOnly until)
    {
        var first = new DateOnly(from.Year, from.Month, 1);
        return [.. Enumerable.Range(0, Math.Max(1, ((until.Year - first.Year) * 12) + until.Month - first.Month + 1)).Select(first.AddMonths)];
    }

    private static int SumsOf(string part) => part switch { ReportPlan.Start => 4, ReportPlan.Harms => 6, _ => MostSums };

    /// <summary>A row of the answer.</summary>
    internal sealed class SumRow
    {
        public int Month { get; init; }

        public string Part { get; init; } = "";

        public Guid Practitioner { get; init; }

        public string Key { get; init; } = "";

        public long N0 { get; init; }

        public long N1 { get; init; }

        public long N2 { get; init; }

        public long N3 { get; init; }

        public long N4 { get; init; }

        public long N5 { get; init; }

        public long N6 { get; init; }

        public long N7 { get; init; }

        public long N8 { get; init; }

        public long N9 { get; init; }

        public ImmutableArray<long> Sums => [N0, N1, N2, N3, N4, N5, N6, N7, N8, N9];
    }

    /// <summary>The statement, for one of the databases. Numbers stand in it as they are; words are handed over beside it.</summary>
    private sealed class Statement(Guid clinic, ReportPlan plan, DateTimeOffset now, bool postgreSql, ImmutableArray<long> months)
    {
        private const long Day = 86_400_000;

        private readonly List<object> _values = [clinic, plan.Instrument, plan.Item];

        public IReadOnlyList<object> Values => _values;

        public string Write(IReadOnlyList<(long From, ImmutableArray<string> Parts)> wanted)
        {
            var (named, asked) = (new List<string>(), new List<string>());
            foreach (var (n, (from, parts)) in wanted.Index())
            {
                var until = parts.Max(p => now.ToUnixTimeMilliseconds() - (plan.DaysOf(p) * Day));
                named.Add(Begun(n, from, until));
                named.Add(Before(n));
                if (parts.Contains(ReportPlan.Start))
                    asked.Add(StartOf(n));
                if (plan.Times.Where(t => parts.Contains(t.Name)).ToList() is { Count: > 0 } times)
                    asked.Add(WeeksOf(n, times));
                if (parts.Contains(ReportPlan.Harms))
                    asked.Add(HarmsOf(n));
            }

            return $"WITH RECURSIVE {Joined}, {string.Join(", ", named)} {string.Join(" UNION ALL ", asked)}";
        }

        /// <summary>Records that are one person's, and those that may not be used. Nearly always few or none.</summary>
        private static string Joined =>
            """
            step(id, root) AS (
              SELECT p.id, p.merged_into FROM patient AS p WHERE p.clinic_id = {0} AND p.merged_into IS NOT NULL
              UNION ALL SELECT s.id, p.merged_into FROM step AS s JOIN patient AS p ON p.clinic_id = {0} AND p.id = s.root WHERE p.merged_into IS NOT NULL),
            same(id, root) AS (
              SELECT s.id, s.root FROM step AS s JOIN patient AS p ON p.clinic_id = {0} AND p.id = s.root WHERE p.merged_into IS NULL
              UNION SELECT s.root, s.root FROM step AS s JOIN patient AS p ON p.clinic_id = {0} AND p.id = s.root WHERE p.merged_into IS NULL),
            shut(id) AS (
              SELECT p.id FROM patient AS p WHERE p.clinic_id = {0} AND p.restricted_at IS NOT NULL
              UNION SELECT a.id FROM same AS a JOIN patient AS p ON p.clinic_id = {0} AND p.id = a.root WHERE p.restricted_at IS NOT NULL)
            """;

        private string Begun(int n, long from, long until) => string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            begun{{n}} AS (
              SELECT c.course_id, c.patient_id, c.practitioner_id, c.started_at, {{Month("c.started_at")}} AS month FROM measured_course AS c
              WHERE c.clinic_id = {0} AND c.started_at >= {{from}} AND c.started_at <= {{until}} AND c.patient_id NOT IN (SELECT id FROM shut)
                AND NOT EXISTS (SELECT 1 FROM measured_course AS e WHERE e.clinic_id = {0} AND e.patient_id = c.patient_id AND (e.started_at < c.started_at OR (e.started_at = c.started_at AND e.plan_id < c.plan_id)))
                AND NOT EXISTS (
                  SELECT 1 FROM same AS a JOIN same AS b ON b.root = a.root AND b.id <> a.id JOIN measured_course AS e ON e.clinic_id = {0} AND e.patient_id = b.id
                  WHERE a.id = c.patient_id AND (e.started_at < c.started_at OR (e.started_at = c.started_at AND e.plan_id < c.plan_id))))
            """);

        /// <summary>The last score up to the first needle: the time comes before the score in one number, so that the greatest has it. Of two at one time the higher.</summary>
        private string Before(int n) => string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            before{{n}} AS (
              SELECT b.course_id, MAX(b.timed) % {{ReportPlan.Widest}} + {{plan.Least}} AS x FROM (
                SELECT k.course_id, {{Timed}} AS timed FROM begun{{n}} AS k JOIN measurement AS m ON m.clinic_id = {0} AND m.patient_id = k.patient_id AND m.at <= k.started_at WHERE {{Score}}
                UNION ALL SELECT k.course_id, {{Timed}} FROM begun{{n}} AS k JOIN same AS a ON a.id = k.patient_id JOIN same AS o ON o.root = a.root AND o.id <> a.id
                  JOIN measurement AS m ON m.clinic_id = {0} AND m.patient_id = o.id AND m.at <= k.started_at WHERE {{Score}}) AS b
              GROUP BY b.course_id)
            """);

        private string StartOf(int n)
        {
            var third = (plan.Most - plan.Least) / 3.0;
            var (low, high) = ((int)Math.Ceiling(plan.Least + third), (int)Math.Ceiling(plan.Least + (2 * third)));
            return Select(
                $"'{ReportPlan.Start}'",
                string.Create(CultureInfo.InvariantCulture, $"CASE WHEN b.x IS NULL THEN '{ReportCell.NoScore}' WHEN b.x < {low} THEN '{plan.Least}-{low - 1}' WHEN b.x < {high} THEN '{low}-{high - 1}' ELSE '{high}-{plan.Most}' END"),
                ["COUNT(*)", "COUNT(b.x)", Sum("b.x"), Sum("b.x * b.x")], $"begun{n} AS k LEFT JOIN before{n} AS b ON b.course_id = k.course_id");
        }

        private string WeeksOf(int n, IReadOnlyList<ReportTime> times)
        {
            var y = string.Create(CultureInfo.InvariantCulture, $"CAST(m.value AS bigint)");
            string Paired(string of) => Sum($"CASE WHEN m.value IS NOT NULL AND b.x IS NOT NULL THEN {of} END");
            var better = string.Create(CultureInfo.InvariantCulture, $"{(plan.LowerIsBetter ? $"b.x - {y}" : $"{y} - b.x")} >= {plan.Important - (1e-9 * (plan.Most - plan.Least)):R}");
            return Select(
                "r.timepoint", $"CASE WHEN m.value IS NOT NULL THEN '{ReportCell.Measured}' WHEN r.missing_at IS NOT NULL THEN r.missing ELSE 'not-known' END",
                ["COUNT(*)", Sum(y), Sum($"{y} * {y}"), Paired("1"), Paired("b.x"), Paired("b.x * b.x"), Paired(y), Paired($"{y} * {y}"), Paired($"b.x * {y}"), Paired($"CASE WHEN {better} THEN 1 ELSE 0 END")],
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""
                    begun{{n}} AS k JOIN reading_request AS r ON r.clinic_id = {0} AND r.course_id = k.course_id AND r.timepoint IN ({{string.Join(", ", times.Select(t => Word(t.Name)))}}) AND r.closes_at <= {{now.ToUnixTimeMilliseconds()}}
                    LEFT JOIN measurement AS m ON m.clinic_id = {0} AND m.request_id = r.id AND {{Score}}
                    LEFT JOIN before{{n}} AS b ON b.course_id = k.course_id
                    """));
        }

        /// <summary>Questions after sessions, of people who have been asked for as long as anybody is.</summary>
        private string HarmsOf(int n)
        {
            string Of(string join) => string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                SELECT k.course_id, k.month, k.practitioner_id, q.answered_at, q.troubled FROM begun{{n}} AS k {{join}}
                WHERE k.started_at <= {{now.ToUnixTimeMilliseconds() - (plan.DaysOf(ReportPlan.Harms) * Day)}} AND q.ask_from >= k.started_at AND q.ask_from < k.started_at + {{plan.HarmDays * Day}}
                """);
            var each =
                $$"""
                SELECT a.month, a.practitioner_id, COUNT(*) AS sessions, COUNT(a.answered_at) AS answered, SUM(CASE WHEN a.troubled THEN 1 ELSE 0 END) AS troubled FROM (
                  {{Of("JOIN after_question AS q ON q.clinic_id = {0} AND q.patient_id = k.patient_id")}}
                  UNION ALL {{Of("JOIN same AS s ON s.id = k.patient_id JOIN same AS o ON o.root = s.root AND o.id <> s.id JOIN after_question AS q ON q.clinic_id = {0} AND q.patient_id = o.id")}}) AS a
                GROUP BY a.course_id, a.month, a.practitioner_id
                """;
            return Select(
                $"'{ReportPlan.Harms}'", $"'{ReportCell.Troubled}'",
                ["COUNT(*)", Sum("CASE WHEN k.answered > 0 THEN 1 ELSE 0 END"), Sum("CASE WHEN k.troubled > 0 THEN 1 ELSE 0 END"), Sum("k.answered"), Sum("k.troubled"), Sum("k.sessions")], $"({each}) AS k");
        }

        private static string Select(string part, string key, IReadOnlyList<string> sums, string from) =>
            $"""
            SELECT k.month AS "Month", {part} AS "Part", k.practitioner_id AS "Practitioner", {key} AS "Key", {string.Join(", ", Enumerable.Range(0, MostSums).Select(i => $"{(i < sums.Count ? sums[i] : "CAST(0 AS bigint)")} AS \"N{i}\""))}
            FROM {from} GROUP BY 1, 2, 3, 4
            """;

        private static string Sum(string of) => $"CAST(COALESCE(SUM({of}), 0) AS bigint)";

        /// <summary>A standing answer to the item, of the version that is asked, on its scale.</summary>
        private string Score => string.Create(
            CultureInfo.InvariantCulture,
            $$"""m.instrument = {1} AND m.instrument_version = {{plan.InstrumentVersion}} AND m.item = {2} AND m.corrected_by IS NULL AND m.value >= {{plan.Least}} AND m.value <= {{plan.Most}} AND m.value = round(m.value)""");

        private string Timed => string.Create(CultureInfo.InvariantCulture, $"m.at * {ReportPlan.Widest} + CAST(m.value AS bigint) - {plan.Least}");

        /// <summary>Which of the months a time is in, from 1.</summary>
        private string Month(string at)
        {
            var begins = string.Join(',', months.Select(m => m.ToString(CultureInfo.InvariantCulture)));
            return postgreSql ? $"width_bucket({at}, ARRAY[{begins}]::bigint[])" : $"(SELECT COUNT(*) FROM json_each('[{begins}]') WHERE value <= {at})";
        }

        private string Word(string value)
        {
            _values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"{{{_values.Count - 1}}}");
        }
    }
}
