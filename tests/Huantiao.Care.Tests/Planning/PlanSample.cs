using System.Collections.Immutable;
using Huantiao.Care.Assessment;
using Huantiao.Care.Needling;
using Huantiao.Care.Planning;
using Huantiao.Care.Tests.Needling;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;
using static Huantiao.Care.Tests.Assessment.Examined;

namespace Huantiao.Care.Tests.Planning;

/// <summary>Plans of an invented person: 1.5 m tall, so that 1 cun is 20 mm; every question answered with no unless said.</summary>
internal static class PlanSample
{
    public static readonly Guid Practitioner = Guid.Parse("0199a000-0000-7000-8000-000000000001");

    public static readonly Guid Id = Guid.Parse("0199a000-0000-7000-8000-0000000000aa");

    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly ImmutableHashSet<string> Nobody = [];

    public static readonly GoalMeasure LegPain = Treatment.GoalMeasures.Single(m => m.Id == "HT_LEG_NRS");

    public static readonly GoalMeasure Activity = Treatment.GoalMeasures.Single(m => m.Id == "HT_ACTIVITY");

    public static KnownOfPerson Known(params string[] words) => KnownOfPerson.From(Situation.Facts(words));

    public static PlanConsent Consent(int version = 1) => new(ConsentGiver.Person, ConsentForm.SignedOnScreen, version, Practitioner, Monday.AddHours(1));

    /// <summary>Everything that has to be decided, at points without cautions that need more than care.</summary>
    public static ImmutableArray<PlanChange> Whole { get; } =
    [
        new PlanChange.PutNeedle(new("BL57", BodySide.Left, new(10, 20))),
        new PlanChange.PutNeedle(new("GB39", BodySide.Left, new(10, 15))),
        new PlanChange.SetStimulation(new(true, null, false)),
        new PlanChange.SetRetention(new(30)),
        new PlanChange.SetNeedleType(new(0.25, 40)),
        new PlanChange.SetCourse(new(10, [new(3, 2), new(2, 2)])),
        new PlanChange.PutGoal(PlanGoal.TrySet(LegPain, null, 7, 4, 4)!),
        new PlanChange.SetReview(new(new(2026, 3, 30))),
        new PlanChange.SetStopRule(StopRule.Proposed(Treatment)),
        new PlanChange.SetOtherCare([]),
    ];

    public static TreatmentPlan.Draft Draft(params IEnumerable<PlanChange> changes) =>
        changes.Aggregate(TreatmentPlan.Begin(Id), (plan, change) => Assert.IsType<ChangeOutcome.Changed>(Change(plan, change, "as agreed")).Plan);

    public static ChangeOutcome Change(TreatmentPlan.Draft plan, PlanChange change, string why = "", params string[] facts) =>
        plan.Change(change, why, Practitioner, Monday, Situation.Atlas, Known(facts));

    public static TreatmentPlan.Agreed Agreed(TreatmentPlan.Draft plan) =>
        Assert.IsType<AgreementOutcome.Done>(plan.Agree(Consent(plan.Version), Situation.Atlas, Known(), Nobody)).Plan;

    public static ProtocolStart? Begin(string protocol, string[] patterns, KnownOfPerson? known = null, params PainSide[] painful) =>
        ProtocolPlans.Begin(Id, Treatment.Protocol(protocol)!, Treatment, painful.ToHashSet(), patterns.ToHashSet(StringComparer.Ordinal), known ?? Known());
}
