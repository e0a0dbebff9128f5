using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Registry;

/// <summary>How a clinic's people do, to itself: everybody counted, those without a score as well. Inside the clinic nothing is withheld.</summary>
/// <param name="Treatments">Given by the cut.</param>
public sealed record ClinicReport(
    Subject Subject, Cut Cut, int People, int Treatments, ScoreMoments Baseline, int BaselineMissing, ImmutableArray<CaseMix> CaseMix, ImmutableArray<ReportWeek> Weeks, ImmutableArray<ReportHarm> Harms)
{
    /// <summary>The report of a period. A function of the rows: a closed period gives the same report for ever.</summary>
    /// <param name="level">Of all intervals, in percent.</param>
    /// <exception cref="ArgumentException">The cut or subject contradicts itself, or a person stands in two rows.</exception>
    public static ClinicReport Of(Cut cut, Subject subject, IEnumerable<OutcomeRow> rows, IReadOnlySet<string> withdrawn, double level = 95)
    {
        subject.Check();
        var taken = cut.Take(rows, withdrawn);
        var baseline = taken.Select(r => r.BaselineScore).OfType<double>().Aggregate(default(ScoreMoments), (m, x) => m.With(x));
        return new(
            subject, cut, taken.Length, taken.Sum(r => r.Treatments), baseline, taken.Length - (int)baseline.N,
            [.. taken.GroupBy(r => r.Stratum, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CaseMix(g.Key, g.Count(), g.Select(r => r.BaselineScore).OfType<double>().Aggregate(default(ScoreMoments), (m, x) => m.With(x))))],
            [.. subject.Weeks.Order().Select(w => ReportWeek.Of(taken, w, subject, level))],
            [.. taken.SelectMany(r => r.Events.Select(e => (e.Kind, e.Times, r.Treatments))).GroupBy(e => e.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => ReportHarm.Of(g.Key, [.. g.Select(e => (e.Times, e.Treatments))], level))]);
    }

    /// <summary>The same from sums over the people instead of their rows; scores are whole numbers.</summary>
    /// <param name="cut">Of whom the sums are.</param>
    /// <param name="level">Of all intervals, in percent.</param>
    /// <exception cref="ArgumentException">The cut or subject contradicts itself, or more people are measured and missing at a week than there are.</exception>
    public static ClinicReport Of(Cut cut, Subject subject, ReportSums sums, double level = 95)
    {
        subject.Check();
        cut.Check();
        var people = checked((int)sums.People);
        var baseline = sums.Strata.Values.Aggregate(default(ScoreSums), (sum, s) => sum + s.Baseline).Moments;
        return new(
            subject, cut, people, checked((int)sums.Treatments), baseline, people - (int)baseline.N,
            [.. sums.Strata.Select(s => new CaseMix(s.Key, (int)s.Value.People, s.Value.Baseline.Moments))],
            [.. subject.Weeks.Order().Select(w => ReportWeek.Of(sums.Week(w), people, w, subject, level))],
            [.. sums.Harms.Where(h => h.Value.Asked > 0).Select(h => ReportHarm.Of(h.Key, h.Value, level))]);
    }
}

/// <summary>People of one kind of case, and how they began.</summary>
public sealed record CaseMix(string Stratum, int People, ScoreMoments Baseline);

/// <summary>People who are missing for one reason.</summary>
public sealed record MissingFor(string Reason, int People);

/// <summary>From the least to the greatest that it can be.</summary>
public sealed record Range(double Lower, double Upper);

