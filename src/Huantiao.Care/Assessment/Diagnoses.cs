using System.Collections.Immutable;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Assessment;

/// <summary>A code that findings speak for. Suggested only: a clinician decides, and no level of a nerve root is ever worked out.</summary>
/// <param name="Why">The reason, with the sentence that a clinician decides.</param>
public sealed record CodeSuggestion(DiagnosisCode Code, LocalText Why);

/// <summary>The answer to a code that is to be added.</summary>
public abstract record Coding
{
    private Coding()
    {
    }

    /// <summary>The codes with it.</summary>
    public sealed record Added(DiagnosisCodes Codes) : Coding;

    /// <summary>Not added: <paramref name="Why"/> says which code stands against it.</summary>
    public sealed record Refused(LocalText Why) : Coding;
}

/// <summary>Codes chosen for a person. Two that may not stand together never do.</summary>
public sealed class DiagnosisCodes
{
    private readonly TreatmentKnowledge _knowledge;

    private DiagnosisCodes(TreatmentKnowledge knowledge, ImmutableArray<DiagnosisCode> codes) => (_knowledge, Codes) = (knowledge, codes);

    /// <summary>In the order in which they were chosen.</summary>
    public ImmutableArray<DiagnosisCode> Codes { get; }

    public static DiagnosisCodes None(TreatmentKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        return new(knowledge, []);
    }

    /// <summary>Adds a code; the same again changes nothing.</summary>
    /// <param name="licensed">Whether the clinic has said that its country holds the licence that the code's system needs.</param>
    public Coding Add(string system, string code, bool licensed)
    {
        if (_knowledge.Codes.FirstOrDefault(c => c.System == system && c.Code == code) is not { } found)
            return new Coding.Refused(CareWords.Text("code.unknown", ("code", code), ("system", system)));
        if (found.NeedsLicence && !licensed)
            return new Coding.Refused(CareWords.Text("code.licence", ("code", code), ("system", system)));
        if (Codes.Contains(found))
            return new Coding.Added(this);
        foreach (var other in Codes)
        {
            if (_knowledge.ExclusiveCodes.FirstOrDefault(p => p.Forbids(found, other)) is { } pair)
                return new Coding.Refused(CareWords.Text("code.pair", ("code", found.Code), ("other", other.Code), ("reason", pair.Reason)));
        }

        return new Coding.Added(new(_knowledge, Codes.Add(found)));
    }

    /// <summary>Without that code; the same where it is not there.</summary>
    public DiagnosisCodes Remove(DiagnosisCode code) => new(_knowledge, Codes.Remove(code));

    /// <summary>What the findings speak for, by the table of the pathway. Alternatives, not a set: some may not stand together.</summary>
    /// <param name="licensed">As <see cref="Add"/>; codes that need a licence are not suggested without it.</param>
    public static ImmutableArray<CodeSuggestion> Suggest(Examination examination, bool licensed)
    {
        ArgumentNullException.ThrowIfNull(examination);
        return [.. examination.Knowledge.Codes
            .Where(c => !c.IsRedFlag && !c.SuggestedBy.IsEmpty && (licensed || !c.NeedsLicence) && FitsSide(c.Side, examination.Pain) && c.SuggestedBy.All(s => Holds(s, examination)))
            .Select(c => new CodeSuggestion(c, CareWords.Text("code.suggested", ("why", c.Why!))))];
    }

    /// <summary>Whether a sign of a nerve root was found in a leg that hurts: a positive stretch test, weakness, changed feeling or a weaker reflex.</summary>
    public static bool HasRootSign(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        return examination.Findings.Any(f => f.Side switch
        {
            FindingSide.Left => examination.Pain.InLeg(PainSide.Left) == Answer.Yes,
            FindingSide.Right => examination.Pain.InLeg(PainSide.Right) == Answer.Yes,
            _ => false,
        } && IsRootSign(f));
    }

    private static bool IsRootSign(Finding finding) => (finding.Field.Group, finding.Value) switch
    {
        ("neurodynamic", ExaminationValue.LegRaise raise) => raise.KnownPain == Answer.Yes,
        ("neurodynamic", ExaminationValue.Presence presence) => presence.There,
        ("myotome", ExaminationValue.Strength strength) => strength.Grade < MuscleGrade.Grade5,
        ("dermatome", ExaminationValue.Feeling feeling) => feeling.Skin is SkinFeeling.Reduced or SkinFeeling.Absent,
        ("reflex", ExaminationValue.Reflex reflex) => reflex.Jerk is ReflexStrength.Reduced or ReflexStrength.Absent,
        _ => false,
    };

    private static bool Holds(CodeSign sign, Examination examination) => sign switch
    {
        CodeSign.LegPain => examination.Pain.InAnyLeg == Answer.Yes,
        CodeSign.BackPain => examination.Pain.InBack == Answer.Yes,
        CodeSign.NoBackPain => examination.Pain.InBack == Answer.No,
        CodeSign.RootSign => HasRootSign(examination),
        CodeSign.Disc => ShowsDisc(examination),
        CodeSign.NoDisc => !ShowsDisc(examination),
        _ => false,
    };

    private static bool ShowsDisc(Examination examination) =>
        examination.Findings.Any(f => f.Value is ExaminationValue.Chosen { Choice.Key: var key } && key.EndsWith("-disc", StringComparison.Ordinal));

    /// <summary>A code of one side goes with that leg; both legs have both codes. "Side not stated" is never suggested: a drawn map states it.</summary>
    private static bool FitsSide(CodeSide side, PainMap pain) => side switch
    {
        CodeSide.Left => pain.InLeg(PainSide.Left) == Answer.Yes,
        CodeSide.Right => pain.InLeg(PainSide.Right) == Answer.Yes,
        CodeSide.Unstated => false,
        _ => true,
    };
}
