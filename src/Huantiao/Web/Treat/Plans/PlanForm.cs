using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Care.Needling;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Treat.Plans;

/// <summary>One change of a plan, as its small form sends it. What cannot be read stays in the form, with what is wrong beside it.</summary>
internal static class PlanForm
{
    /// <summary>Null where a field is wrong, or the part is none.</summary>
    public static PlanChange? Read(Form form, string part, PlanContent before, TreatmentKnowledge knowledge) => part switch
    {
        "needle" => Needle(form),
        "remove-needle" => Site(form) is var (point, side) ? new PlanChange.RemoveNeedle(point, side) : null,
        "confirm" => Site(form) is var (point, side) ? new PlanChange.ConfirmCaution(point, side, form.Typed("caution")) : null,
        "retention" => form.Number("minutes", 0.5, 180) is { } minutes ? new PlanChange.SetRetention(RetentionTime.TryFrom(minutes)) : null,
        "needle-type" => form.Number("diameter", 0.1, 1) is { } diameter && form.Number("length", 1, 200) is { } length
            ? new PlanChange.SetNeedleType(NeedleType.TryFrom(diameter, length, OrNull(form.Text("make", 200, required: false)))) : null,
        "stimulation" => Stimulation(form),
        "response" => Chosen<ResponseSought>(form) is { } response ? new PlanChange.SetResponse(response) : null,
        "variation" => Chosen<VariationAllowed>(form) is { } variation ? new PlanChange.SetVariation(variation) : null,
        "style" => new PlanChange.SetStyle(Same(form.Text("text", 1000, lines: true))),
        "reasoning" => new PlanChange.SetReasoning(Same(form.Text("text", 4000, lines: true))),
        "course" => Course(form),
        "goal" => Goal(form, knowledge),
        "remove-goal" => new PlanChange.RemoveGoal(form.Typed("measure"), OrNull(form.Typed("activity"))),
        "review" => form.Date("on") is { } on ? new PlanChange.SetReview(new(on)) : null,
        "stop-rule" => StopRule(form, knowledge),
        "care-none" => new PlanChange.SetOtherCare(ImmutableArray<OtherCare>.Empty),
        "care" => Care(form, before),
        "setting" => new PlanChange.SetSetting(new(form.Text("place", 400), OrNull(form.Text("explained", 4000, required: false, lines: true)))),
        "practitioner" => new PlanChange.SetPractitioner(new(form.Text("qualification", 400), form.Whole("years", 0, 80, required: false), OrNull(form.Text("other", 1000, required: false)))),
        _ => null,
    };

    private static PlanChange? Needle(Form form)
    {
        if (Site(form) is not var (point, side))
            return null;
        var (least, most) = (form.Number("least", 0.5, 150, required: false), form.Number("most", 0.5, 150, required: false));
        var depth = (least ?? most) is { } from && (most ?? least) is { } to ? DepthRange.TryFrom(from, to) : null;
        if ((least ?? most) is not null && depth is null)
            form.Refuse("most", "Plan.DepthOrder");
        return form.IsGood ? new PlanChange.PutNeedle(new(point, side, depth)) : null;
    }

    private static (string Point, BodySide Side)? Site(Form form)
    {
        if (form.Typed("point") is { Length: > 0 and < 20 } point && Sides.TryParse(form.Typed("side")) is { } side)
            return (point, side);
        form.Refuse("part", "Form.Choose");
        return null;
    }

    private static PlanChange? Stimulation(Form form)
    {
        var hertz = form.Number("hertz", 0.1, 1000, required: false);
        var chest = form.Typed("chest") switch { "yes" => Answer.Yes, "no" => Answer.No, _ => Answer.Unknown };
        return form.IsGood
            ? new PlanChange.SetStimulation(new(form.Has("way", "hand"), form.Has("way", "electro") ? new(hertz, chest) : null, form.Has("way", "heat")))
            : null;
    }

    private static PlanChange? Course(Form form)
    {
        var phases = ImmutableArray.CreateBuilder<CoursePhase>();
        for (var i = 1; i <= 3; i++)
        {
            var n = i.ToString(CultureInfo.InvariantCulture);
            var (often, weeks) = (form.Whole("often" + n, 1, 14, required: i == 1), form.Whole("weeks" + n, 1, 104, required: i == 1));
            if (often is { } times && weeks is { } of)
                phases.Add(new(times, of));
        }

        // The number of sessions is what the phases make: nobody has to add it up.
        var sessions = phases.Sum(p => p.PerWeek * p.Weeks);
        if (!form.IsGood)
            return null;
        if (TreatmentCourse.TryFrom(sessions, phases.ToImmutable()) is { } course)
            return new PlanChange.SetCourse(course);
        form.Refuse("often1", "Form.NotBetween", 1, 200);
        return null;
    }

    private static PlanChange? Goal(Form form, TreatmentKnowledge knowledge)
    {
        if (knowledge.GoalMeasures.FirstOrDefault(m => m.Id == form.Typed("measure")) is not { } measure)
        {
            form.Refuse("measure", "Form.Choose");
            return null;
        }

        var activity = form.Text("activity", 400, required: measure.NamesActivity);
        var baseline = form.Number("baseline", measure.Least, measure.Most, required: false);
        var target = form.Number("target", measure.Least, measure.Most);
        var week = form.Whole("week", 1, 260);
        if (!form.IsGood)
            return null;
        if (PlanGoal.TrySet(measure, measure.NamesActivity ? activity : null, baseline, target!.Value, week!.Value) is { } goal)
            return new PlanChange.PutGoal(goal);
        form.Refuse("target", "Plan.GoalNotBetter");
        return null;
    }

    private static PlanChange? StopRule(Form form, TreatmentKnowledge knowledge)
    {
        var (sessions, weeks) = (form.Whole("sessions", 1, 200, required: false), form.Whole("weeks", 1, 104, required: false));
        var measure = knowledge.GoalMeasures.FirstOrDefault(m => m.Id == form.Typed("measure"));
        if (measure is null)
            form.Refuse("measure", "Form.Choose");
        if (sessions is null && weeks is null)
            form.Refuse("sessions", "Form.Missing");
        return form.IsGood ? new PlanChange.SetStopRule(new(sessions, weeks, measure!.Id, measure.ImportantChange)) : null;
    }

    private static PlanChange? Care(Form form, PlanContent before)
    {
        var kind = Enum.TryParse<OtherCareKind>(form.Typed("kind"), out var known) && Enum.IsDefined(known) ? known : (OtherCareKind?)null;
        if (kind is null)
            form.Refuse("kind", "Form.Choose");
        var what = form.Text("what", 1000);
        return form.IsGood ? new PlanChange.SetOtherCare([.. before.OtherCare ?? [], new(kind!.Value, what, form.Ticked("here"))]) : null;
    }

    private static T? Chosen<T>(Form form)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(form.Typed("value"), out var value) && Enum.IsDefined(value))
            return value;
        form.Refuse("value", "Form.Choose");
        return null;
    }

    /// <summary>What somebody wrote is the same in every language.</summary>
    private static LocalText? Same(string text) =>
        text.Length == 0 ? null : new(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal).Add("en", text).Add("zh-Hans", text));

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
