using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;
using static Huantiao.Care.Tests.Needling.Situation;

namespace Huantiao.Care.Tests.Needling;

/// <summary>What holds for every point, person and plan.</summary>
public class NeedlingProperties
{
    private const int Many = 10_000;

    [Property(MaxTest = Many, Arbitrary = [typeof(Scenarios)])]
    public bool Decide_FactsInAnyOrder_IsTheSame(Scenario of)
    {
        var (one, other) = (Decide(of.Plan, of.Facts), Decide(of.Plan, of.Shuffled));

        return one.GetType() == other.GetType() && Ids(one).SequenceEqual(Ids(other)) && one.LimitCun == other.LimitCun
            && one.Unanswered.Select(q => q.Question.Key).SequenceEqual(other.Unanswered.Select(q => q.Question.Key));
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(Scenarios)])]
    public bool Decide_RiskAdded_TakesNoCautionAway(Scenario of)
    {
        var (before, after) = (Decide(of.Plan, of.Facts), Decide(of.Plan, of.Facts.Add(of.Risk)));

        return !Ids(before).Except(Ids(after)).Any();
    }

    /// <summary>Where the question had been answered with no, a yes in its place is never less careful.</summary>
    [Property(MaxTest = Many, Arbitrary = [typeof(Scenarios)])]
    public bool Decide_NoTurnedIntoYes_IsNotLessCareful(Scenario of)
    {
        var no = of.Without(of.Risk).Add(Scenarios.NoFor(of.Risk));

        var (before, after) = (Decide(of.Plan, no), Decide(of.Plan, of.Without(of.Risk).Add(of.Risk)));

        return Rank(after) >= Rank(before) && !Ids(before).Except(Ids(after)).Any();
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(Scenarios)])]
    public bool Decide_NoTurnedIntoUnknown_IsNotLessCareful(Scenario of)
    {
        var silent = of.Without(of.Risk);
        var before = Decide(of.Plan, silent.Add(Scenarios.NoFor(of.Risk)));

        var (unsaid, unsure) = (Decide(of.Plan, silent), Decide(of.Plan, silent.Add(Scenarios.UnknownFor(of.Risk))));

        return Keys(unsaid).SequenceEqual(Keys(unsure)) && new[] { unsaid, unsure }
            .All(after => Rank(after) >= Rank(before) && Ids(before).SequenceEqual(Ids(after)) && !Keys(before).Except(Keys(after)).Any());
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(Scenarios)])]
    public bool Decide_PlanLessDecided_IsNotLessCareful(Scenario of)
    {
        var no = of.Plan with { Electro = Answer.No, Heat = Answer.No, Indwelling = Answer.No, CurrentAcrossChest = Answer.No };
        var open = of.Plan with { Electro = Answer.Unknown, Heat = Answer.Unknown, Indwelling = Answer.Unknown, CurrentAcrossChest = Answer.Unknown };
        var within = no with { Depth = Cun(0.05) };

        var (settled, unsettled, shallow) = (Decide(no, of.Facts), Decide(open, of.Facts), Decide(within, of.Facts));

        return Rank(unsettled) >= Rank(settled) && Rank(settled) >= Rank(shallow) && Rank(Decide(within with { Depth = PlannedDepth.NotSaid }, of.Facts)) >= Rank(shallow);
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(Scenarios)])]
    public bool Decide_OpenQuestions_NeverEndBelowAskFirst(Scenario of)
    {
        var decision = Decide(of.Plan, of.Facts);

        return (decision.Unanswered.IsEmpty || Rank(decision) >= 3)
            && (decision.Cautions.IsEmpty || Rank(decision) > 0)
            && (decision.Cautions.All(c => c.Level != NeedlingLevel.Refuse) || decision is NeedlingDecision.Refuse);
    }

    private static IEnumerable<string> Keys(NeedlingDecision decision) => decision.Unanswered.Select(q => q.Question.Key);
}

/// <param name="Risk">A fact that may be added.</param>
public sealed record Scenario(NeedlePlan Plan, ImmutableArray<KnownFact> Facts, ImmutableArray<KnownFact> Shuffled, KnownFact Risk)
{
    /// <summary>All facts but those about what this one is about.</summary>
    public ImmutableArray<KnownFact> Without(KnownFact fact) => [.. Facts.Where(f => !SameSubject(f, fact))];

    private static bool SameSubject(KnownFact one, KnownFact other) => (one, other) switch
    {
        (KnownFact.Person a, KnownFact.Person b) => a.Fact == b.Fact,
        (KnownFact.OfPregnancy, KnownFact.OfPregnancy) => true,
        _ => Situation.Placed(one) is { } a && a == Situation.Placed(other),
    };
}

/// <summary>Makes scenarios. Most answers are no: where everything is unknown every decision would be the same.</summary>
public static class Scenarios
{
    private static readonly ImmutableArray<(string Code, BodySide Side)> Needles =
    [
        .. Atlas.Points.SelectMany(p => Enum.GetValues<BodySide>().Where(s => NeedlePlan.TryAt(Atlas, p.Code, s) is not null).Select(s => (p.Code, s))),
    ];

