using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>How far the treatment may differ from session to session; item 1c of STRICTA.</summary>
public enum VariationAllowed
{
    NotDecided,
    Fixed,
    PartlyFixed,
    Individual,
}

/// <summary>The response that is sought; item 2d of STRICTA.</summary>
public enum ResponseSought
{
    NotDecided,
    None,
    DeQi,
    Twitch,
    Other,
}

/// <summary>A part of a plan that is changed, agreed to and shown by itself.</summary>
public enum PlanPart
{
    Unknown,
    Style,
    Reasoning,
    Variation,
    Needle,
    Response,
    Stimulation,
    Retention,
    NeedleType,
    Course,
    Goal,
    Review,
    StopRule,
    OtherCare,
    Setting,
    Practitioner,

    /// <summary>A caution that the practitioner has confirmed for one needle.</summary>
    Confirmation,
}

/// <summary>What a plan says. Whatever is null, or "not decided", is open: it is never none and never nought.</summary>
public sealed record PlanContent
{
    /// <summary>Nothing decided yet.</summary>
    public static PlanContent Blank { get; } = new();

    public LocalText? Style { get; init; }
    public LocalText? Reasoning { get; init; }
    public VariationAllowed Variation { get; init; }

    /// <summary>One a point and side, in the order of point and side.</summary>
    public ImmutableArray<PlannedNeedle> Needles { get; init; } = [];
    public ResponseSought Response { get; init; }
    public StimulationPlan? Stimulation { get; init; }
    public RetentionTime? Retention { get; init; }

    /// <summary>The needle used where a planned needle names no other.</summary>
    public NeedleType? NeedleType { get; init; }
    public TreatmentCourse? Course { get; init; }

    /// <summary>One a measure and activity.</summary>
    public ImmutableArray<PlanGoal> Goals { get; init; } = [];
    public PlannedReview? Review { get; init; }
    public StopRule? StopRule { get; init; }

    /// <summary>Null: not asked. Empty: asked, and there is none.</summary>
    public ImmutableArray<OtherCare>? OtherCare { get; init; }
    public PlanSetting? Setting { get; init; }
    public PractitionerBackground? Practitioner { get; init; }

    /// <summary>Cautions that the practitioner confirmed, each for one needle as it is planned now.</summary>
    public ImmutableArray<ConfirmedCaution> Confirmed { get; init; } = [];

    /// <summary>Null where no needle is planned there.</summary>
    public PlannedNeedle? Needle(string point, BodySide side) => Needles.FirstOrDefault(n => n.Is(point, side));
}

/// <summary>A needle: a point, a side, how deep.</summary>
public sealed record PlannedNeedle
{
    /// <exception cref="ArgumentException">No point is named, or no such side exists.</exception>
    [JsonConstructor]
    public PlannedNeedle(string point, BodySide side, DepthRange? depth = null, NeedleType? type = null)
    {
        if (string.IsNullOrWhiteSpace(point) || !Enum.IsDefined(side))
            throw new ArgumentException("A needle has a point and a side.", nameof(point));
        (Point, Side, Depth, Type) = (point.ToUpperInvariant(), side, depth, type);
    }

    /// <summary>Code of the atlas, in capitals.</summary>
    public string Point { get; }

    public BodySide Side { get; }

    /// <summary>Null: not decided.</summary>
    public DepthRange? Depth { get; }

    /// <summary>Null: that of the plan.</summary>
    public NeedleType? Type { get; }

    /// <summary>"BL25 L".</summary>
    [JsonIgnore]
    public string Key => KeyOf(Point, Side);

    internal bool Is(string point, BodySide side) => Side == side && string.Equals(Point, point, StringComparison.OrdinalIgnoreCase);

    internal static string KeyOf(string point, BodySide side) => point.ToUpperInvariant() + side switch { BodySide.Left => " L", BodySide.Right => " R", _ => " M" };
}

/// <summary>Planned depth in millimetres from the skin: above 0 to 150, shallow end first.</summary>
public sealed record DepthRange
{
    /// <exception cref="ArgumentOutOfRangeException">Outside the range, or the ends in the wrong order.</exception>
    [JsonConstructor]
    public DepthRange(double leastMm, double mostMm)
    {
        if (!(leastMm > 0 && leastMm <= mostMm && mostMm <= 150))
            throw new ArgumentOutOfRangeException(nameof(leastMm), "A depth is above 0 mm and at most 150 mm, shallow end first.");
        (LeastMm, MostMm) = (leastMm, mostMm);
    }

    public double LeastMm { get; }

    public double MostMm { get; }

    /// <summary>Null outside the range.</summary>
    public static DepthRange? TryFrom(double leastMm, double mostMm) => leastMm > 0 && leastMm <= mostMm && mostMm <= 150 ? new(leastMm, mostMm) : null;
}

/// <summary>A kind of needle: diameter 0.1 to 1 mm, length 1 to 200 mm, maker or material where told.</summary>
public sealed record NeedleType
{
    /// <exception cref="ArgumentOutOfRangeException">Outside the ranges.</exception>
    [JsonConstructor]
    public NeedleType(double diameterMm, double lengthMm, string? make = null)
    {
        if (!(diameterMm is >= 0.1 and <= 1 && lengthMm is >= 1 and <= 200))
            throw new ArgumentOutOfRangeException(nameof(diameterMm), "A needle is 0.1 to 1 mm thick and 1 to 200 mm long.");
        (DiameterMm, LengthMm, Make) = (diameterMm, lengthMm, make);
    }

    public double DiameterMm { get; }

    public double LengthMm { get; }

    public string? Make { get; }

    /// <summary>Null outside the ranges.</summary>
    public static NeedleType? TryFrom(double diameterMm, double lengthMm, string? make = null) =>
        diameterMm is >= 0.1 and <= 1 && lengthMm is >= 1 and <= 200 ? new(diameterMm, lengthMm, make) : null;
}

/// <summary>How long needles stay in: above 0 to 180 minutes. Needles that stay for days are not planned here.</summary>
public sealed record RetentionTime
{
    /// <exception cref="ArgumentOutOfRangeException">Outside the range.</exception>
    [JsonConstructor]
    public RetentionTime(double minutes) => Minutes = minutes is > 0 and <= 180
        ? minutes
        : throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "Needles stay in above 0 and at most 180 minutes.");

    public double Minutes { get; }

    /// <summary>Null outside the range.</summary>
    public static RetentionTime? TryFrom(double minutes) => minutes is > 0 and <= 180 ? new(minutes) : null;
}
