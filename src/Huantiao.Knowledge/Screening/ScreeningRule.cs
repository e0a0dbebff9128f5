using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Screening;

/// <summary>How grave a finding is, from least to most; the words are those of the command line's contract.</summary>
public enum ScreenSeverity
{
    Unknown,

    /// <summary>To be known.</summary>
    Information,

    /// <summary>Concerns a place of the body.</summary>
    Local,
    Caution,

    /// <summary>A doctor must see the person, today or within days; no needle before.</summary>
    Urgent,

    /// <summary>No needle while it lasts.</summary>
    Stop,

    /// <summary>Hospital now.</summary>
    Emergency,
}

/// <summary>What a finding means for treatment, from least to most careful.</summary>
public enum ScreenConsequence
{
    Unknown,
    Proceed,
    ProceedWithCare,

    /// <summary>Somebody must be asked first: the person, or the team that treats them.</summary>
    AskFirst,
    Stop,
    ReferNow,
}

/// <summary>Where a rule is applied.</summary>
public enum RuleScope
{
    Unknown,

    /// <summary>By the screen, from the person's answers.</summary>
    Person,

    /// <summary>When a needle is planned, by the rules for needling a point.</summary>
    Point,

    /// <summary>Told with the consent.</summary>
    Consent,
}

/// <summary>How a finding is settled.</summary>
public enum Settling
{
    Unknown,

    /// <summary>There is nothing to settle.</summary>
    None,

    /// <summary>The practitioner takes note, with a reason.</summary>
    Acknowledge,

    /// <summary>A document of another clinician, with author and date.</summary>
    Document,

    /// <summary>Only by its being so no longer: a new answer.</summary>
    NewAnswer,
}

/// <summary>For how long a settled finding stays settled.</summary>
public enum Holding
{
    Unknown,

    /// <summary>For one visit.</summary>
    Visit,

    /// <summary>Until the answers it rests on change.</summary>
    UntilChanged,
}

/// <summary>A rule of the safety screen: <c>screening.csv</c>.</summary>
/// <param name="Id">"R03-emergency": a reading of the safety fact R03, whose own rule is "R03".</param>
/// <param name="Basis">The safety fact on which it rests, as its source has it.</param>
/// <param name="When">Null for rules that the screen does not decide (<see cref="RuleScope.Point"/>, <see cref="RuleScope.Consent"/>).</param>
/// <param name="Reason">What was found, for the clinician.</param>
/// <param name="Action">What the clinician does.</param>
/// <param name="Message">What the person is told, in plain words; where the rule has none of its own, what the safety fact tells people to do. Null: nothing.</param>
/// <param name="Document">Which document settles it, and of whom; there exactly with <see cref="Settling.Document"/>.</param>
/// <param name="Fact">Word of the fact that the rules for needling know this by: "anticoagulant"; null where they have none.</param>
/// <param name="Reading">How trigger and severity were read out of the fact, and the status of that reading.</param>
public sealed record ScreeningRule(
    string Id, SafetyItem Basis, RuleScope Scope, ScreeningCondition? When, ScreenSeverity Severity, ScreenConsequence Consequence, LocalText Reason, LocalText Action,
    LocalText? Message, Settling Settling, LocalText? Document, Holding Holding, string? Fact, Provenance Reading)
{
    /// <summary>Whether the fact or our reading of it has still to be confirmed; such a rule is marked wherever it is shown.</summary>
    public bool IsProvisional => Basis.Provenance.Status != FactStatus.Verified || Reading.Status != FactStatus.Verified;

    /// <summary>Whether treatment waits until the finding is settled by more than an acknowledgement.</summary>
    public bool Blocks => Consequence >= ScreenConsequence.Stop || Settling is Settling.Document or Settling.NewAnswer;
}

/// <summary>A number above or below which a rule applies once a clinic has signed it off; no guideline gives it.</summary>
/// <param name="Proposed">Our proposal, to be confirmed by a clinician; never used by itself.</param>
public sealed record ScreeningThreshold(string Id, LocalText Name, string Unit, double Proposed, double Least, double Most, Provenance Provenance);
