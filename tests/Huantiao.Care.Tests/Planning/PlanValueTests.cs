using Huantiao.Care.Needling;
using Huantiao.Care.Planning;
using static Huantiao.Care.Tests.Assessment.Examined;
using static Huantiao.Care.Tests.Planning.PlanSample;

namespace Huantiao.Care.Tests.Planning;

/// <summary>Where each value of a plan begins and ends.</summary>
public class PlanValueTests
{
    [Theory]
    [InlineData(0, 10, false)]
    [InlineData(0.1, 0.1, true)]
    [InlineData(20, 10, false)]
    [InlineData(10, 150, true)]
    [InlineData(10, 150.1, false)]
    [InlineData(double.NaN, 10, false)]
    [InlineData(10, double.NaN, false)]
    public void DepthRange_Ends_AreInOrderAndOnTheScale(double least, double most, bool fits)
    {
        Assert.Equal(fits, DepthRange.TryFrom(least, most) is not null);
        if (!fits)
            Assert.Throws<ArgumentOutOfRangeException>(() => new DepthRange(least, most));
    }

    [Theory]
    [InlineData(0.25, 40, true)]
    [InlineData(0.1, 1, true)]
    [InlineData(0.09, 40, false)]
    [InlineData(1.01, 40, false)]
    [InlineData(0.3, 200, true)]
    [InlineData(0.3, 201, false)]
    [InlineData(25, 40, false)] // hundredths typed as millimetres
    public void NeedleType_Size_IsThatOfANeedle(double diameter, double length, bool fits) => Assert.Equal(fits, NeedleType.TryFrom(diameter, length) is not null);

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.5, true)]
    [InlineData(180, true)]
    [InlineData(181, false)]
    [InlineData(double.NaN, false)]
    public void RetentionTime_Minutes_AreAboveNoughtAndAtMostThreeHours(double minutes, bool fits) => Assert.Equal(fits, RetentionTime.TryFrom(minutes) is not null);

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void TreatmentCourse_Phases_MakeTheSessions(int sessions, bool fits) =>
        Assert.Equal(fits, TreatmentCourse.TryFrom(sessions, [new(3, 2), new(2, 2)]) is { Weeks: 4 });

    [Fact]
    public void TreatmentCourse_WithoutPhases_HasUnknownWeeks() => Assert.Null(TreatmentCourse.TryFrom(10, [])!.Weeks);

    [Theory]
    [InlineData(7.0, 4, true)]
    [InlineData(null, 4, true)] // not measured yet
    [InlineData(4.0, 4, false)]
    [InlineData(3.0, 4, false)] // worse than now
    [InlineData(7.0, -1, false)]
    [InlineData(11.0, 4, false)]
    [InlineData(7.0, double.NaN, false)]
    [InlineData(double.NaN, 4, false)]
    public void TrySet_LegPain_IsOnTheScaleAndBetterThanNow(double? baseline, double target, bool fits) =>
        Assert.Equal(fits, PlanGoal.TrySet(LegPain, null, baseline, target, 4) is not null);

    [Theory]
    [InlineData("walk to the shop", 3.0, 7, true)]
    [InlineData("walk to the shop", 7.0, 3, false)] // higher is better
    [InlineData(null, 3.0, 7, false)] // whose activity?
    [InlineData(" ", 3.0, 7, false)]
    public void TrySet_Activity_IsNamedByThePerson(string? activity, double baseline, double target, bool fits) =>
        Assert.Equal(fits, PlanGoal.TrySet(Activity, activity, baseline, target, 4) is not null);

    [Fact]
    public void TrySet_LegPainWithAnActivity_IsRefused() => Assert.Null(PlanGoal.TrySet(LegPain, "walk", 7, 4, 4));

    [Theory]
    [InlineData(7.0, 5.25, Answer.Yes)]
    [InlineData(7.0, 5.26, Answer.No)]
    [InlineData(null, 5.0, Answer.Unknown)]
    public void IsImportant_Change_IsHeldAgainstTheMeasuresOwn(double? baseline, double target, Answer expected) =>
        Assert.Equal(expected, PlanGoal.TrySet(LegPain, null, baseline, target, 4)!.IsImportant(LegPain));

    [Fact]
    public void IsImportant_MeasureWithoutAKnownImportantChange_IsUnknown() =>
        Assert.Equal(Answer.Unknown, PlanGoal.TrySet(Activity, "walk", 2, 8, 4)!.IsImportant(Activity));

    [Theory]
    [InlineData(5, 3.9, 0.0, typeof(StopDecision.NotYet))]
    [InlineData(6, 2.0, 1.75, typeof(StopDecision.GoOn))]
    [InlineData(6, 2.0, 1.74, typeof(StopDecision.ReviewNow))]
    [InlineData(2, 4.0, -1.0, typeof(StopDecision.ReviewNow))] // whichever comes first
    [InlineData(6, 2.0, null, typeof(StopDecision.NotMeasured))] // a missing reading is no improvement
    [InlineData(0, 0.0, null, typeof(StopDecision.NotYet))]
    public void Judge_SessionsWeeksAndChange_DecideAsProposed(int sessions, double weeks, double? better, Type decision) =>
        Assert.IsType(decision, StopRule.Proposed(Treatment)!.Judge(sessions, weeks, better));

    [Fact]
    public void Judge_NoImportantChangeKnown_LeavesItToBoth() => Assert.IsType<StopDecision.JudgeTogether>(new StopRule(6, null, "HT_ACTIVITY", null).Judge(6, 9, 3));

    [Fact]
    public void Judge_WeeksOnlyRule_DoesNotCountSessions() => Assert.IsType<StopDecision.NotYet>(new StopRule(null, 4, "HT_LEG_NRS", 1.75).Judge(50, 3, 0));

    [Theory]
    [InlineData(null, null)]
    [InlineData(0, null)]
    [InlineData(null, 0)]
    public void StopRule_WithoutATime_IsRefused(int? sessions, int? weeks) => Assert.Throws<ArgumentException>(() => new StopRule(sessions, weeks, "HT_LEG_NRS", 1.75));
}