    public static Arbitrary<Scenario> Scenario() => (
        from plan in Plans()
        from people in Gen.CollectToArray(PersonFacts, Person)
        from places in Gen.CollectToArray(PlacedFacts, Placed)
        from pregnancy in Gen.Frequency((6, Gen.Constant(Pregnancy.NotPregnant)), (2, Gen.Elements(Enum.GetValues<Pregnancy>())))
        from height in Gen.Frequency((4, Gen.Choose(500, 2500).Select(mm => new[] { (KnownFact)new KnownFact.Height(Stature.FromMillimetres(mm)) })), (1, Gen.Constant(Array.Empty<KnownFact>())))
        let facts = people.SelectMany(f => f).Concat(places.SelectMany(f => f)).Append(new KnownFact.OfPregnancy(pregnancy)).Concat(height).ToArray()
        from shuffled in Gen.Shuffle(facts)
        from risk in Risk(plan)
        select new Scenario(plan, [.. facts], [.. shuffled], risk)).ToArbitrary();

    public static KnownFact NoFor(KnownFact risk) => risk switch
    {
        KnownFact.Person of => of with { Answer = Answer.No },
        KnownFact.OfPregnancy => new KnownFact.OfPregnancy(Pregnancy.NotPregnant),
        _ => new KnownFact.Nowhere(Situation.Placed(risk)!.Value),
    };

    public static KnownFact UnknownFor(KnownFact risk) => risk switch
    {
        KnownFact.Person of => of with { Answer = Answer.Unknown },
        KnownFact.OfPregnancy => new KnownFact.OfPregnancy(Pregnancy.Unknown),
        _ => new KnownFact.NotSure(Situation.Placed(risk)!.Value),
    };

    private static Gen<NeedlePlan> Plans() =>
        from needle in Gen.Elements<(string Code, BodySide Side)>(Needles)
        from depth in Gen.Frequency(
            (6, Gen.Choose(1, 150).Select(n => Cun(n / 50.0))), (2, Gen.Choose(1, 80).Select(mm => PlannedDepth.TryFromMillimetres(mm)!)), (1, Gen.Constant(PlannedDepth.NotSaid)))
        from answers in Answers().ArrayOf(4)
        select NeedlePlan.TryAt(Atlas, needle.Code, needle.Side)! with
        {
            Depth = depth, Electro = answers[0], CurrentAcrossChest = answers[1], Indwelling = answers[2], Heat = answers[3],
        };

    private static Gen<Answer> Answers() => Gen.Frequency((8, Gen.Constant(Answer.No)), (1, Gen.Constant(Answer.Yes)), (1, Gen.Constant(Answer.Unknown)));

    /// <summary>Sometimes said twice, and not the same; now and then not at all.</summary>
    private static Gen<KnownFact[]> Person(PersonFact fact) =>
        from count in Gen.Frequency((20, Gen.Constant(1)), (2, Gen.Constant(2)), (1, Gen.Constant(0)))
        from answers in Answers().ArrayOf(count)
        select answers.Select(a => (KnownFact)new KnownFact.Person(fact, a)).ToArray();

    private static Gen<KnownFact[]> Placed(PlacedFact fact) => Gen.Frequency(
        (12, Gen.Constant<KnownFact[]>([new KnownFact.Nowhere(fact)])), (1, Gen.Constant<KnownFact[]>([new KnownFact.NotSure(fact)])), (1, Gen.Constant<KnownFact[]>([])),
        (3, Area().ArrayOf(2).Select(areas => areas.Select(a => (KnownFact)new KnownFact.At(fact, a)).ToArray())));

    private static Gen<BodyArea> Area() =>
        from side in Gen.Elements(Enum.GetValues<AreaSide>())
        from area in Gen.OneOf(
            Gen.Elements(Atlas.Words.Regions.Keys.Order(StringComparer.Ordinal).ToArray()).Select(r => (BodyArea)new BodyArea.OfRegion(r, side)),
            Gen.Elements(Limb.Arm, Limb.Leg).Select(l => (BodyArea)new BodyArea.OfLimb(l, side)),
            Gen.Elements(Atlas.Points.Select(p => p.Code).ToArray()).Select(c => (BodyArea)new BodyArea.OfPoint(c, side)),
            Gen.Constant((BodyArea)new BodyArea.NotTold()))
        select area;

    /// <summary>Half of the placed risks lie in the region of the needle, so that they often meet.</summary>
    private static Gen<KnownFact> Risk(NeedlePlan plan) => Gen.OneOf(
        Gen.Elements<PersonFact>(PersonFacts).Select(f => (KnownFact)new KnownFact.Person(f, Answer.Yes)),
        Gen.Elements(Pregnancy.StageUnknown, Pregnancy.FirstTrimester, Pregnancy.AfterThirdMonth).Select(p => (KnownFact)new KnownFact.OfPregnancy(p)),
        from fact in Gen.Elements<PlacedFact>(PlacedFacts)
        from far in Area()
        from side in Gen.Elements(Enum.GetValues<AreaSide>())
        from near in Gen.Elements(true, false)
        select (KnownFact)new KnownFact.At(fact, near ? new BodyArea.OfRegion(plan.Point.Region, side) : far));
}
