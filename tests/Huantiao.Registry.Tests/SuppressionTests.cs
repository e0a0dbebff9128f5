using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace Huantiao.Registry.Tests;

/// <summary>Nothing that is withheld can be worked out from what is told.</summary>
public class SuppressionTests
{
    private static readonly Column[] Told = [Column.NotDue, Column.Missing, Column.Measured, Column.Paired, Column.Responders];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    private static WeekCounts Counts(params int[] parts) =>
        new(parts[4], parts[3], parts[0] + parts[1] + parts[2], parts[0] + parts[1], parts[0], default, []);

    private static WeekCounts Sum(IEnumerable<WeekCounts> strata) =>
        new(strata.Sum(s => s.NotDue), strata.Sum(s => s.Missing), strata.Sum(s => s.Measured), strata.Sum(s => s.Paired), strata.Sum(s => s.Responders), default, []);

    /// <summary>By the ranks of matrices, which the code under test does not use: with a number that follows from the others, the rank does not grow.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Publish_AnyTable_TellsNoSmallCountAndNoneThatFollows(int seed)
    {
        var random = new Random(seed);
        var rules = new SuppressionRules(2 + random.Next(10), 1);
        var strata = Enumerable.Range(0, 2 + random.Next(5)).Select(_ => Counts([.. Enumerable.Range(0, 5).Select(_ => random.Next(3) == 0 ? 0 : random.Next(25))])).ToArray();
        var (all, open) = (Sum(strata), Withholding.Tell([.. strata.Select(s => s.People)], rules));

        var told = WeekTable.Publish(all, strata, open, rules);

        var rows = Told.Where(c => c != Column.Responders || !rules.IsSmall(all.Paired)).Select(c => WeekTable.Vector(null, c, strata.Length)).ToList();
        Column[] finest = [Column.Responders, Column.Others, Column.Unpaired, Column.Missing, Column.NotDue];
        // A sum of zero is a sum of zeros.
        rows.AddRange(from s in Enumerable.Range(0, strata.Length) from c in finest
                      where WeekTable.Count(all, c) == 0 && (c is not (Column.Responders or Column.Others) || !rules.IsSmall(all.Paired)) select WeekTable.Vector(s, c, strata.Length));
        for (var s = 0; s < strata.Length; s++)
        {
            if (open[s])
                rows.Add(WeekTable.Vector(s, Column.People, strata.Length));
        }

        var group = rows.ToArray();
        rows.AddRange(from s in Enumerable.Range(0, strata.Length) from column in told[s] select WeekTable.Vector(s, column, strata.Length));
        rows.AddRange(from s in Enumerable.Range(0, strata.Length) from column in told[s] where WeekTable.Count(strata[s], column) == 0
                      from c in finest where WeekTable.Vector(0, c, 1).Zip(WeekTable.Vector(0, column, 1)).All(p => p.First <= p.Second) select WeekTable.Vector(s, c, strata.Length));
        for (var s = 0; s < strata.Length; s++)
        {
            Assert.All(told[s], c => Assert.False(rules.IsSmall(WeekTable.Count(strata[s], c))));
            Assert.True(open[s] || told[s].IsEmpty);
            foreach (var column in Enum.GetValues<Column>().Where(c => rules.IsSmall(WeekTable.Count(strata[s], c))))
            {
                var vector = WeekTable.Vector(s, column, strata.Length);
                // What the group's own numbers give away no stratum's silence can hide.
                if (Rank(group, vector) == Rank(group))
                    continue;
                Assert.True(Rank(rows, vector) > Rank(rows), $"stratum {s}, {column} follows from what is told");
            }
        }
    }

    /// <summary>One small number among large ones: another goes with it, or the difference to the group's would tell it.</summary>
    [Fact]
    public void Publish_OneSmallCount_TakesOthersWithIt()
    {
        WeekCounts[] strata = [Counts(20, 20, 0, 5, 0), Counts(30, 20, 0, 15, 0), Counts(25, 25, 0, 30, 0)];
        var told = WeekTable.Publish(Sum(strata), strata, [true, true, true], new(11, 1));

        Assert.DoesNotContain(Column.Missing, told[0]);
        // In its row, measured would tell missing; in its column, the other strata would.
        Assert.DoesNotContain(Column.Measured, told[0]);
        // Nobody is unpaired in the whole group, so that paired is measured under another name.
        Assert.DoesNotContain(Column.Paired, told[0]);
        Assert.Contains(told.Skip(1), t => !t.Contains(Column.Missing));
        Assert.Contains(Column.Missing, told[2]);
        // Other tables go with what is told: 5 missing could as well be 4 or 6.
        Assert.True(Possible(strata, told, 0).Count > 2);
    }

    [Fact]
    public void Publish_NothingSmall_TellsEverything()
    {
        WeekCounts[] strata = [Counts(20, 20, 0, 12, 0), Counts(30, 20, 0, 15, 0)];

        Assert.All(WeekTable.Publish(Sum(strata), strata, [true, true], new(11, 1)), t => Assert.Equal(5, t.Count));
    }

    [Theory]
    [InlineData(new[] { 40, 30, 20 }, new[] { true, true, true })]
    [InlineData(new[] { 40, 30, 5 }, new[] { true, false, false })]
    [InlineData(new[] { 40, 6, 5 }, new[] { true, false, false })]
    [InlineData(new[] { 40, 4, 5 }, new[] { false, false, false })]
    [InlineData(new[] { 40, 0, 5 }, new[] { false, true, false })]
    [InlineData(new[] { 5 }, new[] { false })]
    public void Tell_AListWithASum_LeavesNoSmallOneToFollow(int[] counts, bool[] expected) => Assert.Equal(expected, Withholding.Tell(counts, new(11, 1)));

