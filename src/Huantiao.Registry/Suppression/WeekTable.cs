using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>What of a stratum is counted at a week.</summary>
internal enum Column
{
    NotDue,
    Missing,
    Measured,
    Paired,
    Responders,

    /// <summary>Paired, and no responder: not published, and yet to be guarded.</summary>
    Others,

    /// <summary>Measured, and without a score from before: the same.</summary>
    Unpaired,

    /// <summary>All of them.</summary>
    People,
}

/// <summary>
/// Which counts of the strata at one week are withheld: each that is small, and as many more as it takes that no small one follows from what remains
/// (Cox, J Am Stat Assoc 1980;75:377, "complementary suppression"). Counts of the whole group, and the people of each stratum that is told of, are fixed.
/// </summary>
internal static class WeekTable
{
    private static readonly Column[] Told = [Column.NotDue, Column.Missing, Column.Measured, Column.Paired, Column.Responders];
    private static readonly Column[] Guarded = [.. Told, Column.Others, Column.Unpaired, Column.People];

    // In the order of the vectors' places.
    private static readonly Column[] FinestColumns = [Column.Responders, Column.Others, Column.Unpaired, Column.Missing, Column.NotDue];

    private const int Finest = 5;

    /// <param name="open">Whether a stratum's people are told; of one that is not, nothing is.</param>
    /// <returns>For each stratum the columns that may be told.</returns>
    public static ImmutableArray<ImmutableHashSet<Column>> Publish(WeekCounts all, IReadOnlyList<WeekCounts> strata, IReadOnlyList<bool> open, SuppressionRules rules)
    {
        var may = strata.Select((s, i) => open[i] ? Told.Where(c => !IsWithheld(s, c, rules)).ToHashSet() : []).ToArray();
        var told = may.Select(m => m.ToHashSet()).ToArray();
        while (Follows(all, strata, told, open, rules) is { } other)
            told[other.Stratum].Remove(other.Column);
        // What was withheld early may hide nothing that is not hidden by what was withheld after it: the largest come back first.
        var back = from s in Enumerable.Range(0, strata.Count) from column in may[s].Except(told[s]) orderby Count(strata[s], column) descending, s, column select (s, column);
        foreach (var (stratum, column) in back.ToArray())
        {
            told[stratum].Add(column);
            if (Follows(all, strata, told, open, rules) is { })
                told[stratum].Remove(column);
        }

        return [.. told.Select(t => t.ToImmutableHashSet())];
    }

    /// <summary>
    /// A number to withhold, since a small one follows from it and others; null: none does. First by sums alone; then for a reader who has also guessed every zero there is: what does not
    /// follow even then can be one more and one less, since no count behind it is at its floor.
    /// </summary>
    private static (int Stratum, Column Column)? Follows(WeekCounts all, IReadOnlyList<WeekCounts> strata, HashSet<Column>[] told, IReadOnlyList<bool> open, SuppressionRules rules) =>
        Follows(all, strata, told, open, rules, zerosGuessed: false) ?? Follows(all, strata, told, open, rules, zerosGuessed: true);

    private static (int Stratum, Column Column)? Follows(
        WeekCounts all, IReadOnlyList<WeekCounts> strata, HashSet<Column>[] told, IReadOnlyList<bool> open, SuppressionRules rules, bool zerosGuessed)
    {
        var (published, places) = Published(all, strata, told, open, rules);
        for (var s = 0; zerosGuessed && s < strata.Count; s++)
        {
            foreach (var column in FinestColumns.Where(c => Count(strata[s], c) == 0))
            {
                published.Add(Vector(s, column, strata.Count));
                places.Add(null);
            }
        }

        var derivation = new Derivation(published);
        for (var s = 0; s < strata.Count; s++)
        {
            foreach (var column in Guarded.Where(c => rules.IsSmall(Count(strata[s], c))))
            {
                // The smallest number that helps to tell it; a zero only where nothing else is left. Where the group's own numbers alone tell it, no silence of the strata could hide it.
                var helps = derivation.Of(Vector(s, column, strata.Count))?.Select(k => places[k]).OfType<(int Stratum, Column Column)>()
                    .OrderBy(p => Count(strata[p.Stratum], p.Column) is var n && n == 0 ? int.MaxValue : n).ThenBy(p => p.Stratum).ThenBy(p => p.Column).ToArray();
                if (helps is [var first, ..])
                    return first;
            }
        }

        return null;
    }

    public static int Count(WeekCounts counts, Column column) => column switch
    {
        Column.NotDue => counts.NotDue,
        Column.Missing => counts.Missing,
        Column.Measured => counts.Measured,
        Column.Paired => counts.Paired,
        Column.Responders => counts.Responders,
        Column.Others => counts.Paired - counts.Responders,
        Column.Unpaired => counts.Measured - counts.Paired,
        _ => counts.People,
    };

    /// <summary>The count as a sum of the finest counts of its stratum; <paramref name="stratum"/> null: of all strata.</summary>
    public static double[] Vector(int? stratum, Column column, int strata)
    {
        var vector = new double[strata * Finest];
        int[] parts = column switch
        {
            Column.NotDue => [4],
            Column.Missing => [3],
            Column.Measured => [0, 1, 2],
            Column.Paired => [0, 1],
            Column.Responders => [0],
            Column.Others => [1],
            Column.Unpaired => [2],
            _ => [0, 1, 2, 3, 4],
        };
        for (var s = stratum ?? 0; s <= (stratum ?? (strata - 1)); s++)
        {
            foreach (var part in parts)
                vector[(s * Finest) + part] = 1;
        }

        return vector;
    }

    /// <summary>Responders among few paired people are as little to be told as few responders.</summary>
    private static bool IsWithheld(WeekCounts counts, Column column, SuppressionRules rules) =>
        rules.IsSmall(Count(counts, column)) || (column == Column.Responders && rules.IsSmall(counts.Paired));

    private static (List<double[]> Vectors, List<(int Stratum, Column Column)?> Places) Published(
        WeekCounts all, IReadOnlyList<WeekCounts> strata, HashSet<Column>[] told, IReadOnlyList<bool> open, SuppressionRules rules)
    {
        var (vectors, places) = (new List<double[]>(), new List<(int, Column)?>());
        void Add(int? stratum, Column column, (int, Column)? place)
        {
            vectors.Add(Vector(stratum, column, strata.Count));
            places.Add(place);
        }

        foreach (var column in Told.Where(c => c != Column.Responders || !rules.IsSmall(all.Paired)))
            Add(null, column, null);
        for (var s = 0; s < strata.Count; s++)
        {
            if (open[s])
                Add(s, Column.People, null);
            foreach (var column in told[s].Order())
            {
                Add(s, column, (s, column));
                // No count is below zero: where a sum is zero, so is each of its parts.
                if (Count(strata[s], column) == 0)
                {
                    foreach (var part in FinestColumns.Where(f => IsPartOf(f, column)))
                        Add(s, part, (s, column));
                }
            }

            foreach (var column in FinestColumns.Where(c => Count(all, c) == 0 && (c is not (Column.Responders or Column.Others) || !rules.IsSmall(all.Paired))))
                Add(s, column, null);
        }

        return (vectors, places);
    }

    private static bool IsPartOf(Column part, Column whole)
    {
        var (a, b) = (Vector(0, part, 1), Vector(0, whole, 1));
        return a.Zip(b).All(p => p.First <= p.Second);
    }
}
