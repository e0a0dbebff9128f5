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
    private readonly ImmutableArray<AtlasPoint> _points;
    private readonly ImmutableArray<(Figure Figure, ImmutableArray<PlacedPoint> Placed)> _views;

    /// <summary>The same views, with points by their number in the atlas: distances are asked for while somebody types.</summary>
    private readonly (int Point, Place At)[][] _places;

    public PointNeighbours(PointAtlas atlas, BodyWidth width)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(width);
        _points = atlas.Points;
        _views = [.. atlas.Body.Views.Select(v => Figure.Of(v, width)).Select(f => (f, Placement.On(atlas, f)))];
        var numbers = _points.Select((p, i) => (p.Code, i)).ToDictionary(p => p.Code, p => p.i, StringComparer.Ordinal);
        _places = [.. _views.Select(v => v.Placed.Select(p => (numbers[p.Point.Code], p.At)).ToArray())];
    }

    /// <summary>The nearest first.</summary>
    public ImmutableArray<NearPoint> Of(AtlasPoint point, int most)
    {
        ArgumentNullException.ThrowIfNull(point);
        var here = _points.IndexOf(point);
        var farthest = new double[_points.Length];
        foreach (var view in _places)
            Compare(view, here, farthest);
        farthest[here] = 0;
        return
        [
            .. farthest.Select((cun, i) => (Cun: cun, Point: i)).Where(n => n.Cun > 0).OrderBy(n => n.Cun).Take(most)
                .Select(n => new NearPoint(_points[n.Point], n.Cun)),
        ];
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

    /// <summary>A point off the midline stands on both sides: its nearest mark counts in a view, and of the views the farthest.</summary>
    private static void Compare((int Point, Place At)[] view, int here, double[] farthest)
    {
        var nearest = new double[farthest.Length];
        foreach (var (one, from) in view)
        {
            if (one != here)
                continue;
            foreach (var (other, at) in view)
            {
                var cun = double.Hypot(at.X - from.X, at.Y - from.Y);
                if (nearest[other] == 0 || cun < nearest[other])
                    nearest[other] = cun;
            }
        }

        for (var i = 0; i < farthest.Length; i++)
            farthest[i] = Math.Max(farthest[i], nearest[i]);
    }
}