/// <summary>One week of the schedule.</summary>
/// <param name="Due">People whose day had come, with a score or without.</param>
/// <param name="Scores">Of those measured.</param>
/// <param name="Paired">Measured now and before the first treatment.</param>
/// <param name="Change">Mean change of the paired.</param>
/// <param name="MeanScore">Where the mean score of everybody due lies, whatever the missing would have said: all at one end of the scale, all at the other (Manski, Am Econ Rev 1990;80:319). Null with nobody due.</param>
/// <param name="Responders">Share of the paired with an important improvement.</param>
/// <param name="RespondersAmongDue">Share of everybody due: all without a pair failed, all responded.</param>
public sealed record ReportWeek(
    int Week, int NotDue, int Due, int Measured, int Missing, ImmutableArray<MissingFor> Reasons, ScoreMoments Scores, int Paired, PooledMean? Change, Range? MeanScore, PooledShare? Responders, ShareBounds? RespondersAmongDue)
{
    internal static ReportWeek Of(ImmutableArray<OutcomeRow> rows, int week, Subject subject, double level)
    {
        var counts = WeekCounts.Of(rows, week, subject);
        var scores = rows.Select(r => r.At(week)).OfType<Observation.Measured>().Aggregate(default(ScoreMoments), (m, o) => m.With(o.Value));
        var due = counts.Measured + counts.Missing;
        double Mean(double instead) => ((scores.N * scores.Mean) + (counts.Missing * instead)) / due;
        var reasons = rows.Select(r => r.At(week)).OfType<Observation.Missing>().GroupBy(m => m.Reason, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);
        return new(
            week, counts.NotDue, due, counts.Measured, counts.Missing, [.. reasons.Select(g => new MissingFor(g.Key, g.Count()))], scores, counts.Paired, PooledMean.Of(counts.Pairs.Change, level),
            due == 0 ? null : new(Mean(subject.ScaleLower), Mean(subject.ScaleUpper)),
            counts.Paired == 0 ? null : new(counts.Responders, counts.Paired, ExactProportion.Of(counts.Responders, counts.Paired, level / 100)),
            due == 0 ? null : new(due, (double)counts.Responders / due, (double)(counts.Responders + due - counts.Paired) / due));
    }

    internal static ReportWeek Of(WeekSums sums, int people, int week, Subject subject, double level)
    {
        var (missing, scores) = (checked((int)sums.Missing.Values.Sum()), sums.Scores.Moments);
        var (measured, paired, responders) = ((int)sums.Scores.N, (int)sums.Pairs.N, (int)sums.Responders);
        var due = measured + missing;
        if (due > people || paired > measured || responders > paired)
            throw new ArgumentException($"The sums of week {week} contradict themselves.", nameof(sums));
        double Mean(double instead) => (sums.Scores.Sum + (missing * instead)) / due;
        return new(
            week, people - due, due, measured, missing, [.. sums.Missing.Where(m => m.Value > 0).Select(m => new MissingFor(m.Key, (int)m.Value))], scores, paired, PooledMean.Of(sums.Pairs.Moments.Change, level),
            due == 0 ? null : new(Mean(subject.ScaleLower), Mean(subject.ScaleUpper)),
            paired == 0 ? null : new(responders, paired, ExactProportion.Of(responders, paired, level / 100)),
            due == 0 ? null : new(due, (double)responders / due, (double)(responders + due - paired) / due));
    }
}

/// <summary>One kind of adverse event.</summary>
/// <param name="Affected">Share of the people asked to whom it happened once or more.</param>
/// <param name="Events">For each treatment given to them; null without treatments.</param>
public sealed record ReportHarm(string Kind, PooledShare Affected, ExactRate? Events)
{
    internal static ReportHarm Of(string kind, (int Times, int Treatments)[] asked, double level)
    {
        var (affected, treatments) = (asked.Count(a => a.Times > 0), asked.Sum(a => a.Treatments));
        return new(
            kind, new(affected, asked.Length, ExactProportion.Of(affected, asked.Length, level / 100)),
            treatments == 0 ? null : ExactRate.Of(asked.Sum(a => a.Times), treatments, level / 100));
    }

    internal static ReportHarm Of(string kind, HarmSums sums, double level) => new(
        kind, new((int)sums.Affected, (int)sums.Asked, ExactProportion.Of(sums.Affected, sums.Asked, level / 100)), sums.Treatments == 0 ? null : ExactRate.Of(sums.Events, sums.Treatments, level / 100));
}

/// <summary>Events by exposure with the exact Poisson interval.</summary>
/// <param name="Estimate">Events for one unit of exposure.</param>
/// <param name="Lower">0 without events.</param>
/// <remarks>Garwood, Biometrika 1936;28:437: quantiles of chi-square. Events are taken as independent, which those of one person are not quite.</remarks>
public sealed record ExactRate(long Events, double Exposure, double Estimate, double Lower, double Upper)
{
    /// <param name="events">0 or more.</param>
    /// <param name="exposure">Such as treatments: over 0.</param>
    /// <param name="level">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static ExactRate Of(long events, double exposure, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        if (!(exposure > 0 && double.IsFinite(exposure)))
            throw new ArgumentOutOfRangeException(nameof(exposure), exposure, "The exposure is over 0.");
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level is above 0 and below 1.");
        var half = (1 - level) / 2;
        var lower = events == 0 ? 0 : Distributions.ChiSquaredQuantile(half, 2.0 * events) / 2;
        return new(events, exposure, events / exposure, lower / exposure, Distributions.ChiSquaredQuantile(1 - half, 2.0 * (events + 1)) / 2 / exposure);
    }
}
