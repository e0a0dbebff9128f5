using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests.Certainties;

/// <summary>Important difference 10 throughout; one rule at a time. Negative differences favour the intervention.</summary>
public class GradingTests
{
    private static readonly TrialOutcome[] Agreeing = [Sample.Trial("a", -15, 3), Sample.Trial("b", -15.5, 3), Sample.Trial("c", -14.5, 3)];

    [Fact]
    public void Of_PreciseAgreeingCompleteTrials_StaysHigh()
    {
        var finding = Sample.Find(Agreeing);

        Assert.All(finding.Certainty.Reasons, r => Assert.Equal(0, r.Downgrade));
        Assert.Equal(CertaintyLevel.High, finding.Certainty.Level);
    }

    [Theory]
    [InlineData(-5, 2, "", 0)]       // −7 … −3: between none and important
    [InlineData(-15, 4, "", 0)]      // −19 … −11: beyond important
    [InlineData(-4, 5, "I1", 1)]     // crosses none
    [InlineData(-9, 4, "", 0)]       // crosses important, but the estimate claims only some effect
    [InlineData(-11, 4, "I2", 1)]    // claims an important effect, and crosses important
    [InlineData(-6, 8, "I1", 1)]     // crosses both on one side
    [InlineData(0, 14, "I3", 2)]     // important benefit and important harm
    [InlineData(11, 4, "I2", 1)]     // claims an important harm, and crosses it
    public void Imprecision_IntervalAgainstTheLines_DecidesByStatedRule(double difference, double half, string rule, int downgrade)
    {
        // Three alike, so that tau² is 0; the guarded interval of three is t(2)/z = 2.195 times the trials' half width over √3.
        var width = half * Math.Sqrt(3) / (4.302653 / 1.959964);
        var reason = Sample.Find(Sample.Trial("a", difference, width), Sample.Trial("b", difference, width), Sample.Trial("c", difference, width)).Reason("imprecision");

        Assert.Equal((rule, downgrade), (reason.Rules, reason.Downgrade));
        Assert.True(reason.Computed);
    }

