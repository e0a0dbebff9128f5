using System.Collections.Immutable;
using Huantiao.Care.Assessment;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>Parts of a plan in words, both languages.</summary>
public static class PlanWords
{
    /// <summary>"Not decided".</summary>
    public static LocalText NotDecided { get; } = CareWords.Text("plan.not-decided");

    /// <summary>The name of a part.</summary>
    public static LocalText Name(PlanPart part) => CareWords.Text("part." + ExaminationValue.Word(part));

    /// <summary>What a plan says to a part.</summary>
    /// <param name="key">As <see cref="PlanChange.Key"/>.</param>
    public static LocalText Of(PlanContent content, PlanPart part, string key)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(key);
        return part switch
        {
            PlanPart.Style => content.Style ?? NotDecided,
            PlanPart.Reasoning => content.Reasoning ?? NotDecided,
            PlanPart.Variation => Of(content.Variation),
            PlanPart.Needle => content.Needles.FirstOrDefault(n => n.Key == key) is { } needle ? Of(needle) : CareWords.Text("plan.no-needle"),
            PlanPart.Response => Of(content.Response),
            PlanPart.Stimulation => content.Stimulation is { } stimulation ? Of(stimulation) : NotDecided,
            PlanPart.Retention => content.Retention is { } time ? CareWords.Text("plan.minutes", ("n", CareWords.Number(time.Minutes))) : NotDecided,
            PlanPart.NeedleType => content.NeedleType is { } type ? Of(type) : NotDecided,
            PlanPart.Course => content.Course is { } course ? Of(course) : NotDecided,
            PlanPart.Goal => content.Goals.FirstOrDefault(g => g.Key == key) is { } goal ? Of(goal) : CareWords.Text("plan.no-goal"),
            PlanPart.Review => content.Review is { } review ? CareWords.Day(review.On) : NotDecided,
            PlanPart.StopRule => content.StopRule is { } rule ? Of(rule) : NotDecided,
            PlanPart.OtherCare => content.OtherCare is { } care ? Of(care) : NotDecided,
            PlanPart.Setting => content.Setting is { } setting ? Of(setting) : NotDecided,
            PlanPart.Practitioner => content.Practitioner is { } practitioner ? Of(practitioner) : NotDecided,
            PlanPart.Confirmation => CareWords.Text(content.Confirmed.Any(c => $"{c.Needle} {c.Caution}" == key) ? "plan.confirmed" : "plan.not-confirmed"),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "No such part of a plan."),
        };
    }

    /// <summary>"BL25, left: 15–25 mm deep".</summary>
    public static LocalText Of(PlannedNeedle needle)
    {
        ArgumentNullException.ThrowIfNull(needle);
        var depth = needle.Depth is { } d
            ? CareWords.Text("plan.depth", ("depth", d.LeastMm == d.MostMm ? CareWords.Number(d.MostMm) : $"{CareWords.Number(d.LeastMm)}–{CareWords.Number(d.MostMm)}"))
            : CareWords.Text("plan.depth-open");
        return CareWords.Text(needle.Type is null ? "plan.needle" : "plan.needle-type", ("site", SiteOf(needle)), ("depth", depth), ("type", needle.Type is { } t ? Of(t) : LocalText.Empty));
    }

    public static LocalText Of(NeedleType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var size = $"{CareWords.Number(type.DiameterMm)} × {CareWords.Number(type.LengthMm)} mm";
        return CareWords.Same(string.IsNullOrWhiteSpace(type.Make) ? size : $"{size}, {type.Make}");
    }

    public static LocalText Of(TreatmentCourse course)
    {
        ArgumentNullException.ThrowIfNull(course);
        var sessions = CareWords.Counted("plan.sessions", course.Sessions);
        return course.Phases.IsEmpty
            ? CareWords.Text("plan.course-open", ("sessions", sessions))
            : CareWords.Text("plan.course", ("sessions", sessions), ("phases", Of(course.Phases)));
    }

    /// <summary>"3 times a week for 2 weeks, then twice a week for 2 weeks".</summary>
    public static LocalText Of(ImmutableArray<CoursePhase> phases) => phases.Select(p => CareWords.Text(
            "plan.phase", ("times", CareWords.Counted("plan.times", p.PerWeek)), ("weeks", CareWords.Counted("plan.weeks", p.Weeks))))
        .Aggregate((before, next) => CareWords.Text("plan.then", ("before", before), ("next", next)));

    public static LocalText Of(StimulationPlan stimulation)
    {
        ArgumentNullException.ThrowIfNull(stimulation);
        List<LocalText> ways = [];
        if (stimulation.ByHand)
            ways.Add(CareWords.Text("plan.by-hand"));
        if (stimulation.Electro is { } electro)
            ways.Add(electro.Hertz is { } hertz ? CareWords.Text("plan.electro-hertz", ("n", CareWords.Number(hertz))) : CareWords.Text("plan.electro"));
        if (stimulation.Heat)
            ways.Add(CareWords.Text("plan.heat"));
        return ways.Count == 0 ? CareWords.Text("plan.not-stimulated") : CareWords.List(ways);
    }

    /// <summary>The measure by its id: its name is the pathway's, see <see cref="Of(PlanGoal, TreatmentKnowledge)"/>.</summary>
    public static LocalText Of(PlanGoal goal) => Of(goal, CareWords.Same((goal ?? throw new ArgumentNullException(nameof(goal))).Measure));

    public static LocalText Of(PlanGoal goal, TreatmentKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(goal);
        ArgumentNullException.ThrowIfNull(knowledge);
        return Of(goal, MeasureOf(goal.Measure, knowledge));
    }

    public static LocalText Of(StopRule rule) => Of(rule, CareWords.Same((rule ?? throw new ArgumentNullException(nameof(rule))).Measure));

    public static LocalText Of(StopRule rule, TreatmentKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(knowledge);
        return Of(rule, MeasureOf(rule.Measure, knowledge));
    }

    private static LocalText Of(StopRule rule, LocalText measure)
    {
        List<LocalText> times = [];
        if (rule.AfterSessions is { } sessions)
            times.Add(CareWords.Counted("plan.sessions", sessions));
        if (rule.AfterWeeks is { } weeks)
            times.Add(CareWords.Counted("plan.weeks", weeks));
        var when = times.Count == 1 ? times[0] : CareWords.Text("plan.whichever", ("one", times[0]), ("other", times[1]));
        return rule.LeastChange is { } least
            ? CareWords.Text("plan.stop-rule", ("when", when), ("measure", measure), ("least", CareWords.Number(least)))
            : CareWords.Text("plan.stop-rule-open", ("when", when), ("measure", measure));
    }

    public static LocalText Of(ImmutableArray<OtherCare> care) => care.IsEmpty
        ? CareWords.Text("plan.no-other-care")
        : CareWords.Lines(care.Select(c => CareWords.Text(c.GivenHere ? "plan.care-here" : "plan.care-goes-on", ("kind", Of(c.Kind)), ("what", c.What))));

    public static LocalText Of(OtherCareKind kind) => CareWords.Text("care." + ExaminationValue.Word(kind));

    public static LocalText Of(VariationAllowed variation) => CareWords.Text("variation." + ExaminationValue.Word(variation));

    public static LocalText Of(ResponseSought response) => CareWords.Text("response." + ExaminationValue.Word(response));

    public static LocalText Of(PractitionerBackground practitioner)
    {
        ArgumentNullException.ThrowIfNull(practitioner);
        List<LocalText> parts = [CareWords.Same(practitioner.Qualification)];
        parts.Add(practitioner.Years is { } years ? CareWords.Counted("plan.years", years) : CareWords.Text("plan.years-open"));
        if (!string.IsNullOrWhiteSpace(practitioner.Other))
            parts.Add(CareWords.Same(practitioner.Other));
        return CareWords.Lines(parts);
    }

    public static LocalText Of(PlanSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return string.IsNullOrWhiteSpace(setting.Explained)
            ? CareWords.Same(setting.Place)
            : CareWords.Text("plan.setting", ("place", setting.Place), ("explained", setting.Explained));
    }

    /// <summary>"BL25, left".</summary>
    public static LocalText SiteOf(PlannedNeedle needle)
    {
        ArgumentNullException.ThrowIfNull(needle);
        return CareWords.Text("plan.site", ("point", needle.Point), ("side", CareWords.Text("side." + ExaminationValue.Word(needle.Side))));
    }

    /// <summary>What a recorded change says, with the names that measures have now: it names them by id.</summary>
    public static LocalText Named(LocalText recorded, TreatmentKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(knowledge);
        return new(recorded.ByLanguage.ToImmutableDictionary(
            text => text.Key, text => knowledge.GoalMeasures.Aggregate(text.Value, (said, measure) => said.Replace(measure.Id, measure.Name.In(text.Key), StringComparison.Ordinal)), StringComparer.Ordinal));
    }

    private static LocalText MeasureOf(string id, TreatmentKnowledge knowledge) => knowledge.GoalMeasures.FirstOrDefault(m => m.Id == id)?.Name ?? CareWords.Same(id);

    private static LocalText Of(PlanGoal goal, LocalText measure) => CareWords.Text(
        goal.Activity is null ? "plan.goal" : "plan.goal-activity", ("measure", measure), ("activity", goal.Activity ?? ""),
        ("from", goal.Baseline is { } baseline ? CareWords.Text("plan.from", ("n", CareWords.Number(baseline))) : CareWords.Text("plan.from-open")),
        ("target", CareWords.Number(goal.Target)), ("weeks", CareWords.Counted("plan.weeks", goal.ByWeek)));
}
