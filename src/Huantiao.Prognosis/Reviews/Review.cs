using System.Collections.Immutable;

namespace Huantiao.Prognosis;

/// <summary>Why a reading has no part in the fit.</summary>
public enum LeftOutBecause
{
    Unknown,

    /// <summary>It was taken after the day of the review, which looks at what was known then.</summary>
    Later,

    /// <summary>It was taken after the treatment was stopped or another one added.</summary>
    TreatmentChanged,
}

/// <summary>A reading that the fit did not use. It still counts as a sign of worsening, unless it is later than the review.</summary>
public sealed record LeftOutReading(Reading Reading, LeftOutBecause Because);

/// <summary>Everything that one review says of one person. Pure: the same input gives the same review, to the last bit.</summary>
public sealed record Review
{
    private Review()
    {
    }

    /// <summary>The day of the review, in weeks since the first treatment; readings after it are not looked at.</summary>
    public required double Week { get; init; }

    public required ReviewRules Rules { get; init; }

    public required CourseFit Fit { get; init; }

    /// <summary>The readings behind the fit.</summary>
    public required ImmutableArray<Reading> Used { get; init; }

    public required ImmutableArray<LeftOutReading> LeftOut { get; init; }

    /// <summary>P(important improvement by the week of the review, <see cref="ReviewRules.ReviewWeek"/>).</summary>
    public required double ByReview { get; init; }

    /// <summary>P(important improvement by the horizon, or by today where the horizon has passed). The advice rests on it.</summary>
    public required double ByHorizon { get; init; }

    /// <summary>Latest reading against the mean of those before the first treatment.</summary>
    public required MeasuredChange SinceBaseline { get; init; }

    /// <summary>Latest reading against the one before it.</summary>
    public required MeasuredChange SincePrevious { get; init; }

    public required Advice Advice { get; init; }

    /// <summary>Reviews one person.</summary>
    /// <param name="week">Today, in weeks since the first treatment.</param>
    /// <param name="readings">All that there are, in any order.</param>
    /// <exception cref="ArgumentException">The rules contradict themselves, or the week is not finite.</exception>
    public static Review Of(CoursePrior prior, ReviewRules rules, double week, params ReadOnlySpan<Reading> readings)
    {
        rules.Check();
        if (!double.IsFinite(week))
            throw new ArgumentOutOfRangeException(nameof(week), week, "The week is a finite number.");
        var (known, used) = (ImmutableArray.CreateBuilder<Reading>(readings.Length), ImmutableArray.CreateBuilder<Reading>(readings.Length));
        ImmutableArray<LeftOutReading>.Builder? leftOut = null;
        foreach (var reading in readings)
        {
            if (reading.Week <= week)
                known.Add(reading);
            if (reading.Week <= week && !reading.Marks.HasFlag(ReadingMarks.TreatmentChanged))
                used.Add(reading);
            else
                (leftOut ??= ImmutableArray.CreateBuilder<LeftOutReading>()).Add(new(reading, reading.Week > week ? LeftOutBecause.Later : LeftOutBecause.TreatmentChanged));
        }

        var all = known.DrainToImmutable();
        var counted = used.DrainToImmutable();
        var fit = CourseFit.Of(prior, counted.AsSpan());
        var byHorizon = fit.ImprovementProbability(rules.Important, Math.Max(rules.HorizonWeek, week));
        var sinceBaseline = MeasuredChange.SinceBaseline(prior, rules.ErrorZ, all.AsSpan());
        var sincePrevious = MeasuredChange.SincePrevious(prior, rules.ErrorZ, all.AsSpan());
        return new()
        {
            Week = week,
            Rules = rules,
            Fit = fit,
            Used = counted,
            LeftOut = leftOut?.ToImmutable() ?? [],
            ByReview = fit.ImprovementProbability(rules.Important, rules.ReviewWeek),
            ByHorizon = byHorizon,
            SinceBaseline = sinceBaseline,
            SincePrevious = sincePrevious,
            Advice = Advise(prior, rules, counted, byHorizon, sinceBaseline as MeasuredChange.Worsened ?? sincePrevious as MeasuredChange.Worsened),
        };
    }

    private static Advice Advise(CoursePrior prior, ReviewRules rules, ImmutableArray<Reading> used, double probability, MeasuredChange.Worsened? worse)
    {
        if (worse is { })
            return new Advice.ScreenAgain(worse);
        var why = Lacking(prior, rules, used);
        if (!why.IsEmpty)
            return new Advice.None(why);
        if (probability >= rules.ContinueFrom)
            return new Advice.Continue(probability);
        return probability < rules.UnlikelyBelow ? new Advice.UnlikelyToHelp(probability) : new Advice.ChangeOrWatch(probability);
    }

    private static ImmutableArray<TooFewData> Lacking(CoursePrior prior, ReviewRules rules, ImmutableArray<Reading> used)
    {
        var (before, after, sum, last) = (0, 0, 0.0, double.NegativeInfinity);
        foreach (var reading in used)
        {
            if (reading.IsBaseline)
                (before, sum) = (before + 1, sum + reading.Value);
            else
                (after, last) = (after + 1, Math.Max(last, reading.Week));
        }

        var room = before == 0 ? double.PositiveInfinity : Math.Max(0, prior.Sign * ((prior.Better == Better.Lower ? prior.Scale.Lower : prior.Scale.Upper) - (sum / before)));
        ImmutableArray<TooFewData> why = [];
        if (before < rules.LeastBaseline)
            why = why.Add(new TooFewData.Baseline(before, rules.LeastBaseline));
        if (after < rules.LeastAfterStart)
            why = why.Add(new TooFewData.AfterStart(after, rules.LeastAfterStart));
        if (last < rules.EarliestWeek)
            why = why.Add(new TooFewData.Early(after == 0 ? null : last, rules.EarliestWeek));
        if (room < rules.Important.Amount)
            why = why.Add(new TooFewData.NoRoom(room, rules.Important.Amount));
        return why;
    }
}
