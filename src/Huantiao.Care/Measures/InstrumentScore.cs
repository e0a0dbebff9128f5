using System.Collections.Immutable;
using Huantiao.Knowledge.Measures;

namespace Huantiao.Care.Measures;

/// <summary>What the answers to an instrument come to. An answer that is missing is never filled in.</summary>
public abstract record InstrumentScore
{
    private InstrumentScore()
    {
    }

    /// <summary>One number.</summary>
    /// <param name="Answered">Of how many answers.</param>
    /// <param name="Asked">How many there could have been.</param>
    public sealed record Scored(double Value, int Answered, int Asked) : InstrumentScore;

    /// <summary>Each answer by itself, by item; there is no total.</summary>
    public sealed record Apart(ImmutableSortedDictionary<string, double> Values) : InstrumentScore;

    /// <summary>Too little was answered, or what carries the score was not. Unknown, and not nought.</summary>
    public sealed record NotScored(ImmutableArray<string> Missing) : InstrumentScore;

    /// <summary>Scores one set of answers by the rule of the version that was asked.</summary>
    /// <param name="answers">By item. One that is not in it was not answered, or not sure.</param>
    /// <param name="asked">Items that were put to the person; null: all. An activity that nobody named is not asked.</param>
    /// <exception cref="ArgumentException">An answer to an item that the instrument does not have, or off its scale.</exception>
    public static InstrumentScore Of(Instrument instrument, IReadOnlyDictionary<string, double> answers, IReadOnlySet<string>? asked = null)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(answers);
        foreach (var (id, value) in answers)
        {
            if (instrument.Scored.FirstOrDefault(i => i.Id == id) is not { } item || !item.Takes(value))
                throw new ArgumentException($"\"{id}\" of {instrument.Id} cannot be answered with {value}.", nameof(answers));
        }

        ImmutableArray<InstrumentItem> items = [.. instrument.Scored.Where(i => asked is null || asked.Contains(i.Id))];
        ImmutableArray<string> missing = [.. items.Where(i => !answers.ContainsKey(i.Id)).Select(i => i.Id)];
        var given = items.Where(i => answers.ContainsKey(i.Id)).Select(i => answers[i.Id]).ToList();
        switch (instrument.Scoring)
        {
            case Scoring.Item:
                return answers.TryGetValue(instrument.ScoreItem!, out var score) ? new Scored(score, 1, 1) : new NotScored([instrument.ScoreItem!]);
            case Scoring.Mean:
                return given.Count > 0 && given.Count >= instrument.LeastAnswered ? new Scored(given.Average(), given.Count, items.Length) : new NotScored(missing);
            case Scoring.Sum:
                return given.Count > 0 && given.Count >= instrument.LeastAnswered ? new Scored(given.Sum(), given.Count, items.Length) : new NotScored(missing);
            default:
                return given.Count > 0 ? new Apart(answers.ToImmutableSortedDictionary(StringComparer.Ordinal)) : new NotScored(missing);
        }
    }

    /// <summary>
    /// Change of a mean between two times: of the items answered at both, since the mean of other activities is another measure. Null where there is none in common.
    /// </summary>
    /// <returns>Later − earlier, and how many items it rests on.</returns>
    public static (double Change, int Items)? ChangeOfMean(Instrument instrument, IReadOnlyDictionary<string, double> earlier, IReadOnlyDictionary<string, double> later)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        var both = instrument.Scored.Where(i => earlier.ContainsKey(i.Id) && later.ContainsKey(i.Id)).Select(i => later[i.Id] - earlier[i.Id]).ToList();
        return both.Count > 0 && both.Count >= instrument.LeastAnswered ? (both.Average(), both.Count) : null;
    }
}
