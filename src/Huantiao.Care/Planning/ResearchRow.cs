using System.Collections.Immutable;
using System.Globalization;
using static System.FormattableString;
using Huantiao.Care.Assessment;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>Consent to research that was given and stands. Without one there is no row.</summary>
public sealed class ResearchConsent
{
    private ResearchConsent()
    {
    }

    /// <summary>Null where consent was never given, or taken back since.</summary>
    public static ResearchConsent? TryFrom(DateTimeOffset? given, DateTimeOffset? withdrawn) => given is null || withdrawn >= given ? null : new();
}

/// <summary>
/// One agreed plan as a row for research, without anything that names the person: no free text, a ten-year band in place of a birth date, days
/// since the first visit in place of dates. An empty cell was not recorded; it is never a no and never nought.
/// </summary>
public sealed record ResearchRow
{
    private ResearchRow(ImmutableArray<string> cells) => Cells = cells;

    /// <summary>Names of the columns, in order; <c>research_columns.csv</c> of the pathway says what each holds.</summary>
    public static ImmutableArray<string> Columns { get; } =
    [
        "pathway", "plan", "plan_version", "age_band", "weeks_since_onset", "painful_side", "pain_below_knee", "channel", "leg_raise_degrees", "leg_raise_known_pain",
        "lowest_strength", "strength_tests", "reduced_feeling", "protocol", "changes", "points", "needles", "stimulation", "response_sought", "retention_minutes",
        "sessions_planned", "weeks_planned", "goal_measures", "baseline_leg_pain", "target_leg_pain", "other_care", "agreed_day", "review_day",
        .. FollowUps.Select(f => f.Column),
    ];

    /// <summary>Times of the schedule that have a column: leg pain as it was given then.</summary>
    private static IEnumerable<(string Timepoint, string Column)> FollowUps => new[] { 2, 4, 12, 26, 52 }.Select(w => (Invariant($"week-{w}"), Invariant($"leg_pain_week_{w}")));

    /// <summary>One a column, for machines: invariant numbers, keys, codes.</summary>
    public ImmutableArray<string> Cells { get; }

    /// <param name="number">A random number made for this export alone: no id of the record.</param>
    /// <param name="born">Null: not known.</param>
    /// <param name="firstVisit">Day 0.</param>
    /// <param name="scores">Leg pain by time of the schedule, as far as it was given; nothing stands in for what was not.</param>
    public static ResearchRow Of(
        ResearchConsent consent, Pathway pathway, Guid number, TreatmentPlan.Agreed plan, Examination examination, DateOnly? born, DateOnly firstVisit,
        IReadOnlyDictionary<string, double>? scores = null)
    {
        ArgumentNullException.ThrowIfNull(consent);
        ArgumentNullException.ThrowIfNull(pathway);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(examination);
        var content = plan.Content;
        var agreed = DateOnly.FromDateTime(plan.Consent.At.DateTime);
        var painGoal = content.Goals.FirstOrDefault(g => g.Measure == "HT_LEG_NRS");
        return new(
        [
            pathway.Name, number.ToString("N", CultureInfo.InvariantCulture), Number(plan.Version), AgeBand(born, agreed), .. Person(examination),
            plan.Origin.ProtocolOf ?? "", Number(plan.Changes.Length), string.Join(' ', content.Needles.Select(n => n.Key.Replace(' ', '-'))),
            content.Needles.IsEmpty ? "" : Number(content.Needles.Length), Stimulation(content.Stimulation), Response(content.Response), Number(content.Retention?.Minutes),
            Number(content.Course?.Sessions), Number(content.Course?.Weeks), string.Join(' ', content.Goals.Select(g => g.Measure).Distinct(StringComparer.Ordinal)),
            Number(painGoal?.Baseline), Number(painGoal?.Target),
            content.OtherCare is { } care ? care.IsEmpty ? "none" : string.Join(' ', care.Select(c => ExaminationValue.Word(c.Kind)).Distinct().Order(StringComparer.Ordinal)) : "",
            Number(agreed.DayNumber - firstVisit.DayNumber), content.Review is { } review ? Number(review.On.DayNumber - firstVisit.DayNumber) : "",
            .. FollowUps.Select(f => scores is not null && scores.TryGetValue(f.Timepoint, out var score) ? Number(score) : ""),
        ]);
    }

