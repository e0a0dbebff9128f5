using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests.Absolute;

/// <summary>Shares calculated by hand; Φ from a table of the normal distribution (R: pnorm).</summary>
public class PeopleHelpedTests
{
    // Tu 2024: decreases 30.8 and 14.9, difference −16.0 [−21.3, −10.6], 110 in each arm. SD = 2.729642 / √(2/110) = 20.2442.
    private static readonly TrialOutcome Tu = Sample.Trial("Tu", -16, 0, 110) with
    {
        DifferenceLower = -21.3, DifferenceUpper = -10.6, EffectType = "change from baseline (decrease)",
        Arm1 = new ArmSummary(110, 30.8, null, null, null), Arm2 = new ArmSummary(110, 14.9, null, null, null),
    };

    [Fact]
    public void Of_MeanChangeAndDerivedSpread_GivesNormalShares()
    {
        var pathway = Sample.Pathway(Tu) with { Differences = [Sample.Within(30.4)] };
        var people = Findings.For(pathway, Sample.Question).Per100!;

        Assert.Equal(22.19, people.Without, 0.02);    // Φ((14.9 − 30.4) / 20.2442) = Φ(−0.76565)
        Assert.Equal(50.99, people.With, 0.02);       // Φ((30.9 − 30.4) / 20.2442) = Φ(0.02470)
        Assert.Equal(40.52, people.WithLower, 0.02);  // shift 10.65: Φ(−0.23958)
        Assert.Equal(61.40, people.WithUpper, 0.05);  // shift 21.35: Φ(0.28897)
        Assert.True(people.Wanted);
        Assert.Equal(people.With - people.Without, people.Difference);
        Assert.Contains("30.4", people.Counted.In("en"), StringComparison.Ordinal);
        Assert.Contains("20.2", people.Assumption.In("en"), StringComparison.Ordinal);
        Assert.Contains("worked out", people.Assumption.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PrintedStandardDeviations_UsesThem()
    {
        // Without: Φ((8 − 20) / 10) = 11.507; with: shift 4, Φ((12 − 20) / 10) = 21.186.
        var row = Sample.Row with
        {
            EffectType = "change from baseline (decrease)",
            Arm1 = new ArmSummary(50, 12, 10, null, null), Arm2 = new ArmSummary(50, 8, 10, null, null),
        };
        var people = Sample.Find(row).Per100!;

        Assert.Equal(11.507, people.Without, 0.001);
        Assert.Equal(21.186, people.With, 0.001);
        Assert.Contains("as printed", people.Assumption.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SeveralTrialsPrintingTheChange_WeighsByPeople()
    {
        // Mean (50 × 8 + 150 × 4) / 200 = 5; Φ((5 − 20) / 10) = 6.681.
        static TrialOutcome Trial(string name, int n, double change) => Sample.Row with
        {
            Trial = name, Study = name, EffectType = "change from baseline (decrease)",
            Arm1 = new ArmSummary(n, change, 10, null, null), Arm2 = new ArmSummary(n, change, 10, null, null),
        };

        Assert.Equal(6.681, Sample.Find(Trial("a", 50, 8), Trial("b", 150, 4)).Per100!.Without, 0.001);
    }

    [Fact]
    public void Of_FinalScoresOnly_CannotBeSaidAndSaysWhy()
    {
        var finding = Sample.Find(Tu with { EffectType = "mean at week 4" , Arm1 = new ArmSummary(110, 30.8, null, null, null), Arm2 = new ArmSummary(110, 46.7, null, null, null) });

        Assert.Null(finding.Per100);
        Assert.Contains("mean change", finding.WhyNoPer100!.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoImportantChangeRecorded_CannotBeSaid() =>
        Assert.Contains("one person", Findings.For(Sample.Pathway(Tu) with { Differences = [Sample.Between(10)] }, Sample.Question).WhyNoPer100!.In("en"), StringComparison.Ordinal);

    [Fact]
    public void Of_RiskRatio_AppliesItToTheComparatorsRisk()
    {
        // Comparator 10/100; RR 0.5.
        var people = Sample.FindEvents(Sample.Counts("a", 5, 100, 10, 100)).Per100!;

        Assert.Equal(10, people.Without, 9);
        Assert.Equal(5, people.With, 9);
        Assert.Equal(-5, people.Difference, 9);
        Assert.Contains("10 of 100", people.Assumption.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RiskRatioThatWouldPassEveryone_StopsAt100AndSaysSo()
    {
        var people = Sample.FindEvents(Sample.Counts("a", 95, 100, 80, 100)).Per100!;

        Assert.Equal(100, people.WithUpper);
        Assert.Contains("no share can pass 100", people.Assumption.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OddsRatio_TurnsOddsIntoShares()
    {
        // Odds 3/7 × (OR of 60/40 against 30/70) give back 60 of 100.
        var people = Findings.For(Sample.Pathway(Sample.Counts("a", 60, 100, 30, 100)), Sample.Events with { Measure = "OR" }).Per100!;

        Assert.Equal(60, people.With, 9);
    }

    [Fact]
    public void Of_RiskDifference_AddsIt()
    {
        var people = Findings.For(Sample.Pathway(Sample.Counts("a", 60, 100, 30, 100)), Sample.Events with { Measure = "RD" }).Per100!;

        Assert.Equal(60, people.With, 9);
        Assert.Equal(30, people.Difference, 9);
    }

    [Fact]
    public void Of_UnwantedEvent_IsMarkedSo() =>
        Assert.False(Findings.For(Sample.Pathway(Sample.Counts("a", 5, 100, 10, 100)), Sample.Events with { Direction = Direction.LowerIsBetter }).Per100!.Wanted);

    [Fact]
    public void Of_NobodyInTheComparatorGroup_CannotBeSaid()
    {
        var finding = Sample.FindEvents(Sample.Counts("a", 1, 100, 0, 100));

        Assert.Null(finding.Per100);
        Assert.NotNull(finding.WhyNoPer100);
    }
}
