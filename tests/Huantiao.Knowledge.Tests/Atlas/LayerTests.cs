using Huantiao.Knowledge.Atlas;

namespace Huantiao.Knowledge.Tests.Atlas;

public class LayerTests
{
    private static readonly PointAtlas Atlas = RealAtlas.Atlas;

    [Fact]
    public void Layers_OfTheLeg_AreTheNerveRootsFromL2ToS2AndTheNerves()
    {
        Assert.Equal(["L2", "L3", "L4", "L5", "S1", "S2"], Atlas.Layers.Where(l => l.Kind == "dermatome").Select(l => l.Id));
        Assert.Equal(3, Atlas.Layers.Count(l => l.Kind == "nerve"));
        Assert.All(Atlas.Layers, l => Assert.NotEqual(FactStatus.Verified, l.Provenance.Status));
    }

    [Fact]
    public void Layers_Each_AreToldInWords_AndTheirKindSaysHowFarToTrustThem()
    {
        Assert.All(Atlas.Layers, l => Assert.All(new[] { "en", "zh-Hans" }, language => Assert.NotEmpty(l.Where.In(language))));
        Assert.Equal(["overlap", "maps", "pain"], Atlas.LayerNotes.Where(n => n.Kind == "dermatome").Select(n => n.Id));
        Assert.NotEmpty(Atlas.LayerNotes.Where(n => n.Kind == "nerve"));
        Assert.All(Atlas.LayerNotes.Where(n => n.Provenance.Status == FactStatus.Verified), n => Assert.StartsWith("https://", n.Provenance.Url!, StringComparison.Ordinal));
    }

    /// <summary>The words say that neighbours overlap; a drawing of areas side by side would say that they do not.</summary>
    [Theory]
    [InlineData("front", "L2", "L3")]
    [InlineData("front", "L3", "L4")]
    [InlineData("front", "L4", "L5")]
    [InlineData("left", "L5", "S1")]
    [InlineData("back", "S1", "S2")]
    public void On_NeighbouringRoots_ShareSkin(string view, string one, string other)
    {
        var (a, b) = (Ring(one), Ring(other));

        Assert.Contains(Grid(a), p => Holds(a, p) && Holds(b, p));

        Place[] Ring(string id) => [.. On(view, "middle").Where(l => l.Layer.Id == id && l.Side == Atlas.Body.View(view).Side).MaxBy(l => l.Places.Length)!.Places];

        static IEnumerable<Place> Grid(Place[] ring) =>
            from i in Enumerable.Range(0, 100)
            from j in Enumerable.Range(0, 100)
            select new Place(
                double.Lerp(ring.Min(p => p.X), ring.Max(p => p.X), (i + 0.5) / 100), double.Lerp(ring.Min(p => p.Y), ring.Max(p => p.Y), (j + 0.5) / 100));

        static bool Holds(Place[] ring, Place at)
        {
            var inside = false;
            for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
            {
                if ((ring[i].Y > at.Y) != (ring[j].Y > at.Y) && at.X < ((ring[j].X - ring[i].X) * (at.Y - ring[i].Y) / (ring[j].Y - ring[i].Y)) + ring[i].X)
                    inside = !inside;
            }

            return inside;
        }
    }

    [Fact]
    public void On_AllViews_ShowsEveryLayerSomewhere()
    {
        var shown = Atlas.Body.Views.SelectMany(v => On(v.Id, "middle")).Select(l => l.Layer.Id).Distinct(StringComparer.Ordinal);

        Assert.Equal(Atlas.Layers.Select(l => l.Id).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("slender")]
    [InlineData("middle")]
    [InlineData("broad")]
    public void On_EveryView_KeepsLayersWithinTheBody(string width)
    {
        foreach (var view in Atlas.Body.Views)
        {
            var figure = Figure.Of(view, Atlas.Body.Width(width));

            foreach (var piece in LayerPlacement.On(Atlas, figure))
                Assert.All(piece.Places, p => Assert.True(IsNearlyIn(figure, p), $"{piece.Layer.Id} on {view.Id} at {p}"));
        }

        // Edges run on the outline itself: a quarter of a cun to either side decides.
        static bool IsNearlyIn(Figure figure, Place p) => new[] { (0.0, 0.0), (-0.25, 0), (0.25, 0), (0, 0.25), (0, -0.25) }.Any(d => figure.Holds(new(p.X + d.Item1, p.Y + d.Item2)));
    }

    [Theory]
    [InlineData("back", "S1", "S2")]
    [InlineData("front", "L5", "L4")]
    public void On_Leg_OuterAreasLieOutside(string view, string outer, string inner)
    {
        var (o, i) = (Middle(outer), Middle(inner));

        Assert.True(o > i, $"{o} {i}");

        double Middle(string id) => On(view, "middle").Where(l => l.Layer.Id == id && l.Side == Atlas.Body.View(view).Side)
            .SelectMany(l => l.Places).Where(p => p.Y is > 4 and < 17).Average(p => p.X);
    }

    [Fact]
    public void On_Back_TheNerveOfTheLegPassesUnderTheGlutealPoint()
    {
        var nerve = On("back", "middle").Single(l => l.Layer.Id == "sciatic" && l.Side == BodySide.Right);
        var point = RealAtlas.Where("GB30", "back")!.Value;

        Assert.True(nerve.Places.Min(p => Math.Sqrt(((p.X - point.X) * (p.X - point.X)) + ((p.Y - point.Y) * (p.Y - point.Y)))) < 1);
    }

    private static IEnumerable<PlacedLayer> On(string view, string width) => LayerPlacement.On(Atlas, Figure.Of(Atlas.Body.View(view), Atlas.Body.Width(width)));
}
