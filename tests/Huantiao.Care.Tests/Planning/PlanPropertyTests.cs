using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Huantiao.Care.Needling;
using Huantiao.Care.Planning;
using Huantiao.Care.Tests.Needling;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;
using static Huantiao.Care.Tests.Assessment.Examined;
using static Huantiao.Care.Tests.Planning.PlanSample;

namespace Huantiao.Care.Tests.Planning;

/// <summary>What holds for every plan, whatever was changed.</summary>
public class PlanPropertyTests
{
    [Property(MaxTest = 2000, Arbitrary = [typeof(Changes)])]
    public bool Replay_RecordedChanges_GivesTheSamePlan(PlanChange[] changes)
    {
        var plan = Run(changes);

        return PlanJson.Same(TreatmentPlan.Replay(plan.Start, plan.Changes.Select(c => c.What)), plan.Content)
            && plan.Changes.All(c => c.From.In("en") != c.To.In("en") || c.From.In("en").Length > 0);
    }

    /// <summary>Each step of the record says from what the plan said before it to what it said after.</summary>
    [Property(MaxTest = 1000, Arbitrary = [typeof(Changes)])]
    public bool Changes_EachStep_TellsWhatThePlanSaidBeforeAndAfter(PlanChange[] changes)
    {
        var content = PlanContent.Blank;
        foreach (var step in Run(changes).Changes)
        {
            if (PlanWords.Of(content, step.What.Part, step.What.Key).In("zh-Hans") != step.From.In("zh-Hans"))
                return false;
            content = step.What.ApplyTo(content);
            if (PlanWords.Of(content, step.What.Part, step.What.Key).In("zh-Hans") != step.To.In("zh-Hans"))
                return false;
        }

        return true;
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(Changes)])]
    public bool PlanJson_AnyPlan_ReadsBackAsItself(PlanChange[] changes)
    {
        var plan = Run(changes);

        return PlanJson.TryRead(PlanJson.Write(plan)) is TreatmentPlan.Draft read && PlanJson.Write(read) == PlanJson.Write(plan) && PlanJson.Same(read.Content, plan.Content);
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(Changes)])]
    public bool StrictaTable_AnyPlan_HasSeventeenItemsEachFilledOrExplained(PlanChange[] changes)
    {
        var rows = StrictaTable.Of(Run(changes).Content, Treatment);

        return rows.Length == 17 && rows.Select(r => r.Item.Item).SequenceEqual(["1a", "1b", "1c", "2a", "2b", "2c", "2d", "2e", "2f", "2g", "3a", "3b", "4a", "4b", "5", "6a", "6b"])
            && rows.All(r => r.Text.In("en").Length > 0 && r.Text.In("zh-Hans").Length > 0)
            && rows.All(r => r.State == StrictaState.NotApplicable == r.Item.TrialOnly)
            && StrictaTable.ToCsv(rows, "en").Split("\r\n").Length >= 19;
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(Changes)])]
    public bool PlanReadiness_AQuestionUnanswered_IsNeverLessCareful(PlanChange[] changes)
    {
        var content = Run(changes).Content;
        var (all, unknown) = (PlanReadiness.Of(content, Situation.Atlas, Known(), Nobody), PlanReadiness.Of(content, Situation.Atlas, Known("Anticoagulant?", "SkinProblem?"), Nobody));

        return unknown.Obstacles.Length >= all.Obstacles.Length;
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(Changes)])]
    public bool Covers_ThePlanItself_CoversEveryPart(PlanChange[] changes)
    {
        var plan = Agreed(Draft(Whole));
        var now = changes.Aggregate(plan.Content, (content, change) => change.ApplyTo(content));
        var covered = plan.Covers(now).Where(c => !c.IsCovered).Select(c => c.Part).ToHashSet();
        var touched = changes.Select(c => c.Part).ToHashSet();

        return covered.IsSubsetOf(touched) && plan.Covers(plan.Content).All(c => c.IsCovered);
    }

    private static TreatmentPlan.Draft Run(PlanChange[] changes) =>
        changes.Aggregate(TreatmentPlan.Begin(Id), (plan, change) => Change(plan, change, "because") is ChangeOutcome.Changed changed ? changed.Plan : plan);
}

