using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>An acupuncture point and what is known of it, each fact with its source and status.</summary>
public sealed record AtlasPoint
{
    /// <summary>WHO code: "GB30"; extra points "EX-B2".</summary>
    public required string Code { get; init; }

    public required string Meridian { get; init; }

    /// <summary>Number on its meridian, from 1; null for extra points.</summary>
    public required int? Number { get; init; }

    /// <summary>With tone marks.</summary>
    public required string Pinyin { get; init; }

    /// <summary>Without tone marks, as the WHO writes it.</summary>
    public required string PinyinPlain { get; init; }

    public required string HanziSimplified { get; init; }

    public required string HanziTraditional { get; init; }

    /// <summary>Of code, pinyin and characters.</summary>
    public required Provenance Identity { get; init; }

    /// <summary>What the characters mean, in plain English.</summary>
    public required Stated<string> EnglishName { get; init; }

    /// <summary>Part of the body: a key of <see cref="AtlasWords.Regions"/>.</summary>
    public required string Region { get; init; }

    public required PointLocation Location { get; init; }

    public required Provenance LocationProvenance { get; init; }

    /// <summary>What the place alone does not say.</summary>
    public required LocalText? Note { get; init; }

    /// <summary>Null where nothing is stated.</summary>
    public required DepthEnvelope? Depth { get; init; }

    public required Stated<LocalText>? Angle { get; init; }

    /// <summary>What lies below that a needle must not reach; keys of <see cref="AtlasWords.Risks"/>. Empty: nothing is recorded, which is not "safe".</summary>
    public required Hazards? Hazards { get; init; }

    public required Stated<LocalText>? Caution { get; init; }

    /// <summary>Why tradition avoids the point in pregnancy; null: not on the lists that were read.</summary>
    public required Provenance? PregnancyTradition { get; init; }

    public required Stated<LocalText>? Innervation { get; init; }

    /// <summary>Trials and texts that used the point.</summary>
    public required Stated<string>? Trials { get; init; }

    /// <summary>Every source and status of the row.</summary>
    public IEnumerable<Provenance> AllProvenance =>
        new[]
        {
            Identity, EnglishName.Provenance, LocationProvenance, Depth?.Provenance, Angle?.Provenance, Hazards?.Provenance, Caution?.Provenance,
            PregnancyTradition, Innervation?.Provenance, Trials?.Provenance,
        }.OfType<Provenance>();
}

/// <summary>A fact with where it comes from.</summary>
public sealed record Stated<T>(T Value, Provenance Provenance);

/// <summary>A conservative range of depths, never a recommendation; null where the point is not needled.</summary>
/// <param name="MinCun">Shallowest depth in cun of the person.</param>
/// <param name="MaxCun">Beyond this a practitioner is asked to confirm.</param>
/// <param name="Printed">What sources print, with their disagreement.</param>
/// <param name="Note">Where ours is shallower than a printed depth, and why.</param>
public sealed record DepthEnvelope(double? MinCun, double? MaxCun, string Printed, string Note, Provenance Provenance);

/// <summary>What a needle could harm at a point.</summary>
/// <param name="Kinds">Keys of <see cref="AtlasWords.Risks"/>.</param>
/// <param name="Severity">absolute, high, moderate or low.</param>
public sealed record Hazards(ImmutableArray<string> Kinds, string Severity, Provenance Provenance);
