using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Screening;

/// <summary>What kind of answer a question takes.</summary>
public enum QuestionKind
{
    Unknown,

    /// <summary>Yes, no or not sure.</summary>
    YesNo,
    Number,

    /// <summary>One of several.</summary>
    Choice,
    Text,

    /// <summary>Free text about medicines, in which they are recognised.</summary>
    Medicines,

    /// <summary>Shaded on a drawing of the body.</summary>
    Drawing,
    Date,
    Signature,
}

/// <summary>A part of the intake.</summary>
/// <param name="Id">"danger".</param>
/// <param name="AskedAt">From which occasion on its questions are asked; before, no answer is expected.</param>
public sealed record IntakeSection(string Id, Occasion AskedAt, LocalText Title, LocalText? Intro, Provenance Provenance);

/// <summary>
/// Questions on one page, under one heading, which a single "none of these" answers where nothing was said: <c>intake_groups.csv</c>. All of them can be answered
/// with yes or no, are asked of everybody and may not be passed over.
/// </summary>
/// <param name="Id">"now".</param>
public sealed record IntakeGroup(string Id, LocalText Title, Provenance Provenance);

/// <summary>One possible answer to a question of choice.</summary>
public sealed record IntakeChoice(string Value, LocalText Text);

/// <summary>A question of the intake or of the re-screen: <c>intake.csv</c>.</summary>
/// <param name="Id">As in conditions and in answers: "saddle_numb". Also the linkId of a FHIR QuestionnaireResponse.</param>
/// <param name="Group">Id of the group that it is asked in; null: by itself.</param>
/// <param name="Choices">For a choice; empty otherwise.</param>
/// <param name="ShownWhen">Null: always. Not shown because its condition is answered with no counts as no.</param>
/// <param name="MaySkip">Whether the patient may go on without an answer; what rules need then stays open, and the clinic asks.</param>
/// <param name="IsLasting">A yes that time does not undo ("ever had cancer"): a later no does not replace it by itself.</param>
/// <param name="Least">Smallest number that can be meant; null where there is none.</param>
/// <param name="Unit">Of a number, in UCUM where it has one; empty otherwise.</param>
/// <param name="Measure">Id of the outcome instrument that the answer is a baseline of: "HT_LEG_NRS"; null otherwise.</param>
public sealed record IntakeQuestion(
    string Id, string Section, QuestionKind Kind, string? Group, LocalText Text, LocalText? Help, ImmutableArray<IntakeChoice> Choices, ScreeningCondition? ShownWhen, bool MaySkip,
    bool IsLasting, double? Least, double? Most, string Unit, string? Measure, Provenance Provenance);

/// <summary>What a person may consent to, in one version of its text: <c>consents.csv</c>.</summary>
/// <param name="Purpose">treatment, record, research, reminders.</param>
/// <param name="Version">Counts from 1; a signature names the version it was given to.</param>
/// <param name="IsRequired">Without it there is no treatment here.</param>
/// <param name="KeyFacts">What weighs most, short, to be read before the text; a part of what is signed. Lines are divided by <see cref="FactMark"/>. Null in versions without.</param>
public sealed record ConsentText(
    string Purpose, int Version, DateOnly From, bool IsRequired, LocalText Title, LocalText? KeyFacts, LocalText Text, Provenance Provenance)
{
    /// <summary>Divides one key fact from the next.</summary>
    public const char FactMark = '|';
}

/// <summary>One tap of the re-screen at a visit: <c>recheck.csv</c>.</summary>
/// <param name="Question">Id of the question that is asked.</param>
/// <param name="Reopens">Questions that a yes, a "not sure" or no answer opens again; earlier yeses stay.</param>
public sealed record RecheckTap(string Question, ImmutableArray<string> Reopens, Provenance Provenance);
