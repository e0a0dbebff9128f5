using System.Collections.Immutable;

namespace Huantiao.Knowledge.Pathways;

/// <summary>What is recorded in a field of the examination.</summary>
public enum ExaminationKind
{
    Unknown,

    /// <summary>Areas of pain, each with its side.</summary>
    PainMap,

    /// <summary>A number of weeks, 0 or more.</summary>
    Weeks,

    /// <summary>There or not.</summary>
    Present,

    /// <summary>One of the field's own <see cref="ExaminationField.Choices"/>.</summary>
    Choice,

    /// <summary>An angle of 0 to 90 degrees, and whether it brings the known pain.</summary>
    LegRaise,

    /// <summary>Strength on the scale of the Medical Research Council: 0 to 5 with 4- and 4+.</summary>
    Strength,

    /// <summary>Feeling of the skin: normal, reduced, absent, increased.</summary>
    Sensation,

    /// <summary>A reflex: normal, reduced, absent, brisk.</summary>
    Reflex,

    /// <summary>The plantar response: down, up, none.</summary>
    Plantar,
}

/// <summary>What makes a finding a reason for a rule of safety.</summary>
public enum ExaminationTrigger
{
    Unknown,

    /// <summary>Strength of 3 or less.</summary>
    AtMost3,

    /// <summary>Strength lower than when it was last examined.</summary>
    Falling,

    /// <summary>Strength of 3 or less, or falling, somewhere in each leg.</summary>
    WeakInBothLegs,

    /// <summary>Feeling that is not normal.</summary>
    NotNormal,

    Brisk,
    Upgoing,
    Present,

    /// <summary>Pain marked in both legs.</summary>
    BothLegs,
}

/// <summary>A finding of that kind is a reason for a rule of safety.</summary>
/// <param name="Rule">Its id: "R02".</param>
/// <param name="Question">The question of the safety screen that it bears on: "weak_3".</param>
/// <param name="AsksOnly">True: the question is to be asked again, because the finding alone does not answer it. False: it is answered with yes.</param>
public sealed record ExaminationRoute(string Rule, ExaminationTrigger Trigger, string Question, bool AsksOnly);

/// <summary>One of the answers that a field of choices offers.</summary>
public sealed record ExaminationChoice(string Key, LocalText Label);

/// <summary>A field of the examination, as <c>examination.csv</c> has it.</summary>
/// <param name="Group">history, neurodynamic, myotome, dermatome, reflex or opinion.</param>
/// <param name="Sided">Whether left and right are recorded apart.</param>
/// <param name="Levels">Nerve roots that the field concerns, "L5"; none where it concerns no root. Shown side by side, never added up to a diagnosis.</param>
/// <param name="How">How it is examined, in a sentence.</param>
/// <param name="Interpretation">What a finding means; null where nothing is noted.</param>
/// <param name="Accuracy">What is known of how far it can be relied on; null where nothing is noted.</param>
public sealed record ExaminationField(
    string Id, string Group, ExaminationKind Kind, bool Sided, ImmutableArray<string> Levels, ImmutableArray<ExaminationChoice> Choices, LocalText Label, LocalText How,
    LocalText? Interpretation, LocalText? Accuracy, ImmutableArray<ExaminationRoute> Routes, Provenance Provenance);

/// <summary>An area on which pain is marked.</summary>
/// <param name="Key">"thigh-back".</param>
/// <param name="Pattern">The channel pattern that tradition gives to pain here; null where it gives none.</param>
/// <param name="Region">The region of the atlas that a drawing shows it by; null: none, and then no drawing offers it.</param>
public sealed record PainArea(string Key, LocalText Name, bool InLeg, bool BelowKnee, string? Pattern, string? Region, Provenance Provenance);

/// <summary>A traditional pattern: a name for a picture of complaints, never an anatomical or a diagnostic fact.</summary>
/// <param name="IsChannel">Named from where it hurts; otherwise the clinician alone may name it.</param>
/// <param name="Evidence">What is known of its use, in a sentence that goes with the name wherever it is shown.</param>
/// <param name="Points">Points that tradition gives to it.</param>
public sealed record TraditionalPattern(
    string Key, bool IsChannel, LocalText Name, LocalText Description, LocalText Evidence, ImmutableArray<string> Points, Provenance Provenance);
