using System.Collections.Immutable;
using Huantiao.Care.Visits;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Reports;

/// <summary>A month's part that is closed.</summary>
/// <param name="Late">Readings of its people that came in after it was closed. They change nothing in it.</param>
public sealed record ClosedPart(DateOnly Month, string Part, DateTimeOffset ClosedAt, int Late);

/// <summary>What a clinic's report is made of: closed parts of months, and what is open as the rows are now.</summary>
/// <param name="Cells">Of both together.</param>
/// <param name="Months">From the first in which anybody began to this one; empty: nobody has.</param>
/// <param name="Closed">Closed by the rules of the plan.</param>
/// <param name="ByOtherRules">Closed by rules of another time: not among the cells, since sums of different things do not add up.</param>
/// <param name="Broken">Closed rows whose digest is not theirs: somebody has changed them. Not among the cells.</param>
public sealed record ClinicPeriods(
    IReadOnlyList<ReportCell> Cells, IReadOnlyList<DateOnly> Months, IReadOnlyList<ClosedPart> Closed, IReadOnlyList<(DateOnly Month, string Part)> ByOtherRules, IReadOnlyList<(DateOnly Month, string Part)> Broken);

/// <summary>
/// The periods of a clinic's report. A part of a month closes seven days after the last window of anybody who began in it is over; the first who looks then has it counted and stored, once. What is open is counted anew each time.
/// </summary>
public static class ReportPeriods
{
    /// <summary>Closes what is due, and reads everything.</summary>
    /// <param name="zone">The clinic's: months are those of its calendar.</param>
    public static async Task<ClinicPeriods> ReadAsync(this HuantiaoDb db, ReportPlan plan, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        if (await db.MeasuredCourses.MinAsync(c => (DateTimeOffset?)c.StartedAt, cancel) is not { } first)
            return new([], [], [], [], []);
        var months = OutcomeSums.MonthsOf(LocalTime.DayOf(zone, first), LocalTime.DayOf(zone, now));
        var stored = await db.ReportParts.AsNoTracking().ToListAsync(cancel);
        var open = await CountAsync(db, plan, months, stored, zone, now, cancel);
        var due = Due(plan, months, stored, zone, now);
        if (due.Count > 0)
        {
            stored.AddRange(await CloseAsync(db, plan, due, open, now, cancel));
            var closed = stored.Select(s => (s.Month, s.Part)).ToHashSet();
            open = [.. open.Where(c => !closed.Contains((c.Month, c.Part)))];
        }

        var parts = plan.Parts.ToHashSet(StringComparer.Ordinal);
        var sound = stored.Where(s => parts.Contains(s.Part) && s.Rules == plan.RulesOf(s.Part) && s.IsWhole).ToList();
        var late = await LateAsync(db, zone, sound, cancel);
        return new(
            [.. sound.SelectMany(ReportCell.Read), .. open], months,
            [.. sound.OrderBy(s => s.Month).Select(s => new ClosedPart(s.Month, s.Part, s.ClosedAt, late.GetValueOrDefault((s.Month, s.Part))))],
            [.. stored.Where(s => s.IsWhole && (!parts.Contains(s.Part) || s.Rules != plan.RulesOf(s.Part))).Select(s => (s.Month, s.Part))],
            [.. stored.Where(s => !s.IsWhole).Select(s => (s.Month, s.Part))]);
    }

    /// <summary>Everything from the rows, as if nothing were closed.</summary>
    public static async Task<IReadOnlyList<ReportCell>> CountAsync(this HuantiaoDb db, ReportPlan plan, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        return await db.MeasuredCourses.MinAsync(c => (DateTimeOffset?)c.StartedAt, cancel) is { } first
            ? await OutcomeSums.CountAsync(db, plan, [new(LocalTime.DayOf(zone, first), [.. plan.Parts])], zone, now, cancel)
            : [];
    }

    /// <summary>When a part of a month is closed, at the earliest.</summary>
    public static DateTimeOffset ClosesAt(ReportPlan plan, DateOnly month, string part, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return LocalTime.Begin(zone, month.AddMonths(1)).AddDays(plan.DaysOf(part) + (part == ReportPlan.Harms ? 0 : ReportPlan.DaysOfGrace));
    }

