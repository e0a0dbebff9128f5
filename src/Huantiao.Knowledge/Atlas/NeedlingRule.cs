using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>What a rule for needling asks of the practitioner, from least to most careful.</summary>
public enum NeedlingLevel
{
    Unknown,

    /// <summary>To be known.</summary>
    Note,

    /// <summary>To be done with care.</summary>
    Care,

    /// <summary>The practitioner confirms, with a reason.</summary>
    Confirm,

    /// <summary>Another clinician must agree first.</summary>
    Agreement,

    /// <summary>Not as planned.</summary>
    Refuse,
}

public enum Limb
{
    Unknown,
    Arm,
    Leg,
}

/// <summary>A rule for needling a point. Rules are data: <c>atlas/needling_rules.csv</c>.</summary>
/// <param name="Id">"P01-deep": a reading of the safety fact P01.</param>
/// <param name="Conditions">All must hold; none where the rule follows from the point alone.</param>
/// <param name="Points">The points to which it applies.</param>
/// <param name="MaxCun">Deepest planned depth, in cun of the person, before confirmation is asked; null where the rule has none.</param>
/// <param name="Basis">The safety fact on which it rests, as its source has it.</param>
/// <param name="Reading">How level and points were read out of the fact, and the status of that reading.</param>
public sealed record NeedlingRule(
    string Id, ImmutableArray<NeedlingCondition> Conditions, PointSelector Points, NeedlingLevel Level, double? MaxCun, LocalText Reason, LocalText Action,
    NeedlingBasis Basis, Provenance Reading)
{
    /// <summary>Whether the fact or our reading of it has still to be confirmed; such a rule is marked wherever it is shown.</summary>
    public bool IsProvisional => Basis.Provenance.Status != FactStatus.Verified || Reading.Status != FactStatus.Verified;
}

/// <summary>A safety fact with its provenance, word for word as collected.</summary>
/// <param name="Id">"L01".</param>
public sealed record NeedlingBasis(string Id, string Trigger, string SeverityAsNoted, string Evidence, string Disagreement, Provenance Provenance);

/// <summary>What a practitioner is asked where an answer is missing.</summary>
/// <param name="Key">The word of the fact: "anticoagulant".</param>
public sealed record NeedlingQuestion(string Key, LocalText Text, Provenance Provenance);

/// <summary>The limb that a region of the body belongs to.</summary>
public sealed record LimbRegion(string Region, Limb Limb, Provenance Provenance);

/// <summary>Points that a rule applies to: those with any of the marks.</summary>
/// <param name="TraditionalInPregnancy">Points that tradition avoids in pregnancy.</param>
public sealed record PointSelector(bool All, bool TraditionalInPregnancy, FrozenSet<string> Risks, FrozenSet<string> Regions, FrozenSet<string> Codes)
{
    public bool Includes(AtlasPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return All || (TraditionalInPregnancy && point.PregnancyTradition is not null) || Regions.Contains(point.Region) || Codes.Contains(point.Code)
            || point.Hazards?.Kinds.Any(Risks.Contains) == true;
    }
}

/// <summary>Everything of the atlas that rules for needling need besides the points.</summary>
public sealed record NeedlingRules
{
    public required ImmutableArray<NeedlingRule> Rules { get; init; }

    /// <summary>By the word of the fact.</summary>
    public required FrozenDictionary<string, NeedlingQuestion> Questions { get; init; }

    /// <summary>By region; regions of the trunk and head are in no limb.</summary>
    public required FrozenDictionary<string, LimbRegion> Limbs { get; init; }
}
