using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>Each exposure against the largest, week by week: change on baseline with an intercept for each clinic and a term for each other exposure.</summary>
internal static class Contrasts
{
    public static ImmutableArray<ExposureContrast> Of(ClinicGroup[][] groups, Subject subject, PoolOptions options)
    {
        var told = groups.Select(g => g.Where(x => x.Group.People is { }).ToArray()).Where(g => g.Length > 0).ToArray();
        if (told.Length < 2)
            return [];
        var largest = told.MaxBy(g => g.Sum(x => x.Group.People!.Value))!;
        var others = told.Where(g => g != largest).ToArray();
        return [.. subject.Weeks.Order().SelectMany(week => Week(largest, others, week, options))];
    }

    private static IEnumerable<ExposureContrast> Week(ClinicGroup[] largest, ClinicGroup[][] others, int week, PoolOptions options)
    {
        // An exposure without sums at this week has no term.
        var with = others.Where(o => o.Any(g => g.Week(week).All.Pairs is { N: > 0 })).ToArray();
        var cells = new List<(string Clinic, PairMoments Pairs, double[] Terms)>();
        void Add(ClinicGroup[] groups, int term)
        {
            foreach (var group in groups)
            {
                if (group.Week(week).All.Pairs is { N: > 0 } pairs)
                    cells.Add((group.Clinic, pairs, [.. Enumerable.Range(0, with.Length).Select(i => i == term ? 1.0 : 0)]));
            }
        }

        Add(largest, -1);
        for (var i = 0; i < with.Length; i++)
            Add(with[i], i);
        var clinics = cells.Select(c => c.Clinic).Distinct(StringComparer.Ordinal).ToArray();
        if (with.Length == 0 || CellLine.Fit([.. cells.Select(c => new LineCell(c.Pairs, Array.IndexOf(clinics, c.Clinic), c.Terms))], clinics.Length, 0) is not { } line)
            yield break;
        for (var i = 0; i < with.Length; i++)
        {
            var (value, error) = line[clinics.Length + i];
            var people = cells.Where(c => c.Terms[i] == 1 || c.Terms.All(t => t == 0)).Sum(c => c.Pairs.N);
            yield return new(with[i][0].Group.Exposure, largest[0].Group.Exposure, week, PooledMean.Of(people, value, line.ResidualSd, error, line.Df, options.Fit.Level));
        }
    }
}
