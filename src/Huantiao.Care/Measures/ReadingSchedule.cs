using System.Collections.Immutable;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Measures;

/// <summary>How a reading of the calendar stands.</summary>
public enum ReadingStanding
{
    /// <summary>Its days have not come.</summary>
    Coming,

    /// <summary>It can be given now, and is on time.</summary>
    Due,

    /// <summary>It can still be given, and will be marked late.</summary>
    Overdue,

    /// <summary>Its days are over.</summary>
    Over,
}

/// <summary>A reading of the calendar of one person's course.</summary>
/// <param name="From">From when it is taken.</param>
/// <param name="DueAt">When the person is asked.</param>
/// <param name="LateAfter">Later than this it is late.</param>
/// <param name="Until">Later than this it is taken for this time no more.</param>
public sealed record ScheduledReading(MeasureTimepoint Timepoint, DateTimeOffset From, DateTimeOffset DueAt, DateTimeOffset LateAfter, DateTimeOffset Until)
{
    /// <summary>When a second letter goes out, where the first brought no answer.</summary>
    public DateTimeOffset RemindAt => DueAt + ReadingSchedule.RemindAfter;

    /// <summary>How it stands, as long as it was not given.</summary>
    public ReadingStanding Standing(DateTimeOffset now) =>
        now < From ? ReadingStanding.Coming : now <= LateAfter ? ReadingStanding.Due : now < Until ? ReadingStanding.Overdue : ReadingStanding.Over;
}

/// <summary>When the readings of a course are due: weeks from the first needle, by the pathway's schedule.</summary>
public static class ReadingSchedule
{
    /// <summary>A second letter, and the last, goes out so long after the first: our own choice.</summary>
    public static readonly TimeSpan RemindAfter = TimeSpan.FromDays(3);

    /// <summary>Every reading of the calendar, in its order.</summary>
    /// <param name="start">The first needle.</param>
    public static ImmutableArray<ScheduledReading> Of(MeasureKnowledge measures, DateTimeOffset start)
    {
        ArgumentNullException.ThrowIfNull(measures);
        return
        [
            .. measures.Schedule.Where(t => t is { Kind: TimepointKind.Calendar, Window: not null, Week: not null }).Select(t => new ScheduledReading(
                t, start.AddDays(t.Window!.FromDay), start.AddDays(t.Week!.Value * 7), start.AddDays(t.Window.OnTimeToDay + 1), start.AddDays(t.Window.ToDay + 1))),
        ];
    }

    /// <summary>What is asked at a time that is not by the calendar: before the first needle, or at a visit.</summary>
    public static MeasureTimepoint? Now(MeasureKnowledge measures, bool treatmentBegan)
    {
        ArgumentNullException.ThrowIfNull(measures);
        return measures.Schedule.FirstOrDefault(t => t.Kind == (treatmentBegan ? TimepointKind.Visit : TimepointKind.Baseline));
    }

    /// <summary>
    /// The questions of a time, instrument by instrument. Of a person's own activities those are scored that they named before; where none was named, none is.
    /// </summary>
    /// <param name="named">What the person named, by the id of the text item.</param>
    public static ImmutableArray<AskedItem> Questions(MeasureKnowledge measures, MeasureTimepoint timepoint, IReadOnlyDictionary<string, string> named)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(timepoint);
        ArgumentNullException.ThrowIfNull(named);
        return
        [
            .. timepoint.Instruments.Select(measures.Find).OfType<Instrument>().SelectMany(instrument => instrument.Items
                .Where(item => item.Kind == ItemKind.Number && (item.Names is null || named.ContainsKey(item.Names)))
                .Select(item => new AskedItem(instrument, item, item.Names is { } names ? named[names] : null))),
        ];
    }

    /// <summary>All of an instrument that the clinic has brought along.</summary>
    public static IEnumerable<AskedItem> Questions(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return instrument.Scored.Where(i => i.Names is null).Select(i => new AskedItem(instrument, i, null));
    }
}

/// <summary>One question of a reading.</summary>
/// <param name="Activity">What the person named, which this one scores; null otherwise.</param>
public sealed record AskedItem(Instrument Instrument, InstrumentItem Item, string? Activity)
{
    /// <summary>Whether a reading is one without it: what carries the score of its instrument must be answered or said to be left out.</summary>
    public bool IsScore => Instrument.Scoring == Scoring.Item && Instrument.ScoreItem == Item.Id;

    /// <summary>What the ends of its scale mean: where it does not say, as for the item before it.</summary>
    public LocalText? Anchors => Instrument.Items.TakeWhile(i => i.Id != Item.Id).Append(Item).LastOrDefault(i => i.Anchors is not null)?.Anchors;
}
