using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Sessions;

public enum NeedleKind
{
    Unknown,

    /// <summary>The usual thin needle: comes out at the end of the session.</summary>
    Filiform,

    /// <summary>A short needle under a plaster, which may go home with the person.</summary>
    Press,
}

public enum InsertionAngle
{
    Unknown,
    Perpendicular,
    Oblique,
    Transverse,
}

/// <summary>What the needle brought about, item 2d of STRICTA 2010.</summary>
public enum NeedleResponse
{
    Unknown,
    None,
    DeQi,
    Twitch,
    Other,
}

/// <summary>How a needle was stimulated, item 2e of STRICTA 2010.</summary>
public enum Stimulation
{
    Unknown,
    None,
    Manual,
    Electrical,
    Heat,
}

public enum NeedleCondition
{
    Unknown,
    Whole,
    Bent,

    /// <summary>Part of it is missing: to be settled by a report, whatever the count says.</summary>
    Broken,
}

/// <summary>Diameter 0.05 to 2 mm, length 1 to 200 mm, as printed on the packet.</summary>
public sealed record NeedleSize
{
    /// <exception cref="ArgumentOutOfRangeException">Outside the range.</exception>
    public NeedleSize(double diameterMillimetres, double lengthMillimetres)
    {
        if (!(diameterMillimetres is >= 0.05 and <= 2))
            throw new ArgumentOutOfRangeException(nameof(diameterMillimetres), diameterMillimetres, "A needle is 0.05 to 2 mm thick.");
        if (!(lengthMillimetres is >= 1 and <= 200))
            throw new ArgumentOutOfRangeException(nameof(lengthMillimetres), lengthMillimetres, "A needle is 1 to 200 mm long.");
        (DiameterMillimetres, LengthMillimetres) = (diameterMillimetres, lengthMillimetres);
    }

    public double DiameterMillimetres { get; }

    public double LengthMillimetres { get; }
}

/// <summary>Electrical stimulation as set; null is not said.</summary>
/// <param name="PairedWith">Key of the needle at the other end of the circuit.</param>
public sealed record ElectroSetting(double? Hertz, double? SecondHertz, double? Milliamperes, double? Minutes, Guid? PairedWith);

/// <summary>The lot a needle came from, as scanned or typed.</summary>
/// <param name="Gtin">14 digits; null where the packet was not scanned.</param>
/// <param name="Expiry">Last day of use; null where it is not known, which is not "still good".</param>
public sealed record LotUsed(string? Gtin, string Lot, DateOnly? Expiry);

/// <summary>One needle at one point: what is recorded of it. Whatever was not said is null or Unknown.</summary>
public sealed record Insertion
{
    /// <exception cref="ArgumentException">No point, or no such side.</exception>
    public Insertion(string point, BodySide side)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(point);
        if (!Enum.IsDefined(side))
            throw new ArgumentException("There is no such side.", nameof(side));
        (Point, Side) = (point, side);
    }

    /// <summary>Code of the atlas: "GB30".</summary>
    public string Point { get; }

    public BodySide Side { get; }

    public NeedleKind Kind { get; init; }

    public NeedleSize? Size { get; init; }

    public LotUsed? Lot { get; init; }

    /// <summary>Above 0 to 200 mm.</summary>
    public double? DepthMillimetres
    {
        get;
        init => field = value is null or (> 0 and <= 200) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A depth is above 0 to 200 mm.");
    }

    public InsertionAngle Angle { get; init; }

    public NeedleResponse ResponseSought { get; init; }

    public NeedleResponse Response { get; init; }

    public Stimulation Stimulation { get; init; }

    public ElectroSetting? Electro { get; init; }

    /// <summary>Where exactly, for a point that lies anywhere; or what else there is to say.</summary>
    public string? Note { get; init; }

    /// <summary>Null where the atlas has no such point on that side.</summary>
    public static Insertion? TryAt(PointAtlas atlas, string code, BodySide side) =>
        Needling.NeedlePlan.TryAt(atlas, code, side) is { } plan ? new(plan.Point.Code, side) : null;
}
