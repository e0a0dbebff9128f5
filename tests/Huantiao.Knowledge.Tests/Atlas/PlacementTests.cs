using System.Collections.Frozen;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Knowledge.Tests.Atlas;

/// <summary>Points lie on the body, beside their landmarks, in their order, and move with the body.</summary>
public class PlacementTests
{
    private static readonly PointAtlas Atlas = RealAtlas.Atlas;

    public static TheoryData<string, string> ViewsAndWidths
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var view in Atlas.Body.Views)
            {
                foreach (var width in Atlas.Body.Widths)
                    all.Add(view.Id, width.Id);
            }

            return all;
        }
    }

    [Fact]
    public void Of_AllViews_ShowEveryPointThatHasAPlace()
    {
        foreach (var width in Atlas.Body.Widths)
        {
            var shown = Atlas.Body.Views.SelectMany(v => Placement.Of(Atlas, v, width)).Select(p => p.Point.Code).ToHashSet(StringComparer.Ordinal);

            Assert.Equal(["ASHI"], Atlas.Points.Select(p => p.Code).Where(c => !shown.Contains(c)));
        }
    }

    [Theory]
    [MemberData(nameof(ViewsAndWidths))]
    public void Of_EachViewAndWidth_PutsEveryPointOnTheBody(string view, string width)
    {
        var figure = Figure.Of(Atlas.Body.View(view), Atlas.Body.Width(width));

        var placed = Placement.On(Atlas, figure);

        Assert.NotEmpty(placed);
        Assert.All(placed, p => Assert.True(figure.Holds(p.At), $"{p.Point.Code} at {p.At}"));
    }

    [Fact]
    public void Of_FrontAndBack_MirrorsPointsAndKeepsTheMidline()
    {
        foreach (var view in new[] { "front", "back" })
        {
            var placed = Placement.Of(Atlas, Atlas.Body.View(view), Atlas.Body.Width("middle"));

            foreach (var point in placed.GroupBy(p => p.Point.Code, StringComparer.Ordinal))
            {
                if (point.First().Side == BodySide.Midline)
                {
                    Assert.Equal(0, Assert.Single(point).At.X);
                    continue;
                }

                var (left, right) = (point.Single(p => p.Side == BodySide.Left).At, point.Single(p => p.Side == BodySide.Right).At);
                Assert.Equal(new(-left.X, left.Y), right);
                Assert.True(view == "front" ? left.X > 0 : left.X < 0, point.Key);
            }
        }
    }

    [Fact]
    public void Of_RightSide_IsTheLeftSideMirrored()
    {
        var left = Placement.Of(Atlas, Atlas.Body.View("left"), Atlas.Body.Width("middle"));
        var right = Placement.Of(Atlas, Atlas.Body.View("right"), Atlas.Body.Width("middle"));

        Assert.Equal(left.Select(p => (p.Point.Code, -p.At.X, p.At.Y)), right.Select(p => (p.Point.Code, p.At.X, p.At.Y)));
        Assert.All(right.Where(p => p.Side != BodySide.Midline), p => Assert.Equal(BodySide.Right, p.Side));
    }

    /// <summary>Heights in cun above the sole, by the WHO's proportional measures.</summary>
    [Theory]
    [InlineData("BL40", "back", 18)]
    [InlineData("BL36", "back", 32)]
    [InlineData("BL37", "back", 26)]
    [InlineData("BL57", "back", 10)]
    [InlineData("BL60", "back", 2)]
    [InlineData("GB31", "left", 27)]
    [InlineData("GB32", "left", 25)]
    [InlineData("GB34", "left", 16)]
    [InlineData("GB39", "left", 5)]
    [InlineData("ST36", "front", 15)]
    [InlineData("SP6", "leg-inner", 6)]
    [InlineData("SP9", "leg-inner", 16)]
    [InlineData("CV8", "front", 43)]
    [InlineData("CV4", "front", 40)]
    [InlineData("CV12", "front", 47)]
    [InlineData("CV22", "front", 60)]
    [InlineData("CV16", "front", 51)]
    [InlineData("KI3", "leg-inner", 3)]
    public void Of_PointsByMeasuredLandmarks_HaveTheHeightOfTheTable(string code, string view, double cun) =>
        Assert.Equal(cun, RealAtlas.Where(code, view)!.Value.Y, 0.35);

    [Theory]
    [InlineData("BL25", 1.5)]
    [InlineData("BL52", 3)]
    [InlineData("EX-B2.L5", 0.5)]
    [InlineData("EX-B7", 3.5)]
    public void Of_BackPoints_LieTheirCunFromTheMidline(string code, double cun) => Assert.Equal(cun, RealAtlas.Where(code, "back")!.Value.X, 9);

    [Fact]
    public void Of_GB30_LiesAThirdOfTheWayFromTrochanterToHiatus()
    {
        var at = RealAtlas.Where("GB30", "back")!.Value;

        Assert.Equal(37 + ((38.8 - 37) / 3), at.Y, 0.01);
        Assert.Equal(7 * 2 / 3.0, at.X, 0.01);
    }

    /// <summary>Runs of points that anatomy orders from head to foot.</summary>
    [Theory]
    [InlineData("back", "BL", 11, 30)]
    [InlineData("back", "BL", 41, 54)]
    [InlineData("back", "BL", 55, 57)]
    [InlineData("left", "GB", 31, 34)]
    [InlineData("left", "GB", 36, 39)]
    [InlineData("front", "ST", 13, 18)]
    [InlineData("front", "ST", 19, 30)]
    [InlineData("front", "ST", 31, 39)]
    [InlineData("front", "LU", 3, 6)]
    [InlineData("front", "PC", 2, 7)]
    [InlineData("front", "HT", 1, 7)]
    public void Of_DescendingRun_GoesDown(string view, string meridian, int first, int last) => AssertRun(view, meridian, first, last, -1);

    [Theory]
    [InlineData("front", "CV", 2, 24)]
    [InlineData("front", "KI", 11, 27)]
    [InlineData("back", "GV", 2, 14)]
    [InlineData("back", "GV", 15, 19)]
    [InlineData("leg-inner", "SP", 6, 9)]
    [InlineData("front", "SP", 17, 20)]
    [InlineData("back", "LI", 5, 10)]
    [InlineData("back", "TE", 9, 13)]
    public void Of_AscendingRun_GoesUp(string view, string meridian, int first, int last) => AssertRun(view, meridian, first, last, 1);

    /// <summary>Which of two points lies nearer the outer side, in front view or back view (x grows outwards on the drawn half).</summary>
    [Theory]
    [InlineData("front", "LU5", "PC3")]
    [InlineData("front", "PC3", "HT3")]
    [InlineData("front", "LU9", "PC7")]
    [InlineData("front", "PC7", "HT7")]
    [InlineData("back", "LI10", "TE9")]
    [InlineData("back", "TE5", "SI6")]
    [InlineData("back", "BL39", "BL40")]
    [InlineData("back", "BL40", "KI10")]
    [InlineData("front", "GB34", "ST36")]
    [InlineData("front", "ST35", "EX-LE5")]
    [InlineData("front", "ST36", "SP9")]
    [InlineData("back", "GB30", "BL54")]
    [InlineData("back", "BL54", "BL30")]
    [InlineData("front", "ST4", "CV24")]
    [InlineData("front", "TE23", "BL2")]
    [InlineData("hand-back", "SI3", "TE3")] // fingers up, thumb to the left: the little finger is on the right
    [InlineData("hand-back", "TE3", "LI4")]
    [InlineData("hand-palm", "HT8", "PC8")]
    [InlineData("hand-palm", "PC8", "LU10")]
    [InlineData("foot-top", "LR3", "ST43")] // left foot, toes up: the great toe is on the right
    [InlineData("foot-top", "ST43", "GB42")]
    [InlineData("foot-top", "SP1", "LR1")]
    [InlineData("left", "BL60", "GB40")] // facing left: behind is on the right
    [InlineData("left", "GB35", "GB36")]
    [InlineData("left", "BL37", "GB32")]
    [InlineData("leg-inner", "SP6", "KI7")] // facing right: in front is on the right
    [InlineData("leg-inner", "LR5", "SP7")]
    [InlineData("leg-inner", "SP5", "KI3")]
    public void Of_PairOfPoints_LiesOnTheRightSideOfEachOther(string view, string further, string nearer) =>
        Assert.True(RealAtlas.Where(further, view)!.Value.X > RealAtlas.Where(nearer, view)!.Value.X);

    [Theory]
    [InlineData("BL25", "back")]
    [InlineData("ST25", "front")]
    [InlineData("GB30", "back")]
    [InlineData("GB31", "back")]
    [InlineData("LI11", "front")]
    [InlineData("ST36", "front")]
    public void Of_BroaderBody_MovesPointsOutwards(string code, string view)
    {
        var (slender, middle, broad) = (RealAtlas.Where(code, view, "slender")!.Value, RealAtlas.Where(code, view)!.Value, RealAtlas.Where(code, view, "broad")!.Value);

        Assert.True(slender.X < middle.X && middle.X < broad.X);
        Assert.Equal(slender.Y, broad.Y, 0.2);
    }

    [Fact]
    public void Of_AnotherLandmarkHeight_MovesItsPointsAlong()
    {
        var higher = Moved("L4_spinous", 0.75);

        foreach (var code in new[] { "BL25", "GV3", "EX-B2.L4", "EX-B7" })
            Assert.Equal(RealAtlas.Where(code, "back")!.Value.Y + 0.75, RealAtlas.Where(code, "back", atlas: higher)!.Value.Y, 9);
        Assert.Equal(RealAtlas.Where("BL23", "back"), RealAtlas.Where("BL23", "back", atlas: higher));
    }

    [Fact]
    public void Of_AnotherHip_MovesGB30ByTheShareOfTheWay()
    {
        var moved = RealAtlas.Where("GB30", "back", atlas: Moved("greater_trochanter", 0.9))!.Value;

        Assert.Equal(RealAtlas.Where("GB30", "back")!.Value.Y + 0.6, moved.Y, 0.001);
    }

    private static void AssertRun(string view, string meridian, int first, int last, int direction)
    {
        var run = Enumerable.Range(first, last - first + 1).Select(n => (Number: n, At: RealAtlas.Where($"{meridian}{n}", view))).Where(p => p.At is not null).ToList();

        Assert.True(run.Count >= 3);
        foreach (var (one, next) in run.Zip(run.Skip(1)))
            Assert.True((next.At!.Value.Y - one.At!.Value.Y) * direction > -1e-9, $"{meridian}{next.Number} after {meridian}{one.Number}");
    }

    private static PointAtlas Moved(string id, double up)
    {
        var landmark = Atlas.Landmarks[id];
        var moved = landmark with { Places = [.. landmark.Places.Select(p => p with { Along = p.Along + up })] };
        return Atlas with { Landmarks = Atlas.Landmarks.Values.Select(l => l.Id == id ? moved : l).ToFrozenDictionary(l => l.Id, StringComparer.Ordinal) };
    }
}
