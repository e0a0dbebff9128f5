using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>Which answers call for emergency care, told while the rest is still being asked.</summary>
public static class ScreenEmergency
{
    private static readonly ConditionalWeakTable<ScreeningKnowledge, FrozenDictionary<string, ImmutableArray<ScreeningRule>>> Alone = [];

    /// <summary>The rules that send to hospital now, by what has been answered so far. More answers can add to them; that none is here says nothing yet.</summary>
    public static ImmutableArray<ScreeningRule> In(ScreeningKnowledge knowledge, IntakeAnswers answers) =>
        [.. SafetyScreen.Run(knowledge, answers, ClinicThresholds.Off).Findings.Select(f => f.Rule).Where(r => r.Severity == ScreenSeverity.Emergency)];

    /// <summary>The rules that send to hospital by a yes to this one question, whatever else is answered; most questions have none.</summary>
    public static ImmutableArray<ScreeningRule> ByAlone(ScreeningKnowledge knowledge, string question) =>
        Alone.GetValue(knowledge, static k => k.Questions.Where(q => q.Kind == QuestionKind.YesNo)
            .ToFrozenDictionary(q => q.Id, q => In(k, IntakeAnswers.None.With(q.Id, IntakeAnswer.Yes)), StringComparer.Ordinal)).GetValueOrDefault(question, []);
}
