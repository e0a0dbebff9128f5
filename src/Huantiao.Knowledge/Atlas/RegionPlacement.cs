using System.Collections.Immutable;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Computes the outline of a region on a view, by the same frames as points. It may reach beyond the body's outline: whoever draws it clips it.</summary>
public static class RegionPlacement
{
    /// <summary>The pieces that the view shows on one side of the person; none where it does not show that side.</summary>
    public static ImmutableArray<ImmutableArray<Place>> On(PointAtlas atlas, Figure figure, BodyRegion region, BodySide side)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(region);
        var view = figure.View;
        if (!view.IsSymmetric && view.Side != side)
            return [];
        var mirrored = view.IsSymmetric ? view.Side != side : view.IsMirrored;
        return [.. Pieces(atlas, figure, region).Select(piece => mirrored ? [.. piece.Select(p => new Place(-p.X, p.Y))] : piece.ToImmutableArray())];
    }

    private static IEnumerable<List<Place>> Pieces(PointAtlas atlas, Figure figure, BodyRegion region)
    {
        foreach (var run in region.Bands.GroupBy(b => b.Frame, StringComparer.Ordinal))
        {
            var surface = atlas.Skin.Surfaces.First(s => s.Id == run.Key);
            if (surface.Frames.FirstOrDefault(figure.View.Frames.ContainsKey) is not { } name)
                continue;
            var frame = figure.View.Frames[name];
            var (one, other) = (new List<Place>(), new List<Place>());
            foreach (var band in LayerPlacement.Dense([.. run]))
            {
                var edges = surface.Shape == SurfaceShape.Flat ? Flat(figure, frame, band) : LimbSurface.Band(figure, frame, band);
                if (edges is not { } at)
                    continue;
                one.Add(at.From);
                other.Add(at.To);
            }

            if (one.Count > 1)
                yield return [.. one, .. other.AsEnumerable().Reverse()];
        }
    }

    /// <summary>On a view of both sides a flat surface ends at the midline.</summary>
    private static (Place From, Place To) Flat(Figure figure, BodyFrame frame, LayerBand band)
    {
        var (from, to) = (Figure.At(frame, figure.Width, band.Along, band.From), Figure.At(frame, figure.Width, band.Along, band.To));
        return figure.View.IsSymmetric ? (new(Math.Max(0, from.X), from.Y), new(Math.Max(0, to.X), to.Y)) : (from, to);
    }
}
