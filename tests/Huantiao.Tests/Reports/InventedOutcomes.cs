using System.Collections.Immutable;
using Huantiao.Care.Measures;
using Huantiao.Knowledge.Measures;
using Huantiao.Records.Clinical;
using Huantiao.Records.Measures;
using Huantiao.Records.Needling;
using Huantiao.Records.Patients;
using Huantiao.Registry;

namespace Huantiao.Tests.Reports;

/// <summary>
/// Made-up people as rows of the record, and the same people as rows of a report, worked out here from what was made up and not from the database: joined records, second courses, corrected readings,
/// readings of other instruments and versions, off the scale or between its steps, missing with and without a reason. The same seed gives the same people.
/// </summary>
internal sealed class InventedOutcomes
{
    private readonly Random _random;
    private readonly Guid _clinic;
    private readonly DateTimeOffset _now;
    private readonly MeasureKnowledge _measures;
    private readonly int _harmDays;

    public InventedOutcomes(int seed, int count, Guid clinic, IReadOnlyList<Guid> practitioners, DateTimeOffset now, MeasureKnowledge measures, int harmDays, int days = 900)
    {
        (_random, _clinic, _now, _measures, _harmDays) = (new(seed), clinic, now, measures, harmDays);
        for (var i = 0; i < count; i++)
            Person(practitioners[_random.Next(practitioners.Count)], now.AddMinutes(-_random.Next(days * 1440)));
    }

    /// <summary>Of the record, in an order in which they can be stored.</summary>
    public List<object> Rows { get; } = [];

    public List<(OutcomeRow Row, Guid Practitioner, int Treatments)> People { get; } = [];

    /// <summary>Readings that nobody gave, of those whose window is over.</summary>
    public List<(Guid Request, Guid Patient, string Timepoint, DateTimeOffset Began)> Ungiven { get; } = [];

    public static Measurement Score(Guid clinic, Guid patient, DateTimeOffset at, double value, Guid? request = null, MeasurementSource source = MeasurementSource.Visit) => new()
    {
        ClinicId = clinic, Id = Guid.CreateVersion7(), PatientId = patient, Instrument = "HT_LEG_NRS", Item = "leg_now", Value = value, Unit = "{score}", At = at, Source = source, RequestId = request, RecordedAt = at,
    };

    private bool One(int of) => _random.Next(of) == 0;

    private void Person(Guid practitioner, DateTimeOffset start)
    {
        start = DateTimeOffset.FromUnixTimeMilliseconds(start.ToUnixTimeMilliseconds());
        var records = Records(out var restricted);
        var row = Course(records, practitioner, start, out var treatments);
        if (!restricted)
            People.Add((row, practitioner, treatments));
        // Who comes again counts where they began first.
        if (One(7) && start.AddDays(200) < _now)
            Course(records, practitioner, start.AddDays(200), out _, counts: false);
    }

    private List<Guid> Records(out bool restricted)
    {
        restricted = One(20);
        var first = Patient(null, restricted);
        var records = new List<Guid> { first };
        while (One(6))
            records.Add(Patient(records[_random.Next(records.Count)], closed: false));
        return records;
    }

    private Guid Patient(Guid? into, bool closed)
    {
        var patient = new Patient { ClinicId = _clinic, Id = Guid.CreateVersion7(), Name = "Invented", CreatedAt = _now, MergedInto = into, RestrictedAt = closed ? _now : null, RestrictionReason = closed ? "asked" : null };
        Rows.Add(patient);
        return patient.Id;
    }

