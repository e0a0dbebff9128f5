using System.Collections.Immutable;
using Huantiao.Care.Medicines;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>A rule that applies to a person.</summary>
/// <param name="Because">The answers that made it apply, as "question=answer", in the order of the condition.</param>
public sealed record ScreenFinding(ScreeningRule Rule, ImmutableArray<string> Because)
{
    /// <summary>Changes when the answers do that it rests on; what was settled for another basis is not settled.</summary>
    public string Basis => string.Join(";", Because);
}

/// <summary>Why a question is open.</summary>
public enum OpenReason
{
    Unknown,
    NotAsked,

    /// <summary>The person could not tell.</summary>
    NotSure,

    /// <summary>The text names something in which no medicine was recognised.</summary>
    NotRecognised,
}

/// <summary>A question that a rule needs and that has no answer.</summary>
/// <param name="Rules">The rules that need it, the gravest first.</param>
public sealed record OpenScreenQuestion(IntakeQuestion Question, OpenReason Why, ImmutableArray<ScreeningRule> Rules)
{
    /// <summary>The gravest severity that an answer could bring.</summary>
    public ScreenSeverity Gravest => Rules.Max(r => r.Severity);

    /// <summary>Whether a practitioner may go on without an answer: no answer could block, and no medicine is in doubt.</summary>
    public bool MayBePassedOver => Why != OpenReason.NotRecognised && Rules.All(r => !r.Blocks);
}

/// <summary>What the screen says, from least to most careful. None of the five says "safe", and there is no sixth.</summary>
public abstract record ScreenDecision
{
    private ScreenDecision(ScreenConsequence consequence) => Consequence = consequence;

    public ScreenConsequence Consequence { get; }

    /// <summary>Everything was asked and no rule asks for more than to know.</summary>
    public sealed record Proceed() : ScreenDecision(ScreenConsequence.Proceed);

    /// <summary>There are cautions to heed.</summary>
    public sealed record ProceedWithCare() : ScreenDecision(ScreenConsequence.ProceedWithCare);

    /// <summary>A question is open, or the team that treats the person must be asked.</summary>
    public sealed record AskFirst() : ScreenDecision(ScreenConsequence.AskFirst);

    /// <summary>No treatment while a finding stands.</summary>
    public sealed record Stop() : ScreenDecision(ScreenConsequence.Stop);

    /// <summary>Hospital now.</summary>
    public sealed record ReferNow() : ScreenDecision(ScreenConsequence.ReferNow);
}

/// <summary>The result of a screen.</summary>
/// <param name="Findings">The gravest first, else in the order of the table.</param>
/// <param name="Unanswered">What rules need and nobody has told, the gravest first.</param>
/// <param name="Medicines">What was read in the text about medicines.</param>
/// <param name="ThresholdsOff">Thresholds that the clinic has not signed off: rules that need them did not apply.</param>
public sealed record ScreenOutcome(
    ScreenDecision Decision, ImmutableArray<ScreenFinding> Findings, ImmutableArray<OpenScreenQuestion> Unanswered, MedicineReading Medicines, ImmutableArray<ScreeningThreshold> ThresholdsOff);
