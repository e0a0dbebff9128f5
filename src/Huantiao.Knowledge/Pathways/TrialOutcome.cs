using System.Collections.Immutable;

namespace Huantiao.Knowledge.Pathways;

/// <summary>One arm's continuous result as printed; null: not printed.</summary>
public sealed record ArmSummary(int? N, double? Mean, double? Sd, double? CiLower, double? CiUpper);

/// <summary>One arm's count as printed.</summary>
public sealed record ArmCount(int? Events, int? Total, string? PercentPrinted);

/// <summary>Why a row is known but carries no usable number.</summary>
public enum MissingKind
{
    /// <summary>The row has numbers.</summary>
    None,

    /// <summary>The trial is finished; its numbers were not available.</summary>
    NotReported,

    /// <summary>Only a protocol or a registry entry exists.</summary>
    Planned,
}

/// <summary>One trial × outcome × time × pair of arms, as printed. Nothing is filled in: null is "not seen".</summary>
public sealed record TrialOutcome
{
    /// <summary>Same for every report of the same trial: a trial counts once.</summary>
    public required string Trial { get; init; }

    /// <summary>As cited: "Huang (thesis report of same trial)".</summary>
    public required string Study { get; init; }

    public int? Year { get; init; }
    public required string Country { get; init; }

    /// <summary>As printed, and the pathway's own key for it ("migraine", "other").</summary>
    public required string Condition { get; init; }
    public required string Population { get; init; }

    public required string Intervention { get; init; }
    public required string Comparator { get; init; }

    /// <summary>sham, drug, active physical, add-on, acupuncture, no acupuncture, placebo, dose comparison.</summary>
    public required string ComparatorClass { get; init; }

    public required string Outcome { get; init; }

    /// <summary>The pathway's own keys for the outcome; several only where a design-only row names several.</summary>
    public required ImmutableArray<string> OutcomeKeys { get; init; }

    public required string TimePoint { get; init; }

    /// <summary>The time point in weeks from the first treatment; null where the source does not tell.</summary>
    public double? Week { get; init; }

    /// <summary>The last time point where one row stands for several (trials without usable numbers); null: only <see cref="Week"/>.</summary>
    public double? WeekTo { get; init; }

    public required string Scale { get; init; }

    /// <summary>Factor from the printed scale to the pathway's scale of that outcome (0–10 to 0–100: 10).</summary>
    public double ScaleFactor { get; init; } = 1;

    public required string EffectType { get; init; }
    public required ArmSummary Arm1 { get; init; }
    public required ArmSummary Arm2 { get; init; }
    public required ArmCount Count1 { get; init; }
    public required ArmCount Count2 { get; init; }

    /// <summary>Difference between the arms as printed.</summary>
    public double? Difference { get; init; }
    public double? DifferenceLower { get; init; }
    public double? DifferenceUpper { get; init; }

    /// <summary>P as printed: "0.029", "&lt;0.05", "NS".</summary>
    public string? P { get; init; }

    public required string DirectionText { get; init; }
    public required string Derivation { get; init; }
    public required string Note { get; init; }

    /// <summary>Null: counts in every question that it matches. Else why it does not (a second report of the same trial, an impossible count).</summary>
    public string? NotUsedBecause { get; init; }

    /// <summary>The same reason in each language; null exactly when <see cref="NotUsedBecause"/> is.</summary>
    public LocalText? NotUsedReason { get; init; }

    /// <summary>What the source says of the result in words where it gives no usable number; null: nothing more is known.</summary>
    public LocalText? ResultInWords { get; init; }

    public MissingKind Missing { get; init; }
    public required Provenance Provenance { get; init; }
}
