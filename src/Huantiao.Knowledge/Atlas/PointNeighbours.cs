using System.Collections.Immutable;

namespace Huantiao.Knowledge.Atlas;

/// <summary>A point near another.</summary>
/// <param name="Cun">How far apart the charts show them, in cun.</param>
public sealed record NearPoint(AtlasPoint Point, double Cun);

/// <summary>
/// Which points lie near each other, by the places that the views show. A view flattens the body, so it shows two points at most as far apart as they
/// are: of several views the longest distance counts, and points that no view shows together are not compared.
/// </summary>
public sealed class PointNeighbours
{
    private readonly ImmutableArray<(Figure Figure, ImmutableArray<PlacedPoint> Placed)> _views;

    public PointNeighbours(PointAtlas atlas, BodyWidth width)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(width);
        _views = [.. atlas.Body.Views.Select(v => Figure.Of(v, width)).Select(f => (f, Placement.On(atlas, f)))];
    }

    /// <summary>The nearest first.</summary>
    public ImmutableArray<NearPoint> Of(AtlasPoint point, int most)
    {
        ArgumentNullException.ThrowIfNull(point);
        var farthest = new Dictionary<string, NearPoint>(StringComparer.Ordinal);
        foreach (var (_, placed) in _views)
        {
            foreach (var (code, near) in InView(placed, point))
            {
                if (!farthest.TryGetValue(code, out var known) || near.Cun > known.Cun)
                    farthest[code] = near;
            }
        }

        return [.. farthest.Values.OrderBy(n => n.Cun).ThenBy(n => n.Point.Code, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>The views that show the point.</summary>
    public ImmutableArray<BodyView> ViewsOf(AtlasPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return [.. _views.Where(v => v.Placed.Any(p => p.Point.Code == point.Code)).Select(v => v.Figure.View)];
    }

    /// <summary>Where the point is best looked at; null where no view shows it.</summary>
    public CloseUp? CloseUpOf(AtlasPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return CloseUp.Best(_views.Select(v => (v.Figure, v.Placed.FirstOrDefault(p => p.Point.Code == point.Code))));
    }

    private static Dictionary<string, NearPoint> InView(ImmutableArray<PlacedPoint> view, AtlasPoint point)
    {
        var nearest = new Dictionary<string, NearPoint>(StringComparer.Ordinal);
        foreach (var here in view.Where(p => p.Point.Code == point.Code))
        {
            foreach (var other in view.Where(p => p.Point.Code != point.Code))
            {
                var cun = double.Hypot(other.At.X - here.At.X, other.At.Y - here.At.Y);
                if (!nearest.TryGetValue(other.Point.Code, out var known) || cun < known.Cun)
                    nearest[other.Point.Code] = new(other.Point, cun);
            }
        }

        return nearest;
    }
}
