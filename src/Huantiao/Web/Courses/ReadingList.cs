using Huantiao.Care.Measures;
using Huantiao.Knowledge.Measures;
using Huantiao.Records.Measures;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Courses;

/// <summary>A reading that is waited for, and whose it is.</summary>
public sealed record WaitedReading(ReadingRequest Request, Patient Patient);

/// <summary><c>/clinic/readings</c>: which readings can be given now and have not been, which ran out without a reason, and how numbers are given here.</summary>
internal static class ReadingList
{
    private const int Most = 200;

    /// <summary>A reading that ran out is asked after for so long.</summary>
    private static readonly TimeSpan AskedAfterFor = TimeSpan.FromDays(90);

    /// <summary>Habits are looked at over so long.</summary>
    private static readonly TimeSpan HabitsOver = TimeSpan.FromDays(365);

    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/readings", Capability.ReadNotes, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        var (db, now, cancel) = (request.Db, request.Now, request.Cancel);
        var measures = request.Site.Treatment?.Measures ?? MeasureKnowledge.None;
        await db.BeginRecentAsync(measures, now, cancel);
        var since = now - AskedAfterFor;
        var rows = await (
            from reading in db.ReadingRequests.AsNoTracking()
            join patient in db.Patients on reading.PatientId equals patient.Id
            where reading.CourseId != null && reading.AnsweredAt == null && reading.MissingAt == null && reading.OpensAt <= now && reading.ClosesAt > since
            orderby reading.DueAt
            select new { reading, patient }).Take(Most).ToListAsync(cancel);
        db.Audit.Read("reading_request", "list");
        var lines = rows.ConvertAll(r => new WaitedReading(r.reading, r.patient));
        await request.PageAsync<ReadingListPage>(
            (nameof(ReadingListPage.Open), lines.FindAll(l => l.Request.ClosesAt > now)), (nameof(ReadingListPage.Over), lines.FindAll(l => l.Request.ClosesAt <= now)),
            (nameof(ReadingListPage.Measures), measures), (nameof(ReadingListPage.Now), now), (nameof(ReadingListPage.Habits), await HabitsAsync(request, measures)));
    }

    /// <summary>Of the instrument that courses are drawn by, where it is a scale of 0 to 10 on which less is better.</summary>
    private static async Task<ReadingHabits?> HabitsAsync(ClinicRequest request, MeasureKnowledge measures)
    {
        if (request.Site.Pathway.Expectation is not { } expectation || measures.Find(expectation.MeasureId) is not { ScoreItem: { } item, Range: (0, 10) } instrument)
            return null;
        var (since, id) = (request.Now - HabitsOver, instrument.Id);
        var rows = await request.Db.Measurements.AsNoTracking().Where(m => m.Instrument == id && m.Item == item && m.CorrectedBy == null && m.At >= since)
            .OrderBy(m => m.PatientId).ThenBy(m => m.At).Select(m => new { m.PatientId, m.Value, m.RecordedBy }).ToListAsync(request.Cancel);
        return ReadingHabits.Of(rows.Where(r => instrument.Item(item)!.Takes(r.Value)).Select(r => new GivenNumber(r.PatientId, (int)r.Value, r.RecordedBy is not null)));
    }
}
