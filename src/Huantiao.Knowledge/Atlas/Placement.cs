using System.Collections.Immutable;

namespace Huantiao.Knowledge.Atlas;

/// <summary>A point on the picture of a view.</summary>
/// <param name="Side">Which side of the person; a point off the midline stands on both sides of front and back.</param>
public sealed record PlacedPoint(AtlasPoint Point, BodySide Side, Place At);

/// <summary>Computes where points lie on a view, from landmarks and cun. Nothing is looked up: another body, other places.</summary>
public static class Placement
{
    /// <summary>All points that the view shows, in the atlas's order.</summary>
    public static ImmutableArray<PlacedPoint> Of(PointAtlas atlas, BodyView view, BodyWidth width) => On(atlas, Figure.Of(view, width));

    /// <inheritdoc cref="Of"/>
    /// <param name="figure">The view at a width, already worked out.</param>
    public static ImmutableArray<PlacedPoint> On(PointAtlas atlas, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(figure);
        var placer = new Placer(atlas, figure);
        var placed = ImmutableArray.CreateBuilder<PlacedPoint>();
        foreach (var point in atlas.Points)
        {
            if (placer.Find(point.Location) is { } at && IsInPicture(figure.View, at))
                Add(placed, atlas, figure.View, point, at);
        }

        return placed.ToImmutable();
    }

    /// <summary>Whether a point exists once, on the midline.</summary>
    public static bool IsMidline(PointAtlas atlas, AtlasPoint point)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(point);
        return atlas.Meridians.First(m => m.Code == point.Meridian).IsMidline || point.Location is PointLocation.OnTrunk { Lateral: 0 };
    }

    private static bool IsInPicture(BodyView view, Place at)
    {
        var left = view.IsMirrored ? -(view.Left + view.Width) : view.Left;
        return at.X > left && at.X < left + view.Width && at.Y < view.Top && at.Y > view.Top - view.Height;
    }

    private static void Add(ImmutableArray<PlacedPoint>.Builder placed, PointAtlas atlas, BodyView view, AtlasPoint point, Place at)
    {
        if (IsMidline(atlas, point))
        {
            placed.Add(new(point, BodySide.Midline, view.IsMirrored ? new(-at.X, at.Y) : at));
            return;
        }

        placed.Add(new(point, view.Side, view.IsMirrored ? new(-at.X, at.Y) : at));
        if (view.IsSymmetric)
            placed.Add(new(point, view.Side == BodySide.Left ? BodySide.Right : BodySide.Left, new(-at.X, at.Y)));
    }
}