    [Theory]
    [InlineData(new[] { 40, 30, 20 }, new[] { true, true, true }, new[] { true, true, true })]
    [InlineData(new[] { 40, 30, 5 }, new[] { true, true, false }, new[] { true, false, false })]
    [InlineData(new[] { 40, 30, 15 }, new[] { true, true, false }, new[] { true, true, false })]
    [InlineData(new[] { 40, 30, 0 }, new[] { true, true, false }, new[] { true, true, false })]
    public void TellSums_WhatIsLeftOver_IsNobodysOrEnoughPeoples(int[] counts, bool[] may, bool[] expected) => Assert.Equal(expected, Withholding.TellSums(counts, may, new(11, 1)));

    [Fact]
    public void Summary_OnePersonLostBetweenWeeks_DoesNotTellTheirScore()
    {
        var rows = Complete(60);
        var lost = rows.SetItem(7, rows[7] with { Weeks = [rows[7].Weeks[0], new(4, new Observation.Missing("moved-away")), rows[7].Weeks[2]] });

        // All the same people each week: their sums may stand beside each other.
        Assert.All(Invented.Summary("a", rows, Invented.Rules).Groups[0].Weeks, w => Assert.NotNull(w.All.Pairs));
        // Week 4 matters most and comes first; the sums of week 2 would tell, less those of week 4, what the one person's pain was.
        var weeks = Invented.Summary("a", lost, Invented.Rules).Groups[0].Weeks;
        Assert.Equal([(4, true), (2, false), (12, false)], weeks.Select(w => (w.Week, w.All.Pairs is { })));
        Assert.All(weeks, w => Assert.NotNull(w.All.Measured));
        // Without the rule it is plain subtraction.
        var open = Invented.Summary("a", lost).Groups[0].Weeks;
        var (two, four) = (open[1].All.Pairs!.Value, open[0].All.Pairs!.Value);
        Assert.Equal(lost[7].BaselineScore!.Value, (two.N * two.MeanX) - (four.N * four.MeanX), 1e-9);
    }

    [Fact]
    public void Summary_FewPeople_TellsNothingOfThem()
    {
        var group = Invented.Summary("a", Invented.People(10, 2), Invented.Rules).Groups.Single();

        Assert.Null(group.People);
        Assert.Null(group.Treatments);
        Assert.Empty(group.Weeks);
        Assert.Empty(group.Harms);
        Assert.Empty(group.Strata);
    }

    [Fact]
    public void Summary_ASmallStratum_IsNotTheDifferenceOfWhatIsTold()
    {
        var rows = Complete(60).Select((r, i) => r with { Stratum = i < 5 ? "few" : i < 25 ? "some" : "many" });
        var group = Invented.Summary("a", [.. rows], Invented.Rules).Groups.Single();

        Assert.Equal([("few", (int?)null), ("many", 35), ("some", null)], group.Strata.Select(s => (s.Stratum, s.People)));
        Assert.All(group.Weeks, w => Assert.Equal([false, true, false], w.Strata.Select(s => s.Pairs is { })));
        Assert.All(group.Weeks, w => Assert.Equal(SummaryCell.Withheld, w.Strata[0]));
    }

    private static ImmutableArray<OutcomeRow> Complete(int people) =>
        [.. Invented.People(people, 9, lost: 0).Select(r => r with { Baseline = new Observation.Measured(r.BaselineScore ?? 5), Weeks = [r.Weeks[0], r.Weeks[1], new(12, new Observation.Measured(3))] })];

    private static int Rank(IReadOnlyList<double[]> rows, double[]? more = null)
    {
        double[][] all = more is null ? [.. rows] : [.. rows, more];
        return Matrix<double>.Build.DenseOfRowArrays(all).Rank();
    }

    /// <summary>Counts of missing people in a stratum that go with everything told, by trying: people are moved between strata and columns one swap at a time.</summary>
    private static HashSet<int> Possible(WeekCounts[] strata, ImmutableArray<ImmutableHashSet<Column>> told, int stratum)
    {
        var seen = new HashSet<int>();
        var start = strata.Select(s => (int[])[s.Responders, s.Paired - s.Responders, s.Measured - s.Paired, s.Missing, s.NotDue]).ToArray();
        for (var a = 0; a < strata.Length; a++)
        {
            for (var b = 0; b < strata.Length; b++)
            {
                for (var i = 0; i < 5; i++)
                {
                    for (var j = 0; j < 5; j++)
                    {
                        for (var n = -10; n <= 10; n++)
                        {
                            var moved = start.Select(s => (int[])s.Clone()).ToArray();
                            (moved[a][i], moved[a][j], moved[b][i], moved[b][j]) = (moved[a][i] + n, moved[a][j] - n, moved[b][i] - n, moved[b][j] + n);
                            var tables = moved.Select(m => Counts(m)).ToArray();
                            if (a != b && i != j && moved.All(m => m.All(x => x >= 0)) && Enumerable.Range(0, strata.Length).All(s => told[s].All(c => WeekTable.Count(tables[s], c) == WeekTable.Count(strata[s], c))))
                                seen.Add(tables[stratum].Missing);
                        }
                    }
                }
            }
        }

        return seen;
    }
}
