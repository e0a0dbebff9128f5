using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Needling;

/// <summary>How deep a needle is planned.</summary>
public abstract record PlannedDepth
{
    private PlannedDepth()
    {
    }

    /// <summary>Not said yet.</summary>
    public static PlannedDepth NotSaid { get; } = new Unsaid();

    /// <summary>In cun of the person, above 0 to 20; null outside the range.</summary>
    public static PlannedDepth? TryFromCun(double cun) => cun is > 0 and <= 20 ? new InCun(cun) : null;

    /// <summary>In millimetres, above 0 to 500; null outside the range.</summary>
    public static PlannedDepth? TryFromMillimetres(double millimetres) => millimetres is > 0 and <= 500 ? new InMillimetres(millimetres) : null;

    internal sealed record Unsaid : PlannedDepth;

    internal sealed record InCun(double Cun) : PlannedDepth;

    internal sealed record InMillimetres(double Millimetres) : PlannedDepth;
}

/// <summary>One needle as planned: a point, its side, and what is to be done with it.</summary>
public sealed record NeedlePlan
{
    private NeedlePlan(AtlasPoint point, BodySide side) => (Point, Side) = (point, side);

    public AtlasPoint Point { get; }

    public BodySide Side { get; }

    public PlannedDepth Depth { get; init; } = PlannedDepth.NotSaid;

    /// <summary>Whether electrical stimulation is planned.</summary>
    public Answer Electro { get; init; }

    /// <summary>Whether the current would cross the chest; of no weight where no electrical stimulation is planned.</summary>
    public Answer CurrentAcrossChest { get; init; }

    /// <summary>Whether the needle is to stay in for days.</summary>
    public Answer Indwelling { get; init; }

    /// <summary>Whether heat is planned: moxa, warm needle, lamp.</summary>
    public Answer Heat { get; init; }

    /// <summary>
    /// Null where the atlas has no such point, or not on that side: a point on the midline has none, any other has left and right. A point that
    /// may lie anywhere has all three.
    /// </summary>
    public static NeedlePlan? TryAt(PointAtlas atlas, string code, BodySide side)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        if (atlas.Find(code) is not { } point || !Enum.IsDefined(side))
            return null;
        var fits = point.Location is PointLocation.Anywhere || Placement.IsMidline(atlas, point) == (side == BodySide.Midline);
        return fits ? new(point, side) : null;
    }

    internal Answer Has(NeedleTechnique technique) => technique switch
    {
        NeedleTechnique.Electro => Electro,
        NeedleTechnique.CurrentAcrossChest => CurrentAcrossChest,
        NeedleTechnique.Indwelling => Indwelling,
        NeedleTechnique.Heat => Heat,
        _ => Answer.Unknown,
    };
}
