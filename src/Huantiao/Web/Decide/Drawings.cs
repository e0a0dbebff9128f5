using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Charts;
using Huantiao.Evidence;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Web.Decide;

/// <summary>A finding as the drawings want it: the same object feeds the picture and the table beside it.</summary>
internal static class Drawings
{
    /// <summary>Fewer trials than this: a funnel would be read as tea leaves, and no test of it has power (Sterne 2011).</summary>
    public const int FunnelAtLeast = 10;

    /// <summary>Null where not even a missing trial is known.</summary>
    public static Forest? Forest(Finding finding, View view)
    {
        if (finding.Studies.IsEmpty && finding.Missing.IsEmpty)
            return null;
        var words = view.Words;
        var ratio = finding.Synthesis?.IsRatio ?? finding.Question.Kind == OutcomeKind.Events;
        var decimals = finding.Synthesis?.Decimals ?? 1;
        var favoursIntervention = words.Format("Forest.Favours", view.In(view.Pathway.Intervention));
        var favoursComparator = words.Format("Forest.Favours", view.In(finding.Question.Comparator));
        var lowIsGood = finding.Question.Direction == Direction.LowerIsBetter;
        return new()
        {
            Words = new(
                words["Forest.Trial"], words["Forest.Effect"], words["Forest.Weight"], Axis(finding, view, ratio),
                lowIsGood ? favoursIntervention : favoursComparator, lowIsGood ? favoursComparator : favoursIntervention),
            Rows =
            [
                .. finding.Studies.Select(study => new ForestRow(
                    study.Label, study.Estimate, study.CiLower, study.CiUpper, finding.Studies.Length > 1 ? study.WeightPercent : null)),
            ],
            Missing = [.. finding.Missing.Select(row => new ForestMissing(Label(row.Row), words["Forest.Missing"]))],
            Summary = finding is { Synthesis: { } pooled, Studies.Length: > 1 }
                ? new(
                    words["Forest.Pooled"], pooled.Estimate, pooled.CiLower, pooled.CiUpper,
                    PredictionLower: pooled.PiLower, PredictionUpper: pooled.PiUpper,
                    PredictionLabel: pooled.PiLower is null ? null : words["Forest.Prediction"])
                : null,
            Axis = ratio ? AxisKind.Log : AxisKind.Linear,
            Important = Important(finding, view, words, ratio),
            Decimals = decimals,
        };
    }

    /// <summary>Null where there are too few trials.</summary>
    public static Funnel? Funnel(Finding finding, View view)
    {
        if (finding.Synthesis is not { } pooled || finding.Studies.Length < FunnelAtLeast)
            return null;
        var words = view.Words;
        return new()
        {
            Words = new(
                words["Forest.Trial"], Axis(finding, view, pooled.IsRatio), words["Funnel.StandardError"], words["Funnel.Observed"], words["Funnel.FilledIn"],
                words["Forest.Pooled"], words["Funnel.P10"], words["Funnel.P05"], words["Funnel.P01"], words["Funnel.Below01"]),
            Points = [.. finding.Studies.Select(study => new FunnelPoint(study.Label, study.Yi, Math.Sqrt(study.Variance)))],
            Pooled = pooled.Fit.Estimate,
            Axis = pooled.IsRatio ? AxisKind.Log : AxisKind.Linear,
        };
    }

    /// <summary>As a reader cites it: "Tu 2024".</summary>
    public static string Label(TrialOutcome row) =>
        row.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $"{row.Study} {year}") : row.Study;

    private static string Axis(Finding finding, View view, bool ratio) => ratio
        ? view.Words.Format("Forest.RatioAxis", view.In(finding.Question.Outcome))
        : view.Words.Format("Forest.DifferenceAxis", view.In(finding.Question.Outcome), view.In(finding.Question.Unit));

    private static ForestLine? Important(Finding finding, View view, Words.Wording words, bool ratio)
    {
        var difference = ImportantDifference(finding, view.Pathway.Differences);
        if (difference is null || ratio)
            return null;
        var sign = finding.Question.Direction == Direction.LowerIsBetter ? -1 : 1;
        return new(sign * difference.Value, words.Format("Forest.Important", words.Number(difference.Value, 0)));
    }

    internal static ImportantDifference? ImportantDifference(Finding finding, ImmutableArray<ImportantDifference> differences) =>
        finding.Question.DifferenceId is { } id ? differences.FirstOrDefault(difference => difference.Id == id) : null;
}
