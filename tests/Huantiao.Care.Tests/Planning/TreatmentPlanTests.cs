using Huantiao.Care.Planning;
using Huantiao.Care.Tests.Needling;
using Huantiao.Knowledge.Atlas;
using static Huantiao.Care.Tests.Assessment.Examined;
using static Huantiao.Care.Tests.Planning.PlanSample;

namespace Huantiao.Care.Tests.Planning;

/// <summary>How a plan is changed, agreed to, replaced; and what consent covers.</summary>
public class TreatmentPlanTests
{
    [Fact]
    public void Change_SomethingDecided_IsRecordedWithWhatFromToWhyWhoWhen()
    {
        var plan = Draft(new PlanChange.SetRetention(new(20)));

        var changed = Assert.IsType<ChangeOutcome.Changed>(Change(plan, new PlanChange.SetRetention(new(30)), " asked for longer ")).Plan;

        var record = changed.Changes[^1];
        Assert.Equal(("20 minutes", "30 minutes", "asked for longer", Practitioner, Monday), (record.From.In("en"), record.To.In("en"), record.Why, record.Who, record.When));
        Assert.Equal("20 分钟", record.From.In("zh-Hans"));
        Assert.Equal(30, changed.Content.Retention!.Minutes);
        Assert.Equal(20, plan.Content.Retention!.Minutes);
    }

    [Fact]
    public void Change_WithoutAReason_FillsWhatIsOpenButChangesNothingDecided()
    {
        var plan = Assert.IsType<ChangeOutcome.Changed>(Change(TreatmentPlan.Begin(Id), new PlanChange.SetRetention(new(20)))).Plan;

        Assert.Equal("not decided", plan.Changes[0].From.In("en"));
        Assert.IsType<ChangeOutcome.Refused>(Change(plan, new PlanChange.SetRetention(new(30)), "  "));
        Assert.IsType<ChangeOutcome.Refused>(Change(plan, new PlanChange.SetRetention(null)));
    }

    [Fact]
    public void Change_ToWhatItSays_RecordsNothing() =>
        Assert.IsType<ChangeOutcome.Same>(Change(Draft(new PlanChange.SetRetention(new(20))), new PlanChange.SetRetention(new(20)), "again"));

    [Theory]
    [InlineData("GB300", BodySide.Left)]
    [InlineData("GV4", BodySide.Left)]
    [InlineData("BL25", BodySide.Midline)]
    public void Change_NeedleThatTheAtlasDoesNotHave_IsRefused(string point, BodySide side) =>
        Assert.IsType<ChangeOutcome.Refused>(Change(TreatmentPlan.Begin(Id), new PlanChange.PutNeedle(new(point, side))));

