using System.Collections.Immutable;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>What the rules of needling say to one planned needle in this person.</summary>
/// <param name="Decision">With every caution and every open question.</param>
public sealed record NeedleOpinion(PlannedNeedle Needle, NeedlingDecision Decision);

/// <summary>One thing that stands between a plan and consent to it.</summary>
public abstract record PlanObstacle
{
    private PlanObstacle(LocalText text) => Text = text;

    /// <summary>What is to be done, in a sentence.</summary>
    public LocalText Text { get; }

    /// <summary>A part that has to be decided is open.</summary>
    public sealed record Open(PlanPart Part) : PlanObstacle(CareWords.Text("obstacle.open", ("part", PlanWords.Name(Part))));

    /// <summary>The rules refuse the needle as planned.</summary>
    public sealed record Refused(PlannedNeedle Needle, Caution Caution) : PlanObstacle(CareWords.Text("obstacle.refused", ("site", PlanWords.SiteOf(Needle)), ("reason", Caution.Reason)));

    /// <summary>The team that treats the person must agree first.</summary>
    public sealed record AgreementFirst(PlannedNeedle Needle, Caution Caution)
        : PlanObstacle(CareWords.Text("obstacle.agreement", ("site", PlanWords.SiteOf(Needle)), ("reason", Caution.Reason)));

    /// <summary>A question that nobody has answered. No answer is not a no.</summary>
    public sealed record Unanswered(PlannedNeedle Needle, OpenQuestion Question)
        : PlanObstacle(CareWords.Text("obstacle.unanswered", ("site", PlanWords.SiteOf(Needle)), ("question", Question.Question.Text)));

    /// <summary>A caution that the practitioner has to confirm, with a reason.</summary>
    public sealed record Unconfirmed(PlannedNeedle Needle, Caution Caution)
        : PlanObstacle(CareWords.Text("obstacle.unconfirmed", ("site", PlanWords.SiteOf(Needle)), ("reason", Caution.Reason)));

    /// <summary>No needle of that kind can be planned there.</summary>
    public sealed record NoSuchSite(PlannedNeedle Needle) : PlanObstacle(CareWords.Text("obstacle.no-site", ("site", PlanWords.SiteOf(Needle))));
}

/// <summary>Whether a plan can be agreed to: each needle held against the rules of needling, and each part that must be decided.</summary>
/// <param name="Obstacles">All of them; none: both may agree. That is not "safe".</param>
public sealed record PlanReadiness(ImmutableArray<NeedleOpinion> Needles, ImmutableArray<PlanObstacle> Obstacles)
{
    private static readonly ImmutableArray<PlanPart> Needed =
        [PlanPart.Needle, PlanPart.Stimulation, PlanPart.Retention, PlanPart.Course, PlanPart.Goal, PlanPart.Review, PlanPart.StopRule, PlanPart.OtherCare];

    /// <summary>Pure: the same plan, atlas, facts and agreements always give the same.</summary>
    /// <param name="agreed">Ids of cautions that ask for another clinician's agreement and have it, in writing.</param>
    public static PlanReadiness Of(PlanContent content, PointAtlas atlas, KnownOfPerson known, IReadOnlySet<string> agreed)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(agreed);
        var opinions = ImmutableArray.CreateBuilder<NeedleOpinion>();
        var obstacles = ImmutableArray.CreateBuilder<PlanObstacle>();
        obstacles.AddRange(Needed.Where(p => IsOpen(content, p)).Select(p => new PlanObstacle.Open(p)));
        foreach (var needle in content.Needles)
        {
            if (NeedlePlan.TryAt(atlas, needle.Point, needle.Side) is not { } site)
            {
                obstacles.Add(new PlanObstacle.NoSuchSite(needle));
                continue;
            }

            var decision = NeedlingCheck.Decide(atlas, Planned(content, needle, site), known);
            opinions.Add(new(needle, decision));
            obstacles.AddRange(decision.Unanswered.Select(q => new PlanObstacle.Unanswered(needle, q)));
            obstacles.AddRange(decision.Cautions.Select(c => Obstacle(content, needle, c, agreed)).OfType<PlanObstacle>());
        }

        return new(opinions.ToImmutable(), obstacles.ToImmutable());
    }

    private static PlanObstacle? Obstacle(PlanContent content, PlannedNeedle needle, Caution caution, IReadOnlySet<string> agreed) => caution.Level switch
    {
        NeedlingLevel.Refuse => new PlanObstacle.Refused(needle, caution),
        NeedlingLevel.Agreement => agreed.Contains(caution.Id) ? null : new PlanObstacle.AgreementFirst(needle, caution),
        NeedlingLevel.Confirm => content.Confirmed.Contains(new(needle.Key, caution.Id)) ? null : new PlanObstacle.Unconfirmed(needle, caution),
        _ => null,
    };

    /// <summary>What is not decided is unknown to the rules, which then ask.</summary>
    private static NeedlePlan Planned(PlanContent content, PlannedNeedle needle, NeedlePlan site) => site with
    {
        Depth = needle.Depth is { } depth ? PlannedDepth.TryFromMillimetres(depth.MostMm)! : PlannedDepth.NotSaid,
        Electro = content.Stimulation is { } stimulation ? Answers.From(stimulation.Electro is not null) : Answer.Unknown,
        CurrentAcrossChest = content.Stimulation is { Electro: null } ? Answer.No : content.Stimulation?.Electro?.CurrentAcrossChest ?? Answer.Unknown,
        Heat = content.Stimulation is { } heat ? Answers.From(heat.Heat) : Answer.Unknown,
        Indwelling = content.Retention is null ? Answer.Unknown : Answer.No,
    };

    private static bool IsOpen(PlanContent content, PlanPart part) => part switch
    {
        PlanPart.Needle => content.Needles.IsEmpty,
        PlanPart.Stimulation => content.Stimulation is null,
        PlanPart.Retention => content.Retention is null,
        PlanPart.Course => content.Course is null || content.Course.Phases.IsEmpty,
        PlanPart.Goal => content.Goals.IsEmpty,
        PlanPart.Review => content.Review is null,
        PlanPart.StopRule => content.StopRule is null,
        PlanPart.OtherCare => content.OtherCare is null,
        _ => false,
    };
}