    /// <summary>Ten years from 30 on, with one band for 18 to 29 and one for 80 and over; empty where unknown or not yet 18.</summary>
    public static string AgeBand(DateOnly? born, DateOnly on)
    {
        if (born is not { } day || day > on)
            return "";
        var age = on.Year - day.Year - (on < day.AddYears(on.Year - day.Year) ? 1 : 0);
        return age switch
        {
            < 18 => "",
            < 30 => "18-29",
            >= 80 => "80+",
            _ => string.Create(CultureInfo.InvariantCulture, $"{age / 10 * 10}-{(age / 10 * 10) + 9}"),
        };
    }

    private static IEnumerable<string> Person(Examination examination)
    {
        var pain = examination.Pain;
        var weeks = examination.Findings.Select(f => f.Value).OfType<ExaminationValue.Weeks>().Select(w => (double?)w.Count).FirstOrDefault();
        yield return weeks switch { null => "", < 6 => "under-6", < 12 => "6-11", < 52 => "12-51", _ => "52-plus" };
        yield return (pain.InLeg(PainSide.Left), pain.InLeg(PainSide.Right)) switch
        {
            (Answer.Yes, Answer.Yes) => "both",
            (Answer.Yes, _) => "left",
            (_, Answer.Yes) => "right",
            (Answer.No, Answer.No) => "none",
            _ => "",
        };
        yield return YesNo(pain.BelowKnee);
        yield return string.Join(' ', Enum.GetValues<PainSide>().Select(s => ChannelPatterns.Of(examination.Knowledge, pain, s)).OfType<ChannelNaming.Named>()
            .SelectMany(n => n.Patterns).Select(p => p.Key).Distinct(StringComparer.Ordinal));

        var raises = examination.Findings.Where(f => HurtsIn(pain, f.Side)).Select(f => f.Value).OfType<ExaminationValue.LegRaise>().OrderBy(r => r.Degrees).ToList();
        yield return raises.Count == 0 ? "" : Number(raises[0].Degrees);
        yield return raises.Count == 0 ? "" : YesNo(Answers.Any(raises.Select(r => r.KnownPain)));
        var strengths = examination.Findings.Select(f => f.Value).OfType<ExaminationValue.Strength>().ToList();
        yield return strengths.MinBy(s => s.Grade)?.Text ?? "";
        yield return Number(strengths.Count);
        var feelings = examination.Findings.Select(f => f.Value).OfType<ExaminationValue.Feeling>().ToList();
        yield return feelings.Count == 0 ? "" : Number(feelings.Count(f => f.Skin != SkinFeeling.Normal));
    }

    private static bool HurtsIn(PainMap pain, FindingSide side) => side switch
    {
        FindingSide.Left => pain.InLeg(PainSide.Left) == Answer.Yes,
        FindingSide.Right => pain.InLeg(PainSide.Right) == Answer.Yes,
        _ => false,
    };

    private static string Stimulation(StimulationPlan? stimulation)
    {
        if (stimulation is null)
            return "";
        List<string> ways = [];
        if (stimulation.ByHand)
            ways.Add("manual");
        if (stimulation.Electro is not null)
            ways.Add("electro");
        if (stimulation.Heat)
            ways.Add("heat");
        return ways.Count == 0 ? "none" : string.Join(' ', ways);
    }

    private static string Response(ResponseSought response) => response == ResponseSought.NotDecided ? "" : ExaminationValue.Word(response);

    private static string YesNo(Answer answer) => answer switch { Answer.Yes => "yes", Answer.No => "no", _ => "" };

    private static string Number(double? value) => value is { } number ? CareWords.Number(number) : "";
}
