namespace Huantiao.Knowledge.Screening;

/// <summary>When a part of the questions is asked; each occasion asks those of the earlier ones too.</summary>
public enum Occasion
{
    Unknown,

    /// <summary>Before the first visit, by the patient.</summary>
    Intake,

    /// <summary>At each visit: what changed.</summary>
    Visit,

    /// <summary>Once the person has been examined.</summary>
    Examination,
}
