using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Needling;

/// <summary>A planned needle on one person: which rules concern it, and whether their conditions hold.</summary>
internal sealed class NeedleSite
{
    private readonly PointAtlas _atlas;
    private readonly NeedlePlan _plan;
    private readonly KnownOfPerson _known;

    public NeedleSite(PointAtlas atlas, NeedlePlan plan, KnownOfPerson known)
    {
        (_atlas, _plan, _known) = (atlas, plan, known);
        Rules = [.. atlas.Needling.Rules.Where(r => r.Points.Includes(plan.Point))];
        // Limits come first: whether a depth is beyond them depends on them, and no rule that sets one asks for the depth.
        LimitCun = Rules.Where(r => r.MaxCun is not null && Applies(r) == Answer.Yes).Select(r => r.MaxCun).Append(plan.Point.Depth?.MaxCun).Min();
    }

    public ImmutableArray<NeedlingRule> Rules { get; }

    /// <summary>The smallest of the point's envelope and the limits of rules that apply; null where there is none.</summary>
    public double? LimitCun { get; }

    /// <summary>A point of the moment, such as a tender one: no rule of a region can be told until it is known where it lies.</summary>
    public bool IsAnywhere => _plan.Point.Location is PointLocation.Anywhere;

    public Answer Applies(NeedlingRule rule) => Answers.All(rule.Conditions.Select(Holds));

    /// <summary>Yes, no or unknown, and nothing else.</summary>
    public Answer Holds(NeedlingCondition condition) => Answers.Any([Raw(condition)]);

    /// <summary>A depth in millimetres is there, but without the person's height it cannot be compared.</summary>
    public string QuestionOf(NeedlingCondition condition) =>
        condition is NeedlingCondition.DepthBeyond && _plan.Depth is PlannedDepth.InMillimetres ? "stature" : condition.Question;

    private Answer Raw(NeedlingCondition condition) => condition switch
    {
        NeedlingCondition.OfPerson asks => _known.Has(asks.Fact),
        NeedlingCondition.InPregnancy asks => _known.Has(asks.Stage),
        NeedlingCondition.Somewhere asks => _known.HasSomewhere(asks.Fact),
        NeedlingCondition.AtSite asks => _known.Has(asks.Fact, AtSite),
        NeedlingCondition.InLimb asks => IsAnywhere || LimbOf(_plan.Point.Region) is not null ? _known.Has(asks.Fact, InLimb) : Answer.No,
        NeedlingCondition.Planned asks => _plan.Has(asks.Technique),
        NeedlingCondition.DepthBeyond => IsBeyond(),
        NeedlingCondition.NoEnvelope => Answers.From(_plan.Point.Depth?.MaxCun is null),
        _ => Answer.Unknown,
    };

    private Answer IsBeyond() => (_plan.Depth, LimitCun, _known.Stature) switch
    {
        (PlannedDepth.Unsaid, _, _) => Answer.Unknown,
        (_, null, _) => Answer.No, // no envelope: another rule asks for confirmation
        (PlannedDepth.InCun depth, { } limit, _) => Answers.From(depth.Cun > limit),
        (PlannedDepth.InMillimetres depth, { } limit, { } stature) => Answers.From(depth.Millimetres > limit * stature.MillimetresPerCun),
        _ => Answer.Unknown,
    };

    private Answer AtSite(BodyArea area) => area switch
    {
        BodyArea.NotTold => Answer.Unknown,
        _ when IsAnywhere => Answer.Unknown,
        BodyArea.OfRegion at => at.Region == _plan.Point.Region ? area.Meets(_plan.Side) : Answer.No,
        BodyArea.OfLimb at => at.Limb == LimbOf(_plan.Point.Region) ? area.Meets(_plan.Side) : Answer.No,
        BodyArea.OfPoint at => Same(at.Code) ? area.Meets(_plan.Side) : Answer.No,
        _ => Answer.Unknown,
    };

    private Answer InLimb(BodyArea area)
    {
        var limb = area switch
        {
            BodyArea.OfRegion at => LimbOf(at.Region),
            BodyArea.OfPoint at => LimbOf(_atlas.Find(at.Code)!.Region),
            BodyArea.OfLimb at => at.Limb,
            _ => null,
        };
        if (area is BodyArea.NotTold || IsAnywhere)
            return Answer.Unknown;
        return limb is not null && limb == LimbOf(_plan.Point.Region) ? area.Meets(_plan.Side) : Answer.No;
    }

    private bool Same(string code) => string.Equals(code, _plan.Point.Code, StringComparison.OrdinalIgnoreCase);

    private Limb? LimbOf(string region) => _atlas.Needling.Limbs.TryGetValue(region, out var limb) ? limb.Limb : null;
}
