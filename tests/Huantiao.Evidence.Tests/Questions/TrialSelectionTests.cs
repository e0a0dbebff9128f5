namespace Huantiao.Evidence.Tests.Questions;

public class TrialSelectionTests
{
    [Theory]
    [InlineData(2.0, true)]
    [InlineData(6.0, true)]
    [InlineData(1.9, false)]
    [InlineData(6.1, false)]
    public void For_WeekAtTheWindowsEdge_CountsBothEndsIn(double week, bool counts) =>
        Assert.Equal(counts ? 1 : 0, Sample.Find(Sample.Trial("a", -5, 3) with { Week = week }).Studies.Length);

    [Fact]
    public void For_OtherPopulationComparatorOrOutcome_DoesNotMatch()
    {
        var row = Sample.Trial("a", -5, 3);

        var finding = Sample.Find(row with { Population = "hip" }, row with { ComparatorClass = "drug" }, row with { OutcomeKeys = ["function"] });

        Assert.Empty(finding.Studies);
        Assert.Empty(finding.Missing);
        Assert.Empty(finding.NotUsed);
    }

    [Fact]
    public void For_LostTrialOfThreeArms_IsMissingForEachComparator()
    {
        var lost = Sample.Lost("l", 40) with { ComparatorClass = "sham; drug", OutcomeKeys = ["function", "pain"], Week = null };

        Assert.Equal("l", Assert.Single(Sample.Find(lost).Missing).Row.Trial);
    }

    [Theory]
    [InlineData(8.0, 24.0, false)]
    [InlineData(4.0, 24.0, true)]
    [InlineData(null, 3.0, true)]
    [InlineData(null, 1.0, false)]
    public void For_RowThatStandsForSeveralTimes_MatchesWhereTheyMeetTheWindow(double? from, double? to, bool matches) =>
        Assert.Equal(matches ? 1 : 0, Sample.Find(Sample.Lost("l", 40) with { Week = from, WeekTo = to }).Missing.Length);

    [Fact]
    public void For_TwoTimesOfOneTrial_TakesTheOneNearestTheMiddleAndSaysSo()
    {
        var finding = Sample.Find(Sample.Trial("a", -9, 3) with { Week = 2, TimePoint = "week 2" }, Sample.Trial("a", -5, 3));

        Assert.Equal(-5, Assert.Single(finding.Studies).Estimate);
        Assert.Contains("week 4", Assert.Single(finding.NotUsed).Why.In("en"), StringComparison.Ordinal);
        Assert.Empty(finding.Missing);
    }

    [Fact]
    public void For_NearestRowWithoutNumbers_TakesTheUsableOne()
    {
        var finding = Sample.Find(Sample.Lost("a", 50), Sample.Trial("a", -5, 3) with { Week = 6 });

        Assert.Single(finding.Studies);
        Assert.Empty(finding.Missing);
        Assert.Single(finding.NotUsed);
    }

    [Fact]
    public void For_SecondReport_IsNotUsedWithItsReason()
    {
        var finding = Sample.Find(Sample.Trial("a", -5, 3), Sample.Trial("a", -7, 3) with { NotUsedBecause = "same trial", NotUsedReason = Sample.Text("same trial") });

        Assert.Equal(-5, Assert.Single(finding.Studies).Estimate);
        Assert.Equal("中same trial", Assert.Single(finding.NotUsed).Why.In("zh-Hans"));
    }

    [Fact]
    public void For_TrialWhoseOnlyRowCannotCount_IsMissingRatherThanForgotten()
    {
        var finding = Sample.Find(Sample.Trial("a", -5, 3), Sample.Trial("b", -7, 3) with { NotUsedBecause = "impossible percentage" });

        Assert.Equal("impossible percentage", Assert.Single(finding.Missing).Why.In("en"));
        Assert.Empty(finding.NotUsed);
    }

    [Fact]
    public void For_TrialWithTwoRowsWithoutNumbers_IsMissingOnce()
    {
        var finding = Sample.Find(Sample.Lost("l", 40), Sample.Lost("l", 40) with { Week = 5 });

        Assert.Single(finding.Missing);
    }

    [Fact]
    public void For_NumbersAtAnUnknownTime_AreShownButDoNotCount()
    {
        var finding = Sample.Find(Sample.Trial("a", -5, 3) with { Week = null, TimePoint = "end of treatment" });

        Assert.Empty(finding.Studies);
        Assert.Contains("end of treatment", Assert.Single(finding.Missing).Why.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void For_QuestionWithoutWindow_TakesRowsOfAnyTime() =>
        Assert.Single(Findings.For(
            Sample.Pathway(Sample.Trial("a", -5, 3) with { Week = null }), Sample.Question with { FromWeek = null, ToWeek = null }).Studies);

    [Fact]
    public void For_ReportThatTellsTheResultInWords_PassesTheWordsOn()
    {
        var finding = Sample.Find(Sample.Lost("l", 40) with { ResultInWords = Sample.Text("gone by week 16") });

        Assert.Contains("gone by week 16", Assert.Single(finding.Missing).Why.In("en"), StringComparison.Ordinal);
    }
}
