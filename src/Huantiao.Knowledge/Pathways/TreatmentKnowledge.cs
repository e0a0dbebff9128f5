using System.Collections.Immutable;
using Huantiao.Knowledge.Measures;

namespace Huantiao.Knowledge.Pathways;

/// <summary>What a pathway knows about examining and treating, as its tables have it; see <see cref="TreatmentLoader"/>.</summary>
public sealed record TreatmentKnowledge
{
    public required ImmutableArray<ExaminationField> Examination { get; init; }
    public required ImmutableArray<PainArea> PainAreas { get; init; }
    public required ImmutableArray<TraditionalPattern> Patterns { get; init; }
    public required ImmutableArray<DiagnosisCode> Codes { get; init; }
    public required ImmutableArray<ExclusiveCodes> ExclusiveCodes { get; init; }

    /// <summary>The items of STRICTA, in their order.</summary>
    public required ImmutableArray<StrictaItem> Stricta { get; init; }
    public required ImmutableArray<TreatmentProtocol> Protocols { get; init; }
    /// <summary>What is measured, and when.</summary>
    public required MeasureKnowledge Measures { get; init; }
    public required ImmutableArray<GoalMeasure> GoalMeasures { get; init; }
    public required ImmutableArray<ReviewRule> ReviewRules { get; init; }

    /// <summary>The columns of the de-identified row for research, in their order.</summary>
    public required ImmutableArray<ResearchColumn> ResearchColumns { get; init; }

    /// <summary>Null where there is no such field.</summary>
    public ExaminationField? Field(string id) => Examination.FirstOrDefault(f => f.Id == id);

    /// <summary>Null where there is no such area.</summary>
    public PainArea? Area(string key) => PainAreas.FirstOrDefault(a => a.Key == key);

    /// <summary>Null where there is no such protocol.</summary>
    public TreatmentProtocol? Protocol(string id) => Protocols.FirstOrDefault(p => p.Id == id);
}

/// <summary>A measure that a goal can be set in.</summary>
/// <param name="Id">"HT_LEG_NRS".</param>
/// <param name="Better">Whether a lower or a higher value is better.</param>
/// <param name="ImportantChange">Change in one person that counts as important, in the measure's own points; null where none is known.</param>
/// <param name="NamesActivity">The person names the activity that is measured.</param>
/// <param name="Note">What is known of the important change.</param>
public sealed record GoalMeasure(
    string Id, LocalText Name, double Least, double Most, Direction Better, double? ImportantChange, bool NamesActivity, LocalText Note, Provenance Provenance);

/// <summary>When treatment is looked at again.</summary>
/// <param name="IsStopRule">True: due where nothing important has changed. False: due in any case.</param>
/// <param name="AfterSessions">Null: does not depend on sessions.</param>
/// <param name="AfterWeeks">Weeks from the first session; whichever of the two comes first. Null: does not depend on weeks.</param>
public sealed record ReviewRule(string Id, bool IsStopRule, int? AfterSessions, int? AfterWeeks, LocalText Text, Provenance Provenance);

/// <summary>A column of the row for research.</summary>
/// <param name="Unit">Unit, or the words that may stand in it.</param>
/// <param name="Meaning">What it holds, and what an empty field says.</param>
public sealed record ResearchColumn(string Column, string Unit, LocalText Meaning);
