using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>What a body chart shows besides the body.</summary>
public sealed record BodyChartContent
{
    /// <summary>Points as marks.</summary>
    public bool Points { get; init; } = true;

    /// <summary>Lines through the points of each channel.</summary>
    public bool Channels { get; init; } = true;

    /// <summary>A triangle over points with a high or absolute hazard below them.</summary>
    public bool Cautions { get; init; }

    /// <summary>Skin areas of nerve roots, each with its name in it.</summary>
    public bool Dermatomes { get; init; }

    /// <summary>Courses of nerves, each with its name beside it.</summary>
    public bool Nerves { get; init; }

    /// <summary>Codes of the points to show; null: all.</summary>
    public IReadOnlySet<string>? Only { get; init; }

    /// <summary>Codes of points drawn large, with their code beside them.</summary>
    public IReadOnlySet<string> Picked { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Marks with labels over the points: needles, picks, two sets compared.</summary>
    public ImmutableArray<BodyMark> Marks { get; init; } = [];

    /// <summary>Shaded skin under the points.</summary>
    public ImmutableArray<BodyShade> Shades { get; init; } = [];

    /// <summary>Whether a script may go on shading: what it needs is there even where nothing is shaded yet.</summary>
    public bool IsDrawnOn { get; init; }

    /// <summary>Address of a point's page up to its code; null: marks are no links, and the drawing is one picture.</summary>
    public string? LinkPrefix { get; init; } = "/points/";

    /// <summary>The part of the view to show; null: all of it.</summary>
    public ChartWindow? Window { get; init; }

    /// <summary>Language of the names that the atlas gives.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Names of the person's sides: "left", "right".</summary>
    public string LeftWord { get; init; } = "left";

    public string RightWord { get; init; } = "right";

    internal ChartWindow WindowOn(BodyView view) => Window ?? new(view.Left, view.Top, view.Width, view.Height);

    internal string? Word(BodySide side) => side switch
    {
        BodySide.Left => LeftWord,
        BodySide.Right => RightWord,
        _ => null,
    };
}

/// <summary>A rectangle of a view in cun: left edge, upper edge above the sole, size.</summary>
public sealed record ChartWindow(double Left, double Top, double Width, double Height)
{
    internal bool Holds(Place at) => at.X > Left && at.X < Left + Width && at.Y < Top && at.Y > Top - Height;
}
