using System.Collections.Immutable;

namespace Huantiao.Knowledge.Atlas;

/// <summary>A view of the body at one width, with every curve worked out.</summary>
public sealed class Figure
{
    private readonly ImmutableArray<(string Path, Place[] Outline)> _skins;
    private readonly Lazy<ImmutableArray<FigurePart>> _parts;

    private Figure(BodyView view, BodyWidth width)
    {
        View = view;
        Width = width;
        _skins = [.. Draw(view.Paths.Where(p => p.Kind == PathKind.Skin)).Select(p => (p.Path.Id, p.Curve.Flatten()))];
        _parts = new(() => Draw(view.Paths));
    }

    public BodyView View { get; }

    public BodyWidth Width { get; }

    /// <summary>In drawing order: later parts lie over earlier ones.</summary>
    public ImmutableArray<FigurePart> Parts => _parts.Value;

    public static Figure Of(BodyView view, BodyWidth width)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(width);
        return new(view, width);
    }

    /// <summary>Whether a place of the picture lies on skin.</summary>
    public bool Holds(Place at)
    {
        foreach (var (_, outline) in _skins)
        {
            if (Outline.Holds(outline, View.IsMirrored ? new(-at.X, at.Y) : at))
                return true;
        }

        return false;
    }

    /// <summary>How far inside the outline a place lies, in cun: the least distance upwards, downwards and to both sides; 0 outside.</summary>
    public double DepthOf(Place at)
    {
        var place = View.IsMirrored ? new(-at.X, at.Y) : at;
        var depth = 0.0;
        foreach (var (_, outline) in _skins)
        {
            if (!Outline.Holds(outline, place))
                continue;
            var (right, left) = Outline.Reach(outline, place, 1, 0, View.Width);
            var (up, down) = Outline.Reach(outline, place, 0, 1, View.Height);
            depth = Math.Max(depth, Math.Min(Math.Min(right, left), Math.Min(up, down)));
        }

        return depth;
    }

    /// <summary>The first outline of that name, on the drawn half.</summary>
    internal Place[]? Skin(string path)
    {
        foreach (var (name, outline) in _skins)
        {
            if (name == path)
                return outline;
        }

        return null;
    }

    /// <summary>A place of a frame on the picture, before any mirroring.</summary>
    internal static Place At(BodyFrame frame, BodyWidth width, double along, double across)
    {
        var shift = frame.CarriedAt * (width.Of(frame.CarriedBy) - 1);
        var (dx, dy) = (frame.End.X - frame.Start.X, frame.End.Y - frame.Start.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        var a = along / frame.Cun;
        var w = across * frame.Scale * width.Of(frame.Girth) * frame.Sign / length;
        return new(frame.Start.X + shift + (dx * a) - (dy * w), frame.Start.Y + (dy * a) + (dx * w));
    }

    private ImmutableArray<FigurePart> Draw(IEnumerable<BodyPath> paths)
    {
        var parts = ImmutableArray.CreateBuilder<FigurePart>();
        foreach (var path in paths)
            Add(parts, path);
        return parts.ToImmutable();
    }

    private void Add(ImmutableArray<FigurePart>.Builder parts, BodyPath path)
    {
        var places = new Place[path.Nodes.Length];
        var corners = new bool[path.Nodes.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var node = path.Nodes[i];
            (places[i], corners[i]) = (At(View.Frames[node.Frame], Width, node.Along, node.Across), node.IsCorner);
        }

        if (!View.IsSymmetric || !path.IsMirrored)
        {
            parts.Add(new(path, Curve.Through(places, corners, path.IsClosed)));
            return;
        }

        var other = Array.ConvertAll(places, p => new Place(-p.X, p.Y));
        var (first, last) = (path.Nodes[0].Across == 0, path.Nodes[^1].Across == 0);
        if (!first && !last)
        {
            parts.Add(new(path, Curve.Through(places, corners, path.IsClosed)));
            parts.Add(new(path, Curve.Through(other, corners, path.IsClosed)));
            return;
        }

        Array.Reverse(other);
        var otherCorners = corners.AsEnumerable().Reverse().ToArray();
        parts.Add(new(path, (first, last) switch
        {
            (true, true) => Curve.Through([.. places, .. other[1..^1]], [.. corners, .. otherCorners[1..^1]], true),
            (true, false) => Curve.Through([.. other[..^1], .. places], [.. otherCorners[..^1], .. corners], path.IsClosed),
            _ => Curve.Through([.. places, .. other[1..]], [.. corners, .. otherCorners[1..]], path.IsClosed),
        }));
    }
}

/// <summary>One curve of a figure.</summary>
public sealed record FigurePart(BodyPath Path, Curve Curve);

/// <summary>Questions to a flattened outline.</summary>
internal static class Outline
{
    /// <summary>Even-odd rule; an open chain is closed by its chord.</summary>
    public static bool Holds(Place[] outline, Place at)
    {
        var inside = false;
        for (int i = 0, j = outline.Length - 1; i < outline.Length; j = i++)
        {
            var (a, b) = (outline[i], outline[j]);
            if ((a.Y > at.Y) != (b.Y > at.Y) && at.X < ((b.X - a.X) * (at.Y - a.Y) / (b.Y - a.Y)) + a.X)
                inside = !inside;
        }

        return inside;
    }

    /// <summary>How far the outline is from a place along a line, forwards and backwards.</summary>
    /// <param name="directionX">With <paramref name="directionY"/>: forwards, of unit length.</param>
    /// <param name="most">Where the outline is further away than this, or nowhere, this is the answer.</param>
    public static (double Forwards, double Backwards) Reach(ReadOnlySpan<Place> outline, Place from, double directionX, double directionY, double most)
    {
        var (forwards, backwards) = (most, most);
        var previous = outline[^1];
        var previousSide = ((previous.X - from.X) * directionY) - ((previous.Y - from.Y) * directionX);
        foreach (var place in outline)
        {
            var side = ((place.X - from.X) * directionY) - ((place.Y - from.Y) * directionX);
            if ((side > 0) != (previousSide > 0))
            {
                var share = previousSide / (previousSide - side);
                var (x, y) = (previous.X + (share * (place.X - previous.X)) - from.X, previous.Y + (share * (place.Y - previous.Y)) - from.Y);
                var distance = (x * directionX) + (y * directionY);
                if (distance > 1e-6)
                    forwards = Math.Min(forwards, distance);
                else if (distance < -1e-6)
                    backwards = Math.Min(backwards, -distance);
            }

            (previous, previousSide) = (place, side);
        }

        return (forwards, backwards);
    }
}
