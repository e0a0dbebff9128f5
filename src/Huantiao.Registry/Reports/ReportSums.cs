using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>Sums of whole scores: they combine to the last digit, in whatever order.</summary>
/// <param name="N">People.</param>
/// <param name="Sum">Σy.</param>
/// <param name="Squares">Σy².</param>
public readonly record struct ScoreSums(long N, long Sum, long Squares)
{
    /// <summary>Worked out in whole numbers up to the one division.</summary>
    public ScoreMoments Moments => N == 0 ? default : new(N, (double)Sum / N, Deviations(N, Sum, Sum, Squares));

    public static ScoreSums operator +(ScoreSums a, ScoreSums b) => new(a.N + b.N, a.Sum + b.Sum, a.Squares + b.Squares);

    /// <summary>Σxy − ΣxΣy/n.</summary>
    internal static double Deviations(long n, long x, long y, long products) => (double)(((Int128)n * products) - ((Int128)x * y)) / n;
}

/// <summary>The same of two scores of the same people: x before the first treatment, y at a week.</summary>
public readonly record struct PairSums(long N, long X, long Y, long Xx, long Xy, long Yy)
{
    public PairMoments Moments => N == 0
        ? default
        : new(N, (double)X / N, (double)Y / N, ScoreSums.Deviations(N, X, X, Xx), ScoreSums.Deviations(N, X, Y, Xy), ScoreSums.Deviations(N, Y, Y, Yy));

    public static PairSums operator +(PairSums a, PairSums b) => new(a.N + b.N, a.X + b.X, a.Y + b.Y, a.Xx + b.Xx, a.Xy + b.Xy, a.Yy + b.Yy);
}

/// <summary>People of one kind of case, and their scores before the first treatment.</summary>
public readonly record struct StratumSums(long People, ScoreSums Baseline)
{
    public static StratumSums operator +(StratumSums a, StratumSums b) => new(a.People + b.People, a.Baseline + b.Baseline);
}

/// <summary>One week: who is missing and why, the scores of the measured, of those with both scores the pairs, and how many of these responded.</summary>
public sealed record WeekSums(ImmutableSortedDictionary<string, long> Missing, ScoreSums Scores, PairSums Pairs, long Responders)
{
    public static WeekSums None { get; } = new(ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal), default, default, 0);

    public static WeekSums operator +(WeekSums a, WeekSums b) => new(Sums.Merge(a.Missing, b.Missing, (x, y) => x + y), a.Scores + b.Scores, a.Pairs + b.Pairs, a.Responders + b.Responders);
}

/// <summary>One kind of adverse event: people asked for it, those to whom it happened, how often, and the treatments of the asked.</summary>
public readonly record struct HarmSums(long Asked, long Affected, long Events, long Treatments)
{
    public static HarmSums operator +(HarmSums a, HarmSums b) => new(a.Asked + b.Asked, a.Affected + b.Affected, a.Events + b.Events, a.Treatments + b.Treatments);
}

/// <summary>Everything that a <see cref="ClinicReport"/> follows from. The sums of two periods are the sums of both together, exactly: a report over years is that of its months.</summary>
/// <param name="Strata">By kind of case.</param>
/// <param name="Weeks">By week of the schedule. Who is neither measured nor missing there is not due.</param>
/// <param name="Harms">By kind of event.</param>
public sealed record ReportSums(
    long Treatments, ImmutableSortedDictionary<string, StratumSums> Strata, ImmutableSortedDictionary<int, WeekSums> Weeks, ImmutableSortedDictionary<string, HarmSums> Harms)
{
    public static ReportSums None { get; } = new(
        0, ImmutableSortedDictionary.Create<string, StratumSums>(StringComparer.Ordinal), ImmutableSortedDictionary<int, WeekSums>.Empty, ImmutableSortedDictionary.Create<string, HarmSums>(StringComparer.Ordinal));

    public long People => Strata.Values.Sum(s => s.People);

    public WeekSums Week(int week) => Weeks.GetValueOrDefault(week, WeekSums.None);

    public static ReportSums operator +(ReportSums a, ReportSums b) => new(
        a.Treatments + b.Treatments, Sums.Merge(a.Strata, b.Strata, (x, y) => x + y), Sums.Merge(a.Weeks, b.Weeks, (x, y) => x + y), Sums.Merge(a.Harms, b.Harms, (x, y) => x + y));
}

internal static class Sums
{
    public static ImmutableSortedDictionary<TKey, T> Merge<TKey, T>(ImmutableSortedDictionary<TKey, T> a, ImmutableSortedDictionary<TKey, T> b, Func<T, T, T> add)
        where TKey : notnull
    {
        if (b.IsEmpty)
            return a;
        var sum = a.ToBuilder();
        foreach (var (key, value) in b)
            sum[key] = sum.TryGetValue(key, out var there) ? add(there, value) : value;
        return sum.ToImmutable();
    }
}
