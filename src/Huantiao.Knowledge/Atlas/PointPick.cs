namespace Huantiao.Knowledge.Atlas;

/// <summary>A point with its side, as forms and addresses write it: <c>GB30:left</c>, <c>GV4:midline</c>.</summary>
public readonly record struct PointPick
{
    private PointPick(string code, BodySide side) => (Code, Side) = (code, side);

    /// <summary>As the WHO writes it.</summary>
    public string Code { get; }

    public BodySide Side { get; }

    /// <summary>Null where the point has no such side: a point exists on the midline or on both sides, never both.</summary>
    public static PointPick? TryFrom(PointAtlas atlas, string code, BodySide side)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        return atlas.Find(code) is { } point && Placement.IsMidline(atlas, point) == (side == BodySide.Midline) ? new(point.Code, side) : null;
    }

    /// <summary>Null where the text is no pick of that atlas.</summary>
    public static PointPick? TryParse(PointAtlas atlas, string? text)
    {
        var colon = text?.LastIndexOf(':') ?? -1;
        return colon > 0 && Sides.TryParse(text![(colon + 1)..]) is { } side ? TryFrom(atlas, text[..colon], side) : null;
    }

    public override string ToString() => $"{Code}:{Sides.Word(Side)}";
}

/// <summary>The words of sides in files, forms and addresses.</summary>
public static class Sides
{
    public static string Word(BodySide side) => side switch
    {
        BodySide.Left => "left",
        BodySide.Right => "right",
        _ => "midline",
    };

    /// <summary>Null for any other word.</summary>
    public static BodySide? TryParse(string? word) => word switch
    {
        "left" => BodySide.Left,
        "right" => BodySide.Right,
        "midline" => BodySide.Midline,
        _ => null,
    };
}
