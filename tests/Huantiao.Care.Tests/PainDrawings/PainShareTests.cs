using Huantiao.Care.PainDrawings;
using Huantiao.Knowledge.Atlas;
using static Huantiao.Care.Tests.PainDrawings.Drawings;

namespace Huantiao.Care.Tests.PainDrawings;

public class PainShareTests
{
    [Fact]
    public void Of_NothingDrawn_IsNothing() => Assert.All(AllNumbers(Shares(PainDrawing.Empty)), s => Assert.Equal(0, s));

    [Fact]
    public void Of_EveryRegionNamed_IsAllOfEverything()
    {
        var all = Atlas.Skin.Regions.SelectMany(r => new[] { BodySide.Left, BodySide.Right }.Select(s => new PainRegion(r.Id, s, Feeling.Numbness))).ToArray();

        var shares = Shares(Of(all));

        Assert.All(shares.Regions.Concat(shares.Dermatomes).Concat(shares.Aspects).Concat(shares.Whole), s => Assert.Equal((1, 1, 0), (s.Any, s.Of(Feeling.Numbness), s.Of(Feeling.Pain))));
    }

    [Fact]
    public void Of_OneRegionNamed_IsThatRegionOnThatSideAlone()
    {
        var shares = Shares(Of(new PainRegion("calf", BodySide.Right, Feeling.Tingling)));

        Assert.Equal([("calf", BodySide.Right)], shares.Regions.Where(r => r.Any > 0).Select(r => (r.Id, r.Side)));
        Assert.True(shares.Dermatomes.Share("S2", BodySide.Right) > 0.2);
        Assert.Equal(0, shares.Dermatomes.Share("S2", BodySide.Left));
    }

    /// <summary>The front view shows the person's left on the picture's right, the back view on its left.</summary>
    [Theory]
    [InlineData("back", 3.5, "back_thigh", BodySide.Right)]
    [InlineData("back", -3.5, "back_thigh", BodySide.Left)]
    [InlineData("front", 3.5, "front_thigh", BodySide.Left)]
    [InlineData("front", -3.5, "front_thigh", BodySide.Right)]
    [InlineData("left", 0, "outer_thigh", BodySide.Left)]
    [InlineData("right", 0, "outer_thigh", BodySide.Right)]
    public void Of_StrokeDownTheThigh_IsOnThePersonsOwnSide(string view, double x, string region, BodySide side)
    {
        var shares = Shares(Of(Line(view, 1, (x, 28), (x, 24))));

        Assert.Equal([(region, side)], shares.Regions.Where(r => r.Any > 0).Select(r => (r.Id, r.Side)));
    }

    [Theory]
    [InlineData("left-foot-sole", 0, 5, "sole", BodySide.Left)]
    [InlineData("right-foot-sole", 0, 5, "sole", BodySide.Right)]
    [InlineData("right-foot-top", 0, 3, "foot_top", BodySide.Right)]
    [InlineData("right-leg-inner", 0, 10, "inner_leg", BodySide.Right)]
    [InlineData("back", 2, 44, "lower_back", BodySide.Right)]
    [InlineData("back", -3, 38, "buttock", BodySide.Left)]
    [InlineData("back", 3.3, 10, "calf", BodySide.Right)]
    [InlineData("front", 3.3, 10, "shin", BodySide.Left)]
    [InlineData("left", 0.2, 10, "outer_leg", BodySide.Left)]
    [InlineData("left", 0.2, 38.5, "outer_hip", BodySide.Left)]
    [InlineData("back", 3.4, 18, "back_knee", BodySide.Right)]
    [InlineData("front", 3.4, 18, "knee", BodySide.Left)]
    [InlineData("back", 3.1, 0.8, "heel", BodySide.Right)]
    [InlineData("front", 1.5, 45, "abdomen", BodySide.Left)]
    [InlineData("front", 1, 70, "head", BodySide.Left)]
    [InlineData("back", -1, 64, "neck", BodySide.Left)]
    [InlineData("front", 15, 31, "hand", BodySide.Left)]
    [InlineData("back", 11, 45, "elbow", BodySide.Right)]
    public void Of_DotOnAPlace_IsInTheRegionThatPeopleWouldName(string view, double x, double y, string region, BodySide side) =>
        Assert.Contains((region, side), Shares(Of(Line(view, 0.9, (x, y)))).Regions.Where(r => r.Any > 0).Select(r => (r.Id, r.Side)));

