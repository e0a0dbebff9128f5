using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>
/// The skin as something to draw pain on: its surfaces, the regions that people name, the views that are drawn on, and the aspects of the
/// leg by which tradition names a pattern. All of it is our own drawing, for a clinician to review.
/// </summary>
public sealed record SkinMap
{
    public required ImmutableArray<BodySurface> Surfaces { get; init; }

    /// <summary>In the order in which they claim skin: where two meet, the earlier has it.</summary>
    public required ImmutableArray<BodyRegion> Regions { get; init; }

    public required ImmutableArray<DrawingView> Views { get; init; }

    public required ImmutableArray<LegAspect> Aspects { get; init; }

    /// <summary>Null where no region has that name.</summary>
    public BodyRegion? Region(string id) => Regions.FirstOrDefault(r => r.Id == id);

    /// <summary>Null where no view to draw on has that name.</summary>
    public DrawingView? View(string id) => Views.FirstOrDefault(v => v.Id == id);
}

/// <summary>How a surface goes round the body.</summary>
public enum SurfaceShape
{
    /// <summary>Flat on its views: places are cun along and across.</summary>
    Flat,

    /// <summary>Round a limb: places are cun along and degrees round it, 0 front, 90 outer side, 180 back, 270 inner side.</summary>
    Round,

    /// <summary>One half of the trunk: degrees from 0 (front) to 180 (back).</summary>
    Half,
}

/// <summary>A piece of skin that is measured in one way.</summary>
/// <param name="From">Cun along its frames where it begins.</param>
/// <param name="To">Cun along its frames where it ends.</param>
/// <param name="Frames">The frames that show it: at most one a view.</param>
/// <param name="Home">The view on which its outline and breadth are measured.</param>
public sealed record BodySurface(string Id, SurfaceShape Shape, double From, double To, ImmutableArray<string> Frames, string Home, Provenance Provenance);

/// <summary>A part of the body as people name it; it stands on both sides.</summary>
/// <param name="Part">leg, trunk, arm or head.</param>
/// <param name="Aspect">The aspect of the leg that it tells; null: none.</param>
/// <param name="Bands">On surfaces: cun along, and degrees round or cun across.</param>
public sealed record BodyRegion(string Id, LocalText Name, string Part, string? Aspect, ImmutableArray<LayerBand> Bands, Provenance Provenance);

/// <summary>A view that is drawn on: one of the body's, or its mirror image for the other side.</summary>
public sealed record DrawingView(string Id, string Of, bool IsMirrored, LocalText Name, Provenance Provenance)
{
    /// <summary>The view itself; places on it count cun from the body's midline or the frame's origin, to the picture's right and up.</summary>
    public BodyView In(Body body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var view = body.View(Of);
        return !IsMirrored ? view with { Id = Id, Name = Name } : view with
        {
            Id = Id,
            Name = Name,
            IsMirrored = !view.IsMirrored,
            Side = view.Side == BodySide.Left ? BodySide.Right : BodySide.Left,
            Left = -(view.Left + view.Width),
        };
    }
}

/// <summary>Front, side or back of the leg, and what tradition calls pain there: a name, never a diagnosis.</summary>
/// <param name="Meridian">Code of the channel that tradition names.</param>
/// <param name="Name">"back of the leg".</param>
/// <param name="Tradition">A sentence that says whose word it is.</param>
public sealed record LegAspect(string Id, string Meridian, LocalText Name, LocalText Tradition, Provenance Provenance);
