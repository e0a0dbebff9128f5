using Huantiao.Evidence.Integrity;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Tables;

namespace Huantiao.Evidence.Tests.Integrity;

/// <summary>Single rows by hand: what is said, how gravely, and what is not said.</summary>
public class IntegrityChecksTests
{
    [Theory]
    [InlineData("study,events1,total1,events2,total2\nA,41,40,3,40", "percent-count", "events1", Severity.Error)]
    [InlineData("study,events1,total1\nA,16.5,25", "percent-count", "events1", Severity.Error)]
    [InlineData("study,events1,total1\nA,-1,25", "percent-count", "events1", Severity.Error)]
    [InlineData("study,pct1,total1\nA,120,25", "percent-count", "pct1", Severity.Error)]
    [InlineData("study,events1,total1,pct1\nA,1,3974,0.003", "percent-count", "pct1", Severity.Error)]
    [InlineData("study,n1,mean1,sd1\nA,20,5.1,-2.0", "schema", "sd1", Severity.Error)]
    [InlineData("study,n1,mean1,sd1\nA,20,about five,2.0", "schema", "mean1", Severity.Error)]
    [InlineData("study,n1,mean1\nA,20.5,5.0", "schema", "n1", Severity.Error)]
    [InlineData("study,md,md_lo,md_hi\nA,-1.0,0.2,-2.2", "ci-centre", "md_lo", Severity.Error)]
    [InlineData("study,md,md_lo,md_hi\nA,2.5,0.2,2.2", "ci-centre", "md_lo", Severity.Error)]
    [InlineData("study,md,md_lo,md_hi,p\nA,-7.28,-13.76,-0.80,0.29", "p-value", "p", Severity.Error)]
    [InlineData("study,md,p\nA,-7.28,1.5", "p-value", "p", Severity.Error)]
    [InlineData("study,events1,total1,events2,total2,p\nA,24,50,10,50,NS", "p-value", "p", Severity.Error)]
    [InlineData("study,n1,mean1,sd1,ci1_lo,ci1_hi\nA,50,30.0,14.0,29.4,30.6", "ci-se", "sd1", Severity.Error)]
    [InlineData("study,n1,mean1,ci1_lo,ci1_hi\nA,50,2.30,1.86,2.57", "ci-centre", "ci1_lo", Severity.Error)]
    [InlineData("study,mean1,mean2,md\nA,22.56,17.53,-6.17", "difference", "md", Severity.Error)]
    [InlineData("study,n1,total1,events1\nA,40,45,20", "group-size", "total1", Severity.Warning)]
    [InlineData("study,outcome,time_point,n1,mean1\nA 2010,pain,week 4,40,3.1\nA 2010,pain,4 weeks,40,3.1", "duplicate", "study", Severity.Error)]
    public void Run_OneContradiction_IsTheOneProblem(string table, string check, string column, Severity severity)
    {
        var problem = Assert.Single(Run(table));

        Assert.Equal((check, column, severity), (problem.Check, problem.Column, problem.Severity));
        Assert.Equal(table.Count(c => c == '\n') + 1, problem.Line);
    }

    [Theory]
    [InlineData("study,mean1,mean2,md,md_lo,md_hi,p\nTu,30.8,14.9,-16.0,-21.3,-10.6,<0.001")]
    [InlineData("study,effect_type,mean1,mean2,md,md_lo,md_hi\nP,unadjusted mean at time point; MD adjusted,9.1,8.5,0.1,-1.8,2.0")]
    [InlineData("study,effect_type,md,md_lo,md_hi\nR,risk ratio,1.44,1.24,1.67")]
    [InlineData("study,effect_type,md,md_lo,md_hi\nR,median difference,1.5,0.5,4.0")]
    [InlineData("study,events1,total1,events2,total2,p\nC,30,30,25,30,<0.05")]
    [InlineData("study,events1,total1,pct1\nW,38,51,75")]
    [InlineData("study,outcome,time_point,n1,mean1\nV,headache,baseline,161,24.6\nV,headache,3 months,159,18.0\nV,headache,12 months,161,16.2")]
    [InlineData("study,outcome,time_point,n1,n2,mean1,mean2\nD,pain,week 4,60,61,3.3,4.1\nD,pain,week 26,49,50,3.0,4.0\nD,ODI,week 4,59,61,20.1,24.0")]
    [InlineData("study,outcome,n_arms,intervention,comparator,time_point,events1,total1,events2,total2\nW,cured,3,warm needling,acupuncture,end,20,46,12,45\nW,cured,3,electroacupuncture,acupuncture,end,21,45,12,45")]
    [InlineData("study,year,outcome,time_point,n1,mean1\nWang a,2013,pain,week 4,40,3.1\nWang b,2013,pain,week 4,52,3.6")]
    [InlineData("study,year,outcome,n_arms,intervention,comparator,time_point,events1,total1,events2,total2\nWang,2013,cured,2,acupuncture,drug,end,20,40,12,40\nWang,2013,cured,2,warm needling,drug,end,15,30,12,30")]
    [InlineData("study,outcome,n1,mean1,sd1,n2,mean2,sd2,md,md_lo,md_hi,p\nV,days,161,11.4,7.5,140,13.6,7.5,-1.8,-2.9,-0.6,0.003")]
    public void Run_WhatHonestPapersPrint_IsSilent(string table) => Assert.Empty(Run(table));

