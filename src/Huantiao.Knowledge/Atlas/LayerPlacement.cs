using System.Collections.Immutable;

namespace Huantiao.Knowledge.Atlas;

/// <summary>A piece of a layer on a view: a ring of places round an area, or a chain along a line.</summary>
/// <param name="Side">The person's side; every layer stands on both sides of front and back.</param>
public sealed record PlacedLayer(BodyLayer Layer, BodySide Side, ImmutableArray<Place> Places);

/// <summary>Computes where layers lie on a view, by the same frames as points.</summary>
public static class LayerPlacement
{
    private const double Densest = 2;

    /// <summary>All pieces that the view shows.</summary>
    public static ImmutableArray<PlacedLayer> On(PointAtlas atlas, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(figure);
        var placed = ImmutableArray.CreateBuilder<PlacedLayer>();
        foreach (var layer in atlas.Layers)
        {
            foreach (var piece in layer.IsArea ? Areas(figure, layer) : Lines(figure, layer))
                Add(placed, figure.View, layer, piece);
        }

        return placed.ToImmutable();
    }

    private static void Add(ImmutableArray<PlacedLayer>.Builder placed, BodyView view, BodyLayer layer, List<Place> piece)
    {
        var mirrored = piece.Select(p => new Place(-p.X, p.Y)).ToImmutableArray();
        placed.Add(new(layer, view.Side, view.IsMirrored ? mirrored : [.. piece]));
        if (view.IsSymmetric)
            placed.Add(new(layer, view.Side == BodySide.Left ? BodySide.Right : BodySide.Left, mirrored));
    }

    /// <summary>One ring for each run of bands: down along one edge, back along the other. A limb goes on from one of its frames to the next.</summary>
    private static List<List<Place>> Areas(Figure figure, BodyLayer layer)
    {
        var rings = new List<List<Place>>();
        var (one, other) = (new List<Place>(), new List<Place>());
        string? frame = null;
        foreach (var band in Dense(layer.Bands))
        {
            var edges = Edges(figure, band);
            if (edges is null || (band.Frame != frame && !(frame is not null && LimbSurface.IsRound(frame) && LimbSurface.IsRound(band.Frame))))
                Close();
            frame = band.Frame;
            if (edges is not { } at)
                continue;
            one.Add(at.From);
            other.Add(at.To);
        }

        Close();
        return rings;

        void Close()
        {
            if (one.Count > 1)
                rings.Add([.. one, .. other.AsEnumerable().Reverse()]);
            one.Clear();
            other.Clear();
        }
    }

    /// <summary>One chain for each run of places that the view shows.</summary>
    private static List<List<Place>> Lines(Figure figure, BodyLayer layer)
    {
        var chains = new List<List<Place>> { new() };
        foreach (var band in layer.Bands)
        {
            if (!figure.View.Frames.TryGetValue(band.Frame, out var frame))
                chains.Add([]);
            else if (!LimbSurface.IsRound(band.Frame))
                chains[^1].Add(Figure.At(frame, figure.Width, band.Along, band.From));
            else if (LimbSurface.Mark(figure, frame, band.Along, band.From) is { } place)
                chains[^1].Add(place);
            else
                chains.Add([]);
        }

        return [.. chains.Where(c => c.Count > 1)];
    }

    /// <summary>With a band at least every <see cref="Densest"/> cun, so that edges follow the outline between the heights that are written down.</summary>
    internal static IEnumerable<LayerBand> Dense(ImmutableArray<LayerBand> bands)
    {
        for (var i = 0; i < bands.Length; i++)
        {
            yield return bands[i];
            if (i + 1 == bands.Length || bands[i + 1].Frame != bands[i].Frame)
                continue;
            var (a, b) = (bands[i], bands[i + 1]);
            var steps = Math.Ceiling(Math.Abs(b.Along - a.Along) / Densest);
            for (var step = 1; step < steps; step++)
            {
                var share = step / steps;
                yield return new(a.Frame, double.Lerp(a.Along, b.Along, share), double.Lerp(a.From, b.From, share), double.Lerp(a.To, b.To, share));
            }
        }
    }

    private static (Place From, Place To)? Edges(Figure figure, LayerBand band)
    {
        if (!figure.View.Frames.TryGetValue(band.Frame, out var frame))
            return null;
        return LimbSurface.IsRound(band.Frame)
            ? LimbSurface.Band(figure, frame, band)
            : (Figure.At(frame, figure.Width, band.Along, band.From), Figure.At(frame, figure.Width, band.Along, band.To));
    }
}
