using Huantiao.Care.Measures;
using Huantiao.Care.Planning;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Measures;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Measures;
using Huantiao.Records.Model;
using Huantiao.Records.Needling;

namespace Huantiao.Records.Invented;

/// <summary>What invented courses are measured by.</summary>
/// <param name="Instrument">With one item that is the score.</param>
public sealed record InventedMeasure(MeasureKnowledge Measures, Instrument Instrument);

/// <summary>
/// A course of treatment for each invented person, begun within the last sixty weeks: consent to research or none, or one that was taken back, a plan, sessions, and the readings of the
/// calendar, given or not. Numbers fall as chance has it and mean nothing.
/// </summary>
internal sealed class InventedCourses(InventedPeople people, InventedMeasure measure, Guid clinic, Guid practitioner, DateTimeOffset now)
{
    private const int Weeks = 60;
    private const int MostSessions = 10;
    private const int Needles = 4;
    private static readonly string[] Reasons = [.. EnumWords.All<MissingReason>()];

    private readonly (Guid Session, Guid Patient) _template = (Guid.CreateVersion7(), Guid.CreateVersion7());

    public async Task CopyAsync(Copy copy, int patients)
    {
        var texts = InventedSession.Events(_template.Session, _template.Patient, Guid.Empty, practitioner, now.AddHours(-1), Needles, "L1", isFinished: true)
            .Select(e => (e.Key, Text: SessionText.Write(e))).ToList();
        await copy.RowsAsync("plan", patients, Plan);
        await copy.ManyAsync("consent", patients, Consent);
        await copy.RowsAsync("measured_course", patients, i => Row(("plan_id", Key("plan", i)), ("course_id", Key("course", i)), ("patient_id", Key("patient", i)), ("practitioner_id", practitioner), ("started_at", Ms(Start(i)))));
        await copy.ManyAsync("reading_request", patients, i => Calendar(i).Select(r => Request(i, r.Reading, r.Number)));
        await copy.ManyAsync("measurement", patients, Readings);
        await copy.ManyAsync("needling_session", patients, i => Enumerable.Range(0, Sessions(i)).Select(n => Sheet(i, n, texts.Count)));
        await copy.ManyAsync("session_event", patients, i => Enumerable.Range(0, Sessions(i)).SelectMany(n => texts.Select((e, k) => Row(
            ("session_id", Key("session", (i * MostSessions) + n)), ("arrival", k + 1), ("event_key", e.Key), ("text", k > 0 ? e.Text : Renamed(e.Text, i, n)), ("schema_version", SessionText.SchemaVersion),
            ("received_at", Ms(now)), ("received_from", practitioner)))));
    }

    private Guid Key(string kind, long i) => people.Key(kind, i);

