using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Registry;

/// <summary>How to pool.</summary>
public sealed record PoolOptions
{
    /// <summary>Between clinics; the interval's level is that of everything else as well.</summary>
    public FitOptions Fit { get; init; } = new() { Method = Method.REML, Test = TestKind.HartungKnapp };

    /// <summary>The baseline at which change is compared; null: the mean of everybody at that week.</summary>
    public double? Baseline { get; init; }
}

/// <summary>
/// Pools clinics' summaries. Counts, means, spreads and least-squares lines over everybody are those that the patients' rows would give (docs/methods/registry.md); what differs between
/// clinics is estimated in two stages, by MetaAnalysis.
/// </summary>
public static class Pool
{
    /// <summary>The pooled result, or every reason why these files are not pooled.</summary>
    /// <param name="files">At least one; their order does not matter beyond which of two is named first.</param>
    /// <exception cref="AnalysisException">The options are not usable.</exception>
    public static (PooledRegistry? Pooled, ImmutableArray<PoolProblem> Problems) Of(IReadOnlyList<NamedSummary> files, PoolOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(files.Count);
        options ??= new();
        var problems = PoolChecks.Run(files);
        if (!problems.IsEmpty)
            return (null, problems);
        // Sorted, so that sums come out the same to the last digit in whatever order the files were named.
        var ordered = files.OrderBy(f => f.Sealed.Summary.Clinic, StringComparer.Ordinal).ThenBy(f => f.Sealed.Summary.Cut.From).ToArray();
        var subject = ordered[0].Sealed.Summary.Subject;
        var groups = ordered.SelectMany(f => f.Sealed.Summary.Groups.Select(g => new ClinicGroup(f.Sealed.Summary.Clinic, g)))
            .GroupBy(g => g.Group.Exposure, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        return (new(
            subject,
            options.Fit.Level,
            [.. ordered.Select(f => new PooledSource(f.Name, f.Sealed.Summary.Clinic, f.Sealed.Fingerprint, f.Sealed.Summary.Cut, f.Sealed.Summary.Groups.Sum(g => g.People ?? 0)))],
            [.. groups.Select(g => Group(g, subject, options))],
            Contrasts.Of(groups, subject, options)), []);
    }

    private static PooledGroup Group(ClinicGroup[] all, Subject subject, PoolOptions options)
    {
        var told = all.Where(g => g.Group.People is { }).ToArray();
        var strata = told.SelectMany(g => g.Group.Strata).GroupBy(s => s.Stratum, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new PooledStratum(s.Key, s.Any(x => x.People is { }) ? s.Sum(x => x.People ?? 0) : null, s.Count(x => x.People is null)));
        var harms = told.SelectMany(g => g.Group.Harms).GroupBy(h => h.Kind, StringComparer.Ordinal).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => Harm([.. h], options));
        return new(
            all[0].Group.Exposure, told.Select(g => g.Clinic).Distinct(StringComparer.Ordinal).Count(), all.Length - told.Length, told.Sum(g => g.Group.People!.Value), told.Sum(g => g.Group.Treatments ?? 0),
            [.. strata], told.Length == 0 ? [] : [.. subject.Weeks.Order().Select(w => PoolWeek.Of(told, w, options))], [.. harms]);
    }

    private static PooledHarm Harm(SummaryHarm[] harms, PoolOptions options)
    {
        var told = harms.Where(h => h.People is { }).ToArray();
        // Silence is not zero.
        return told.Length == 0
            ? new(harms[0].Kind, null, null, null, harms.Length)
            : new(harms[0].Kind, Share(told.Sum(h => h.Affected!.Value), told.Sum(h => h.People!.Value), options), told.Sum(h => h.Events!.Value), told.Sum(h => h.Treatments!.Value), harms.Length - told.Length);
    }

    internal static PooledShare? Share(int some, int people, PoolOptions options) =>
        people == 0 ? null : new(some, people, ExactProportion.Of(some, people, options.Fit.Level / 100));
}

/// <summary>One summary's people of one exposure, and whose they are.</summary>
internal sealed record ClinicGroup(string Clinic, SummaryGroup Group)
{
    public SummaryWeek Week(int week) => Group.Weeks.First(w => w.Week == week);
}
