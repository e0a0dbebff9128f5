using System.Collections.Immutable;
using Huantiao.Care.Courses;
using Huantiao.Care.Measures;
using Huantiao.Records.Clinical;
using Huantiao.Records.Clinics;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Courses;
using Huantiao.Web.Treat.Plans;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Discharges;

/// <summary>Everything that the papers of an ended treatment say, out of the stored rows.</summary>
public sealed record EndedTreatment
{
    public required PatientFile File { get; init; }

    public required Discharge Row { get; init; }

    /// <summary>Who recorded the end.</summary>
    public required string By { get; init; }

    /// <summary>The version that was agreed to last.</summary>
    public required KeptPlan Plan { get; init; }

    public required PersonCourse Person { get; init; }

    /// <summary>Null: no needle was placed, or the pathway foretells no course.</summary>
    public required CourseEnd? End { get; init; }

    /// <summary>Every instrument but the one that the course is followed by, from the baseline to the end.</summary>
    public required ImmutableArray<InstrumentCourse> Instruments { get; init; }

    /// <summary>Sessions with needles, in order of time.</summary>
    public required IReadOnlyList<KeptSession> Sessions { get; init; }

    /// <summary>Since the first needle, near misses left out.</summary>
    public required IReadOnlyList<AdverseEventReport> Events { get; init; }

    /// <summary>Of the sessions: after how many the person said how they had been.</summary>
    public required int Answered { get; init; }

    /// <summary>Whose letterhead it is.</summary>
    public required Clinic Head { get; init; }

    public required bool ByLetter { get; init; }

    public required DateTimeOffset Now { get; init; }
}

/// <summary>
/// <c>…/discharge/summary</c> for the person in plain words and <c>…/discharge/letter</c> for their doctor, each a page made for paper. They are written anew from the rows each time, so that
/// readings after the end stand in them too.
/// </summary>
internal static class DischargePapers
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/discharge/summary", Capability.ReadNotes, request => ShowAsync<DischargeSummaryPage>(request, "discharge_summary"));
        routes.Get("/clinic/patients/{patient:guid}/discharge/letter", Capability.ReadNotes, request => ShowAsync<DischargeLetterPage>(request, "discharge_letter"));
    }

    private static async Task ShowAsync<TPage>(ClinicRequest request, string paper)
        where TPage : DischargePaper
    {
        if (await PatientFile.OpenAsync(request, "discharge") is not { } file)
            return;
        var all = await DischargePages.AllAsync(request, file);
        var of = request.Http.Request.Query["of"].ToString();
        if ((of.Length == 0 ? all.FirstOrDefault() : all.FirstOrDefault(d => d.Id.ToString() == of)) is not { } row)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Print(paper, row.Id.ToString(), file.Patient.Id);
        await request.PageAsync<TPage>((nameof(DischargePaper.Of), await ReadAsync(request, file, row)));
    }

    private static async Task<EndedTreatment> ReadAsync(ClinicRequest request, PatientFile file, Discharge row)
    {
        var (db, cancel) = (request.Db, request.Cancel);
        var person = await CoursePages.ReadAsync(request, file, row.CourseId);
        var sessions = await DischargePages.SessionsAsync(request, file, row.CourseId);
        var ids = sessions.Select(s => s.Sheet.Id).ToList();
        var ended = DischargePages.EndOf(request, row.EndedOn);
        if (ended > request.Now)
            ended = request.Now;
        var (start, names) = (person.Began?.StartedAt, await PatientFile.NamesAsync(request));
        var from = (start ?? ended) - PersonReadings.BaselineFor;
        var records = file.Records;
        return new()
        {
            File = file,
            Row = row,
            By = names.GetValueOrDefault(row.RecordedBy, "?"),
            Plan = await DischargePages.PlanOfAsync(request, file, row),
            Person = person,
            End = person.Course is { } course && start is { } first ? CourseEnd.Of(course.Model, first, ended, person.Changed, course.Scores.Select(s => s.Taken)) : null,
            Instruments = InstrumentCourse.Of(person.Measures.Current.Where(i => i.Id != person.Followed?.Id), person.Given.Where(g => g.At >= from && g.At < ended).SelectMany(g => g.Answers)),
            Sessions = [.. sessions.Reverse()],
            Events = await db.AdverseEvents.AsNoTracking().Where(e => !e.NearMiss && ((e.SessionId != null && ids.Contains(e.SessionId.Value)) || (e.SessionId == null && e.PatientId != null && records.Contains(e.PatientId.Value) && e.NoticedAt >= start))).OrderBy(e => e.NoticedAt).ToListAsync(cancel),
            Answered = await db.AfterQuestions.AsNoTracking().CountAsync(q => ids.Contains(q.SessionId) && q.AnsweredAt != null, cancel),
            Head = await db.Clinics.AsNoTracking().FirstAsync(c => c.Id == request.Clinic.Id, cancel),
            ByLetter = await FollowUps.ByLetterAsync(request, file),
            Now = request.Now,
        };
    }
}
