using System.Collections.Immutable;
using Huantiao.Care.Courses;
using Huantiao.Care.Intake;
using Huantiao.Care.Measures;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Measures;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Measures;
using Huantiao.Web.Treat.Plans;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Courses;

/// <summary>What was given at one time: the answers of one reading, of one questionnaire, or taken down in one go.</summary>
/// <param name="Request">Null: an intake or a visit.</param>
public sealed record GivenReading(DateTimeOffset At, ReadingRequest? Request, MeasurementSource Source, Guid? By, ImmutableArray<InstrumentReading> Answers)
{
    public bool IsLate => Request is { } request && At > request.LateAfter;
}

/// <summary>
/// Everything that one person's course is worked out from, read in one go, and the course itself. The same for the practitioner and for the person's own link.
/// </summary>
public sealed record PersonCourse
{
    /// <summary>Null: the pathway foretells no course.</summary>
    public required CourseOfPerson? Course { get; init; }

    /// <summary>The instrument that the course is drawn by; null as above.</summary>
    public required Instrument? Followed { get; init; }

    /// <summary>Of the pathway, and of the clinic itself.</summary>
    public required MeasureKnowledge Measures { get; init; }

    /// <summary>Instruments of the clinic itself that are asked.</summary>
    public required ImmutableArray<Instrument> Own { get; init; }

    /// <summary>The version of the plan that is carried out; null: no needle has been placed.</summary>
    public required MeasuredCourse? Began { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<GivenReading> Given { get; init; }

    /// <summary>Of the course that is shown, in order of time, and what was asked for besides.</summary>
    public required IReadOnlyList<ReadingRequest> Requests { get; init; }

    public required IReadOnlyList<CourseChange> Changes { get; init; }

    /// <summary>From when readings no longer speak of the course that trials foretell; null: nothing of the kind is known.</summary>
    public required DateTimeOffset? Changed { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<CourseReview> Reviews { get; init; }

    /// <summary>What the person named as their own activities, by item.</summary>
    public required IReadOnlyDictionary<string, string> Activities { get; init; }

    /// <summary>From first to last, an instrument each.</summary>
    public ImmutableArray<InstrumentCourse> Instruments => InstrumentCourse.Of(Measures.Current, Given.SelectMany(g => g.Answers));

    /// <param name="records">All records of the person.</param>
    /// <param name="zone">The clinic's: a day is one of its calendar.</param>
    /// <param name="of">The course that is meant; null: the newest.</param>
    internal static async Task<PersonCourse> ReadAsync(HuantiaoDb db, Site site, IReadOnlyList<Guid> records, DateTimeOffset now, TimeZoneInfo zone, Guid? of, CancellationToken cancel)
    {
        var own = await OwnInstruments.AllAsync(db, cancel);
        var shipped = site.Treatment?.Measures ?? MeasureKnowledge.None;
        var measures = shipped with { Instruments = [.. shipped.Instruments, .. own.Select(o => o.Instrument)] };
        var courses = await db.MeasuredCourses.AsNoTracking().Where(c => records.Contains(c.PatientId)).OrderByDescending(c => c.StartedAt).ToListAsync(cancel);
        var began = courses.FirstOrDefault(c => of is null || c.CourseId == of);
        var requests = await db.ReadingRequests.AsNoTracking().Where(r => records.Contains(r.PatientId)).OrderBy(r => r.DueAt).ThenBy(r => r.Id).ToListAsync(cancel);
        var rows = await db.Measurements.AsNoTracking().Where(m => records.Contains(m.PatientId) && m.CorrectedBy == null).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(cancel);
        var changes = await db.CourseChanges.AsNoTracking().Where(c => records.Contains(c.PatientId)).OrderBy(c => c.At).ToListAsync(cancel);
        var reviews = await db.CourseReviews.AsNoTracking().Where(r => records.Contains(r.PatientId)).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).ToListAsync(cancel);
        var given = Grouped(rows, requests, measures);
        var followed = site.Pathway.Expectation is { } expectation ? measures.Find(expectation.MeasureId) : null;
        var changed = Earliest(
        [
            .. changes.Where(c => c.RetractedAt is null).Select(c => c.At), .. reviews.Where(r => r.Decision == ReviewDecision.Stop).Select(r => r.At),
            .. await WithdrawnAsync(db, [.. courses.Where(c => c.CourseId == began?.CourseId).Select(c => c.PlanId)], cancel),
        ], began?.StartedAt);
        return new()
        {
            Followed = followed,
            Course = followed is not null && CourseOfPerson.ModelFor(site.Pathway, followed.Range.Least, followed.Range.Most) is { } model
                ? CourseOfPerson.Of(model, began?.StartedAt, now, changed, Scores(given, followed, zone))
                : null,
            Measures = measures,
            Own = [.. own.Where(o => o.IsAsked).Select(o => o.Instrument)],
            Began = began,
            Given = given,
            Requests = [.. requests.Where(r => r.CourseId is null || r.CourseId == began?.CourseId)],
            Changes = changes,
            Changed = changed,
            Reviews = reviews,
            Activities = await ActivitiesAsync(db, site, records, measures, cancel),
        };
    }

    private static IEnumerable<TakenScore> Scores(IEnumerable<GivenReading> given, Instrument followed, TimeZoneInfo zone) =>
        from reading in given
        from answers in reading.Answers
        where answers.Instrument.Id == followed.Id && answers.Score is InstrumentScore.Scored
        select new TakenScore(
            reading.At, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(reading.At, zone).DateTime), ((InstrumentScore.Scored)answers.Score).Value, reading.By is not null, reading.IsLate);