    [Fact]
    public void Run_MissingColumns_AreSaidWithTheChecksTheyCost()
    {
        var report = IntegrityChecks.Run(Table("study,n1,mean1,sd1\nA,20,5.1,2.0"));

        Assert.Empty(report.Problems);
        Assert.Contains(report.Notes, n => n.Contains("pct1, pct2", StringComparison.Ordinal) && n.Contains("percent-count", StringComparison.Ordinal));
        Assert.Contains(report.Notes, n => n.Contains("md_lo, md_hi", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Notes, n => n.StartsWith("No column n1", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_PThatIsNoStatement_IsNotedNotJudged()
    {
        var report = IntegrityChecks.Run(Table("study,md,p\nA,1.0,see text"));

        Assert.Empty(report.Problems);
        Assert.Contains(report.Notes, n => n.Contains("Line 2", StringComparison.Ordinal) && n.Contains("see text", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_TableOfSomethingElse_SaysThatNothingCanBeChecked() =>
        Assert.Equal("schema", Assert.Single(Run("name,colour\nball,red")).Check);

    [Fact]
    public void Run_SemicolonsAndDecimalCommas_AreRead() =>
        Assert.Equal("percent-count", Assert.Single(Run("study;pct1;total1\nA;66,0;25")).Check);

    [Fact]
    public void Run_ColumnsInAnotherOrder_FindTheSame()
    {
        var rows = new SimulatedTrials(7).Mixed(200);
        rows[3] = PlantedErrors.ClaimedSignificance(rows.First(r => PlantedErrors.ClaimedSignificance(r) is not null))!;
        var forward = IntegrityChecks.Run(SimulatedTrials.Table(rows)).Problems;
        var columns = rows.SelectMany(r => r.Keys).Distinct(StringComparer.Ordinal).Reverse();

        Assert.NotEmpty(forward);
        Assert.Equal(forward, IntegrityChecks.Run(SimulatedTrials.Table(rows, columns)).Problems);
    }

    [Fact]
    public void Run_OneImpossibleMeanOfAWholeNumberScale_IsFoundByTheOthers()
    {
        var rows = new SimulatedTrials(3).WholeNumbers(20);
        var n = int.Parse(rows[4]["n1"], System.Globalization.CultureInfo.InvariantCulture);
        rows[4]["mean1"] = ((Math.Floor(3.0 * n) + 0.5) / n).ToString("F2", System.Globalization.CultureInfo.InvariantCulture);

        var problem = Assert.Single(IntegrityChecks.Run(SimulatedTrials.Table(rows)).Problems);

        Assert.Equal((6, "mean1", "percent-count", Severity.Warning), (problem.Line, problem.Column, problem.Check, problem.Severity));
    }

    [Fact]
    public void Run_TheSciaticaPathway_FindsTheSameMisprintsAsItsTables()
    {
        var (pathway, _) = PathwayLoader.Load(PathwayFolder());

        var problems = IntegrityChecks.Run(pathway!).Problems;

        Assert.Equal(
            [(8, "group-size"), (9, "difference"), (11, "ci-centre"), (11, "group-size"), (31, "p-value"), (35, "p-value"), (36, "p-value"), (38, "percent-count"), (45, "percent-count"), (46, "p-value"), (47, "p-value"), (51, "p-value")],
            problems.Where(p => p.File == "trials.csv").Select(p => (p.Line, p.Check)).Order());
        Assert.Equal(("0.003%", "percent-count"), problems.Where(p => p.File == "harms.csv").Select(p => (p.Printed, p.Check)).Single());
    }

    [Fact]
    public void Run_AnyTextInAnyField_IsReportedNotThrown()
    {
        string[] texts = ["", "0", "1", "-3", "7.5", "1e300", "-1e-300", "1e9", "999999999", "<0.05", "NS", "50%", "abc", "0.0", "NaN", "1,5", "∞", "100", "(a)", "week 99999999999"];
        var random = new Random(11);
        var columns = new SimulatedTrials(1).Mixed(50).SelectMany(r => r.Keys).Distinct(StringComparer.Ordinal).ToList();
        for (var table = 0; table < 200; table++)
        {
            var rows = Enumerable.Range(0, 20).Select(_ =>
            {
                var row = new PrintedRow();
                foreach (var column in columns)
                    row[column] = texts[random.Next(texts.Length)];
                return row;
            });

            Assert.All(IntegrityChecks.Run(SimulatedTrials.Table(rows)).Problems, p => Assert.InRange(p.Line, 2, 21));
        }
    }

    private static string PathwayFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "pathways", "sciatica")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "pathways", "sciatica");
    }

    private static IEnumerable<Problem> Run(string table) => IntegrityChecks.Run(Table(table)).Problems;

    private static DelimitedTable Table(string text) => DelimitedTable.Parse(text, "table.csv").Table!;
}