    [Fact]
    public void Imprecision_TooFewPeople_LowersByHowFarBelowTheInformationSize()
    {
        // 3 trials of 2 × 5, SD 1.6 by SE 1 → OIS = 2⌈2 × 7.849 × (SD/10)²⌉. With SD = 30: 2⌈141.3⌉ = 284.
        static TrialOutcome Few(string name, int n) => Sample.Row with
        {
            Trial = name, Study = name, EffectType = "change from baseline", Arm1 = new ArmSummary(n, -60, 30, null, null), Arm2 = new ArmSummary(n, 0, 30, null, null),
        };

        var far = Sample.Find(Few("a", 12), Few("b", 12), Few("c", 12)).Reason("imprecision");
        var below = Sample.Find(Few("a", 40), Few("b", 40), Few("c", 40)).Reason("imprecision");
        var enough = Sample.Find(Few("a", 48), Few("b", 48), Few("c", 48)).Reason("imprecision");

        Assert.Equal(("I4", 2), (far.Rules, far.Downgrade));
        Assert.Equal(("I4", 1), (below.Rules, below.Downgrade));
        Assert.Equal(("", 0), (enough.Rules, enough.Downgrade));
        Assert.Contains("284", far.Why.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Imprecision_OneOrTwoTrials_SaysSoWithoutLowering()
    {
        var (one, two) = (Sample.Find(Agreeing[0]).Reason("imprecision"), Sample.Find(Agreeing[..2]).Reason("imprecision"));

        Assert.Equal((0, 0), (one.Downgrade, two.Downgrade));
        Assert.Contains("one trial", one.Why.In("en"), StringComparison.Ordinal);
        Assert.Contains("Hartung-Knapp", two.Why.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Inconsistency_OnBothSidesOfTheImportantDifferenceWhereSomeEffectIsClaimed_SaysTheyPointTheSameWay()
    {
        var reason = Sample.Find(Sample.Trial("a", -14, 2), Sample.Trial("b", -5, 2)).Reason("inconsistency");

        Assert.Equal(0, reason.Downgrade);
        Assert.Contains("point the same way", reason.Why.In("en"), StringComparison.Ordinal);
        Assert.DoesNotContain("chance", reason.Why.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Imprecision_NobodyHadTheEvent_LowersByTwo()
    {
        var reason = Sample.FindEvents(Sample.Counts("a", 0, 110, 0, 110)).Reason("imprecision");

        Assert.Equal(2, reason.Downgrade);
        Assert.Contains("I5", reason.Rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Imprecision_WideOnlyForDisagreement_IsNotCountedTwice()
    {
        TrialOutcome[] trials =
        [
            Sample.Trial("a", -30, 3, 400), Sample.Trial("b", -28, 3, 400), Sample.Trial("c", -2, 6, 400), Sample.Trial("d", -26, 3, 400),
        ];
        var finding = Sample.Find(trials);

        Assert.True(finding.Synthesis!.CiUpper > -10, "the random-effects interval crosses the line");
        Assert.True(finding.Synthesis.Sensitivity.Single(s => s.Key == "common-effect").CiUpper < -10, "the common-effect interval does not");
        Assert.Equal(1, finding.Reason("inconsistency").Downgrade);
        Assert.Equal(0, finding.Reason("imprecision").Downgrade);
    }

    [Fact]
    public void Inconsistency_OnBothSidesOfTheImportantDifferenceWithLittleOverlap_LowersByOne()
    {
        var reason = Sample.Find(Sample.Trial("a", -16, 3), Sample.Trial("b", -5, 3), Sample.Trial("c", -15, 3)).Reason("inconsistency");

        Assert.Equal(("C1", 1), (reason.Rules.Split(' ')[0], reason.Downgrade));
    }

    [Fact]
    public void Inconsistency_OnBothSidesButWithinEachOthersIntervals_DoesNotLower() =>
        Assert.Equal(0, Sample.Find(Sample.Trial("a", -11, 4), Sample.Trial("b", -9, 4), Sample.Trial("c", -10.5, 4)).Reason("inconsistency").Downgrade);

    [Fact]
    public void Inconsistency_HighI2AllBeyondImportant_NeverLowersOnI2Alone()
    {
        var finding = Sample.Find(Sample.Trial("a", -40, 1), Sample.Trial("b", -45, 1), Sample.Trial("c", -43, 1), Sample.Trial("d", -42, 1), Sample.Trial("e", -44, 1));

        Assert.True(finding.Synthesis!.Fit.I2 > 85);
        Assert.Equal(0, finding.Reason("inconsistency").Downgrade);
    }

    [Fact]
    public void Inconsistency_PredictionTurnsTheConclusion_LowersByOne()
    {
        var trials = new[] { -13.5, -16, -14.8, -11.6, -17.4, -12.4, -15, -13.8 }.Select((d, i) => Sample.Trial($"t{i}", d, 1.2)).ToArray();
        var finding = Sample.Find(trials);

        Assert.True(finding.Synthesis!.CiUpper < -10 && finding.Synthesis.PiUpper > -10);
        Assert.Equal(("C2", 1), (finding.Reason("inconsistency").Rules, finding.Reason("inconsistency").Downgrade));
    }

    [Fact]
    public void Inconsistency_PredictionOnlyAHairWiderThanThePooledInterval_DoesNotLower()
    {
        // Nearly no spread between trials: the interval of three ends just short of −10, the prediction interval just beyond.
        var finding = Sample.Find(Sample.Trial("a", -13.5, 2.4), Sample.Trial("b", -12.2, 2.4), Sample.Trial("c", -14.8, 2.4));

        Assert.True(finding.Synthesis!.Fit.Tau2 > 0);
        Assert.True(finding.Synthesis is { CiUpper: < -10, PiUpper: > -10 }, $"{finding.Synthesis.CiUpper} {finding.Synthesis.PiUpper} {finding.Synthesis.Fit.Tau2}");
        Assert.DoesNotContain("C2", finding.Reason("inconsistency").Rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Inconsistency_SureOppositeResults_LowersByTwo() =>
        Assert.Equal(("C3", 2), (
            Sample.Find(Sample.Trial("a", -16, 3), Sample.Trial("b", 9, 3)).Reason("inconsistency").Rules,
            Sample.Find(Sample.Trial("a", -16, 3), Sample.Trial("b", 9, 3)).Reason("inconsistency").Downgrade));

    [Theory]
    [InlineData(33, "", 0)]      // 66 of 666 = 9.9%
    [InlineData(34, "R1", 1)]    // 68 of 668 = 10.2%
    public void Reporting_ShareOfPeopleInTrialsWithoutNumbers_DecidesAtATenth(int perArm, string rule, int downgrade)
    {
        var reason = Sample.Find([.. Agreeing, Sample.Lost("l", perArm)]).Reason("reporting");

        Assert.Equal((rule, downgrade), (reason.Rules, reason.Downgrade));
        Assert.Contains("l", reason.Why.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reporting_PlannedTrial_IsNotAMissingOne()
    {
        var reason = Sample.Find([.. Agreeing, Sample.Lost("p", 500, MissingKind.Planned)]).Reason("reporting");

        Assert.Equal(0, reason.Downgrade);
        Assert.Contains("planned", reason.Why.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reporting_LostTrialOfUnknownSize_CountsByTrials() =>
        Assert.Contains("25%", Sample.Find([.. Agreeing, Sample.Lost("l", null)]).Reason("reporting").Why.In("en"), StringComparison.Ordinal);

    [Theory]
    [InlineData("acupuncture v sham", "pain VAS", "2,000", 1)]
    [InlineData("acupuncture v sham", "pain VAS", "<=2000", 0)]
    [InlineData("acupuncture v drugs", "pain VAS", "2000", 0)]
    [InlineData("acupuncture v sham", "pain threshold", "2000", 0)]
    [InlineData("acupuncture v sham", "pain VAS", "620", 0)]
    public void Reporting_ReviewThatCountedMorePeople_Lowers(string comparison, string outcome, string people, int downgrade)
    {
        var review = new PublishedSynthesis(
            "A review", 2022, "knee pain", comparison, outcome, "20", people, "MD", -9, -10, -8, "", "", "", "", Sample.Row.Provenance);
        var finding = Findings.For(Sample.Pathway(Agreeing) with { PublishedSyntheses = [review] }, Sample.Question);

        Assert.Equal(downgrade, finding.Reason("reporting").Downgrade);
    }

    [Fact]
    public void Reporting_TenTrialsWithSmallOnesFarOff_LowersForAsymmetry()
    {
        var trials = Enumerable.Range(1, 10).Select(i => Sample.Trial($"t{i}", -12 - (2.0 * i) + (0.1 * (i % 3)), i)).ToArray();

        Assert.Contains("R3", Sample.Find(trials).Reason("reporting").Rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NobodyJudged_CountsAsAConcernAndSaysSo()
    {
        var finding = Findings.For(Sample.Pathway(Agreeing) with { Judgements = [] }, Sample.Question);

        Assert.Equal(("J0", 1, true), (finding.Reason("risk-of-bias").Rules, finding.Reason("risk-of-bias").Downgrade, finding.Reason("risk-of-bias").Provisional));
        Assert.Equal(CertaintyLevel.Low, finding.Certainty.Level);
        Assert.False(finding.Certainty.Confirmed);
    }

    [Fact]
    public void Of_PersonsJudgement_CarriesAuthorAndReason()
    {
        var reason = Findings.For(Sample.Pathway(Agreeing) with { Judgements = [Sample.Judged("risk-of-bias", 2), Sample.Judged("indirectness", 0)] }, Sample.Question)
            .Reason("risk-of-bias");

        Assert.Equal((2, false, "Some author", true), (reason.Downgrade, reason.Computed, reason.Author, reason.Provisional));
    }

    [Fact]
    public void Of_PersonOverrulesARule_KeepsTheRulesProposalInSight()
    {
        var pathway = Sample.Pathway(Sample.Trial("a", -4, 5));
        var reason = Findings.For(pathway with { Judgements = [.. pathway.Judgements, Sample.Judged("imprecision", 0)] }, Sample.Question).Reason("imprecision");

        Assert.Equal((0, false, "I1"), (reason.Downgrade, reason.Computed, reason.Rules));
        Assert.Contains("lowered by 1", reason.Why.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MoreConcernsThanLevels_StopsAtVeryLow()
    {
        var pathway = Sample.Pathway(Agreeing[0], Sample.Lost("l", 500));

        var finding = Findings.For(pathway with { Judgements = [Sample.Judged("risk-of-bias", 2), Sample.Judged("indirectness", 2)] }, Sample.Question);

        Assert.Equal(CertaintyLevel.VeryLow, finding.Certainty.Level);
    }

    [Theory]
    [InlineData(false, "Dr A", true)]
    [InlineData(true, "Dr A", false)]
    [InlineData(false, null, false)]
    public void Of_SignedJudgements_ConfirmOnlyWithANameBehindThem(bool provisional, string? reviewer, bool confirmed)
    {
        var pathway = Sample.Pathway(Agreeing);
        pathway = pathway with
        {
            Judgements = [Sample.Judged("risk-of-bias", 0, provisional), Sample.Judged("indirectness", 0, provisional)],
            Stewardship = pathway.Stewardship with { ReviewedBy = reviewer },
        };

        Assert.Equal(confirmed, Findings.For(pathway, Sample.Question).Certainty.Confirmed);
    }

    [Fact]
    public void Of_NoUsableNumber_IsVeryLowWithItsReason()
    {
        var finding = Sample.Find(Sample.Lost("l", 40));

        Assert.Equal(CertaintyLevel.VeryLow, finding.Certainty.Level);
        Assert.Equal("I0", finding.Reason("imprecision").Rules);
        Assert.Contains("100%", finding.Reason("reporting").Why.In("en"), StringComparison.Ordinal);
    }
}
