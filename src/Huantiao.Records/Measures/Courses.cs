using Huantiao.Care.Measures;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Measures;
using Huantiao.Records.Diary;
using Huantiao.Records.Needling;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Measures;

/// <summary>From a plan's first needle on, its readings stand in the calendar. Looked at again and again, by any node: a course begins once.</summary>
public static class Courses
{
    /// <summary>Begins what has been needled of late: sessions whose person is still to be asked how they have been.</summary>
    public static async Task BeginRecentAsync(this HuantiaoDb db, MeasureKnowledge measures, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sessions = await db.AfterQuestions.AsNoTracking().Where(q => q.State == AskingState.Waiting)
            .Join(db.NeedlingSessions.AsNoTracking(), q => q.SessionId, s => s.Id, (_, s) => s)
            .Where(s => s.EndedAt != null && !db.MeasuredCourses.Any(c => c.PlanId == s.PlanId)).OrderBy(s => s.OpenedAt).ToListAsync(cancel);
        await BeginAsync(db, measures, sessions, now, cancel);
    }

    /// <summary>Begins what has been needled of one person.</summary>
    /// <param name="records">All records of the person.</param>
    public static async Task BeginAsync(this HuantiaoDb db, MeasureKnowledge measures, IReadOnlyList<Guid> records, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sessions = await db.NeedlingSessions.AsNoTracking()
            .Where(s => records.Contains(s.PatientId) && s.EndedAt != null && !db.MeasuredCourses.Any(c => c.PlanId == s.PlanId)).OrderBy(s => s.OpenedAt).ToListAsync(cancel);
        await BeginAsync(db, measures, sessions, now, cancel);
    }

    /// <summary>Key of a reading of the calendar: the same wherever it is worked out.</summary>
    public static Guid RequestOf(Guid clinic, Guid course, DateTimeOffset dueAt) => Reminding.LetterOf(clinic, course, dueAt);

    private static async Task BeginAsync(HuantiaoDb db, MeasureKnowledge measures, IReadOnlyList<SessionSheet> sessions, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var first in sessions.GroupBy(s => s.PlanId).Select(g => g.First()))
        {
            var added = await RowsAsync(db, measures, first, now, cancel);
            db.AddRange(added);
            try
            {
                if (added.Count > 0)
                    await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException) when (!cancel.IsCancellationRequested)
            {
                // Another node was first.
                foreach (var row in added)
                    db.Entry(row).State = EntityState.Detached;
            }
        }
    }

    private static async Task<IReadOnlyList<object>> RowsAsync(HuantiaoDb db, MeasureKnowledge measures, SessionSheet first, DateTimeOffset now, CancellationToken cancel)
    {
        var plan = await db.Plans.AsNoTracking().Where(p => p.Id == first.PlanId).Select(p => p.Content).FirstAsync(cancel);
        if (PlanJson.TryRead(plan)?.Id is not { } course)
            return [];
        if (await db.MeasuredCourses.AsNoTracking().FirstOrDefaultAsync(c => c.CourseId == course, cancel) is { } begun)
            return [new MeasuredCourse { ClinicId = db.Clinic, PlanId = first.PlanId, CourseId = course, PatientId = begun.PatientId, PractitionerId = begun.PractitionerId, StartedAt = begun.StartedAt }];

        var needles = (await db.FindSessionAsync(first.Id, cancel))?.Session.Record.Needles ?? [];
        var start = (needles.IsEmpty ? first.OpenedAt : needles.Min(n => n.At)).ToUniversalTime();
        var address = await db.AfterQuestions.AsNoTracking().Where(q => q.SessionId == first.Id).Select(q => q.Address).FirstOrDefaultAsync(cancel);
        // Of an earlier course nothing more is asked by letter: it would be asked twice.
        foreach (var earlier in await db.ReadingRequests.Where(r => r.PatientId == first.PatientId && r.CourseId != course && r.NextLetterAt != null).ToListAsync(cancel))
            earlier.NextLetterAt = null;
        return
        [
            new MeasuredCourse { ClinicId = db.Clinic, PlanId = first.PlanId, CourseId = course, PatientId = first.PatientId, PractitionerId = first.PractitionerId, StartedAt = start },
            .. ReadingSchedule.Of(measures, start).Select(reading => new ReadingRequest
            {
                ClinicId = db.Clinic, Id = RequestOf(db.Clinic, course, reading.DueAt), PatientId = first.PatientId, CourseId = course, Timepoint = reading.Timepoint.Id, OpensAt = reading.From,
                DueAt = reading.DueAt, LateAfter = reading.LateAfter, ClosesAt = reading.Until, Address = address, NextLetterAt = reading.Until > now ? reading.DueAt : null,
            }),
        ];
    }
}
