using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>From people's rows to a clinic's summary.</summary>
public static class Summarising
{
    /// <summary>
    /// The summary of a cut. A function of its arguments: the same people give the same summary to the last digit, in whatever order they come.
    /// </summary>
    /// <param name="clinic">The name under which the clinic is known to the network; not empty.</param>
    /// <param name="rows">All rows there are; <paramref name="cut"/> and <paramref name="withdrawn"/> say who counts.</param>
    /// <param name="withdrawn">Pseudonyms of people who have taken back their consent.</param>
    /// <exception cref="ArgumentException">The cut, subject or rules contradict themselves, or a person stands in two rows.</exception>
    public static Summary Of(string clinic, Cut cut, Subject subject, SuppressionRules rules, IEnumerable<OutcomeRow> rows, IReadOnlySet<string> withdrawn)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clinic);
        subject.Check();
        if (rules.LeastPeople < 1 || rules.LeastDifference < 1)
            throw new ArgumentException("Thresholds of suppression are 1 or more.", nameof(rules));
        var groups = cut.Take(rows, withdrawn).GroupBy(r => r.Exposure, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);
        return new(clinic, cut, subject, rules, [.. groups.Select(g => Group(g.Key, [.. g], subject, rules))]);
    }

    private static SummaryGroup Group(string exposure, ImmutableArray<OutcomeRow> rows, Subject subject, SuppressionRules rules)
    {
        if (rules.IsSmall(rows.Length))
            return new(exposure, null, null, [], [], []);
        var strata = rows.GroupBy(r => r.Stratum, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, Rows: g.ToImmutableArray())).ToArray();
        var open = Withholding.Tell([.. strata.Select(s => s.Rows.Length)], rules);
        var weeks = ImmutableArray.CreateBuilder<SummaryWeek>();
        var before = new List<(WeekCounts All, WeekCounts[]? Strata)>();
        foreach (var week in subject.Weeks)
        {
            var all = WeekCounts.Of(rows, week, subject);
            var parts = strata.Select(s => WeekCounts.Of(s.Rows, week, subject)).ToArray();
            // Sums that could be compared with those of a week before: for everybody, and then for each stratum as well.
            var withPairs = before.All(b => Withholding.MayStandBeside(all.PairedPeople, b.All.PairedPeople, rules));
            var withStrata = withPairs && before.All(b => b.Strata is null || parts.Zip(b.Strata).All(p => Withholding.MayStandBeside(p.First.PairedPeople, p.Second.PairedPeople, rules)));
            if (withPairs)
                before.Add((all, withStrata ? parts : null));
            weeks.Add(new(week, Reasons(rows, week, rules), all.Whole(rules, withPairs), Cells(all, parts, open, withStrata && !rules.IsSmall(all.Paired), rules)));
        }

        return new(exposure, rows.Length, rows.Sum(r => r.Treatments), [.. strata.Select((s, i) => new StratumPeople(s.Key, open[i] ? s.Rows.Length : null))], weeks.ToImmutable(), Harms(rows, rules));
    }

    private static ImmutableArray<SummaryCell> Cells(WeekCounts all, WeekCounts[] parts, bool[] open, bool withPairs, SuppressionRules rules)
    {
        var told = WeekTable.Publish(all, parts, open, rules);
        var sums = withPairs ? Withholding.TellSums([.. parts.Select(p => p.Paired)], [.. told.Select(t => t.Contains(Column.Paired))], rules) : new bool[parts.Length];
        return
        [
            .. parts.Select((p, i) =>
            {
                int? Told(Column column) => told[i].Contains(column) ? WeekTable.Count(p, column) : null;
                return new SummaryCell(Told(Column.NotDue), Told(Column.Missing), Told(Column.Measured), Told(Column.Paired), Told(Column.Responders), sums[i] ? p.Pairs : null);
            }),
        ];
    }

    private static ImmutableArray<ReasonPeople> Reasons(ImmutableArray<OutcomeRow> rows, int week, SuppressionRules rules)
    {
        var reasons = rows.Select(r => r.At(week)).OfType<Observation.Missing>().GroupBy(m => m.Reason, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, People: g.Count())).ToArray();
        var told = Withholding.Tell([.. reasons.Select(r => r.People)], rules);
        // With none told, the names alone would give a single one away.
        return !told.Contains(true) ? [] : [.. reasons.Select((r, i) => new ReasonPeople(r.Key, told[i] ? r.People : null))];
    }

    private static ImmutableArray<SummaryHarm> Harms(ImmutableArray<OutcomeRow> rows, SuppressionRules rules) =>
    [
        .. rows.SelectMany(r => r.Events.Select(e => (e.Kind, e.Times, r.Treatments))).GroupBy(e => e.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => rules.IsSmall(g.Count())
                ? new SummaryHarm(g.Key, null, null, null, null)
                : new SummaryHarm(g.Key, g.Count(), g.Count(e => e.Times > 0), g.Sum(e => e.Times), g.Sum(e => e.Treatments))),
    ];
}