    [Fact]
    public void Change_RemovingWhatIsNotThere_IsRefusedAloud()
    {
        Assert.IsType<ChangeOutcome.Refused>(Change(TreatmentPlan.Begin(Id), new PlanChange.RemoveNeedle("BL25", BodySide.Left), "why not"));
        Assert.IsType<ChangeOutcome.Refused>(Change(TreatmentPlan.Begin(Id), new PlanChange.RemoveGoal("HT_LEG_NRS", null), "why not"));
        Assert.IsType<ChangeOutcome.Refused>(Change(TreatmentPlan.Begin(Id), new PlanChange.ConfirmCaution("BL25", BodySide.Left, "D01"), "read"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("ActiveImplant:chest:Left", false)]
    [InlineData("ActiveImplant?", false)] // not known is not none
    public void Change_ElectricalStimulation_OnlyWhereThereIsKnownToBeNoImplant(string fact, bool possible)
    {
        var outcome = Change(TreatmentPlan.Begin(Id), new PlanChange.SetStimulation(new(false, new(2, Care.Needling.Answer.No), false)), "", fact);

        Assert.Equal(possible, outcome is ChangeOutcome.Changed);
    }

    [Fact]
    public void Change_HandStimulationWithAnImplant_IsPossible() =>
        Assert.IsType<ChangeOutcome.Changed>(Change(TreatmentPlan.Begin(Id), new PlanChange.SetStimulation(new(true, null, false)), "", "ActiveImplant:chest:Left"));

    [Fact]
    public void Change_NeedleChanged_LosesItsConfirmedCautions()
    {
        var plan = Draft(
            new PlanChange.PutNeedle(new("BL57", BodySide.Left, new(10, 40))), new PlanChange.PutNeedle(new("BL57", BodySide.Right, new(10, 40))),
            new PlanChange.ConfirmCaution("BL57", BodySide.Left, "D01"), new PlanChange.ConfirmCaution("BL57", BodySide.Right, "D01"));

        var deeper = Assert.IsType<ChangeOutcome.Changed>(Change(plan, new PlanChange.PutNeedle(new("bl57", BodySide.Left, new(10, 50))), "deeper")).Plan;

        Assert.Equal("BL57 R", Assert.Single(deeper.Content.Confirmed).Needle);
        Assert.Equal(2, deeper.Content.Needles.Length);
    }

    [Fact]
    public void Agree_WholePlan_IsAgreed()
    {
        var agreed = Agreed(Draft(Whole));

        Assert.Equal(1, agreed.Consent.Version);
        Assert.All(agreed.Covers(agreed.Content), c => Assert.True(c.IsCovered));
    }

    [Theory]
    [InlineData(PlanPart.Stimulation)]
    [InlineData(PlanPart.Retention)]
    [InlineData(PlanPart.Course)]
    [InlineData(PlanPart.Goal)]
    [InlineData(PlanPart.Review)]
    [InlineData(PlanPart.StopRule)]
    [InlineData(PlanPart.OtherCare)]
    [InlineData(PlanPart.Needle)]
    public void Agree_PartThatIsOpen_IsNamed(PlanPart part)
    {
        var reasons = Assert.IsType<AgreementOutcome.NotYet>(Draft(Whole.Where(c => c.Part != part)).Agree(Consent(), Situation.Atlas, Known(), Nobody)).Reasons;

        Assert.Contains(reasons, r => r.In("en") == $"Decide: {PlanWords.Name(part).In("en")}.");
    }

    [Fact]
    public void Agree_DepthBeyondTheEnvelope_NeedsConfirmationOfThatCaution()
    {
        // BL57: 0.7 to 1.5 cun, 30 mm in this person.
        var plan = Draft([.. Whole, new PlanChange.PutNeedle(new("BL57", BodySide.Left, new(10, 31)))]);
        var other = Assert.IsType<ChangeOutcome.Changed>(Change(plan, new PlanChange.ConfirmCaution("BL57", BodySide.Left, "L01"), "read")).Plan;
        var confirmed = Assert.IsType<ChangeOutcome.Changed>(Change(plan, new PlanChange.ConfirmCaution("BL57", BodySide.Left, "D01"), "strong build")).Plan;

        Assert.IsType<AgreementOutcome.NotYet>(plan.Agree(Consent(), Situation.Atlas, Known(), Nobody));
        Assert.IsType<AgreementOutcome.NotYet>(other.Agree(Consent(), Situation.Atlas, Known(), Nobody));
        Assert.IsType<AgreementOutcome.Done>(confirmed.Agree(Consent(), Situation.Atlas, Known(), Nobody));
        Assert.IsType<ChangeOutcome.Refused>(Change(plan, new PlanChange.ConfirmCaution("BL57", BodySide.Left, "D01")));
    }

    [Fact]
    public void Agree_CautionConfirmedForOneNeedle_IsNotConfirmedForTheOther()
    {
        var plan = Draft(
        [
            .. Whole, new PlanChange.PutNeedle(new("BL57", BodySide.Left, new(10, 31))), new PlanChange.PutNeedle(new("BL57", BodySide.Right, new(10, 31))),
            new PlanChange.ConfirmCaution("BL57", BodySide.Left, "D01"),
        ]);

        var obstacle = Assert.Single(PlanReadiness.Of(plan.Content, Situation.Atlas, Known(), Nobody).Obstacles);

        Assert.Equal("BL57 R", Assert.IsType<PlanObstacle.Unconfirmed>(obstacle).Needle.Key);
    }

    [Fact]
    public void Agree_DepthAtTheEnvelope_NeedsNoConfirmation() =>
        Assert.IsType<AgreementOutcome.Done>(Draft([.. Whole, new PlanChange.PutNeedle(new("BL57", BodySide.Left, new(10, 30)))]).Agree(Consent(), Situation.Atlas, Known(), Nobody));

    [Theory]
    [InlineData("SkinProblem:leg:Left", typeof(PlanObstacle.Refused))]
    [InlineData("LowPlatelets", typeof(PlanObstacle.AgreementFirst))]
    [InlineData("Anticoagulant?", typeof(PlanObstacle.Unanswered))]
    public void Agree_WhatTheRulesOfNeedlingSay_StandsInTheWay(string fact, Type obstacle)
    {
        var plan = Draft(Whole);

        Assert.Contains(PlanReadiness.Of(plan.Content, Situation.Atlas, Known(fact), Nobody).Obstacles, o => o.GetType() == obstacle);
        Assert.IsType<AgreementOutcome.NotYet>(plan.Agree(Consent(), Situation.Atlas, Known(fact), Nobody));
    }

    [Fact]
    public void Agree_TeamHasAgreed_MayGoOn() =>
        Assert.IsType<AgreementOutcome.Done>(Draft(Whole).Agree(Consent(), Situation.Atlas, Known("LowPlatelets"), new HashSet<string>(StringComparer.Ordinal) { "P06" }));

    [Fact]
    public void Agree_DepthOpen_AsksHowDeep() => Assert.Contains(
        PlanReadiness.Of(Draft(new PlanChange.PutNeedle(new("BL57", BodySide.Left))).Content, Situation.Atlas, Known(), Nobody).Obstacles,
        o => o is PlanObstacle.Unanswered { Question.Question.Key: "depth" });

    [Theory]
    [InlineData(2, ConsentGiver.Person, ConsentForm.Spoken, 60)]
    [InlineData(1, ConsentGiver.Unknown, ConsentForm.Spoken, 60)]
    [InlineData(1, ConsentGiver.Person, ConsentForm.Unknown, 60)]
    [InlineData(1, ConsentGiver.Person, (ConsentForm)9, 60)]
    [InlineData(1, ConsentGiver.Person, ConsentForm.Spoken, -1)] // before the last change
    public void Agree_ConsentThatIsNotForThis_IsNotTaken(int version, ConsentGiver by, ConsentForm how, int minutes) =>
        Assert.Single(Assert.IsType<AgreementOutcome.NotYet>(
            Draft(Whole).Agree(new(by, how, version, Practitioner, Monday.AddMinutes(minutes)), Situation.Atlas, Known(), Nobody)).Reasons);

    [Fact]
    public void Revise_AgreedPlan_MakesANewVersionAndLeavesTheOld()
    {
        var agreed = Agreed(Draft(Whole));
        var before = PlanJson.Write(agreed);

        var next = Assert.IsType<ChangeOutcome.Changed>(Change(agreed.Revise(), new PlanChange.SetRetention(new(20)), "tired")).Plan;
        var later = Agreed(next);

        Assert.Equal((2, agreed.Id), (next.Version, next.Id));
        Assert.Equal(before, PlanJson.Write(agreed));
        Assert.Equal(2, agreed.SupersedeBy(later)!.SupersededBy);
        Assert.Null(later.SupersedeBy(agreed));
        Assert.Null(agreed.SupersedeBy(agreed));
    }

    [Fact]
    public void Covers_LaterChange_VoidsConsentForThatPartOnly()
    {
        var agreed = Agreed(Draft(Whole));
        var next = Draft([.. Whole, new PlanChange.PutNeedle(new("BL57", BodySide.Left, new(10, 25))), new PlanChange.PutNeedle(new("BL60", BodySide.Left, new(5, 10)))]);

        var open = agreed.Covers(next.Content).Where(c => !c.IsCovered).Select(c => c.Key);

        Assert.Equal(["BL57 L", "BL60 L"], open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Covers_ConsentWithdrawn_CoversNothing()
    {
        var withdrawn = Agreed(Draft(Whole)).Withdraw(new(Monday.AddDays(1), Practitioner));

        Assert.All(withdrawn.Covers(withdrawn.Content), c => Assert.False(c.IsCovered));
        Assert.Equal(Monday.AddDays(1), withdrawn.Withdraw(new(Monday.AddDays(9), Practitioner)).Withdrawn!.At);
    }

    [Fact]
    public void Named_RecordedGoalAndStopRule_SayTheMeasureAndNotItsId()
    {
        var changes = Draft(Whole).Changes.Where(c => c.What.Part is PlanPart.Goal or PlanPart.StopRule).ToList();

        Assert.Equal(2, changes.Count);
        Assert.All(changes, c =>
        {
            Assert.Contains(LegPain.Id, c.To.In("en"), StringComparison.Ordinal);
            foreach (var language in new[] { "en", "zh-Hans" })
            {
                var named = PlanWords.Named(c.To, Treatment).In(language);
                Assert.DoesNotContain(LegPain.Id, named, StringComparison.Ordinal);
                Assert.Contains(LegPain.Name.In(language), named, StringComparison.Ordinal);
            }
        });
    }
}
