using System.Collections.Immutable;
using Huantiao.Evidence.Integrity;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Tables;

namespace Huantiao.Evidence.Tests.Integrity;

/// <summary>The misprints known in the sources are found from the printed values alone, and nothing else is said to be one.</summary>
public class SharedRowsTests
{
    private static readonly ImmutableArray<Problem> Trials = Run("trials.csv");

    [Theory]
    [InlineData(33, 0.0881)]
    [InlineData(34, 0.15)]
    [InlineData(49, 0.41)]
    public void Run_PrintedPBelow005AgainstItsCounts_IsAnError(int line, double recomputed)
    {
        var problem = Single(line, "p-value");

        Assert.Equal(Severity.Error, problem.Severity);
        Assert.Equal("<0.05", problem.Printed);
        Assert.Contains(recomputed.ToString(System.Globalization.CultureInfo.InvariantCulture), problem.Recomputed!, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PercentageOfTwentyFivePeopleThatNoCountGives_IsAnError()
    {
        var problem = Single(36, "percent-count");

        Assert.Equal((Severity.Error, "66.0", "16/25 = 64.0% or 17/25 = 68.0%"), (problem.Severity, problem.Printed, problem.Recomputed));
    }

    [Fact]
    public void Run_MisprintedDenominator_IsAnErrorThatNamesTheRightOne()
    {
        var problem = Single(43, "percent-count");

        Assert.Equal("88.9% (40/50)", problem.Printed);
        Assert.Contains("40 of 45", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_IntervalNotCentredOnItsMean_IsAnError()
    {
        var problem = Single(9, "ci-centre");

        Assert.Equal((Severity.Error, "2.3 [1.86, 2.57]"), (problem.Severity, problem.Printed));
    }

    [Fact]
    public void Run_DifferenceUnlikeItsArms_IsAnError()
    {
        var problem = Single(7, "difference");

        Assert.Equal((Severity.Error, "-6.17", "5.03"), (problem.Severity, problem.Printed, problem.Recomputed));
    }

    [Fact]
    public void Run_FiftyEnrolledInOneReportAndFortySixInAnother_IsAWarning()
    {
        var problem = Single(6, "group-size");

        Assert.Equal(("50", "46"), (problem.Printed, problem.Recomputed));
    }

    [Fact]
    public void Run_OneTrialInTwoReports_IsADuplicate() => Assert.Contains("line 5", Single(6, "duplicate").Message, StringComparison.Ordinal);

    [Fact]
    public void Run_OneOfNearlyFourThousandTreatments_IsNotThreeInAHundredThousand()
    {
        var problem = Assert.Single(Run("harms.csv"));

        Assert.Equal((25, "percent-count", "0.003%", "0.02516%"), (problem.Line, problem.Check, problem.Printed, problem.Recomputed));
    }

    [Fact]
    public void Run_AllTrials_NothingBeyondWhatIsKnown()
    {
        // Beyond the tests above: the groups of Zhang X 2017 with 50 and 47 people; P<0.01 for 62/62 v 57/62 (0.022 at best); P<0.01 for 38/40 v 32/40 twice
        // (0.042 at best, a trial of three arms).
        (int, string, Severity)[] also =
            [(9, "group-size", Severity.Warning), (29, "p-value", Severity.Warning), (44, "p-value", Severity.Warning), (45, "p-value", Severity.Warning)];

        Assert.Equal(
            [(6, "group-size"), (6, "duplicate"), (7, "difference"), (9, "ci-centre"), (33, "p-value"), (34, "p-value"), (36, "percent-count"), (43, "percent-count"), (49, "p-value")],
            Trials.Where(p => !also.Contains((p.Line, p.Check, p.Severity))).Select(p => (p.Line, p.Check)));
        Assert.All(also, a => Assert.Contains(a, Trials.Select(p => (p.Line, p.Check, p.Severity))));
    }

    [Fact]
    public void Run_PublishedSyntheses_NothingIsFound() => Assert.Empty(Run("published_pooled.csv"));

    private static Problem Single(int line, string check) => Assert.Single(Trials, p => p.Line == line && p.Check == check);

    private static ImmutableArray<Problem> Run(string file) =>
        IntegrityChecks.Run(DelimitedTable.Read(Path.Combine(AppContext.BaseDirectory, "Integrity", "Data", file), file)).Problems;
}