    private DateTimeOffset Start(long i) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-1 - people.Below("started", i, (Weeks * 7) - 1)).AddHours(9);

    private int Sessions(long i) => (int)Math.Min(1 + people.Below("sessions", i, MostSessions), 1 + ((now - Start(i)).TotalDays / 7));

    private Dictionary<string, object?> Plan(long i) => Row(
        ("id", Key("plan", i)), ("patient_id", Key("patient", i)), ("state", EnumWords.Of(PlanState.Agreed)), ("content", PlanJson.Write(TreatmentPlan.Begin(Key("course", i)))), ("schema_version", 1),
        ("created_at", Ms(Start(i))), ("by", practitioner), ("signed_at", Ms(Start(i))), ("signed_by", practitioner), ("version", 1));

    /// <summary>Of ten people one was never asked, one said no, one took it back.</summary>
    private IEnumerable<Dictionary<string, object?>> Consent(long i)
    {
        var said = people.Below("research", i, 10);
        if (said > 0)
        {
            yield return Row(
                ("id", Key("consent", i)), ("patient_id", Key("patient", i)), ("purpose", EnumWords.Of(ConsentPurpose.Research)), ("text_version", "1"), ("language", "en"), ("given", said > 1),
                ("signed_as", people.Name(i).Name), ("signed_at", Ms(Start(i))), ("withdrawn_at", said == 2 ? Ms(Start(i).AddHours(1)) : null));
        }
    }

    private IEnumerable<(ScheduledReading Reading, long Number)> Calendar(long i) => ReadingSchedule.Of(measure.Measures, Start(i)).Select((r, n) => (r, (i * 10) + n));

    private bool IsGiven(ScheduledReading reading, long number) => reading.DueAt < now && people.Below("given", number, 5) > 0;

    private Dictionary<string, object?> Request(long i, ScheduledReading reading, long number)
    {
        var (given, missing) = (IsGiven(reading, number), reading.DueAt.AddDays(1) < now && people.Below("why", number, 2) == 0);
        return Row(
            ("id", Courses.RequestOf(clinic, Key("course", i), reading.DueAt)), ("patient_id", Key("patient", i)), ("course_id", Key("course", i)), ("timepoint", reading.Timepoint.Id), ("opens_at", Ms(reading.From)),
            ("due_at", Ms(reading.DueAt)), ("late_after", Ms(reading.LateAfter)), ("closes_at", Ms(reading.Until)), ("letters", 0), ("answered_at", given ? Ms(reading.DueAt) : null),
            ("missing", given || !missing ? EnumWords.Of(MissingReason.NotKnown) : Reasons[people.Below("reason", number, Reasons.Length)]), ("missing_at", given || !missing ? null : Ms(reading.DueAt.AddDays(1))),
            ("missing_by", given || !missing ? null : practitioner), ("version", 1));
    }

    private IEnumerable<Dictionary<string, object?>> Readings(long i)
    {
        var (least, most) = measure.Instrument.Range;
        var (start, spread) = (Start(i), (long)(most - least) + 1);
        var before = least + Math.Max(people.Below("before", i, spread), people.Below("before again", i, spread));
        yield return Reading(i, Key("reading before", i), before, start.AddDays(-3), null);
        foreach (var (reading, number) in Calendar(i).Where(r => IsGiven(r.Reading, r.Number)))
        {
            var value = Math.Clamp(before + people.Below("better", number, 3) - people.Below("worse", number, 6), least, most);
            yield return Reading(i, Key("reading", number), value, reading.DueAt, Courses.RequestOf(clinic, Key("course", i), reading.DueAt));
        }
    }

    private Dictionary<string, object?> Reading(long i, Guid id, double value, DateTimeOffset at, Guid? request) => Row(
        ("id", id), ("patient_id", Key("patient", i)), ("instrument", measure.Instrument.Id), ("instrument_version", measure.Instrument.Version), ("item", measure.Instrument.ScoreItem), ("value", value),
        ("unit", "{score}"), ("at", Ms(at)), ("source", EnumWords.Of(request is null ? MeasurementSource.Visit : MeasurementSource.Remote)), ("request_id", request), ("recorded_at", Ms(at)));

    private Dictionary<string, object?> Sheet(long i, int n, int events)
    {
        var opened = Start(i).AddDays(7 * n);
        return Row(
            ("id", Key("session", (i * MostSessions) + n)), ("patient_id", Key("patient", i)), ("plan_id", Key("plan", i)), ("practitioner_id", practitioner), ("opened_at", Ms(opened)), ("opened_by", practitioner),
            ("arrived", events), ("phase", EnumWords.Of(SheetPhase.Signed)), ("needles_in", 0), ("count_deferred", false), ("needs_eyes", false), ("ended_at", Ms(opened.AddMinutes(30))),
            ("signed_at", Ms(opened.AddMinutes(32))), ("version", 1));
    }

    private string Renamed(string text, long i, int n) => text
        .Replace(_template.Session.ToString(), Key("session", (i * MostSessions) + n).ToString(), StringComparison.Ordinal)
        .Replace(_template.Patient.ToString(), Key("patient", i).ToString(), StringComparison.Ordinal);

    private Dictionary<string, object?> Row(params ReadOnlySpan<(string Column, object? Value)> cells)
    {
        var row = new Dictionary<string, object?>(StringComparer.Ordinal) { ["clinic_id"] = clinic };
        foreach (var (column, value) in cells)
            row.Add(column, value);
        return row;
    }

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
