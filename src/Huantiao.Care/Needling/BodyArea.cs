using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Needling;

/// <summary>The side on which something is; not told is a value of its own.</summary>
public enum AreaSide
{
    Unknown,
    Left,
    Right,
    Midline,
    Both,
}

/// <summary>Where on the body something is, as far as the person could tell.</summary>
public abstract record BodyArea
{
    private BodyArea(AreaSide side) => Side = side;

    /// <summary>Its side; while it is unknown the rules ask.</summary>
    public AreaSide Side { get; }

    /// <summary>A region, by its key in the atlas: "lower back".</summary>
    public sealed record OfRegion(string Region, AreaSide On) : BodyArea(On);

    /// <summary>A whole arm or leg, with its shoulder or buttock.</summary>
    public sealed record OfLimb(Limb Limb, AreaSide On) : BodyArea(On);

    /// <summary>Exactly where a point lies.</summary>
    public sealed record OfPoint(string Code, AreaSide On) : BodyArea(On);

    /// <summary>Present, without a place being told.</summary>
    public sealed record NotTold() : BodyArea(AreaSide.Unknown);

    /// <summary>Whether a needle on that side can meet what is on this. The midline borders on both sides: there the practitioner is asked.</summary>
    internal Answer Meets(BodySide needle) => (Side, needle) switch
    {
        (AreaSide.Both, _) or (AreaSide.Left, BodySide.Left) or (AreaSide.Right, BodySide.Right) or (AreaSide.Midline, BodySide.Midline) => Answer.Yes,
        (AreaSide.Left, BodySide.Right) or (AreaSide.Right, BodySide.Left) => Answer.No,
        _ => Answer.Unknown,
    };
}
