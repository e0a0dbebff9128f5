using Huantiao.Records.Reports;
using Huantiao.Registry;
using Huantiao.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Reports;

/// <summary>From the stored rows to the report, on both databases: the same numbers as from the people themselves; what is closed stays as it was.</summary>
public sealed class ReportNumbersTests
{
    private const double Tolerance = 1e-10;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<bool, int, int> Clinics => new() { { false, 1, 160 }, { false, 2, 9 }, { false, 3, 60 }, { true, 1, 160 }, { true, 4, 80 }, { true, 5, 1 } };

    [Theory]
    [MemberData(nameof(Clinics))]
    public async Task Report_OfARandomClinic_IsThatOfItsPeople(bool postgreSql, int seed, int count)
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql);
        var (question, practitioners) = (clinic.Question, new[] { Guid.CreateVersion7(), Guid.CreateVersion7() });
        var people = Invented(clinic, seed, count, practitioners);
        await clinic.StoreAsync(people);
        // Another clinic's people are in the same tables.
        await clinic.StoreAsync(Invented(clinic, seed + 100, 30, practitioners, clinic.Theirs.Id), clinic.Theirs.Id);

        var rows = await CountAsync(clinic);
        var (first, periods) = (await ReadAsync(clinic), await ReadAsync(clinic));

        foreach (var cells in new[] { rows, first.Cells, periods.Cells })
        {
            AssertSame(people, question, cells, _ => true, null, clinic);
            foreach (var practitioner in practitioners)
                AssertSame(people, question, [.. cells.Where(c => c.Practitioner == practitioner)], p => p == practitioner, null, clinic);
            foreach (var month in periods.Months)
                AssertSame(people, question, [.. cells.Where(c => c.Month == month)], _ => true, month, clinic);
        }

        Assert.Equal(Written(rows), Written(periods.Cells));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Closed_ReadingThatComesLater_IsCountedAndChangesNothing(bool postgreSql)
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql);
        var people = Invented(clinic, 7, 120, [Guid.CreateVersion7()]);
        await clinic.StoreAsync(people);
        var before = await ReadAsync(clinic);
        var stored = await StoredAsync(clinic);
        clinic.Clock.Advance(TimeSpan.FromHours(1));
        var late = people.Ungiven.First(u => u.Timepoint == "week-4" && before.Closed.Any(c => c.Part == "week-4" && c.Month == MonthOf(u.Began)));
        await clinic.GiveLateAsync(late.Request, late.Patient, 0);

        var after = await ReadAsync(clinic);

        Assert.Equal(Written(before.Cells), Written(after.Cells));
        Assert.Equal(stored, await StoredAsync(clinic));
        Assert.Equal((MonthOf(late.Began), "week-4", 1), Assert.Single(after.Closed, c => c.Late > 0) is var said ? (said.Month, said.Part, said.Late) : default);
        Assert.All(before.Closed, c => Assert.Equal(0, c.Late));
        // From the rows it would be another number: that it is not is what closing is for.
        Assert.NotEqual(Written(await CountAsync(clinic)), Written(after.Cells));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Closed_ChangedOrDeleted_IsRefused(bool postgreSql)
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql);
        await clinic.StoreAsync(Invented(clinic, 8, 20, [Guid.CreateVersion7()]));
        await ReadAsync(clinic);
        var stored = await StoredAsync(clinic);
        Assert.NotEmpty(stored);
        await using var db = clinic.NewContext(clinic.Ours);

        foreach (var sql in new[] { "UPDATE report_part SET content = ''", "DELETE FROM report_part" })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql, Now));

        Assert.Equal(stored, await StoredAsync(clinic));
    }

    /// <summary>Who has the database's own password can take the guards away; the digest shows it.</summary>
    [Fact]
    public async Task Closed_ChangedPastTheGuards_IsShownAndNotCounted()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        await clinic.StoreAsync(Invented(clinic, 8, 40, [Guid.CreateVersion7()]));
        var before = await ReadAsync(clinic);
        var month = before.Cells.First(c => c.Part == ReportPlan.Start).Month;
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER report_part_no_update", Now);
            await db.Database.ExecuteSqlAsync($"UPDATE report_part SET content = replace(content, ' 0-3 ', ' 7-10 ') || 'x' WHERE month = {month} AND part = 'start'", Now);
        }

        var after = await ReadAsync(clinic);

        Assert.Equal([(month, ReportPlan.Start)], after.Broken);
        Assert.DoesNotContain(after.Cells, c => c.Month == month && c.Part == ReportPlan.Start);
    }

    [Fact]
    public async Task Closing_OfEachPart_WaitsUntilNothingMoreCanCome()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        var plan = clinic.Question.Plan;
        await clinic.StoreAsync(Invented(clinic, 9, 50, [Guid.CreateVersion7()]));

        foreach (var part in plan.Parts)
        {
            var last = new DateOnly(2026, 2, 1);
            var closes = ReportPeriods.ClosesAt(plan, last, part, TimeZoneInfo.Utc);
            var days = part switch { ReportPlan.Start => 7, ReportPlan.Harms => plan.HarmDays + 7, _ => plan.Times.Single(t => t.Name == part).LastDay + 8 };
            Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(days), closes);
        }

        var closed = (await ReadAsync(clinic)).Closed;
        var at = clinic.Clock.GetUtcNow();
        Assert.All(closed, c => Assert.True(ReportPeriods.ClosesAt(plan, c.Month, c.Part, TimeZoneInfo.Utc) <= at));
        foreach (var part in plan.Parts)
            Assert.True(ReportPeriods.ClosesAt(plan, closed.Where(c => c.Part == part).Max(c => c.Month).AddMonths(1), part, TimeZoneInfo.Utc) > at, part);
    }

    [Fact]
    public async Task Closed_ByOtherRules_IsNotAddedUp()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        await clinic.StoreAsync(Invented(clinic, 10, 40, [Guid.CreateVersion7()]));
        await ReadAsync(clinic);
        await using var db = clinic.NewContext(clinic.Ours);

        var other = await db.ReadAsync(clinic.Question.Plan with { Important = 2 }, TimeZoneInfo.Utc, clinic.Clock.GetUtcNow(), Now);

        Assert.NotEmpty(other.ByOtherRules);
        Assert.All(other.ByOtherRules, p => Assert.StartsWith("week-", p.Part, StringComparison.Ordinal));
        Assert.DoesNotContain(other.Cells, c => other.ByOtherRules.Contains((c.Month, c.Part)));
    }

    internal static InventedOutcomes Invented(ReportClinic clinic, int seed, int count, IReadOnlyList<Guid> practitioners, Guid? id = null, int days = 900) =>
        new(seed, count, id ?? clinic.Ours.Id, practitioners, clinic.Clock.GetUtcNow(), clinic.Serves.Treatment!.Measures, clinic.Question.Plan.HarmDays, days);

    private static async Task<ClinicPeriods> ReadAsync(ReportClinic clinic)
    {
        await using var db = clinic.NewContext(clinic.Ours);
        return await db.ReadAsync(clinic.Question.Plan, TimeZoneInfo.Utc, clinic.Clock.GetUtcNow(), Now);
    }

    private static async Task<IReadOnlyList<ReportCell>> CountAsync(ReportClinic clinic)
    {
        await using var db = clinic.NewContext(clinic.Ours);
        return await db.CountAsync(clinic.Question.Plan, TimeZoneInfo.Utc, clinic.Clock.GetUtcNow(), Now);
    }

    private static async Task<List<string>> StoredAsync(ReportClinic clinic)
    {
        await using var db = clinic.NewContext(clinic.Ours);
        return [.. (await db.ReportParts.AsNoTracking().ToListAsync(Now)).Select(p => $"{p.AuditKey} {p.Digest} {p.Content}").Order(StringComparer.Ordinal)];
    }

    private static DateOnly MonthOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1);

    private static List<string> Written(IEnumerable<ReportCell> cells) => [.. cells.Select(c => $"{c.Month} {c.Part} {c.Practitioner} {c.Key} {string.Join(' ', c.Sums)}").Order(StringComparer.Ordinal)];

    private static void AssertSame(InventedOutcomes people, ReportQuestion question, IReadOnlyList<ReportCell> cells, Func<Guid, bool> whose, DateOnly? month, ReportClinic clinic)
    {
        var today = DateOnly.FromDateTime(clinic.Clock.GetUtcNow().UtcDateTime);
        var cut = month is { } m ? new Cut(m, m.AddMonths(1).AddDays(-1) is var end && end < today ? end : today, today) : new Cut(new(2020, 1, 1), today, today);
        var mine = people.People.Where(p => whose(p.Practitioner)).ToList();
        var wanted = ClinicReport.Of(cut, question.Subject, mine.Select(p => p.Row), new HashSet<string>(StringComparer.Ordinal));
        var got = ClinicReport.Of(cut, question.Subject, ReportCells.SumsOf(question.Plan, cells));

        Assert.Equal((wanted.People, wanted.BaselineMissing), (got.People, got.BaselineMissing));
        Assert.Equal(mine.Where(p => p.Row.Began >= cut.From && p.Row.Began <= cut.Until).Sum(p => p.Treatments), got.Treatments);
        Near(wanted.Baseline, got.Baseline);
        Assert.Equal(wanted.CaseMix.Select(c => (c.Stratum, c.People)), got.CaseMix.Select(c => (c.Stratum, c.People)));
        foreach (var (one, other) in wanted.CaseMix.Zip(got.CaseMix))
            Near(one.Baseline, other.Baseline);
        Assert.Equal(wanted.Weeks.Length, got.Weeks.Length);
        foreach (var (one, other) in wanted.Weeks.Zip(got.Weeks))
        {
            Assert.Equal((one.Week, one.NotDue, one.Due, one.Measured, one.Missing, one.Paired), (other.Week, other.NotDue, other.Due, other.Measured, other.Missing, other.Paired));
            Assert.Equal(one.Reasons, other.Reasons);
            Near(one.Scores, other.Scores);
            Assert.Equal((one.Change is null, one.Responders, one.RespondersAmongDue), (other.Change is null, other.Responders, other.RespondersAmongDue));
            if (one.Change is { } change)
            {
                Assert.Equal(change.Estimate, other.Change!.Estimate, Tolerance);
                Assert.Equal(change.Upper, other.Change.Upper, Tolerance);
            }

            Assert.Equal(one.MeanScore?.Lower ?? -1, other.MeanScore?.Lower ?? -1, Tolerance);
            Assert.Equal(one.MeanScore?.Upper ?? -1, other.MeanScore?.Upper ?? -1, Tolerance);
        }

        Assert.Equal(wanted.Harms, got.Harms);
    }

    private static void Near(ScoreMoments one, ScoreMoments other)
    {
        Assert.Equal(one.N, other.N);
        Assert.Equal(one.Mean, other.Mean, Tolerance);
        Assert.Equal(one.M2, other.M2, Tolerance * Math.Max(1, one.M2));
    }
}