/// <summary>Random changes; some are refused, as in life.</summary>
public static class Changes
{
    private static readonly string[] Points = ["BL25", "BL57", "GB30", "GV4", "XX1", "bl40"];

    public static Arbitrary<PlanChange[]> Any() => Gen.Choose(0, 12).SelectMany(n => One().ArrayOf(n)).ToArbitrary();

    private static Gen<PlanChange> One() => Gen.OneOf(
        Needle().Select(n => (PlanChange)new PlanChange.PutNeedle(n)),
        Needle().Select(n => (PlanChange)new PlanChange.PutNeedle(n)),
        Needle().Select(n => (PlanChange)new PlanChange.RemoveNeedle(n.Point, n.Side)),
        Needle().Select(n => (PlanChange)new PlanChange.ConfirmCaution(n.Point, n.Side, "D01")),
        Gen.Elements<RetentionTime?>(null, new(20), new(30)).Select(r => (PlanChange)new PlanChange.SetRetention(r)),
        Gen.Elements<TreatmentCourse?>(null, new(10, []), new(10, [new(3, 2), new(2, 2)]), new(8, [new(2, 4)])).Select(c => (PlanChange)new PlanChange.SetCourse(c)),
        Gen.Elements<StimulationPlan?>(null, new(true, null, false), new(false, new(2, Answer.No), false), new(false, new(null, Answer.Unknown), true)).Select(s => (PlanChange)new PlanChange.SetStimulation(s)),
        Gen.Elements(Enum.GetValues<VariationAllowed>()).Select(v => (PlanChange)new PlanChange.SetVariation(v)),
        Gen.Elements(Enum.GetValues<ResponseSought>()).Select(r => (PlanChange)new PlanChange.SetResponse(r)),
        Gen.Choose(0, 9).Select(t => (PlanChange)new PlanChange.PutGoal(PlanGoal.TrySet(LegPain, null, 10, t, 4)!)),
        Gen.Elements("walk", "sit", "=cmd").Select(a => (PlanChange)new PlanChange.PutGoal(PlanGoal.TrySet(Activity, a, null, 8, 6)!)),
        Gen.Elements("walk", "sit").Select(a => (PlanChange)new PlanChange.RemoveGoal("HT_ACTIVITY", a)),
        Gen.Elements<ImmutableArray<OtherCare>?>(null, [], [new(OtherCareKind.Exercise, "walking, \"daily\"", false)]).Select(c => (PlanChange)new PlanChange.SetOtherCare(c)),
        Gen.Elements<LocalText?>(null, Text("=1+1", "手针"), Text("line\r\nbreak", "换行")).Select(t => (PlanChange)new PlanChange.SetStyle(t)),
        Gen.Elements<NeedleType?>(null, new(0.25, 40), new(0.3, 75, "steel")).Select(t => (PlanChange)new PlanChange.SetNeedleType(t)),
        Gen.Elements<StopRule?>(null, new(6, 4, "HT_LEG_NRS", 1.75), new(null, 4, "HT_ACTIVITY", null)).Select(s => (PlanChange)new PlanChange.SetStopRule(s)),
        Gen.Elements<PractitionerBackground?>(null, new("Licensed acupuncturist", 12, null), new("MD", null, "pain clinic")).Select(p => (PlanChange)new PlanChange.SetPractitioner(p)));

    private static Gen<PlannedNeedle> Needle() =>
        from point in Gen.Elements(Points)
        from side in Gen.Elements(Enum.GetValues<BodySide>())
        from depth in Gen.Elements<DepthRange?>(null, new(5, 10), new(10, 60))
        select new PlannedNeedle(point, side, depth);

    private static LocalText Text(string english, string chinese) => new(ImmutableDictionary<string, string>.Empty.Add("en", english).Add("zh-Hans", chinese));
}
