using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Registry;

/// <summary>One week of one exposure over all clinics.</summary>
internal static class PoolWeek
{
    public static PooledWeek Of(ClinicGroup[] groups, int week, PoolOptions options)
    {
        var weeks = groups.Select(g => (g.Clinic, Week: g.Week(week))).ToArray();
        var cells = weeks.Select(w => w.Week.All).ToArray();
        var clinics = weeks.GroupBy(w => w.Clinic, StringComparer.Ordinal).Select(c => new Clinic(c.Key, [.. c.Select(w => w.Week.All)])).ToArray();
        var pairs = Sum(cells.Select(c => c.Pairs));
        double? origin = options.Baseline ?? (pairs.N > 0 ? pairs.MeanX : null);
        var level = options.Fit.Level;
        var (slope, adjusted) = origin is { } at ? Line(clinics, at, level) : default;
        var byClinic = clinics.Select(c => c.Of(week, origin, options)).ToImmutableArray();
        var responders = cells.Where(c => c.Responders is { }).ToArray();
        var (some, paired, due) = (responders.Sum(c => c.Responders!.Value), responders.Sum(c => c.Paired!.Value), responders.Sum(c => c.Measured!.Value + c.Missing!.Value));
        return new(
            week, cells.Sum(c => c.NotDue!.Value), cells.Sum(c => c.Missing!.Value), cells.Sum(c => c.Measured!.Value), cells.Sum(c => c.Paired!.Value),
            Reasons(weeks.SelectMany(w => w.Week.Reasons)), pairs, cells.Count(c => c.Pairs is null && c.Paired > 0), PooledMean.Of(pairs.Change, level), slope, adjusted, origin,
            Pool.Share(some, paired, options), due == 0 ? null : new(due, (double)some / due, (double)(some + due - paired) / due),
            BetweenClinics(byClinic.Select(c => c.Change), options), BetweenClinics(byClinic.Select(c => c.Adjusted), options), Logits(byClinic, options), byClinic, Strata(groups, week, origin, level));
    }

    private static PairMoments Sum(IEnumerable<PairMoments?> parts) => parts.Aggregate(default(PairMoments), (sum, part) => part is { } more ? sum.Merge(more) : sum);

    /// <summary>One slope for all people, an intercept for each clinic.</summary>
    private static (PooledMean? Slope, PooledMean? Adjusted) Line(Clinic[] clinics, double origin, double level)
    {
        var told = clinics.Where(c => c.Pairs.N > 0).ToArray();
        if (CellLine.Fit([.. told.Select((c, i) => new LineCell(c.Pairs, i))], told.Length, origin) is not { } line)
            return default;
        var people = told.Sum(c => c.Pairs.N);
        var (slope, slopeError) = line[told.Length];
        var (value, error) = line.Mean([.. told.Select(c => (double)c.Pairs.N / people)]);
        return (PooledMean.Of(people, slope, line.ResidualSd, slopeError, line.Df, level), PooledMean.Of(people, value, line.ResidualSd, error, line.Df, level));
    }

    private static PooledEstimate? BetweenClinics(IEnumerable<PooledMean?> clinics, PoolOptions options)
    {
        var known = clinics.OfType<PooledMean>().Where(c => c.StandardError > 0).ToArray();
        return Fit([.. known.Select(c => c.Estimate)], [.. known.Select(c => c.StandardError * c.StandardError)], options);
    }

    private static PooledEstimate? Logits(ImmutableArray<ClinicWeek> clinics, PoolOptions options)
    {
        var known = clinics.Select(c => c.Responders).OfType<PooledShare>().ToArray();
        if (known.Length < 2)
            return null;
        var effects = EffectSizes.Compute(Measure.PLO, new StudyTable(
            [new("xi", [.. known.Select(k => (double)k.Some)]), new("ni", [.. known.Select(k => (double)k.People)])]));
        return Fit(effects.Yi, effects.Vi, options);
    }

    private static PooledEstimate? Fit(double[] yi, double[] vi, PoolOptions options)
    {
        if (yi.Length < 2)
            return null;
        try
        {
            return RandomEffects.Fit(yi, vi, options.Fit);
        }
        catch (AnalysisException e) when (e.Failure == AnalysisFailure.NonConvergence)
        {
            return null;
        }
    }

    private static ImmutableArray<ReasonPeople> Reasons(IEnumerable<ReasonPeople> reasons) =>
        [.. reasons.Where(r => r.People is { }).GroupBy(r => r.Reason, StringComparer.Ordinal).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new ReasonPeople(r.Key, r.Sum(x => x.People)))];

    private static ImmutableArray<PooledStratumWeek> Strata(ClinicGroup[] groups, int week, double? origin, double level)
    {
        var cells = groups.SelectMany(g => g.Group.Strata.Zip(g.Week(week).Strata, (s, cell) => (s.Stratum, cell.Pairs)));
        return
        [
            .. cells.GroupBy(c => c.Stratum, StringComparer.Ordinal).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c =>
            {
                var pairs = Sum(c.Select(x => x.Pairs));
                return new PooledStratumWeek(c.Key, pairs, c.Count(x => x.Pairs is null), PooledMean.Of(pairs.Change, level), origin is { } at ? OwnLine(pairs, at, level) : null);
            }),
        ];
    }

    private static PooledMean? OwnLine(PairMoments pairs, double origin, double level) =>
        CellLine.Fit([new(pairs, 0)], 1, origin) is { } line ? PooledMean.Of(pairs.N, line[0].Value, line.ResidualSd, line[0].Error, line.Df, level) : null;

    /// <summary>The periods of one clinic together.</summary>
    private sealed record Clinic(string Name, ImmutableArray<SummaryCell> Cells)
    {
        public PairMoments Pairs { get; } = Sum(Cells.Select(c => c.Pairs));

        public ClinicWeek Of(int week, double? origin, PoolOptions options)
        {
            var told = Cells.Where(c => c.Responders is { }).ToArray();
            return new(
                Name, Cells.Sum(c => c.Measured!.Value + c.Missing!.Value), Cells.Sum(c => c.Measured!.Value), PooledMean.Of(Pairs.Change, options.Fit.Level),
                origin is { } at ? OwnLine(Pairs, at, options.Fit.Level) : null, Pool.Share(told.Sum(c => c.Responders!.Value), told.Sum(c => c.Paired!.Value), options));
        }
    }
}
