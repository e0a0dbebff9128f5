using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests.Courses;

public class ExpectedCourseTests
{
    private static readonly Provenance Source = Sample.Row.Provenance;

    /// <summary>One speed that has come to half of the change by week 4: everything can be worked out by hand.</summary>
    private static readonly Expectation HalfByWeek4 = new(
        "pain-sham", "leg-pain", 0, 100, "within", [new("a", 4, SingleTime: true)], new(50, 20, Source), new(10, Source), new(0, Source),
        new([4 / Math.Log(2)], [1], Source), new(4, 12, 0.5, 0.1, 1, 2, 3, 1.96, Source), new("pathway.yaml", 1));

    private static TrialOutcome Changes(string trial, double treated, double comparator, int? people, double? sd) => Sample.Row with
    {
        Trial = trial,
        EffectType = "change from baseline (decrease)",
        Arm1 = Sample.Row.Arm1 with { N = people, Mean = treated, Sd = sd },
        Arm2 = Sample.Row.Arm2 with { N = people, Mean = comparator, Sd = sd },
    };

    private static ExpectedCourse? Expect(Expectation expectation, params TrialOutcome[] rows) => ExpectedCourse.Of(Sample.Pathway(rows) with { Expectation = expectation });

    [Fact]
    public void Of_OneTrial_DividesByTheShareThatHasCome()
    {
        var course = Expect(HalfByWeek4, Changes("a", treated: 20, comparator: 8, people: 50, sd: 18))!;

        Assert.Equal(-40, course.Treated.Mean, 1e-10);
        Assert.Equal(-16, course.Comparator.Mean, 1e-10);
        // (18² − 2·10²)/0.5², one speed: nothing of the spread is the speed's.
        Assert.Equal(Math.Sqrt(124 / 0.25), course.Treated.Sd, 1e-10);
        Assert.Equal(18, course.Treated.Arms.Single().ChangeSd!.Value, 1e-10);
    }

    [Fact]
    public void Of_TwoTrials_WeighsByPeopleAndAddsTheirDistance()
    {
        var two = HalfByWeek4 with { Arms = [new("a", 4, SingleTime: true), new("b", 4, SingleTime: false)] };
        var course = Expect(two, Changes("a", 20, 8, 30, 18), Changes("b", 10, 8, 10, 1))!;

        Assert.Equal(-35, course.Treated.Mean, 1e-10);
        // Trials at −40 (30 people) and −20 (10): variance 0.75·5² + 0.25·15² = 75.
        Assert.Equal(Math.Sqrt((124 / 0.25) + 75), course.Treated.Sd, 1e-10);
        Assert.Null(course.Treated.Arms[1].ChangeSd);
    }

    [Fact]
    public void Of_AGroupWhoseSizeStandsInAnotherReport_TakesItFromThere()
    {
        var course = Expect(HalfByWeek4 with { Arms = [new("a", 4, true), new("b", 4, false)] },
            Changes("a", 20, 8, 30, 18), Changes("b", 10, 8, null, null), Sample.Trial("b", -2, 5, perArm: 23))!;

        Assert.Equal([30, 23], course.Treated.Arms.Select(a => a.People));
    }

    [Fact]
    public void Of_PeopleWhoDifferLessThanReadingsStray_IsNone() => Assert.Null(Expect(HalfByWeek4, Changes("a", 20, 8, 50, sd: 14)));

    [Fact]
    public void Of_NoExpectation_IsNone() => Assert.Null(ExpectedCourse.Of(Sample.Pathway(Changes("a", 20, 8, 50, 18))));

    /// <summary>By hand: docs/methods/prognosis.md shows the same numbers.</summary>
    [Fact]
    public void Of_TheRealPathway_IsWhatTheDocumentationShows()
    {
        var course = ExpectedCourse.Of(RealPathway.Pathway)!;
        var tu = course.Treated.Arms.Single(a => a.Row.Trial == "tu-2024");
        var huang = course.Treated.Arms.Single(a => a.Row.Trial == "huang-2019");

        Assert.Equal((110, -30.8), (tu.People, tu.Change));
        Assert.Equal((23, -22.22), (huang.People, huang.Change));
        Assert.Equal(20.2, tu.ChangeSd!.Value, 0.05);
        Assert.Equal(-35.0, tu.Eventual, 0.05);
        Assert.Equal(-28.4, huang.Eventual, 0.06);
        Assert.Null(huang.ChangeSd);
        Assert.Equal((-33.9, 15.6), (Math.Round(course.Treated.Mean, 1), Math.Round(course.Treated.Sd, 1)));
        Assert.Equal((-17.3, 16.1), (Math.Round(course.Comparator.Mean, 1), Math.Round(course.Comparator.Sd, 1)));
    }
}
