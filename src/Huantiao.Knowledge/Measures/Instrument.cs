using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Measures;

/// <summary>How an instrument's answers become a score.</summary>
public enum Scoring
{
    /// <summary>Answers are reported, nothing is scored.</summary>
    None,

    /// <summary>One item is the score; the others are reported beside it.</summary>
    Item,

    /// <summary>Mean of the items that were answered, where enough were.</summary>
    Mean,

    /// <summary>Sum of the items, where enough were answered; nothing stands in for one that was not.</summary>
    Sum,

    /// <summary>Each item by itself; there is no total.</summary>
    Each,
}

/// <summary>What kind of answer an item takes.</summary>
public enum ItemKind
{
    Unknown,

    /// <summary>A number of the item's range; where it has <see cref="InstrumentItem.Labels"/>, each number has its words.</summary>
    Number,

    /// <summary>The person's own words: they name what another item scores.</summary>
    Text,

    /// <summary>Yes (1), no (0) or not sure, which is no number.</summary>
    YesNo,
}

/// <summary>One question of an instrument.</summary>
/// <param name="Id">"leg_now": also the id of the question of the intake that it is asked by.</param>
/// <param name="Names">Id of the text item that names what this one scores: a person's own activity; null otherwise.</param>
/// <param name="Short">A few words for tables and charts.</param>
/// <param name="Anchors">What the ends of the scale mean; null: as for the item before.</param>
/// <param name="Labels">Words of each number from <paramref name="Least"/> to <paramref name="Most"/>; empty: the numbers stand alone.</param>
/// <param name="Unit">In UCUM, or the points of a scale.</param>
public sealed record InstrumentItem(
    string Id, ItemKind Kind, string? Names, LocalText Text, LocalText Short, LocalText? Anchors, ImmutableArray<LocalText> Labels, double Least, double Most, string Unit, Provenance Provenance)
{
    /// <summary>Whether a number is one that the item can be answered with: whole, and within the range.</summary>
    public bool Takes(double value) => value >= Least && value <= Most && value == Math.Floor(value);
}

/// <summary>
/// One version of an instrument: <c>instruments.csv</c> with its items. A version is locked: its hash covers every word that a person reads and every rule by which
/// the answers are scored, so that an answer given years ago can be read by what was asked then.
/// </summary>
/// <param name="Id">"HT_LEG_NRS".</param>
/// <param name="Version">Counts from 1.</param>
/// <param name="Better">Whether a lower or a higher score is better; Unknown where there is none.</param>
/// <param name="ScoreItem">The item that is the score, where <paramref name="Scoring"/> is <see cref="Scoring.Item"/>.</param>
/// <param name="LeastAnswered">With fewer numbers there is no score.</param>
/// <param name="Missing">What is done about answers that are missing, in words.</param>
/// <param name="Licence">Under what terms the words may be used.</param>
public sealed record Instrument(
    string Id, int Version, string Hash, LocalText Name, Direction Better, Scoring Scoring, string? ScoreItem, int LeastAnswered, LocalText Missing, LocalText Licence,
    ImmutableArray<InstrumentItem> Items, Provenance Provenance)
{
    /// <summary>Items that numbers are given to, in their order.</summary>
    public IEnumerable<InstrumentItem> Scored => Items.Where(i => i.Kind != ItemKind.Text);

    /// <summary>Whether the person names what is scored.</summary>
    public bool NamesActivity => Items.Any(i => i.Names is not null);

    /// <summary>Null where there is no such item.</summary>
    public InstrumentItem? Item(string id) => Items.FirstOrDefault(i => i.Id == id);

    /// <summary>Ends of the score's scale; those of a sum are the sums of the ends.</summary>
    public (double Least, double Most) Range => Scoring switch
    {
        Scoring.Sum => (Scored.Sum(i => i.Least), Scored.Sum(i => i.Most)),
        Scoring.Item when ScoreItem is { } id && Item(id) is { } item => (item.Least, item.Most),
        _ when Scored.Any() => (Scored.Min(i => i.Least), Scored.Max(i => i.Most)),
        _ => (0, 0),
    };
}

/// <summary>What makes a reading due.</summary>
public enum TimepointKind
{
    Unknown,

    /// <summary>Before the first treatment.</summary>
    Baseline,

    /// <summary>At each visit, before treatment.</summary>
    Visit,

    /// <summary>After each session.</summary>
    AfterSession,

    /// <summary>So many weeks after the first treatment.</summary>
    Calendar,
}

/// <summary>When a reading is to be taken, and of what: <c>measure_schedule.csv</c>.</summary>
/// <param name="Id">"week-4".</param>
/// <param name="Week">Weeks from the first treatment; null where it is not by the calendar.</param>
/// <param name="Window">Days from the first treatment; null where it is not by the calendar.</param>
/// <param name="Instruments">Ids, in the order of asking.</param>
/// <param name="IsMain">The reading that decides: asked with a reminder, and named on the page.</param>
public sealed record MeasureTimepoint(
    string Id, TimepointKind Kind, double? Week, ReadingWindow? Window, ImmutableArray<string> Instruments, bool IsMain, LocalText Name, Provenance Provenance);

/// <summary>When a reading of the calendar counts, in days from the first treatment.</summary>
/// <param name="FromDay">The first day on which it is asked.</param>
/// <param name="OnTimeToDay">The last day on which it is on time; later it is late and marked so.</param>
/// <param name="ToDay">The last day on which it is taken for this time at all.</param>
public sealed record ReadingWindow(int FromDay, int OnTimeToDay, int ToDay);

/// <summary>What a pathway measures, and when.</summary>
/// <param name="Instruments">Every version of each.</param>
public sealed record MeasureKnowledge(ImmutableArray<Instrument> Instruments, ImmutableArray<MeasureTimepoint> Schedule)
{
    /// <summary>Nothing is measured.</summary>
    public static MeasureKnowledge None { get; } = new([], []);

    /// <summary>The newest version of each instrument, in the order of the table.</summary>
    public IEnumerable<Instrument> Current => Instruments.GroupBy(i => i.Id, StringComparer.Ordinal).Select(g => g.MaxBy(i => i.Version)!);

    /// <summary>The newest version; null where there is no such instrument.</summary>
    public Instrument? Find(string id) => Instruments.Where(i => i.Id == id).MaxBy(i => i.Version);

    /// <summary>That version; null where there is none.</summary>
    public Instrument? Find(string id, int version) => Instruments.FirstOrDefault(i => i.Id == id && i.Version == version);

    /// <summary>Null where the schedule has no such time.</summary>
    public MeasureTimepoint? Timepoint(string id) => Schedule.FirstOrDefault(t => t.Id == id);
}
