using System.Collections.Immutable;
using Huantiao.Charts;
using Huantiao.Evidence;

namespace Huantiao.Web.Decide;

/// <summary>The same data under other choices, and with each trial left out.</summary>
internal static class SensitivityTables
{
    public static ChartTable Choices(Finding finding, Synthesis pooled, View view)
    {
        var words = view.Words;
        return new(words["Sensitivity.Choices"], [words["Sensitivity.Choice"], words["Forest.Effect"], words["Sensitivity.Spread"]],
        [
            Row(words["Sensitivity.Main"], pooled.Estimate, pooled.CiLower, pooled.CiUpper, pooled.Fit.Tau2),
            .. pooled.Sensitivity.Select(other => Row(words.Capital(view.In(Labels.Sensitivity(other.Key))), other.Estimate, other.CiLower, other.CiUpper, other.Fit.Tau2)),
        ]);

        ImmutableArray<string> Row(string label, double estimate, double lower, double upper, double tau2) =>
            [label, Shown(estimate, lower, upper, pooled, view), view.Words.Number(tau2, pooled.Decimals == 1 ? 1 : 3)];
    }

    /// <summary>Null where there are too few trials to leave one out.</summary>
    public static ChartTable? LeaveOneOut(Finding finding, Synthesis pooled, View view)
    {
        if (pooled.LeaveOneOut is not { } left)
            return null;
        var words = view.Words;
        return new(words["Sensitivity.LeaveOneOut"], [words["Sensitivity.Without"], words["Forest.Effect"], words["Pooled.I2"]],
        [
            .. finding.Studies.Select((study, i) => ImmutableArray.Create(
                study.Label,
                Shown(Natural(left.Estimate[i]), Natural(left.CiLower[i]), Natural(left.CiUpper[i]), pooled, view),
                words.Format("Numbers.Percent", words.Number(left.I2[i], 0)))),
        ]);

        double Natural(double value) => pooled.IsRatio ? Math.Exp(value) : value;
    }

    private static string Shown(double estimate, double lower, double upper, Synthesis pooled, View view)
    {
        var decimals = pooled.Decimals;
        return $"{view.Words.Number(estimate, decimals)} ({Numbers.Interval(lower, upper, decimals, view)})";
    }
}