    /// <summary>Of each part the months that are not closed; parts of the same months go together.</summary>
    private static async Task<IReadOnlyList<ReportCell>> CountAsync(
        HuantiaoDb db, ReportPlan plan, IReadOnlyList<DateOnly> months, List<ReportPart> stored, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancel)
    {
        var closed = stored.Select(s => (s.Month, s.Part)).ToHashSet();
        var wanted = plan.Parts.Select(p => (Part: p, From: months.Cast<DateOnly?>().FirstOrDefault(m => !closed.Contains((m!.Value, p)))))
            .Where(p => p.From is { } from && LocalTime.Begin(zone, from).AddDays(plan.DaysOf(p.Part)) <= now)
            .GroupBy(p => p.From!.Value).Select(g => new PartsToCount(g.Key, [.. g.Select(p => p.Part)])).ToList();
        var cells = await OutcomeSums.CountAsync(db, plan, wanted, zone, now, cancel);
        return [.. cells.Where(c => !closed.Contains((c.Month, c.Part)))];
    }

    private static List<(DateOnly Month, string Part)> Due(ReportPlan plan, IReadOnlyList<DateOnly> months, List<ReportPart> stored, TimeZoneInfo zone, DateTimeOffset now)
    {
        var closed = stored.Select(s => (s.Month, s.Part)).ToHashSet();
        return [.. from part in plan.Parts from month in months where ClosesAt(plan, month, part, zone) <= now && !closed.Contains((month, part)) select (month, part)];
    }

    /// <summary>Stores what is due. Where another node was first, its rows stand.</summary>
    private static async Task<IReadOnlyList<ReportPart>> CloseAsync(
        HuantiaoDb db, ReportPlan plan, List<(DateOnly Month, string Part)> due, IReadOnlyList<ReportCell> cells, DateTimeOffset now, CancellationToken cancel)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        var byPart = cells.ToLookup(c => (c.Month, c.Part));
        var rows = due.ConvertAll(d =>
        {
            var (content, rules) = (ReportCell.Write(byPart[d]), plan.RulesOf(d.Part));
            return new ReportPart
            {
                ClinicId = db.Clinic, Month = d.Month, Part = d.Part, Rules = rules, Content = content, ClosedAt = at, ClosedBy = db.Actor.AccountId,
                Digest = ReportPart.DigestOf(d.Month, d.Part, rules, content, at, db.Actor.AccountId),
            };
        });
        db.AddRange(rows);
        try
        {
            await db.SaveChangesAsync(cancel);
            return rows;
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            foreach (var row in rows)
                db.Entry(row).State = EntityState.Detached;
            var there = await db.ReportParts.AsNoTracking().ToListAsync(cancel);
            var wanted = due.ToHashSet();
            return [.. there.Where(t => wanted.Contains((t.Month, t.Part)))];
        }
    }

    /// <summary>Readings of a calendar that were given after their window, by the closed part that they would have been in.</summary>
    private static async Task<Dictionary<(DateOnly Month, string Part), int>> LateAsync(HuantiaoDb db, TimeZoneInfo zone, List<ReportPart> closed, CancellationToken cancel)
    {
        var given = await db.ReadingRequests.AsNoTracking().Where(r => r.CourseId != null && r.AnsweredAt >= r.ClosesAt).Select(r => new { r.Timepoint, r.AnsweredAt, Course = r.CourseId!.Value }).ToListAsync(cancel);
        if (given.Count == 0)
            return [];
        var courses = given.Select(g => g.Course).Distinct().ToList();
        var began = (await db.MeasuredCourses.AsNoTracking().Where(c => courses.Contains(c.CourseId)).Select(c => new { c.CourseId, c.StartedAt }).ToListAsync(cancel)).ToLookup(c => c.CourseId, c => c.StartedAt);
        var when = closed.ToDictionary(c => (c.Month, c.Part), c => c.ClosedAt);
        return given.Where(g => began.Contains(g.Course)).Select(g => (Of: (LocalTime.DayOf(zone, began[g.Course].Min()) is var day ? new DateOnly(day.Year, day.Month, 1) : default, g.Timepoint), g.AnsweredAt))
            .Where(g => when.TryGetValue(g.Of, out var at) && g.AnsweredAt > at).GroupBy(g => g.Of).ToDictionary(g => g.Key, g => g.Count());
    }
}
