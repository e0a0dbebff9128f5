using System.Collections.Immutable;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Assessment;

/// <summary>A finding of the examination that is a reason for a rule of safety.</summary>
/// <param name="Route">The rule, and the question of the safety screen that it bears on.</param>
/// <param name="Reason">What was found, in a sentence.</param>
/// <param name="Findings">The findings it rests on; none where it rests on the areas of pain.</param>
public sealed record RedFlagSignal(ExaminationRoute Route, LocalText Reason, ImmutableArray<Finding> Findings)
{
    /// <summary>"R02".</summary>
    public string Rule => Route.Rule;
}

/// <summary>What an examination says to a question of the safety screen.</summary>
/// <param name="Answer">Yes where a finding says so; no only where everything that bears on it was examined and nothing did; else unknown: to be asked.</param>
/// <param name="Why">The signals behind a yes, or behind the need to ask.</param>
public sealed record ScreenAnswer(string Question, Answer Answer, ImmutableArray<RedFlagSignal> Why);

/// <summary>Finds what in an examination leads to a rule of safety. Pure.</summary>
public static class RedFlagSignals
{
    /// <summary>All signals, by the pathway's own table of routes. What was not examined gives none, and <see cref="NotExamined"/> names it.</summary>
    /// <param name="earlier">The examination before, against which strength may have fallen; null where there is none.</param>
    public static ImmutableArray<RedFlagSignal> Of(Examination examination, Examination? earlier)
    {
        ArgumentNullException.ThrowIfNull(examination);
        var single = examination.Findings.SelectMany(f => f.Field.Routes.Where(r => Fires(r.Trigger, f, earlier)).Select(r => new RedFlagSignal(
            r, CareWords.Text("signal." + ExaminationValue.Word(r.Trigger), ("finding", f.InWords()), ("before", Before(f, earlier))), [f])));
        return [.. single, .. WeakInBothLegs(examination, earlier), .. PainInBothLegs(examination)];
    }

    /// <summary>Fields that lead to a rule of safety and were not examined on that side: to be examined, or asked, before the screen can lean on them.</summary>
    public static ImmutableArray<Finding> NotExamined(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        return [.. examination.Findings.Where(f => !f.Field.Routes.IsEmpty && !f.IsExamined)];
    }

    /// <summary>What the examination says to each question of the safety screen that it bears on, in the order of the table.</summary>
    /// <param name="earlier">As <see cref="Of"/>. Without one, nobody can say that strength has not fallen: a question about that stays open.</param>
    public static ImmutableArray<ScreenAnswer> Answers(Examination examination, Examination? earlier)
    {
        ArgumentNullException.ThrowIfNull(examination);
        var signals = Of(examination, earlier);
        return [.. examination.Knowledge.Examination.SelectMany(f => f.Routes.Select(r => (Field: f, Route: r))).GroupBy(r => r.Route.Question, StringComparer.Ordinal).Select(g =>
        {
            ImmutableArray<RedFlagSignal> why = [.. signals.Where(s => s.Route.Question == g.Key)];
            var yes = why.Any(s => !s.Route.AsksOnly);
            var no = why.IsEmpty && g.All(r => RulesOut(r.Field, r.Route, examination, earlier));
            return new ScreenAnswer(g.Key, yes ? Answer.Yes : no ? Answer.No : Answer.Unknown, why);
        })];
    }

    /// <summary>Whether the field was examined well enough to say that the route does not apply.</summary>
    private static bool RulesOut(ExaminationField field, ExaminationRoute route, Examination examination, Examination? earlier)
    {
        // Weak legs are asked about together with numb ones, and pain down both legs together with when it began: no examination of strength answers that.
        if (route.AsksOnly || route.Trigger is ExaminationTrigger.WeakInBothLegs or ExaminationTrigger.BothLegs)
            return false;
        return examination.Findings.Where(f => f.Field == field)
            .All(f => f.IsExamined && (route.Trigger != ExaminationTrigger.Falling || Earlier(f, earlier) is not null));
    }

    private static bool Fires(ExaminationTrigger trigger, Finding finding, Examination? earlier) => (trigger, finding.Value) switch
    {
        (ExaminationTrigger.AtMost3, ExaminationValue.Strength strength) => strength.Grade <= MuscleGrade.Grade3,
        (ExaminationTrigger.Falling, ExaminationValue.Strength strength) => Earlier(finding, earlier) is { } before && strength.Grade < before.Grade,
        (ExaminationTrigger.NotNormal, ExaminationValue.Feeling feeling) => feeling.Skin != SkinFeeling.Normal,
        (ExaminationTrigger.Brisk, ExaminationValue.Reflex reflex) => reflex.Jerk == ReflexStrength.Brisk,
        (ExaminationTrigger.Upgoing, ExaminationValue.Plantar plantar) => plantar.Toe == PlantarResponse.Up,
        (ExaminationTrigger.Present, ExaminationValue.Presence presence) => presence.There,
        _ => false, // those that need both legs are looked for below
    };

    private static IEnumerable<RedFlagSignal> WeakInBothLegs(Examination examination, Examination? earlier)
    {
        var weak = examination.Findings
            .Where(f => Fires(ExaminationTrigger.AtMost3, f, earlier) || Fires(ExaminationTrigger.Falling, f, earlier))
            .SelectMany(f => f.Field.Routes.Where(r => r.Trigger == ExaminationTrigger.WeakInBothLegs).Select(r => (Route: r, Finding: f)));
        foreach (var rule in weak.GroupBy(w => w.Route, w => w.Finding))
        {
            if (rule.Any(f => f.Side == FindingSide.Left) && rule.Any(f => f.Side == FindingSide.Right))
                yield return new(rule.Key, CareWords.Text("signal.weak-in-both-legs", ("finding", CareWords.Lines(rule.Select(f => f.InWords())))), [.. rule]);
        }
    }

    private static IEnumerable<RedFlagSignal> PainInBothLegs(Examination examination) =>
        examination.Pain.InBothLegs != Answer.Yes
            ? []
            : examination.Knowledge.Examination.SelectMany(f => f.Routes).Where(r => r.Trigger == ExaminationTrigger.BothLegs)
                .Select(r => new RedFlagSignal(r, CareWords.Text("signal.both-legs"), []));

    private static ExaminationValue.Strength? Earlier(Finding finding, Examination? earlier) =>
        earlier?.At(finding.Field.Id, finding.Side)?.Value as ExaminationValue.Strength;

    private static LocalText Before(Finding finding, Examination? earlier) =>
        Earlier(finding, earlier) is { } before ? before.InWords() : CareWords.Text("value.not-examined.not-done");
}
