namespace Huantiao.Knowledge.Atlas;

/// <summary>Places on something round: the outline is measured at that height, and the angle tells how far towards the edge a place lies.</summary>
internal static class LimbSurface
{
    /// <summary>Beyond this the place lies behind the limb's edge; a little behind is still drawn on the edge.</summary>
    private const double LeastCosine = -0.03;

    /// <summary>Marks keep off the outline by a tenth of the half-width.</summary>
    private const double MostSine = 0.9;

    private static readonly string[] Parts = ["upper_arm", "forearm", "thigh", "leg"];

    /// <summary>Whether places of that frame are written by degrees round it.</summary>
    public static bool IsRound(string frame) => Parts.Contains(frame, StringComparer.Ordinal);

    /// <summary>The place of a mark; null where the view does not show it.</summary>
    /// <param name="degrees">Round the limb (see <see cref="BodyLine.Around"/>).</param>
    public static Place? Mark(Figure figure, BodyFrame frame, double along, double degrees)
    {
        if (frame.Limb is not { } shape)
            return null;
        var angle = double.DegreesToRadians(degrees - shape.Faces);
        return Math.Cos(angle) < LeastCosine ? null : At(figure, frame, shape, along, Math.Clamp(Math.Sin(angle), -MostSine, MostSine));
    }

    /// <summary>The place of a piece of skin that faces the viewer; null where it turns away.</summary>
    /// <param name="leastCosine">Of the angle between the skin and the viewer.</param>
    public static Place? Facing(Figure figure, BodyFrame frame, double along, double degrees, double leastCosine)
    {
        if (frame.Limb is not { } shape)
            return null;
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(degrees - shape.Faces));
        return cosine < leastCosine ? null : At(figure, frame, shape, along, sine);
    }

    /// <summary>Half of the breadth in cun that the view shows at that height.</summary>
    public static double HalfWidth(Figure figure, BodyFrame frame, double along) =>
        frame.Limb is { } shape && At(figure, frame, shape, along, 1) is { } one && At(figure, frame, shape, along, -1) is { } other
            ? double.Hypot(one.X - other.X, one.Y - other.Y) / 2
            : 0;

    /// <summary>The part of a band that the view shows, cut off at the limb's edges; null where nothing of it shows.</summary>
    public static (Place From, Place To)? Band(Figure figure, BodyFrame frame, LayerBand band)
    {
        if (frame.Limb is not { } shape)
            return null;
        var turn = Math.Round((((band.From + band.To) / 2) - shape.Faces) / 360) * 360;
        var from = Math.Clamp(band.From - shape.Faces - turn, -90, 90);
        var to = Math.Clamp(band.To - shape.Faces - turn, -90, 90);
        if (to - from < 3)
            return null;
        return At(figure, frame, shape, band.Along, Math.Sin(double.DegreesToRadians(from))) is { } first
            && At(figure, frame, shape, band.Along, Math.Sin(double.DegreesToRadians(to))) is { } second
            ? (first, second)
            : null;
    }

    /// <param name="sine">-1 and 1 are the limb's edges.</param>
    private static Place? At(Figure figure, BodyFrame frame, LimbShape shape, double along, double sine)
    {
        if (figure.Skin(frame.Outline) is not { } outline)
            return null;
        var axis = Figure.At(frame, figure.Width, along, 0);
        var unit = Figure.At(frame, figure.Width, along, 1);
        var length = Math.Sqrt(((unit.X - axis.X) * (unit.X - axis.X)) + ((unit.Y - axis.Y) * (unit.Y - axis.Y)));
        var (x, y) = ((unit.X - axis.X) / length, (unit.Y - axis.Y) / length);
        var (far, near) = Outline.Reach(outline, axis, x, y, shape.Reach * figure.Width.Of(frame.Girth));
        var across = ((far - near) / 2) + (sine * shape.Turn * (far + near) / 2);
        return new(axis.X + (x * across), axis.Y + (y * across));
    }
}
