namespace Huantiao.Knowledge.Atlas;

/// <summary>What may be known of a person and does not depend on a place of the body.</summary>
public enum PersonFact
{
    Unknown,
    Anticoagulant,
    Antiplatelet,
    TwoAntiplatelets,
    SevereBleedingDisorder,
    LowPlatelets,
    Cirrhosis,
    Immunosuppressed,
    Epilepsy,
    Diabetes,
    HeartValve,
    RecentSpinalProcedure,
    ThinChestWall,
}

/// <summary>What may be known of a person at a place of the body.</summary>
public enum PlacedFact
{
    Unknown,
    ActiveImplant,
    Implant,
    SkinProblem,
    Numbness,
    Lymphoedema,
    SuspectedClot,
    TumourOrIrradiated,
}

/// <summary>Stages that rules tell apart; a stage is a part of <see cref="Pregnant"/>.</summary>
public enum PregnancyStage
{
    Unknown,
    Pregnant,
    FirstTrimester,
    AfterThirdMonth,
}

/// <summary>What is planned with the needle besides placing it by hand.</summary>
public enum NeedleTechnique
{
    Unknown,
    Electro,
    CurrentAcrossChest,
    Indwelling,
    Heat,
}

/// <summary>One thing that a rule for needling asks; a rule applies where all of its conditions hold.</summary>
public abstract record NeedlingCondition
{
    private NeedlingCondition(string question) => Question = question;

    /// <summary>Key of the question that is asked while the answer is unknown.</summary>
    public string Question { get; }

    /// <summary>True of the person, wherever the point lies.</summary>
    public sealed record OfPerson(PersonFact Fact, string Word) : NeedlingCondition(Word);

    /// <summary>Pregnant, in that stage.</summary>
    public sealed record InPregnancy(PregnancyStage Stage, string Word) : NeedlingCondition(Word);

    /// <summary>Present anywhere on the body.</summary>
    public sealed record Somewhere(PlacedFact Fact, string Word) : NeedlingCondition(Word);

    /// <summary>Present where the point lies.</summary>
    public sealed record AtSite(PlacedFact Fact, string Word) : NeedlingCondition(Word);

    /// <summary>Present in the limb on which the point lies.</summary>
    public sealed record InLimb(PlacedFact Fact, string Word) : NeedlingCondition(Word);

    /// <summary>Planned for this needle.</summary>
    public sealed record Planned(NeedleTechnique Technique, string Word) : NeedlingCondition(Word);

    /// <summary>Planned deeper than the limit of the point.</summary>
    public sealed record DepthBeyond() : NeedlingCondition("depth");

    /// <summary>The atlas records no depth envelope for the point.</summary>
    public sealed record NoEnvelope() : NeedlingCondition("depth");
}
