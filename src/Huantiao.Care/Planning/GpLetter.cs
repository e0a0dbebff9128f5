using Huantiao.Care.Assessment;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>The letter to the person's own doctor: what was found, what is planned, what is asked. It never asks that a medicine be stopped.</summary>
public static class GpLetter
{
    /// <param name="earlier">The examination before; null: none.</param>
    /// <param name="screen">Null: no screen was done, and the letter says so.</param>
    /// <param name="codes">Chosen by the clinician; none: none chosen.</param>
    public static Letter Compose(Pathway pathway, Examination examination, Examination? earlier, ScreenSummary? screen, DiagnosisCodes codes, TreatmentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(pathway);
        ArgumentNullException.ThrowIfNull(examination);
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(plan);
        var knowledge = examination.Knowledge;
        return new(CareWords.Capital(CareWords.Text("gp.title", ("intervention", pathway.Intervention), ("condition", pathway.Condition))),
        [
            Found(examination, earlier),
            new("diagnosis", CareWords.Text("gp.diagnosis"),
                [codes.Codes.IsEmpty ? CareWords.Text("gp.no-diagnosis") : CareWords.Text("gp.diagnosis-by")],
                [.. codes.Codes.Select(c => CareWords.Text("gp.code", ("display", c.Display), ("system", c.System.ToUpperInvariant()), ("code", c.Code)))]),
            Screen(screen),
            Plan(plan, knowledge),
            Asks(examination, earlier, screen, plan),
        ]);
    }

    private static LetterPart Found(Examination examination, Examination? earlier)
    {
        var pain = !examination.Pain.IsDrawn
            ? CareWords.Text("gp.pain-not-drawn")
            : examination.Pain.Marks.IsEmpty
                ? CareWords.Text("gp.no-pain")
                : CareWords.Text("gp.pain", ("areas", CareWords.Lines(examination.Pain.Marks.Select(m => CareWords.Text(
                    "gp.area", ("area", m.Area.Name), ("side", CareWords.Text("side." + ExaminationValue.Word(m.Side))))))));
        var missing = RedFlagSignals.NotExamined(examination);
        List<LocalText> paragraphs = [pain];
        if (!missing.IsEmpty)
            paragraphs.Add(CareWords.Text("gp.not-examined", ("fields", CareWords.Lines(missing.Select(f => f.InWords())))));
        paragraphs.AddRange(RedFlagSignals.Of(examination, earlier).Select(s => s.Reason));
        var examined = examination.Findings.Where(f => f.IsExamined).ToList();
        var notable = examined.Where(f => !f.Value.IsUsual).ToList();
        if (examined.Exists(f => f.Value.IsUsual))
            paragraphs.Add(CareWords.Text("gp.normal", ("fields", CareWords.Lines(Fields(examined.Where(f => f.Value.IsUsual))))));
        if (examined.Count > 0)
            paragraphs.Add(CareWords.Text(notable.Count > 0 ? "gp.notable" : "gp.nothing-notable"));
        return new("found", CareWords.Text("gp.found"), [.. paragraphs], [.. notable.Select(f => f.InWords())]);
    }

    /// <summary>Each field once: "Knee jerk (both sides)".</summary>
    private static IEnumerable<LocalText> Fields(IEnumerable<Finding> findings) => findings.GroupBy(f => f.Field).Select(g => g.Key.Sided
        ? CareWords.Text("field.sided", ("field", g.Key.Label), ("side", CareWords.Text("side." + (g.Count() == 2 ? "both" : ExaminationValue.Word(g.First().Side)))))
        : g.Key.Label);

    private static LetterPart Screen(ScreenSummary? screen)
    {
        if (screen is null)
            return new("screen", CareWords.Text("gp.screen"), [CareWords.Text("gp.screen-not-done")], []);
        List<LocalText> paragraphs = [CareWords.Text(screen.Findings.IsEmpty ? "gp.screen-nothing" : "gp.screen-found")];
        if (screen.Unanswered > 0)
            paragraphs.Add(CareWords.Counted("gp.screen-unanswered", screen.Unanswered));
        return new("screen", CareWords.Text("gp.screen"), [.. paragraphs], [.. screen.Findings.Select(f => f.Action is { } action
            ? CareWords.Text(f.IsOpen ? "gp.screen-line-open" : "gp.screen-line", ("text", f.Text), ("action", action))
            : f.Text)]);
    }

    private static LetterPart Plan(TreatmentPlan plan, TreatmentKnowledge knowledge)
    {
        var content = plan.Content;
        List<LocalText> items =
        [
            Line("gp.points", content.Needles.IsEmpty ? PlanWords.NotDecided : CareWords.Lines(content.Needles.Select(PlanWords.SiteOf))),
            Line("gp.course", PlanWords.Of(content, PlanPart.Course, "")),
            Line("gp.stimulation", PlanWords.Of(content, PlanPart.Stimulation, "")),
            Line("gp.goals", content.Goals.IsEmpty ? PlanWords.NotDecided : CareWords.Lines(content.Goals.Select(g => PlanWords.Of(g, knowledge)))),
            Line("gp.review", PlanWords.Of(content, PlanPart.Review, "")),
            Line("gp.stop", content.StopRule is { } stop ? PlanWords.Of(stop, knowledge) : PlanWords.NotDecided),
            Line("gp.other-care", PlanWords.Of(content, PlanPart.OtherCare, "")),
        ];
        var state = plan switch
        {
            TreatmentPlan.Agreed { Withdrawn: not null } => "gp.plan-withdrawn",
            TreatmentPlan.Agreed => "gp.plan-agreed",
            TreatmentPlan.Superseded => "gp.plan-superseded",
            _ => "gp.plan-draft",
        };
        return new("plan", CareWords.Text("gp.plan"), [CareWords.Text(state, ("version", CareWords.Number(plan.Version)))], [.. items]);
    }

    private static LetterPart Asks(Examination examination, Examination? earlier, ScreenSummary? screen, TreatmentPlan plan)
    {
        List<LocalText> items = [];
        if (!RedFlagSignals.Of(examination, earlier).IsEmpty)
            items.Add(CareWords.Text("gp.ask-signals"));
        if (screen?.Findings.Any(f => f.IsOpen) == true)
            items.Add(CareWords.Text("gp.ask-open"));
        items.Add(CareWords.Text("gp.ask-know"));
        if (plan.Content.StopRule is not null)
            items.Add(CareWords.Text("gp.ask-later"));
        return new("ask", CareWords.Text("gp.ask"), [CareWords.Text("gp.medicines")], [.. items]);
    }

    private static LocalText Line(string key, LocalText text) => CareWords.Text(key, ("text", text));
}
