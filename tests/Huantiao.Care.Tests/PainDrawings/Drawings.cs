using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Huantiao.Care.PainDrawings;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Tests.PainDrawings;

/// <summary>The real skin, and any drawing on it.</summary>
internal static class Drawings
{
    public static readonly PointAtlas Atlas = AtlasLoader.Load(Path.Combine(AppContext.BaseDirectory, "atlas")).Atlas!;

    public static readonly BodySkin Skin = BodySkin.Of(Atlas, Atlas.Body.Width("middle"));

    public static PainShares Shares(PainDrawing drawing) => PainShares.Of(Skin, drawing);

    public static PainDrawing Of(params PainRegion[] regions) => new([], [.. regions]);

    public static PainDrawing Of(params PainStroke[] strokes) => new([.. strokes], []);

    public static PainStroke Line(string view, double breadth, params (double X, double Y)[] places) =>
        new(view, Feeling.Pain, breadth, [.. places.Select(p => new Place(p.X, p.Y))]);

    public static double Share(this ImmutableArray<AreaShare> shares, string id, BodySide side) => shares.Single(s => s.Id == id && s.Side == side).Any;

    public static IEnumerable<double> AllNumbers(PainShares shares) =>
        new[] { shares.Regions, shares.Dermatomes, shares.Aspects, shares.Whole }.SelectMany(x => x).SelectMany(s => s.ByFeeling.Prepend(s.Any));

    /// <summary>The other side of the person: fronts and backs turn over, other views change places.</summary>
    public static PainDrawing Mirrored(PainDrawing drawing) => new(
        [.. drawing.Strokes.Select(s => s with { View = Other(s.View), Places = [.. s.Places.Select(p => new Place(-p.X, p.Y))] })],
        [.. drawing.Regions.Select(r => r with { Side = Other(r.Side) })]);

    public static BodySide Other(BodySide side) => side == BodySide.Left ? BodySide.Right : BodySide.Left;

    private static string Other(string view) => view.StartsWith("left", StringComparison.Ordinal) ? "right" + view[4..]
        : view.StartsWith("right", StringComparison.Ordinal) ? "left" + view[5..] : view;
}

/// <summary>Random drawings: strokes that wander over a view, and regions.</summary>
public static class AnyDrawing
{
    public static Arbitrary<PainDrawing> Drawing() => (
        from strokes in Gen.Choose(0, 5).SelectMany(n => Gen.ListOf(Stroke(), n))
        from regions in Gen.Choose(0, 3).SelectMany(n => Gen.ListOf(Region(), n))
        select new PainDrawing([.. strokes], [.. regions])).ToArbitrary();

    public static Arbitrary<PainStroke> AStroke() => Stroke().ToArbitrary();

    private static Gen<PainStroke> Stroke() =>
        from view in Gen.Elements<DrawingView>(Drawings.Atlas.Skin.Views)
        from feeling in Gen.Elements<Feeling>(Feelings.All)
        from breadth in Gen.Choose(2, 40)
        from start in Gen.Choose(0, 1_000_000)
        from length in Gen.Choose(1, 20)
        select new PainStroke(view.Id, feeling, breadth / 10.0, Walk(view.In(Drawings.Atlas.Body), start, length));

    private static Gen<PainRegion> Region() =>
        from region in Gen.Elements<BodyRegion>(Drawings.Atlas.Skin.Regions)
        from side in Gen.Elements(BodySide.Left, BodySide.Right)
        from feeling in Gen.Elements<Feeling>(Feelings.All)
        select new PainRegion(region.Id, side, feeling);

    private static ImmutableArray<Place> Walk(BodyView view, int seed, int length)
    {
        var random = new Random(seed);
        var at = new Place(view.Left + (random.NextDouble() * view.Width), view.Top - (random.NextDouble() * view.Height));
        var walk = ImmutableArray.CreateBuilder<Place>();
        for (var i = 0; i < length; i++)
        {
            walk.Add(at);
            at = new(
                Math.Clamp(at.X + (2 * random.NextDouble()) - 1, view.Left, view.Left + view.Width),
                Math.Clamp(at.Y + (4 * random.NextDouble()) - 2, view.Top - view.Height, view.Top));
        }

        return walk.ToImmutable();
    }
}
