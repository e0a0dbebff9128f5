using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>How bad an adverse event was. Own wording of the steps: <c>atlas/adverse_severities.csv</c>.</summary>
public enum EventSeverity
{
    Unknown,

    /// <summary>Nobody came to harm: a near miss.</summary>
    NoHarm,
    Mild,
    Moderate,
    Severe,
    LifeThreatening,
    Death,
}

/// <summary>What can go wrong around a needle, how bad it can be, and who has to be told; as loaded from <c>atlas/</c>.</summary>
public sealed record AdverseEventKinds
{
    /// <summary>In the order of the table.</summary>
    public required ImmutableArray<AdverseEventKind> Kinds { get; init; }

    /// <summary>From mild to death; no harm needs no words.</summary>
    public required FrozenDictionary<EventSeverity, SeverityStep> Severities { get; init; }

    public required ImmutableArray<ReportingDuty> Duties { get; init; }

    /// <summary>Null where there is no such kind.</summary>
    public AdverseEventKind? Find(string key) => Kinds.FirstOrDefault(k => k.Key == key);
}

/// <summary>A kind of adverse event.</summary>
/// <param name="Key">"retained_needle"</param>
/// <param name="Group">body, needle, staff or other.</param>
/// <param name="MayBeNearMiss">Whether it can be noticed before anybody comes to harm.</param>
/// <param name="IsUrgent">Whether it is an emergency until somebody has said that it is not.</param>
/// <param name="Action">What to do first.</param>
/// <param name="Published">How often it was reported elsewhere, with what was counted; null where no figure was found, which is not "never".</param>
public sealed record AdverseEventKind(
    string Key, string Group, bool MayBeNearMiss, bool IsUrgent, LocalText Name, LocalText Action, LocalText? Published, Provenance Provenance);

/// <summary>What a step of severity means.</summary>
public sealed record SeverityStep(EventSeverity Severity, LocalText Meaning, Provenance Provenance);

/// <summary>Whom an event has to be, or may be, told, and where that holds. Rules differ by place and change.</summary>
/// <param name="Jurisdiction">"US-CA"; null everywhere.</param>
/// <param name="Kinds">Keys of the kinds it concerns; empty for all.</param>
/// <param name="From">The least severity; an unknown severity may be as bad.</param>
/// <param name="NearMissesToo">Whether it holds for near misses.</param>
public sealed record ReportingDuty(
    string Id, string? Jurisdiction, ImmutableArray<string> Kinds, EventSeverity From, bool NearMissesToo, LocalText Duty, Provenance Provenance);
