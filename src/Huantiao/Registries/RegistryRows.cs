using System.Collections.Immutable;
using Huantiao.Care.Assessment;
using Huantiao.Care.Courses;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;
using Huantiao.Prognosis;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Measures;
using Huantiao.Records.Model;
using Huantiao.Registry;
using Huantiao.Web;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Registries;

/// <summary>What the registry is of here, and by what rules it stays silent.</summary>
internal sealed record RegistrySubject(Subject Subject, SuppressionRules Rules, Instrument Instrument)
{
    /// <summary>Null where the pathway foretells no course or has no rules of silence: then nothing leaves.</summary>
    public static RegistrySubject? Of(Site site)
    {
        if (site.Pathway.Registry is not { } policy || site.Treatment is not { } treatment || site.Pathway.Expectation is not { } expectation
            || treatment.Measures.Find(expectation.MeasureId) is not { ScoreItem: not null } instrument
            || CourseOfPerson.ModelFor(site.Pathway, instrument.Range.Least, instrument.Range.Most) is not { Rules.Important: ImportantChange.Units important })
            return null;
        var weeks = treatment.Measures.Schedule.Where(t => t is { Kind: TimepointKind.Calendar, Week: not null }).OrderByDescending(t => t.IsMain).ThenBy(t => t.Week).Select(t => (int)t.Week!.Value);
        return new(
            new(
                site.Pathway.Name, site.Pathway.EvidenceDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), instrument.Id,
                instrument.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), instrument.Range.Least, instrument.Range.Most, instrument.Better == Direction.LowerIsBetter, important.Value,
                [.. weeks]),
            new(policy.LeastPeople, policy.LeastDifference), instrument);
    }
}

/// <summary>Everybody who has begun a treatment here, as the registry sees them.</summary>
/// <param name="Began">Days on which people had their first needle, one for each person.</param>
/// <param name="Rows">Those who have ever consented to research.</param>
/// <param name="Withdrawn">Pseudonyms of those of them whose consent no longer stands.</param>
internal sealed record RegistryPeople(ImmutableArray<DateOnly> Began, ImmutableArray<OutcomeRow> Rows, ImmutableHashSet<string> Withdrawn)
{
    public int BeganIn(Cut cut) => Began.Count(d => d >= cut.From && d <= cut.Until);
}

/// <summary>From a clinic's stored records to rows under pseudonyms. A person is one row, by the first course that they began here; records that were merged are one person.</summary>
internal static class RegistryRows
{
    /// <summary>The person said after a session that something had troubled them.</summary>
    public const string TroubledAfterwards = "told-of-trouble";

    private const string ByHand = "needling";
    private const string WithCurrent = "needling-with-current";
    private const string NoCode = "no-code";

    /// <param name="zone">The clinic's: a day is one of its calendar.</param>
    public static async Task<RegistryPeople> ReadAsync(
        HuantiaoDb db, Site site, RegistrySubject subject, ReadOnlyMemory<byte> key, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancel)
    {
        var people = await db.Patients.AsNoTracking().Select(p => new { p.Id, p.MergedInto, p.RestrictedAt }).ToDictionaryAsync(p => p.Id, cancel);
        Guid Standing(Guid record)
        {
            while (people[record].MergedInto is { } into)
                record = into;
            return record;
        }

        var courses = await db.MeasuredCourses.AsNoTracking().ToListAsync(cancel);
        var firsts = courses.GroupBy(c => Standing(c.PatientId)).Where(g => g.Min(c => c.StartedAt) <= now).ToDictionary(g => g.Key, g => g.MinBy(c => (c.StartedAt, c.PlanId))!);
        var consents = (await db.Consents.AsNoTracking().Where(c => c.Purpose == ConsentPurpose.Research).ToListAsync(cancel)).ToLookup(c => Standing(c.PatientId));
        var stored = await Stored.ReadAsync(db, site, subject.Instrument, courses, Standing, cancel);
        var rows = ImmutableArray.CreateBuilder<OutcomeRow>();
        var withdrawn = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (person, course) in firsts.Where(f => consents[f.Key].Any(c => c.Given)))
        {
            var pseudonym = Pseudonym.Of(key.Span, "registry", db.Clinic, person);
            // A record that its person wants kept unused is not used here either.
            if (consents[person].Stands(ConsentPurpose.Research) != true || people[person].RestrictedAt is not null)
                withdrawn.Add(pseudonym);
            rows.Add(stored.Row(pseudonym, person, course, Day(course.StartedAt, zone), now));
        }