    [Fact]
    public void Of_SameSkinFromTwoViews_CountsOnce()
    {
        // The outer edge of the leg, from the back and from the right.
        var (back, right) = (Line("back", 4, (5, 30), (5, 22)), Line("right", 4, (1, 30), (1, 22)));

        var (one, other, both) = (Outer(back), Outer(right), Outer(back, right));

        Assert.InRange(both, Math.Max(one, other), one + other - 0.02);

        static double Outer(params PainStroke[] strokes) => Shares(Of(strokes)).Regions.Share("outer_thigh", BodySide.Right);
    }

    /// <summary>A band along the sole, whose skin the view shows flat: area by cells against area by formula.</summary>
    [Theory]
    [InlineData(0.6)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    public void Of_StrokeOnFlatSkin_HasTheAreaOfTheBrush(double breadth)
    {
        var sole = Skin.Cells.Where(c => c.Side == BodySide.Left && c.Region >= 0 && Atlas.Skin.Regions[c.Region].Id == "sole").Sum(c => c.Area);

        var touched = Shares(Of(Line("left-foot-sole", breadth, (0, 7.5), (0.8, 4.5)))).Regions.Share("sole", BodySide.Left) * sole;

        var drawn = (double.Hypot(0.8, 3) * breadth) + (Math.PI * breadth * breadth / 4);
        Assert.Equal(drawn, touched, 0.1 * drawn);
    }

    [Fact]
    public void Skin_EveryCell_BelongsToARegionAndIsSeen()
    {
        Assert.Equal("", string.Join(" | ", Skin.Cells.Where(c => c.Region < 0).Take(300).Select(c => string.Join(" ", c.Seen.Select(s => $"{s.View}:{s.At.X:F1},{s.At.Y:F1}")))));
        Assert.Empty(Skin.Cells.Where(c => !(c.Area > 0)).Select(c => string.Join(" ", c.Seen.Select(s => $"{s.View}:{s.At.X:F1},{s.At.Y:F1}"))));
        var unseen = Skin.Cells.Where(c => c.Seen.IsEmpty).GroupBy(c => Atlas.Skin.Regions[c.Region].Id).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        Assert.True(Skin.Cells.Count(c => c.Seen.IsEmpty) < 0.1 * Skin.Cells.Length, string.Join(", ", unseen.Select(u => $"{u.Key} {u.Value}")));
        Assert.All(Atlas.Skin.Regions, r => Assert.Contains(Skin.Cells, c => Atlas.Skin.Regions[c.Region] == r && !c.Seen.IsEmpty));
    }

    [Fact]
    public void Skin_EveryDermatome_HasCells() =>
        Assert.All(Enumerable.Range(0, Skin.Dermatomes.Length), d => Assert.Contains(Skin.Cells, c => c.Dermatomes.Contains(d)));

    [Fact]
    public void Comparison_CalfAddedAndButtockGone_SaysSoInPoints()
    {
        var before = Shares(Of(new PainRegion("buttock", BodySide.Left, Feeling.Pain)));
        var after = Shares(Of(new PainRegion("toes", BodySide.Left, Feeling.Pain)));

        var comparison = PainComparison.Of(before, after);

        Assert.Equal([("buttock", -100.0), ("toes", 100)], comparison.Regions.Select(r => (r.Id, r.Points)));
        Assert.Equal(SizeChange.Shrinking, comparison.Size);
        Assert.Equal(SizeChange.AboutTheSame, PainComparison.Of(before, before).Size);
        Assert.Equal(SizeChange.AboutTheSame, PainComparison.Of(Shares(PainDrawing.Empty), Shares(PainDrawing.Empty)).Size);
        Assert.Equal(SizeChange.Spreading, PainComparison.Of(Shares(PainDrawing.Empty), before).Size);
    }
}
