using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>Natural frequencies, or the reason why there are none.</summary>
internal readonly record struct PeopleHelped(Per100? Per100, LocalText? WhyNot)
{
    public static PeopleHelped Of(Pathway pathway, Question question, ImmutableArray<ChosenRow> trials, Synthesis? synthesis)
    {
        if (synthesis is null)
            return Unknown("per100.no-data");

        return question.Kind == OutcomeKind.Events
            ? OfEvents(question, trials, synthesis)
            : OfMeans(pathway, question, trials, synthesis);
    }

    /// <summary>
    /// Share of people whose change reaches the important change of one person, changes being normal: Φ((mean improvement − important change) / SD). The
    /// comparator's mean comes from the arms as printed; the intervention shifts it by the pooled difference.
    /// </summary>
    /// <remarks>The normal shift of Furukawa and Leucht 2011 (PLoS ONE 6:e19070).</remarks>
    private static PeopleHelped OfMeans(Pathway pathway, Question question, ImmutableArray<ChosenRow> trials, Synthesis synthesis)
    {
        if (Differences.WithinPerson(pathway, question) is not { } important)
            return Unknown("per100.no-difference");

        var telling = trials.Where(t => ImprovementInComparator(t.Row, question) is { }).ToImmutableArray();
        var people = telling.Sum(t => (double)t.Row.Arm2.N!.Value);
        if (telling.IsEmpty || Spread.Pool(telling) is not { } spread)
            return Unknown("per100.no-comparator-change");

        var mean = telling.Sum(t => t.Row.Arm2.N!.Value * ImprovementInComparator(t.Row, question)!.Value) / people;
        var benefit = Benefit.Of(question, synthesis, difference: null);
        double Share(double shift) => 100 * Distributions.NormalCdf((mean + shift - Math.Abs(important.Value)) / spread.Value);

        var counted = Words.Text(
            question.Direction == Direction.HigherIsBetter ? "per100.higher-by" : "per100.lower-by",
            ("outcome", question.Outcome), ("value", Show.Plain(important.Value)), ("unit", question.Unit));
        var assumption = Words.Text(
            spread.Derived ? "per100.means.derived-sd" : "per100.means.printed-sd",
            ("mean", Show.Number(mean, 1)), ("sd", Show.Number(spread.Value, 1)), ("value", Show.Plain(important.Value)), ("unit", question.Unit),
            ("telling", Show.Count(telling.Length)), ("k", Show.Count(trials.Length)),
            ("trials", Words.List(telling.Select(t => Words.Same(t.Row.Study)))));
        return new(new Per100(Share(benefit.Estimate), Share(benefit.Lower), Share(benefit.Upper), Share(0), counted, Wanted: true, assumption), null);
    }

    /// <summary>The comparator's risk over all trials of the question, and that risk under the pooled effect, never over 100 or under 0.</summary>
    private static PeopleHelped OfEvents(Question question, ImmutableArray<ChosenRow> trials, Synthesis synthesis)
    {
        double events = trials.Sum(t => t.Row.Count2.Events!.Value), total = trials.Sum(t => t.Row.Count2.Total!.Value);
        if (events == 0)
            return Unknown("per100.no-events");

        var baseline = events / total;
        double Risk(double effect) => 100 * Math.Clamp(
            synthesis.Measure switch
            {
                Measure.RR => baseline * effect,
                Measure.OR => baseline * effect / (1 - baseline + (baseline * effect)),
                _ => baseline + effect,
            },
            0,
            1);

        var capped = synthesis.Measure != Measure.OR && baseline * synthesis.CiUpper > 1;
        return new(
            new Per100(
                Risk(synthesis.Estimate), Risk(synthesis.CiLower), Risk(synthesis.CiUpper), 100 * baseline, question.Outcome,
                question.Direction == Direction.HigherIsBetter,
                Words.Text(
                    capped ? "per100.events.capped" : "per100.events",
                    ("events", Show.Count(events)), ("total", Show.Count(total)), ("comparator", question.Comparator), ("k", Show.Count(trials.Length)))),
            null);
    }

    /// <summary>The comparator arm's mean improvement on the question's scale; null where the row prints no change from baseline, or no group size.</summary>
    private static double? ImprovementInComparator(TrialOutcome row, Question question) =>
        row.Arm2 is { N: > 1, Mean: { } mean } && row.EffectType.Contains("change", StringComparison.OrdinalIgnoreCase)
            ? mean * MeanEffect.ArmSign(row) * row.ScaleFactor * question.Direction.Sign()
            : null;

    private static PeopleHelped Unknown(string key) => new(null, Words.Text(key));
}
