using System.Collections.Immutable;
using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>Which answers call for emergency care, told while the rest is still being asked.</summary>
public static class ScreenEmergency
{
    /// <summary>The rules that send to hospital now, by what has been answered so far. More answers can add to them; that none is here says nothing yet.</summary>
    public static ImmutableArray<ScreeningRule> In(ScreeningKnowledge knowledge, IntakeAnswers answers) =>
        [.. SafetyScreen.Run(knowledge, answers, ClinicThresholds.Off).Findings.Select(f => f.Rule).Where(r => r.Severity == ScreenSeverity.Emergency)];
}
