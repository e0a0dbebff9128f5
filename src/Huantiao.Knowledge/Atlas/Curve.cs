using System.Collections.Immutable;

namespace Huantiao.Knowledge.Atlas;

/// <summary>One cubic Bézier segment.</summary>
public readonly record struct Cubic(Place From, Place Handle1, Place Handle2, Place To);

/// <summary>
/// A smooth curve through places: each tangent is the chord-weighted mean of the neighbouring chords (the derivative of the parabola through
/// three places, Farin, Curves and Surfaces for CAGD, 5th ed., section 9.8 "FMILL and Bessel tangents"), each handle 0.36 of its chord.
/// </summary>
public sealed record Curve(ImmutableArray<Cubic> Segments, bool IsClosed)
{
    private const double HandleShare = 0.36;

    /// <summary>A smooth open curve.</summary>
    public static Curve Along(ImmutableArray<Place> places) => Through([.. places], new bool[places.Length], false);

    internal static Curve Through(Place[] places, bool[] corners, bool closed)
    {
        var n = places.Length;
        var tangents = new Place?[n];
        for (var i = 0; i < n; i++)
        {
            if (!corners[i] && (closed || (i > 0 && i < n - 1)))
                tangents[i] = Tangent(places[(i + n - 1) % n], places[i], places[(i + 1) % n]);
        }

        var segments = ImmutableArray.CreateBuilder<Cubic>(n);
        for (var i = 0; i < (closed ? n : n - 1); i++)
            segments.Add(Segment(places[i], tangents[i], places[(i + 1) % n], tangents[(i + 1) % n]));
        return new(segments.ToImmutable(), closed);
    }

    /// <summary>The curve as a chain of places, four to a segment: within 0.02 cun of it.</summary>
    public Place[] Flatten()
    {
        const int Steps = 4;
        var flat = new Place[(Segments.Length * Steps) + 1];
        var next = 0;
        foreach (var s in Segments)
        {
            for (var i = 0; i < Steps; i++)
                flat[next++] = At(s, (double)i / Steps);
        }

        flat[next] = Segments[^1].To;
        return flat;
    }

    private static Place At(Cubic s, double t)
    {
        var u = 1 - t;
        var (a, b, c, d) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t);
        return new(
            (a * s.From.X) + (b * s.Handle1.X) + (c * s.Handle2.X) + (d * s.To.X), (a * s.From.Y) + (b * s.Handle1.Y) + (c * s.Handle2.Y) + (d * s.To.Y));
    }

    /// <summary>Unit direction at <paramref name="at"/>.</summary>
    private static Place Tangent(Place before, Place at, Place after)
    {
        var (a, b) = (Distance(before, at), Distance(at, after));
        var x = ((at.X - before.X) / a * b) + ((after.X - at.X) / b * a);
        var y = ((at.Y - before.Y) / a * b) + ((after.Y - at.Y) / b * a);
        var length = Math.Sqrt((x * x) + (y * y));
        return length < 1e-12 ? new(0, 0) : new(x / length, y / length);
    }

    private static Cubic Segment(Place p, Place? leaving, Place q, Place? arriving)
    {
        var handle = HandleShare * Distance(p, q);
        Place? c1 = leaving is { } l ? new(p.X + (l.X * handle), p.Y + (l.Y * handle)) : null;
        Place? c2 = arriving is { } a ? new(q.X - (a.X * handle), q.Y - (a.Y * handle)) : null;
        return new(p, c1 ?? Towards(p, c2, q), c2 ?? Towards(q, c1, p), q);
    }

    /// <summary>At a corner the curve leaves straight towards the other handle, or along the chord.</summary>
    private static Place Towards(Place from, Place? handle, Place other) => handle is { } h
        ? new((from.X + h.X) / 2, (from.Y + h.Y) / 2)
        : new(from.X + ((other.X - from.X) / 3), from.Y + ((other.Y - from.Y) / 3));

    private static double Distance(Place a, Place b) => Math.Max(1e-9, Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y))));
}
