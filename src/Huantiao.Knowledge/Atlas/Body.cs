using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>A standing person of 75 cun as outlines that follow landmarks. Lengths are in cun, heights count upwards from the sole.</summary>
public sealed record Body
{
    public required ImmutableArray<BodyView> Views { get; init; }

    public required ImmutableArray<BodyWidth> Widths { get; init; }

    public required ScalpDome Scalp { get; init; }

    /// <exception cref="ArgumentException">There is no such view.</exception>
    public BodyView View(string id) => Views.FirstOrDefault(v => v.Id == id) ?? throw new ArgumentException($"There is no view \"{id}\".", nameof(id));

    /// <exception cref="ArgumentException">There is no such width.</exception>
    public BodyWidth Width(string id) => Widths.FirstOrDefault(w => w.Id == id) ?? throw new ArgumentException($"There is no width \"{id}\".", nameof(id));
}

/// <summary>Which half of the body.</summary>
public enum BodySide
{
    Midline,
    Left,
    Right,
}

/// <summary>The body, or a part of it, from one direction. Right on the picture is +x, up is +y.</summary>
/// <param name="Left">Left edge of the picture in cun.</param>
/// <param name="Top">Upper edge in cun above the sole.</param>
/// <param name="IsSymmetric">Whether the half that is drawn is mirrored to make the whole.</param>
/// <param name="Side">The person's side that the drawn half (x &gt; 0), or the whole picture, shows.</param>
/// <param name="IsMirrored">Whether frames and outlines are those of the other side's view, mirrored.</param>
public sealed record BodyView(
    string Id, LocalText Name, double Left, double Top, double Width, double Height, bool IsSymmetric, BodySide Side, bool IsMirrored,
    FrozenDictionary<string, BodyFrame> Frames, ImmutableArray<BodyPath> Paths, Provenance Provenance);

/// <summary>A frame of reference on one view: an axis between two landmarks and the direction across it.</summary>
/// <param name="Cun">How many cun the axis counts from start to end.</param>
/// <param name="Sign">+1: "across" counts to the picture's right when the axis points down; -1: the other way.</param>
/// <param name="Scale">Foreshortening of "across".</param>
/// <param name="Girth">The part whose width factor stretches "across".</param>
/// <param name="CarriedBy">The part whose widening carries the whole frame outwards, from <paramref name="CarriedAt"/> cun off the midline.</param>
/// <param name="Limb">Null where the frame is flat: no lines run round it.</param>
public sealed record BodyFrame(
    string Id, string From, Place Start, string To, Place End, double Cun, int Sign, double Scale, string? Girth, string? CarriedBy, double CarriedAt,
    LimbShape? Limb, string Outline, Provenance Provenance);

/// <summary>How a frame shows something round.</summary>
/// <param name="Faces">Degrees round the limb that face the viewer (see <see cref="BodyLine.Around"/>).</param>
/// <param name="Turn">+1 or -1: the direction in which degrees run along "across".</param>
/// <param name="Reach">Half-width in cun beyond which the outline belongs to another part.</param>
/// <param name="Breadth">For the trunk from the side: half its breadth in cun; 0 elsewhere.</param>
public sealed record LimbShape(double Faces, int Turn, double Reach, double Breadth);

/// <summary>A point of the picture in cun.</summary>
public readonly record struct Place(double X, double Y);

/// <summary>How a path is drawn.</summary>
public enum PathKind
{
    /// <summary>Filled and outlined: the silhouette and what lies over it. Points lie on it.</summary>
    Skin,

    /// <summary>Filled and thinly outlined.</summary>
    Hair,

    /// <summary>A thin line.</summary>
    Line,

    /// <summary>A very light line.</summary>
    Faint,

    /// <summary>A small filled mark.</summary>
    Dot,
}

/// <summary>A smooth curve through nodes.</summary>
/// <param name="IsMirrored">On symmetric views: drawn on both halves, joined where it begins or ends on the midline.</param>
public sealed record BodyPath(string Id, PathKind Kind, bool IsClosed, bool IsMirrored, ImmutableArray<PathNode> Nodes);

/// <summary>A place that a path runs through, in a frame.</summary>
/// <param name="IsCorner">The curve may break its direction here.</param>
public readonly record struct PathNode(string Frame, double Along, double Across, bool IsCorner);

/// <summary>One build of body: how much wider than the middle one each part is.</summary>
public sealed record BodyWidth(string Id, LocalText Name, FrozenDictionary<string, double> Factors)
{
    internal double Of(string? part) => part is null ? 1 : Factors[part];
}

/// <summary>The scalp as an ellipsoid; cun along the midline run from the front hairline (0) over the crown to the back hairline.</summary>
public sealed record ScalpDome(
    double CentreHeight, double CentreDepth, double HalfHeight, double HalfBreadth, double HalfDepth, double FrontDegrees, double CrownCun,
    double CrownDegrees, double BackCun, double BackDegrees, double DegreesPerLateralCun, Provenance Provenance);