    private static List<GivenReading> Grouped(List<Measurement> rows, List<ReadingRequest> requests, MeasureKnowledge measures) =>
    [
        .. rows.GroupBy(m => (m.RequestId, m.IntakeId, m.At, m.RecordedBy)).Select(group => new GivenReading(
            group.Key.At, requests.Find(r => r.Id == group.Key.RequestId), group.First().Source, group.Key.RecordedBy,
            [
                .. group.GroupBy(m => (m.Instrument, m.InstrumentVersion))
                    .Select(own => (Of: measures.Find(own.Key.Instrument, own.Key.InstrumentVersion), Rows: own))
                    .Where(own => own.Of is not null)
                    .Select(own => new InstrumentReading(group.Key.At, own.Of!, Answers(own.Of!, own.Rows))),
            ])),
    ];

    /// <summary>What the instrument has and can be answered with; a row from elsewhere may hold another number, and that is no answer to it.</summary>
    private static ImmutableDictionary<string, double> Answers(Instrument instrument, IEnumerable<Measurement> rows) => rows
        .Where(m => instrument.Scored.Any(i => i.Id == m.Item && i.Takes(m.Value))).GroupBy(m => m.Item, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);

    private static DateTimeOffset? Earliest(IReadOnlyList<DateTimeOffset> times, DateTimeOffset? start) => times.Where(t => t > start).Select(t => (DateTimeOffset?)t).Min();

    /// <summary>When the consent to the plan was taken back.</summary>
    private static async Task<IEnumerable<DateTimeOffset>> WithdrawnAsync(HuantiaoDb db, IReadOnlyList<Guid> plans, CancellationToken cancel)
    {
        var rows = await db.Plans.AsNoTracking().Where(p => plans.Contains(p.Id)).ToListAsync(cancel);
        return rows.Select(PlanPages.Read).Select(p => (p.Plan as TreatmentPlan.Agreed)?.Withdrawn?.At).OfType<DateTimeOffset>();
    }

    /// <summary>As the newest questionnaire has them that names any.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> ActivitiesAsync(HuantiaoDb db, Site site, IReadOnlyList<Guid> records, MeasureKnowledge measures, CancellationToken cancel)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        if (site.Screening is not { } book)
            return named;
        var items = measures.Current.SelectMany(i => i.Items).Where(i => i.Kind == ItemKind.Text).Select(i => i.Id).ToList();
        var intakes = await db.Intakes.AsNoTracking().Where(i => records.Contains(i.PatientId) && i.State == IntakeState.Submitted && i.Kind == IntakeKind.Full && i.Pathway == book.Pathway)
            .OrderByDescending(i => i.SubmittedAt).Select(i => i.Answers).Take(5).ToListAsync(cancel);
        foreach (var answers in intakes.Select(text => AnswersJson.Read(book.Knowledge, text).Document?.Answers).OfType<IntakeAnswers>())
        {
            foreach (var item in items)
            {
                if (answers[item] is IntakeAnswer.Text { Value: { Length: > 0 } text })
                    named.TryAdd(item, text);
            }

            if (named.Count > 0)
                return named;
        }

        return named;
    }
}
