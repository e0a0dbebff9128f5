using System.Globalization;
using Huantiao.Evidence.Integrity;
using Huantiao.Knowledge.Tables;

namespace Huantiao.Evidence.Tests.Integrity;

/// <summary>Honest numbers raise no alarm: simulated trials, and the published data sets that the arithmetic is checked on.</summary>
public class FalseAlarmTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("counts")]
    [InlineData("means")]
    [InlineData("adjusted")]
    [InlineData("whole numbers")]
    [InlineData("mixed")]
    public void Run_TwoThousandHonestRows_AreSilent(string kind)
    {
        var trials = new SimulatedTrials(20_261_122);
        var rows = kind switch
        {
            "counts" => trials.Counts(2000),
            "means" => trials.Means(2000),
            "adjusted" => trials.Adjusted(2000, labelled: true),
            "whole numbers" => trials.WholeNumbers(2000),
            _ => trials.Mixed(2000),
        };

        var problems = IntegrityChecks.Run(SimulatedTrials.Table(rows)).Problems;

        var alarmed = problems.Select(p => p.Line).Distinct().Count();
        output.WriteLine($"{kind}: {alarmed} of {rows.Count} honest rows raised an alarm.");
        foreach (var problem in problems.Take(10))
            output.WriteLine(problem.ToString());
        Assert.True(alarmed <= rows.Count / 1000, $"{alarmed} of {rows.Count} honest rows raised an alarm: {problems.FirstOrDefault()}");
    }

    [Fact]
    public void Run_AdjustedDifferencesThatDoNotSaySo_AreAtMostQuestioned()
    {
        var rows = new SimulatedTrials(4).Adjusted(2000, labelled: false);

        var problems = IntegrityChecks.Run(SimulatedTrials.Table(rows)).Problems;

        var alarmed = problems.Select(p => p.Line).Distinct().Count();
        output.WriteLine($"{alarmed} of {rows.Count} adjusted differences that are not labelled were questioned.");
        foreach (var problem in problems.Take(20))
            output.WriteLine(problem.ToString());
        Assert.True(alarmed < 0.2 * rows.Count, $"{alarmed} of {rows.Count}");
    }

    [Fact]
    public void Run_ReferenceDataSetsPrintedWithPercentagesAndP_AreSilent()
    {
        var data = DelimitedTable.Read(Path.Combine(AppContext.BaseDirectory, "Integrity", "Data", "reference.csv"));
        var (rows, alarmed) = (0, 0);
        foreach (var set in data.Rows.GroupBy(r => r["dataset"], StringComparer.Ordinal))
        {
            var printed = set.Select(Print).ToList();
            rows += printed.Count;
            var problems = IntegrityChecks.Run(SimulatedTrials.Table(printed)).Problems;
            alarmed += problems.Select(p => p.Line).Distinct().Count();
            foreach (var problem in problems)
                output.WriteLine(set.Key + ": " + problem);
        }

        output.WriteLine($"{alarmed} of {rows} rows of the reference data sets raised an alarm.");
        Assert.Equal(318, rows);
        Assert.Equal(0, alarmed);
    }

    private static PrintedRow Print(TableRow row)
    {
        var printed = new PrintedRow { ["study"] = row["dataset"] + " " + row["row"], ["outcome"] = "main outcome", ["time_point"] = "end" };
        if (row["ai"].Length > 0)
        {
            (printed["events1"], printed["total1"], printed["events2"], printed["total2"]) = (row["ai"], row["n1i"], row["ci"], row["n2i"]);
            int Number(string column) => int.Parse(row[column], CultureInfo.InvariantCulture);
            var (a, n1, c, n2) = (Number("ai"), Number("n1i"), Number("ci"), Number("n2i"));
            printed["pct1"] = (100.0 * a / n1).ToString("F1", CultureInfo.InvariantCulture);
            printed["pct2"] = (100.0 * c / n2).ToString("F1", CultureInfo.InvariantCulture);
            if (a + c > 0 && a + c < n1 + n2)
                printed["p"] = NaiveTests.Pearson(a, n1, c, n2, yates: false).ToString("F3", CultureInfo.InvariantCulture);
        }
        else
        {
            foreach (var (ours, theirs) in new[] { ("n1", "n1i"), ("mean1", "m1i"), ("sd1", "sd1i"), ("n2", "n2i"), ("mean2", "m2i"), ("sd2", "sd2i") })
                printed[ours] = row[theirs];
            double Value(string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
            printed["md"] = (Value("m1i") - Value("m2i")).ToString("F2", CultureInfo.InvariantCulture);
        }

        return printed;
    }
}
