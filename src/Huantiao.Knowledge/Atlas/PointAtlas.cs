using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Acupuncture points, the body they lie on, and the words to tell where; as loaded from <c>atlas/</c>.</summary>
public sealed record PointAtlas
{
    /// <summary>In the order of the meridians and their numbers; extra points last.</summary>
    public required ImmutableArray<AtlasPoint> Points { get; init; }

    public required ImmutableArray<Meridian> Meridians { get; init; }

    public required FrozenDictionary<string, Landmark> Landmarks { get; init; }

    public required FrozenDictionary<string, BodyLine> Lines { get; init; }

    /// <summary>The proportional ("bone") measures that the body is drawn by.</summary>
    public required ImmutableArray<CunSegment> Measures { get; init; }

    /// <summary>Where sources differ; kept, not settled.</summary>
    public required ImmutableArray<Disagreement> Disagreements { get; init; }

    /// <summary>Skin areas of nerve roots and courses of nerves.</summary>
    public required ImmutableArray<BodyLayer> Layers { get; init; }

    /// <summary>What has to be said with layers.</summary>
    public required ImmutableArray<LayerNote> LayerNotes { get; init; }

    /// <summary>The skin as something to draw pain on.</summary>
    public required SkinMap Skin { get; init; }

    public required Body Body { get; init; }

    public required AtlasWords Words { get; init; }

    /// <summary>What to ask and to heed before a point is needled.</summary>
    public required NeedlingRules Needling { get; init; }

    /// <summary>What can go wrong around a needle, and who has to be told.</summary>
    public required AdverseEventKinds AdverseEvents { get; init; }

    /// <summary>Null where no point has that code.</summary>
    public AtlasPoint? Find(string code) => Points.FirstOrDefault(p => string.Equals(p.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether a clinician has still to confirm where the chart shows this point: its location is not verified, or it is drawn by a landmark,
    /// line or frame whose place on our body is our own choice.
    /// </summary>
    public bool IsForReview(AtlasPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.LocationProvenance.Status != FactStatus.Verified
            || point.Location.Landmarks.Any(id => Landmarks[id].Places.Any(p => p.Provenance.Status != FactStatus.Verified))
            || point.Location is PointLocation.OnScalp
            || (point.Location is PointLocation.OnLine { Line: var line } && Lines[line].Provenance.Status != FactStatus.Verified);
    }
}

/// <summary>A traditional channel: a name and an order of points, not an anatomical structure.</summary>
/// <param name="Code">WHO letters: "BL".</param>
/// <param name="PointCount">Standard points on it; null for the extra points, which form no channel.</param>
/// <param name="IsMidline">Whether its points exist once, not on both sides.</param>
/// <param name="BreaksAfter">Numbers of points after which no line is drawn to the next: the channel goes on elsewhere.</param>
/// <param name="FullNameChinese">The traditional full name.</param>
public sealed record Meridian(string Code, LocalText Name, string FullNameChinese, int? PointCount, bool IsMidline, ImmutableArray<int> BreaksAfter, LocalText Note,
    Provenance Provenance);

/// <summary>One classical proportional measure.</summary>
/// <param name="Cun">Its length in body-cun (1/75 of the stature).</param>
public sealed record CunSegment(string Id, string From, string To, double Cun, string Body, string Origin, Provenance Provenance);

/// <summary>What sources say differently about a point.</summary>
public sealed record Disagreement(string Code, string What, Provenance Provenance);

/// <summary>A named place of the body.</summary>
/// <param name="Places">Where the frames of the views have it; a landmark seen from front and side has several.</param>
public sealed record Landmark(string Id, LocalText Name, ImmutableArray<LandmarkPlace> Places, Provenance Provenance);

/// <summary>Where a landmark lies in a frame of reference.</summary>
/// <param name="Frame">The frame of reference, by name: every view that has this frame shows the place.</param>
/// <param name="Along">Cun along the frame's axis from its start.</param>
/// <param name="Across">Cun across it.</param>
public sealed record LandmarkPlace(string Frame, double Along, double Across, Provenance Provenance);

/// <summary>A line that runs lengthwise along a limb.</summary>
/// <param name="Part">The frame: thigh, leg, upper_arm, forearm.</param>
/// <param name="Around">Degrees round the limb: 0 front, 90 outer side, 180 back, 270 inner side; the arm hanging with the palm forwards.</param>
public sealed record BodyLine(string Id, string Part, double Around, LocalText Name, Provenance Provenance);
