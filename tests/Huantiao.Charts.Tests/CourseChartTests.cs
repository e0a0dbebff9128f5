namespace Huantiao.Charts.Tests;

/// <summary>A person's course as a drawing: what it says to whom cannot see it, and that nothing is drawn off the scale.</summary>
public class CourseChartTests
{
    [Fact]
    public void Draw_BothForms_AreAsTheyWereLookedAt()
    {
        Snapshots.Check("course-wide.svg", CourseChart.Draw(Course(), Examples.Frame(), wide: true));
        Snapshots.Check("course-narrow.svg", CourseChart.Draw(Course(), Examples.Frame(), wide: false));
    }

    [Fact]
    public void Draw_AnyCourse_HasATextAlternativeAndAMarkForEachReading()
    {
        var drawn = Drawn.Read(CourseChart.Draw(Course(), Examples.Frame(), wide: true));

        Assert.Equal("img", drawn.Attribute("role")!.Value);
        Assert.NotEmpty(drawn.All("title").Single().Value);
        Assert.NotEmpty(drawn.All("desc").Single().Value);
        // Own readings are round; one of them, late, has a ring. The legend draws one of each again.
        Assert.Equal(3, drawn.All("circle").Count(c => c.Attribute("r")!.Value == "4.6") - 2);
    }

    [Fact]
    public void Table_SaysTheSameAsTheCurve()
    {
        var course = Course();
        var table = CourseChart.Table(course, [course.Curve[0], course.Curve[^1]], "caption");

        Assert.Equal(["0", "6.0", "5.0–7.0", "4.0–8.0", "6.0", "6.0"], table.Rows[0]);
        Assert.Equal("12", table.Rows[1][0]);
        Assert.Equal(table.Headers.Length, table.Rows[1].Length);
    }

    [Theory]
    [InlineData(11.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void Draw_SomethingOffTheScale_IsRefused(double value) =>
        Assert.Throws<ArgumentException>(() => CourseChart.Draw(Course() with { Dots = [new(1, value, CourseDotKind.Own, false)] }, Examples.Frame(), wide: true));

    [Fact]
    public void Draw_ACurveThatDoesNotBeginAtTheStart_IsRefused() =>
        Assert.Throws<ArgumentException>(() => CourseChart.Draw(Course() with { Curve = Course().Curve[1..] }, Examples.Frame(), wide: true));

    private static CourseDrawing Course() => new()
    {
        Words = new(
            "Leg pain, 0 to 10", "Weeks since the first needle", "expected of this person", "where half of the numbers fall", "where nine of ten fall", "people who begin alike, needled",
            "people who begin alike, sham", "given by the person", "typed by staff", "not part of the curve", "given late", "first needle", "review", "important change"),
        Least = 0,
        Most = 10,
        Curve = [.. Enumerable.Range(0, 25).Select(i => (Week: i / 2.0, Fall: 3 * (1 - Math.Exp(-i / 4.0)))).Select(p => new CourseCurvePoint(
            p.Week, 6 - p.Fall, 5 - p.Fall, 7 - p.Fall, Math.Max(0, 4 - (1.2 * p.Fall)), 8 - (0.8 * p.Fall), 6 - (0.9 * p.Fall), 6 - (0.5 * p.Fall)))],
        Dots = [new(-1, 7, CourseDotKind.Own, false), new(0, 6, CourseDotKind.Staff, false), new(2, 5, CourseDotKind.Own, false), new(5.5, 4, CourseDotKind.Own, true), new(8, 6, CourseDotKind.LeftOut, false)],
        ReviewWeek = 4,
        ImportantAt = 3,
    };
}
