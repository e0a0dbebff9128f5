using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Needling;

/// <summary>Holds a planned needle against the rules of the atlas and what is known of the person. Pure: the same in, the same out.</summary>
public static class NeedlingCheck
{
    /// <summary>
    /// The weightiest caution decides; open questions outrank cautions that the practitioner alone can settle, and are outranked by a known
    /// reason to refuse or to ask another clinician.
    /// </summary>
    /// <exception cref="ArgumentException">The person's facts name a region, limb or point that the atlas does not have: it would never match, and so hide a risk.</exception>
    public static NeedlingDecision Decide(PointAtlas atlas, NeedlePlan plan, KnownOfPerson known)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(known);
        if (known.Areas.FirstOrDefault(a => !Exists(atlas, a)) is { } strange)
            throw new ArgumentException($"The atlas does not have the place {strange}.", nameof(known));

        var site = new NeedleSite(atlas, plan, known);
        var cautions = Cautions(atlas, plan, site);
        var unanswered = Unanswered(atlas, site);
        var level = cautions.IsEmpty ? NeedlingLevel.Unknown : cautions.Max(c => c.Level);
        return (level, unanswered.IsEmpty) switch
        {
            (NeedlingLevel.Refuse, _) => new NeedlingDecision.Refuse(cautions, unanswered, site.LimitCun),
            (NeedlingLevel.Agreement, _) => new NeedlingDecision.AgreementFirst(cautions, unanswered, site.LimitCun),
            (_, false) => new NeedlingDecision.AskFirst(cautions, unanswered, site.LimitCun),
            (NeedlingLevel.Confirm, _) => new NeedlingDecision.ConfirmFirst(cautions, site.LimitCun),
            (NeedlingLevel.Unknown, _) => new NeedlingDecision.NothingRecorded(site.LimitCun),
            _ => new NeedlingDecision.ProceedWithCare(cautions, site.LimitCun),
        };
    }

    private static ImmutableArray<Caution> Cautions(PointAtlas atlas, NeedlePlan plan, NeedleSite site)
    {
        var rules = site.Rules.Where(r => site.Applies(r) == Answer.Yes).ToList();
        // A hazard that a rule about the point alone already tells, with what to do, is not told twice.
        var told = rules.Where(r => r.Conditions.IsEmpty).SelectMany(r => r.Points.Risks).ToHashSet(StringComparer.Ordinal);
        var hazards = plan.Point.Hazards is { } recorded
            ? recorded.Kinds.Where(k => recorded.Severity == "absolute" || !told.Contains(k)).Select(k => new Caution.OfHazard(k, atlas.Words.Risks[k], recorded))
            : [];
        IEnumerable<Caution> all = [.. rules.Select(r => new Caution.OfRule(r)), .. hazards];
        if (plan.Point.Caution is { } note)
            all = all.Append(new Caution.OfPoint(note));
        return [.. all.OrderByDescending(c => c.Level)];
    }

    private static ImmutableArray<OpenQuestion> Unanswered(PointAtlas atlas, NeedleSite site)
    {
        var open = site.Rules.Where(r => site.Applies(r) == Answer.Unknown)
            .SelectMany(r => r.Conditions.Where(c => site.Holds(c) == Answer.Unknown).Select(c => (Key: site.QuestionOf(c), r.Id)))
            .Concat(site.IsAnywhere ? [(Key: "site", Id: "site")] : []);
        return [.. open.GroupBy(o => o.Key, StringComparer.Ordinal)
            .Select(g => new OpenQuestion(atlas.Needling.Questions[g.Key], [.. g.Select(o => o.Id).Distinct(StringComparer.Ordinal)]))];
    }

    private static bool Exists(PointAtlas atlas, BodyArea area) => area switch
    {
        BodyArea.OfRegion at => atlas.Words.Regions.ContainsKey(at.Region),
        BodyArea.OfPoint at => atlas.Find(at.Code) is not null,
        BodyArea.OfLimb at => at.Limb is Limb.Arm or Limb.Leg,
        _ => true,
    };
}
