using System.Globalization;
using Huantiao.Care.Courses;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.Prognosis;
using Huantiao.Simulation;

namespace Huantiao.Care.Tests.Courses;

/// <summary>The prior of the pathway that ships, and what the advice made from it is worth.</summary>
public class PersonalCourseTests
{
    private static readonly PersonalCourse Course =
        PersonalCourse.For(PathwayLoader.Load(Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica")).Pathway!)!;

    [Fact]
    public void For_TheRealPathway_CarriesItsNumbers()
    {
        Assert.Equal(new Scale(0, 100), Course.Prior.Scale);
        Assert.Equal(Better.Lower, Course.Prior.Better);
        Assert.Equal(new Spread(52, 24), Course.Prior.Baseline);
        Assert.Equal(10, Course.Prior.ReadingSd);
        Assert.Equal(new ImportantChange.Units(30.4), Course.Rules.Important);
        Assert.Equal((4, 12, 0.5, 0.1), (Course.Rules.ReviewWeek, Course.Rules.HorizonWeek, Course.Rules.ContinueFrom, Course.Rules.UnlikelyBelow));
        Assert.Equal([0.5, 1, 2, 4], Course.Prior.Speeds.Select(s => s.Weeks));
    }

    /// <summary>What the prior says of week 4 is what Tu 2024 printed, a little less for Huang 2019: the derivation loses nothing on the way.</summary>
    [Fact]
    public void For_TheRealPathway_ForetellsTheTrialsTheyComeFrom()
    {
        var fit = CourseFit.Of(Course.Prior);
        var fall = fit.Band(0).Expected - fit.Band(4).Expected;

        Assert.InRange(fall, 29, 30.8);
        Assert.InRange(fit.Band(0).Expected - fit.BandInOtherArm(Course.OtherArm, 4).Expected, 14.9, 15.5);
    }

    [Fact]
    public void For_APathwayThatRestsOnAssumptions_SaysSo() => Assert.Equal(FactStatus.Assumed, Course.Expected.Status);

    [Fact]
    public void InUnit_ZeroToTen_GivesTheSameAdvice()
    {
        var (hundred, ten) = (Course, Course.InUnit(0.1));
        Reading[] At(double factor) => [new(-1, 70 * factor), new(0, 65 * factor), new(2, 50 * factor), new(4, 42 * factor)];
        var (a, b) = (Review.Of(hundred.Prior, hundred.Rules, 4, At(1)), Review.Of(ten.Prior, ten.Rules, 4, At(0.1)));

        Assert.Equal(a.ByHorizon, b.ByHorizon, 1e-12);
        Assert.Equal(a.Advice.GetType(), b.Advice.GetType());
        Assert.Equal(hundred.OtherArm.Mean / 10, ten.OtherArm.Mean, 1e-12);
    }

    [Fact]
    public void StopAdvice_ByTheRulesThatShip_WronglyStopsFewerThanFiveInAHundredResponders()
    {
        var value = DecisionValue.Of(Course.Prior, Course.Prior.Change, Course.Rules, people: 50_000, seed: 5);
        TestContext.Current.TestOutputHelper?.WriteLine(value.ToString(CultureInfo.InvariantCulture));

        Assert.True(value.WronglyStopped < 0.05, value.ToString(CultureInfo.InvariantCulture));
        Assert.True(value.Stopped > 0.05, "advice that never stops anybody is worth nothing");
    }

    [Fact]
    public void Advice_InAClinicWhoseTreatmentChangesNothing_SeldomSaysContinue()
    {
        var value = DecisionValue.Of(Course.Prior, new Spread(0, 1e-9), Course.Rules, people: 20_000, seed: 6);
        TestContext.Current.TestOutputHelper?.WriteLine(value.ToString(CultureInfo.InvariantCulture));

        Assert.True(value.Continued < 0.05, value.ToString(CultureInfo.InvariantCulture));
    }
}
