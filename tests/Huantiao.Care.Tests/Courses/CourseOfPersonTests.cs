using Huantiao.Care.Courses;
using Huantiao.Knowledge.Pathways;
using Huantiao.Prognosis;

namespace Huantiao.Care.Tests.Courses;

/// <summary>One person's scores as a course: marks, what counts, and the advice with its figures.</summary>
public class CourseOfPersonTests
{
    private static readonly PersonalCourse Model = CourseOfPerson.ModelFor(PathwayLoader.Load(Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica")).Pathway!, 0, 10)!;
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public void ModelFor_AScaleOfTen_IsTheTrialsScaleDividedByTen()
    {
        Assert.Equal(new Scale(0, 10), Model.Prior.Scale);
        Assert.Equal(1, Model.Prior.ReadingSd, 1e-12);
        Assert.Equal(3.04, Assert.IsType<ImportantChange.Units>(Model.Rules.Important).Value, 1e-12);
    }

    [Fact]
    public void Of_SomebodyWhoGetsBetter_AdvisesToContinueWithTheSameFiguresAsTheEngine()
    {
        var course = At(28, null, Score(-7, 8), Score(-0.01, 7), Score(14, 4), Score(27, 2));

        var direct = Review.Of(Model.Prior, Model.Rules, 4, new(-1, 8), new(-0.01 / 7, 7), new(2, 4), new(27.0 / 7, 2));
        Assert.Equal(direct.ByHorizon, course.Review.ByHorizon, 1e-9);
        Assert.IsType<Advice.Continue>(course.Review.Advice);
        Assert.Contains($"\"byHorizon\": {course.Review.ByHorizon.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}", course.Export, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_BeforeTheFirstNeedle_HasACurveAndNoAdviceAndSaysWhy()
    {
        var course = CourseOfPerson.Of(Model, null, Start, null, [Score(-1, 6)]);

        var none = Assert.IsType<Advice.None>(course.Review.Advice);
        Assert.Contains(none.Why, w => w is TooFewData.AfterStart { Have: 0 });
        Assert.Equal(12, course.Curve[^1].Week);
        // Of people who begin alike, those with needles end lower than those with the comparator.
        Assert.True(course.Curve[^1].Treated.Expected < course.Curve[^1].Other.Expected);
    }

    [Fact]
    public void Of_ReadingsAfterAnotherTreatment_AreKeptOutOfTheFitAndStillSeenToWorsen()
    {
        var changed = Start.AddDays(20);
        var course = At(30, changed, Score(-1, 5), Score(7, 5), Score(14, 5), Score(29, 9));

        Assert.Equal(3, course.Review.Used.Length);
        Assert.Equal(LeftOutBecause.TreatmentChanged, Assert.Single(course.Review.LeftOut).Because);
        Assert.IsType<Advice.ScreenAgain>(course.Review.Advice);
    }

    [Fact]
    public void Of_TwoScoresOfOneDay_CountsThePersonsOwn_AndAnOldOneNotAtAll()
    {
        var own = new TakenScore(Start.AddDays(14), Day(14), 4, ByStaff: false, Late: false);
        var staff = new TakenScore(Start.AddDays(14).AddHours(2), Day(14), 6, ByStaff: true, Late: false);
        var scores = PersonReadings.Of(Start, null, [staff, own, Score(-100, 9)]);

        Assert.Equal([NotCounted.TooOld, NotCounted.Counted, NotCounted.SameDay], scores.Select(s => s.NotCounted));
        Assert.Equal([ReadingMarks.None, ReadingMarks.None, ReadingMarks.StaffEntered], scores.Select(s => s.Marks));
    }

    /// <summary>Before and after the needles of one day are two things.</summary>
    [Fact]
    public void Of_BeforeAndAfterTheNeedlesOfOneDay_AreBothCounted() =>
        Assert.All(PersonReadings.Of(Start, null, [new(Start.AddHours(-1), Day(0), 6, true, false), new(Start.AddHours(3), Day(0), 5, false, false)]), s => Assert.Equal(NotCounted.Counted, s.NotCounted));

    [Fact]
    public void Of_WeekFifty_DrawsToWeekFiftyTwoAndNoFurther()
    {
        var course = At(500, null, Score(-1, 6), Score(14, 5), Score(364, 3), Score(480, 3));

        Assert.Equal(52, course.Curve[^1].Week);
        Assert.All(course.Curve, w => Assert.True(double.IsFinite(w.Own.Expected)));
    }

    private static CourseOfPerson At(double day, DateTimeOffset? changed, params TakenScore[] scores) => CourseOfPerson.Of(Model, Start, Start.AddDays(day), changed, scores);

    private static TakenScore Score(double day, double value) => new(Start.AddDays(day), Day(day), value, ByStaff: false, Late: false);

    private static DateOnly Day(double day) => DateOnly.FromDateTime(Start.AddDays(day).DateTime);
}
