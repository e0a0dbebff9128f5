using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests.Effects;

public class EventEffectTests
{
    [Fact]
    public void From_Counts_GivesTheLogRiskRatio()
    {
        // ln((35/40) / (27/40)) = 0.259511; 1/35 − 1/40 + 1/27 − 1/40 = 0.0156085
        var study = Assert.Single(Sample.FindEvents(Sample.Counts("a", 35, 40, 27, 40)).Studies);

        Assert.Equal(35.0 / 27, study.Estimate, 10);
        Assert.Equal(0.259511, study.Yi, 6);
        Assert.Equal(0.0156085, study.Variance, 7);
        Assert.Equal(80, study.Participants);
        Assert.DoesNotContain("0.5", study.Derivation.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void From_AllHaveTheEventInOneGroup_AddsHalfToEachCellAndSaysSo()
    {
        // (30.5/31) / (25.5/31)
        var study = Assert.Single(Sample.FindEvents(Sample.Counts("a", 30, 30, 25, 30)).Studies);

        Assert.Equal(30.5 / 25.5, study.Estimate, 10);
        Assert.Contains("0.5", study.Derivation.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void From_MoreEventsThanPeople_IsNotUsedAndSaysWhy() =>
        Assert.Contains("cannot be", Assert.Single(Sample.FindEvents(Sample.Counts("a", 41, 40, 27, 40)).Missing).Why.In("en"), StringComparison.Ordinal);

    [Fact]
    public void From_OneGroupsCountNotPrinted_IsMissing() =>
        Assert.Single(Sample.FindEvents(Sample.Counts("a", 22, 25, 0, 25) with { Count2 = new ArmCount(null, 25, "66.0") }).Missing);

    [Fact]
    public void For_MeasureTheAnswerDoesNotKnow_NamesTheQuestionAndItsPlace()
    {
        var error = Assert.Throws<NotSupportedException>(() => Findings.For(Sample.Pathway(Sample.Trial("a", -5, 3)), Sample.Question with { Measure = "COR" }));

        Assert.Contains("pathway.yaml:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_MeasureThatDoesNotGoWithTheOutcome_IsRefused() =>
        Assert.Throws<NotSupportedException>(() => Findings.For(Sample.Pathway(), Sample.Question with { Measure = "RR" }));

    [Fact]
    public void For_DirectionNotSaid_IsRefusedRatherThanGuessed() =>
        Assert.Throws<NotSupportedException>(() => Findings.For(Sample.Pathway(Sample.Trial("a", -5, 3)), Sample.Question with { Direction = Direction.Unknown }));
}