        return new([.. firsts.Values.Select(c => Day(c.StartedAt, zone))], rows.ToImmutable(), withdrawn.ToImmutable());
    }

    private static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The rows of all tables that tell of courses, by what they belong to.</summary>
    private sealed record Stored(
        Instrument Instrument, ImmutableArray<(string Timepoint, int Week)> Schedule, ImmutableArray<string> Kinds, ILookup<Guid, ReadingRequest> Requests, ILookup<Guid, Measurement> ByRequest,
        ILookup<Guid, Measurement> ByPerson, ILookup<Guid, Guid> Sessions, ILookup<Guid, string> Events, IReadOnlyDictionary<Guid, bool> Afterwards, ILookup<Guid, Plan> Plans, ILookup<Guid, Records.Clinical.Assessment> Assessments,
        TreatmentKnowledge Treatment)
    {
        public static async Task<Stored> ReadAsync(HuantiaoDb db, Site site, Instrument instrument, List<MeasuredCourse> courses, Func<Guid, Guid> standing, CancellationToken cancel)
        {
            var (id, version, item) = (instrument.Id, instrument.Version, instrument.ScoreItem!);
            var scores = await db.Measurements.AsNoTracking().Where(m => m.Instrument == id && m.InstrumentVersion == version && m.Item == item && m.CorrectedBy == null)
                .OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(cancel);
            var courseOf = courses.ToDictionary(c => c.PlanId, c => c.CourseId);
            var sessions = await db.NeedlingSessions.AsNoTracking().Where(s => s.EndedAt != null).Select(s => new { s.Id, s.PlanId }).ToListAsync(cancel);
            var plans = await db.Plans.AsNoTracking().Where(p => db.MeasuredCourses.Any(c => c.PlanId == p.Id)).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).ToListAsync(cancel);
            return new(
                instrument,
                [.. site.Treatment!.Measures.Schedule.Where(t => t is { Kind: TimepointKind.Calendar, Week: not null }).Select(t => (t.Id, (int)t.Week!.Value))],
                [.. site.Points.Atlas.AdverseEvents.Kinds.Where(k => k.Group is "body" or "needle").Select(k => k.Key)],
                (await db.ReadingRequests.AsNoTracking().Where(r => r.CourseId != null).ToListAsync(cancel)).ToLookup(r => r.CourseId!.Value),
                scores.Where(m => m.RequestId != null).ToLookup(m => m.RequestId!.Value),
                scores.ToLookup(m => standing(m.PatientId)),
                sessions.Where(s => courseOf.ContainsKey(s.PlanId)).ToLookup(s => courseOf[s.PlanId], s => s.Id),
                (await db.AdverseEvents.AsNoTracking().Where(e => e.SessionId != null && !e.NearMiss).Select(e => new { e.SessionId, e.Kind }).ToListAsync(cancel)).ToLookup(e => e.SessionId!.Value, e => e.Kind),
                await db.AfterQuestions.AsNoTracking().Where(q => q.AnsweredAt != null).ToDictionaryAsync(q => q.SessionId, q => q.Troubled == true, cancel),
                plans.ToLookup(p => courseOf[p.Id]),
                (await db.Assessments.AsNoTracking().Where(a => a.State == AssessmentState.Signed).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(cancel)).ToLookup(a => standing(a.PatientId)),
                site.Treatment!);
        }

        public OutcomeRow Row(string pseudonym, Guid person, MeasuredCourse course, DateOnly began, DateTimeOffset now)
        {
            var sessions = Sessions[course.CourseId].ToList();
            return new()
            {
                Person = pseudonym,
                Began = began,
                Exposure = Exposure(course.CourseId),
                Stratum = Stratum(person, course.StartedAt),
                Baseline = Score(ByPerson[person].LastOrDefault(m => m.At <= course.StartedAt && m.At >= course.StartedAt - PersonReadings.BaselineFor)) ?? new Observation.Missing(Observation.Missing.NotKnown),
                Weeks = [.. Schedule.Select(t => new WeekObservation(t.Week, At(Requests[course.CourseId].FirstOrDefault(r => r.Timepoint == t.Timepoint), now)))],
                Treatments = sessions.Count,
                Events = Harms(sessions),
            };
        }

        private Observation At(ReadingRequest? request, DateTimeOffset now) => request switch
        {
            null => new Observation.Missing(Observation.Missing.NotKnown),
            { AnsweredAt: not null } => Score(ByRequest[request.Id].LastOrDefault()) ?? new Observation.Missing(Observation.Missing.NotKnown),
            { MissingAt: not null } => new Observation.Missing(EnumWords.Of(request.Missing)),
            _ when request.ClosesAt > now => new Observation.NotDue(),
            _ => new Observation.Missing(Observation.Missing.NotKnown),
        };

        /// <summary>A row from elsewhere may hold a number that is no answer; it is no score either.</summary>
        private Observation? Score(Measurement? row) => row is not null && Instrument.Item(row.Item)!.Takes(row.Value) ? new Observation.Measured(row.Value) : null;

        private string Exposure(Guid course) => Plans[course].Select(p => PlanJson.TryRead(p.Content)).FirstOrDefault(p => p is not null)?.Content.Stimulation?.Electro is null ? ByHand : WithCurrent;

        /// <summary>The first code of the examination that stood when the treatment began.</summary>
        private string Stratum(Guid person, DateTimeOffset started) =>
            Assessments[person].LastOrDefault(a => a.At <= started) is { } signed && AssessmentJson.TryRead(Treatment, signed.Content)?.Codes.Codes is [var code, ..] ? $"{code.System} {code.Code}" : NoCode;

        /// <summary>What staff recorded, of everybody treated; what the person told, of who answered after any session.</summary>
        private ImmutableArray<EventCount> Harms(List<Guid> sessions)
        {
            var recorded = sessions.SelectMany(s => Events[s]).ToLookup(k => k, StringComparer.Ordinal);
            var answers = sessions.Where(Afterwards.ContainsKey).Select(s => Afterwards[s]).ToList();
            return
            [
                .. Kinds.Select(k => new EventCount(k, recorded[k].Count())),
                .. answers.Count > 0 ? [new EventCount(TroubledAfterwards, answers.Count(troubled => troubled))] : Array.Empty<EventCount>(),
            ];
        }
    }
}
