using System.Collections.Immutable;
using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;
using Huantiao.Web.Clinics;
using Microsoft.AspNetCore.Components;

namespace Huantiao.Web.Intakes;

/// <summary>What a page on a patient's phone is made from.</summary>
/// <param name="Asked">The questions to be asked as things stand, in their order.</param>
/// <param name="Emergency">Rules that send to hospital now.</param>
public sealed record PhoneView(
    string ClinicName, bool Invented, string PatientName, DateOnly Today, IntakeDraft Draft, ImmutableArray<IntakeQuestion> Asked, ImmutableArray<ScreeningRule> Emergency)
{
    /// <summary>Asked one after another; the signing comes after them.</summary>
    public IEnumerable<IntakeQuestion> Steps => Asked.Where(q => !q.IsOfTheSigning());

    /// <summary>What must still be answered, "not sure" included, before it can be sent.</summary>
    public IEnumerable<IntakeQuestion> Missing => Steps.Where(q => !q.MaySkip && !Draft.IsDealtWith(q.Id));

    /// <summary>The same, those of a group on one page.</summary>
    public ImmutableArray<ImmutableArray<IntakeQuestion>> Pages => Questionnaire.Steps(Steps);

    /// <summary>Sections that can be left for the visit as a whole: every question of theirs may be passed over.</summary>
    public static IEnumerable<string> Leavable(ScreeningKnowledge knowledge) =>
        Questionnaire.Possible(knowledge).GroupBy(q => q.Section, StringComparer.Ordinal).Where(s => s.All(q => q.MaySkip)).Select(s => s.Key);

    public int Done => Steps.Count(q => Draft.IsDealtWith(q.Id));

    /// <summary>The first that has not been dealt with; null: all have.</summary>
    public IntakeQuestion? Next => Steps.FirstOrDefault(q => !Draft.IsDealtWith(q.Id));
}

/// <summary>A page on a patient's phone.</summary>
public abstract class PhonePage : ClinicPart
{
    [Parameter, EditorRequired]
    public PhoneView Phone { get; set; } = null!;

    internal ScreeningKnowledge Knowledge => View.Site.Screening!.Knowledge;
}