    private OutcomeRow Course(List<Guid> records, Guid practitioner, DateTimeOffset start, out int treatments, bool counts = true)
    {
        var (patient, course) = (Any(records), Guid.CreateVersion7());
        var plans = Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => new Plan { ClinicId = _clinic, Id = Guid.CreateVersion7(), PatientId = patient, Content = "{}", SchemaVersion = 1, CreatedAt = start, By = practitioner }).ToList();
        Rows.AddRange(plans);
        Rows.AddRange(plans.Select(p => new MeasuredCourse { ClinicId = _clinic, PlanId = p.Id, CourseId = course, PatientId = patient, PractitionerId = practitioner, StartedAt = start }));
        var before = counts ? Before(records, start) : null;
        var weeks = ReadingSchedule.Of(_measures, start).Select(s => new WeekObservation((int)s.Timepoint.Week!.Value, Reading(records, course, s, start))).ToImmutableArray();
        var (sessions, answered, troubled) = Asked(records, plans[0], start);
        var isDue = start.AddDays(_harmDays + 7) <= _now;
        treatments = isDue ? sessions : 0;
        return new()
        {
            Person = course.ToString(), Began = DateOnly.FromDateTime(start.UtcDateTime), Exposure = "needling", Weeks = weeks,
            Stratum = before switch { null => "none", <= 3 => "0-3", <= 6 => "4-6", _ => "7-10" },
            Baseline = before is { } x ? new Observation.Measured(x) : new Observation.Missing(Observation.Missing.NotKnown),
            Treatments = answered, Events = isDue && answered > 0 ? [new("troubled", troubled)] : [],
        };
    }

    private double? Before(List<Guid> records, DateTimeOffset start)
    {
        (DateTimeOffset At, double Value)? last = null;
        for (var i = _random.Next(4); i > 0; i--)
        {
            var (at, value) = (start.AddMinutes(-_random.Next(20_000)), (double)_random.Next(11));
            var row = Score(_clinic, Any(records), at, value);
            if (One(5))
            {
                // Of no use: corrected since, off the scale, between its steps, another instrument or version.
                Rows.Add(Spoilt(row));
                continue;
            }

            Rows.Add(row);
            if (last is null || at > last.Value.At || (at == last.Value.At && value > last.Value.Value))
                last = (at, value);
        }

        Rows.Add(Score(_clinic, Any(records), start.AddMinutes(1 + _random.Next(500)), _random.Next(11)));
        return last?.Value;
    }

    private Measurement Spoilt(Measurement row) => _random.Next(5) switch
    {
        0 => Again(row, row.Value, corrected: true),
        1 => Again(row, 11),
        2 => Again(row, 4.5),
        3 => Again(row, row.Value, version: 2),
        _ => Again(row, row.Value, instrument: "HT_BACK_NRS"),
    };

    private static Measurement Again(Measurement row, double value, bool corrected = false, int version = 1, string? instrument = null) => new()
    {
        ClinicId = row.ClinicId, Id = row.Id, PatientId = row.PatientId, Instrument = instrument ?? row.Instrument, InstrumentVersion = version, Item = row.Item, Value = value, Unit = row.Unit, At = row.At, Source = row.Source,
        RequestId = row.RequestId, RecordedAt = row.RecordedAt, CorrectedBy = corrected ? Guid.CreateVersion7() : null,
    };

    private Observation Reading(List<Guid> records, Guid course, ScheduledReading scheduled, DateTimeOffset start)
    {
        var request = new ReadingRequest
        {
            ClinicId = _clinic, Id = Guid.CreateVersion7(), PatientId = Any(records), CourseId = course, Timepoint = scheduled.Timepoint.Id, OpensAt = scheduled.From, DueAt = scheduled.DueAt, LateAfter = scheduled.LateAfter,
            ClosesAt = scheduled.Until,
        };
        Rows.Add(request);
        if (scheduled.From > _now)
            return new Observation.NotDue();
        Observation seen = new Observation.Missing(Observation.Missing.NotKnown);
        if (_random.Next(4) > 0)
        {
            var (at, value) = (scheduled.From.AddHours(_random.Next(24)), (double)_random.Next(11));
            request.AnsweredAt = at;
            var row = Score(_clinic, Any(records), at, value, request.Id, MeasurementSource.Remote);
            if (One(8))
            {
                Rows.Add(Spoilt(row));
            }
            else
            {
                if (One(10))
                    Rows.Add(Again(Score(_clinic, row.PatientId, at, 10, request.Id), 10, corrected: true));
                Rows.Add(row);
                seen = new Observation.Measured(value);
            }
        }
        else if (One(2))
        {
            (request.Missing, request.MissingAt, request.MissingBy) = (MissingReason.NotReached, scheduled.DueAt, Guid.CreateVersion7());
            seen = new Observation.Missing("not-reached");
        }
        else if (scheduled.Until <= _now)
        {
            Ungiven.Add((request.Id, request.PatientId, request.Timepoint, start));
        }

        return scheduled.Until <= _now ? seen : new Observation.NotDue();
    }

    private (int Sessions, int Answered, int Troubled) Asked(List<Guid> records, Plan plan, DateTimeOffset start)
    {
        var (sessions, answered, troubled) = (0, 0, 0);
        for (var i = _random.Next(7); i > 0; i--)
        {
            var opened = start.AddDays(_random.Next(_harmDays + 30));
            if (opened > _now)
                continue;
            var session = new SessionSheet { ClinicId = _clinic, Id = Guid.CreateVersion7(), PatientId = plan.PatientId, PlanId = plan.Id, PractitionerId = plan.By, OpenedAt = opened, OpenedBy = plan.By, EndedAt = opened };
            var question = new AfterQuestion { ClinicId = _clinic, SessionId = session.Id, PatientId = Any(records), AskFrom = opened.AddDays(1), AskUntil = opened.AddDays(3) };
            Rows.Add(session);
            Rows.Add(question);
            var counts = question.AskFrom < start.AddDays(_harmDays);
            sessions += counts ? 1 : 0;
            if (One(3))
                continue;
            (question.AnsweredAt, question.Troubled) = (question.AskFrom, One(4));
            answered += counts ? 1 : 0;
            troubled += counts && question.Troubled == true ? 1 : 0;
        }

        return (sessions, answered, troubled);
    }

    private Guid Any(List<Guid> records) => records[_random.Next(records.Count)];
}
