using Huantiao.Knowledge.Atlas;

namespace Huantiao.Knowledge.Tests.Atlas;

public class PointNeighboursTests
{
    private static readonly PointAtlas Atlas = RealAtlas.Atlas;
    private static readonly PointNeighbours Neighbours = new(Atlas, Atlas.Body.Width("middle"));

    /// <summary>BL11 to BL17 run level by level 1.5 cun beside the spine, BL41 to BL46 at 3 cun.</summary>
    [Fact]
    public void Of_PointBesideTheSpine_HasTheOneOnTheOuterLineAtOneAndAHalfCun() =>
        Assert.Equal(1.5, Neighbours.Of(RealAtlas.Point("BL13"), 20).Single(n => n.Point.Code == "BL42").Cun, 2);

    [Fact]
    public void Of_PointsInFrontAndBehind_AreNotNear() =>
        Assert.DoesNotContain(Neighbours.Of(RealAtlas.Point("CV4"), 12), n => n.Point.Meridian is "BL" or "GV");

    [Fact]
    public void Of_EveryPointWithAPlace_GoesFromNearToFarWithoutItself()
    {
        // KI1 is alone on the sole of the foot; ASHI has no place.
        foreach (var point in Atlas.Points.Where(p => p.Code is not "KI1" and not "ASHI"))
        {
            var near = Neighbours.Of(point, 8);

            Assert.True(near.Length == 8, $"{point.Code}: {near.Length}");
            Assert.DoesNotContain(near, n => n.Point == point);
            Assert.Equal(near.Select(n => n.Cun).Order(), near.Select(n => n.Cun));
        }
    }

    [Theory]
    [InlineData("ASHI")]
    [InlineData("KI1")]
    public void Of_PointShownWithNoOther_HasNone(string code) => Assert.Empty(Neighbours.Of(RealAtlas.Point(code), 8));

    [Fact]
    public void CloseUp_EveryPointWithAPlace_ShowsIt()
    {
        foreach (var point in Atlas.Points)
        {
            var close = Neighbours.CloseUpOf(point);

            Assert.Equal(point.Location is PointLocation.Anywhere, close is null);
            Assert.True(close is null || (close.Placed.Point == point && Neighbours.ViewsOf(point).Contains(close.View)), point.Code);
        }
    }

    [Theory]
    [InlineData("BL40", "back")]
    [InlineData("BL23", "back")]
    [InlineData("CV4", "front")]
    [InlineData("KI1", "foot-sole")]
    [InlineData("PC8", "hand-palm")]
    public void CloseUp_KnownPoint_IsSeenFromWhereOneWouldLook(string code, string view) =>
        Assert.Equal(view, Neighbours.CloseUpOf(RealAtlas.Point(code))!.View.Id);
}
