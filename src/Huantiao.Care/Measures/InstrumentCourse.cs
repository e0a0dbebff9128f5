using System.Collections.Immutable;
using Huantiao.Knowledge.Measures;

namespace Huantiao.Care.Measures;

/// <summary>The answers to one instrument at one time.</summary>
/// <param name="Instrument">In the version that was asked.</param>
/// <param name="Answers">By item.</param>
public sealed record InstrumentReading(DateTimeOffset At, Instrument Instrument, ImmutableDictionary<string, double> Answers)
{
    /// <summary>What they come to.</summary>
    public InstrumentScore Score => InstrumentScore.Of(Instrument, Answers);
}

/// <summary>Where a person stood on an instrument at first, and where they stand now.</summary>
/// <param name="First">Null: the instrument was answered once.</param>
/// <param name="Change">Later − first, of a score: for a mean, of the items that were answered both times. Null where there is no score, or nothing in common.</param>
/// <param name="OfItems">How many items the change of a mean rests on.</param>
public sealed record InstrumentCourse(Instrument Instrument, InstrumentReading? First, InstrumentReading Latest, double? Change, int OfItems)
{
    /// <summary>One for each instrument that was answered, in the order of the instruments.</summary>
    /// <param name="readings">In any order.</param>
    public static ImmutableArray<InstrumentCourse> Of(IEnumerable<Instrument> instruments, IEnumerable<InstrumentReading> readings)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        ArgumentNullException.ThrowIfNull(readings);
        var all = readings.Where(r => !r.Answers.IsEmpty).OrderBy(r => r.At).ToLookup(r => r.Instrument.Id, StringComparer.Ordinal);
        return [.. instruments.Where(i => all[i.Id].Any()).Select(i => Between(i, [.. all[i.Id]]))];
    }

    private static InstrumentCourse Between(Instrument instrument, ImmutableArray<InstrumentReading> readings)
    {
        var (first, latest) = (readings[0], readings[^1]);
        if (readings.Length == 1)
            return new(instrument, null, latest, null, 0);
        if (instrument.Scoring == Scoring.Mean)
            return InstrumentScore.ChangeOfMean(instrument, first.Answers, latest.Answers) is var (change, items) ? new(instrument, first, latest, change, items) : new(instrument, first, latest, null, 0);
        return first.Score is InstrumentScore.Scored before && latest.Score is InstrumentScore.Scored now
            ? new(instrument, first, latest, now.Value - before.Value, 1)
            : new(instrument, first, latest, null, 0);
    }
}
