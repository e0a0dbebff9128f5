using System.Collections.Immutable;
using Huantiao.Evidence;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>The plan for the person to take home, in plain words: what, how often, what to expect and how sure that is, what may harm, when to get help, how to stop.</summary>
public static class PatientSummary
{
    /// <param name="answer">The evidence, with its own certainty; the summary says nothing of an effect but what stands there.</param>
    /// <param name="knowledge">Of the same pathway.</param>
    public static Letter Compose(Huantiao.Evidence.Answer answer, TreatmentKnowledge knowledge, TreatmentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(plan);
        var (pathway, content) = (answer.Pathway, plan.Content);
        return new(CareWords.Text("you.title", ("intervention", pathway.Intervention), ("condition", pathway.Condition)),
        [
            new("what", CareWords.Text("you.what"), What(content), []),
            new("goals", CareWords.Text("you.goals"), content.Goals.IsEmpty ? [CareWords.Text("you.no-goals")] : [], [.. content.Goals.Select(g => PlanWords.Of(g, knowledge))]),
            new("expect", CareWords.Text("you.expect"), Expect(answer), []),
            new("harms", CareWords.Text("you.harms"), Harms(pathway),
                [.. pathway.Harms.Where(h => h.Headline is not null).OrderBy(h => h.Rank).Select(h => h.Headline!)]),
            new("help", CareWords.Text("you.help"), [CareWords.Text("you.help-intro")], Signs(pathway, "emergency", "urgent")),
            new("medicines", CareWords.Text("you.medicines"), [CareWords.Text("you.medicines-go-on")], []),
            new("review", CareWords.Text("you.review"), Review(content), []),
            new("stop", CareWords.Text("you.stop"), [Consent(plan), CareWords.Text("you.withdraw")], []),
        ]);
    }

    private static ImmutableArray<LocalText> What(PlanContent content)
    {
        List<LocalText> told = [];
        told.Add(content.Needles.IsEmpty ? CareWords.Text("you.no-needles") : CareWords.Counted("you.needles", content.Needles.Length));
        told.Add(content.Retention is { } time ? CareWords.Text("you.minutes", ("n", CareWords.Number(time.Minutes))) : CareWords.Text("you.minutes-open"));
        told.Add(content.Course is { } course ? CareWords.Text("you.course", ("course", PlanWords.Of(course))) : CareWords.Text("you.course-open"));
        if (content.Stimulation?.Electro is not null)
            told.Add(CareWords.Text("you.electro"));
        if (content.Stimulation?.Heat == true)
            told.Add(CareWords.Text("you.heat"));
        if (content.OtherCare is { IsEmpty: false } care)
            told.Add(CareWords.Text("you.other-care", ("care", PlanWords.Of(care))));
        return [.. told];
    }

    private static ImmutableArray<LocalText> Expect(Huantiao.Evidence.Answer answer)
    {
        if (answer.Findings.IsEmpty)
            return [CareWords.Text("you.expect-nothing")];
        var headline = answer.Findings[0];
        var (english, chinese) = (Sentences.For(answer, headline, "en"), Sentences.For(answer, headline, "zh-Hans"));
        List<LocalText> told = [Both(english.Effect, chinese.Effect), Both(english.Certainty, chinese.Certainty), Both(english.Absolute, chinese.Absolute)];
        told.Add(CareWords.Text("you.expect-you"));
        return [.. told];
    }

    private static ImmutableArray<LocalText> Harms(Pathway pathway) =>
        [CareWords.Text(pathway.Harms.Any(h => h.Headline is not null) ? "you.harms-intro" : "you.harms-unknown")];

    internal static ImmutableArray<LocalText> Signs(Pathway pathway, params string[] levels) =>
    [
        .. pathway.Safety.Where(s => s.Kind == "red_flag" && levels.Contains(s.Level) && s.ForPatients is not null && s.Action is not null)
            .OrderBy(s => Array.IndexOf(levels, s.Level))
            .Select(s => CareWords.Sentences([s.ForPatients!, s.Action!])),
        CareWords.Text("you.after-needles"),
    ];

    private static ImmutableArray<LocalText> Review(PlanContent content)
    {
        List<LocalText> told = [content.Review is { } review ? CareWords.Text("you.review-on", ("date", CareWords.Day(review.On))) : CareWords.Text("you.review-open")];
        if (content.StopRule is not null)
            told.Add(CareWords.Text("you.stop-rule"));
        return [.. told];
    }

    private static LocalText Consent(TreatmentPlan plan) => plan switch
    {
        TreatmentPlan.Agreed { Withdrawn: not null } => CareWords.Text("you.consent-withdrawn"),
        TreatmentPlan.Agreed agreed => CareWords.Text("you.consented", ("version", CareWords.Number(plan.Version)), ("date", CareWords.Day(DateOnly.FromDateTime(agreed.Consent.At.DateTime)))),
        TreatmentPlan.Superseded => CareWords.Text("you.superseded"),
        _ => CareWords.Text("you.not-consented"),
    };

    private static LocalText Both(string english, string chinese) =>
        new(ImmutableDictionary<string, string>.Empty.Add("en", english).Add("zh-Hans", chinese));
}
