using System.Collections.Immutable;

namespace Huantiao.Prognosis;

/// <summary>Why no advice is given.</summary>
public abstract record TooFewData
{
    private TooFewData()
    {
    }

    /// <summary>Fewer readings before the first treatment than needed.</summary>
    public sealed record Baseline(int Have, int Need) : TooFewData;

    /// <summary>Fewer readings after the first treatment than needed, not counting those after a change of treatment.</summary>
    public sealed record AfterStart(int Have, int Need) : TooFewData;

    /// <summary>The last reading that counts was taken too early to tell.</summary>
    /// <param name="LastWeek">Null where there is none after the first treatment.</param>
    public sealed record Early(double? LastWeek, double NeedWeek) : TooFewData;

    /// <summary>The person began so near the good end of the scale that the important change does not fit between.</summary>
    /// <param name="Room">From the mean of the readings before the first treatment to the good end of the scale, 0 or more.</param>
    public sealed record NoRoom(double Room, double Need) : TooFewData;
}

/// <summary>What a review says. It concerns this treatment alone, and never a medicine.</summary>
public abstract record Advice
{
    private Advice()
    {
    }

    /// <summary>Worse by more than the error of measurement: ask the danger signs again, before anything else and whatever the probabilities.</summary>
    public sealed record ScreenAgain(MeasuredChange.Worsened Change) : Advice;

    /// <summary>No advice, and why.</summary>
    public sealed record None(ImmutableArray<TooFewData> Why) : Advice
    {
        public bool Equals(None? other) => other is not null && Why.SequenceEqual(other.Why);

        public override int GetHashCode() => Why.Length;
    }

    /// <summary>An important improvement by the horizon is likely enough.</summary>
    public sealed record Continue(double Probability) : Advice;

    /// <summary>Neither likely nor unlikely: change something, or watch.</summary>
    public sealed record ChangeOrWatch(double Probability) : Advice;

    /// <summary>An important improvement by the horizon is unlikely: stop this treatment, or refer.</summary>
    public sealed record UnlikelyToHelp(double Probability) : Advice;
}

/// <summary>What a review judges by: a pathway's data, with their sources there.</summary>
public sealed record ReviewRules
{
    /// <summary>The improvement that counts.</summary>
    public required ImportantChange Important { get; init; }

    /// <summary>Week of the review, over 0.</summary>
    public required double ReviewWeek { get; init; }

    /// <summary>The week by which the improvement should have come, the review's or later.</summary>
    public required double HorizonWeek { get; init; }

    /// <summary>Continue from this probability on, 0 to 1, over <see cref="UnlikelyBelow"/>.</summary>
    public required double ContinueFrom { get; init; }

    /// <summary>Unlikely to help below this probability, 0 to 1.</summary>
    public required double UnlikelyBelow { get; init; }

    /// <summary>Readings before the first treatment without which no advice is given, 1 or more.</summary>
    public required int LeastBaseline { get; init; }

    /// <summary>Readings after it, 1 or more.</summary>
    public required int LeastAfterStart { get; init; }

    /// <summary>The week that the last reading must have reached.</summary>
    public required double EarliestWeek { get; init; }

    /// <summary>Standard errors beyond which a change between readings is no error of measurement; 1.96 is 95%.</summary>
    public required double ErrorZ { get; init; }

    /// <summary>The same rules in another unit of the scale.</summary>
    public ReviewRules InUnit(double factor) => this with { Important = Important.InUnit(factor) };

    /// <exception cref="ArgumentException">The rules contradict themselves.</exception>
    internal void Check()
    {
        if (!(UnlikelyBelow >= 0 && UnlikelyBelow < ContinueFrom && ContinueFrom <= 1))
            throw new ArgumentException("The probability below which help is unlikely lies under the one from which to continue, both from 0 to 1.");
        if (!(ReviewWeek > 0 && HorizonWeek >= ReviewWeek && double.IsFinite(HorizonWeek)))
            throw new ArgumentException("The review comes after the first treatment, the horizon not before the review.");
        if (LeastBaseline < 1 || LeastAfterStart < 1)
            throw new ArgumentException("Advice needs a reading before the first treatment and one after it, at the least.");
        if (!(ErrorZ > 0 && double.IsFinite(ErrorZ) && double.IsFinite(EarliestWeek)))
            throw new ArgumentException("The error of measurement and the earliest week are finite, the first over 0.");
    }
}
