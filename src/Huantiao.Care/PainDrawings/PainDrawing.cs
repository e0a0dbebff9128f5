using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.PainDrawings;

/// <summary>What a person feels at a place.</summary>
public enum Feeling
{
    Unknown,

    /// <summary>It hurts.</summary>
    Pain,

    /// <summary>Pins and needles.</summary>
    Tingling,

    /// <summary>Less or no feeling.</summary>
    Numbness,

    /// <summary>Less strength.</summary>
    Weakness,
}

/// <summary>The feelings that are drawn, and their words in files and forms.</summary>
public static class Feelings
{
    /// <summary>In the order in which they are offered.</summary>
    public static readonly ImmutableArray<Feeling> All = [Feeling.Pain, Feeling.Tingling, Feeling.Numbness, Feeling.Weakness];

    /// <exception cref="ArgumentOutOfRangeException">Unknown cannot be drawn.</exception>
    public static string Word(Feeling feeling) => feeling switch
    {
        Feeling.Pain => "pain",
        Feeling.Tingling => "tingling",
        Feeling.Numbness => "numbness",
        Feeling.Weakness => "weakness",
        _ => throw new ArgumentOutOfRangeException(nameof(feeling), feeling, "Only a feeling that is known can be drawn."),
    };

    /// <summary>Null for any other word.</summary>
    public static Feeling? TryParse(string? word) => word switch
    {
        "pain" => Feeling.Pain,
        "tingling" => Feeling.Tingling,
        "numbness" => Feeling.Numbness,
        "weakness" => Feeling.Weakness,
        _ => null,
    };
}

/// <summary>One movement of a round brush on a view.</summary>
/// <param name="View">A view of <see cref="SkinMap.Views"/>.</param>
/// <param name="BreadthCun">Of the brush, 0.2 to 4 cun.</param>
/// <param name="Places">In cun on that view, of the body of middle build: right is +x, up is +y. One place is a dot.</param>
public sealed record PainStroke(string View, Feeling Feeling, double BreadthCun, ImmutableArray<Place> Places);

/// <summary>A whole region that the person named.</summary>
/// <param name="Side">Left or right.</param>
public sealed record PainRegion(string Region, BodySide Side, Feeling Feeling);

/// <summary>Where a person feels what: strokes and regions, never a picture alone. An empty drawing says nothing was drawn, not that nothing hurts.</summary>
public sealed record PainDrawing(ImmutableArray<PainStroke> Strokes, ImmutableArray<PainRegion> Regions)
{
    /// <summary>Beyond these a file is refused: no hand draws so much, and the work of a server has an end.</summary>
    public const int MostStrokes = 500;

    /// <summary>Of all strokes together.</summary>
    public const int MostPlaces = 20_000;

    public const double LeastBreadthCun = 0.2;

    public const double MostBreadthCun = 4;

    public static PainDrawing Empty { get; } = new([], []);

    public bool IsEmpty => Strokes.IsEmpty && Regions.IsEmpty;
}
