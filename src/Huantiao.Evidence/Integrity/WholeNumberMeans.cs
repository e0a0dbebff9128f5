using Huantiao.Knowledge;

namespace Huantiao.Evidence.Integrity;

/// <summary>percent-count for means (GRIM): the mean of whole numbers is a whole number over n.</summary>
/// <remarks>
/// Whether answers were whole numbers is seldom printed, and a 0-10 scale may be averaged over a week. So either the scale says so, or the table itself must
/// show it: nearly all means of the outcome are whole numbers over n, far more than chance would make.
/// </remarks>
internal static class WholeNumberMeans
{
    private const string Check = "percent-count";

    // The chance that measurements which are not whole pass as often as seen must be below this.
    private const double Chance = 1e-4;

    private const double MostFailing = 0.1;

    private readonly record struct Tested(TrialRow Row, PrintedArm Arm, bool Passes, double ByChance);

    public static IEnumerable<Problem> Run(IEnumerable<TrialRow> rows)
    {
        var tested = rows.Where(r => !r.SaysAdjusted && !r.SaysAsymmetric && !r.SaysRatio && !r.DesignOnly).SelectMany(r => r.Both.Select(a => Test(r, a))).OfType<Tested>();
        return tested.GroupBy(t => t.Row.OutcomeKey + "|" + SameTrial.Plain(t.Row.Scale), StringComparer.Ordinal).SelectMany(Outcome);
    }

    private static Tested? Test(TrialRow row, PrintedArm arm)
    {
        if (arm.Mean is not { } mean || arm.MeanSize is not { } n || mean.Unit > 0.5 || n * mean.Unit >= 0.9)
            return null;
        var nearest = Math.Round(mean.Value * n);
        var passes = Enumerable.Range(-1, 3).Any(step => mean.Rounded.Contains((nearest + step) / n));
        return new(row, arm, passes, n * mean.Unit);
    }

    private static IEnumerable<Problem> Outcome(IGrouping<string, Tested> outcome)
    {
        var means = outcome.ToList();
        var failing = means.Where(t => !t.Passes).ToList();
        if (failing.Count == 0)
            return [];
        var stated = SaysWhole(means[0].Row.Scale) || SaysWhole(means[0].Row.EffectType) || SaysWhole(means[0].Row.Outcome);
        if (!stated && (failing.Count > MostFailing * means.Count || ByChance(means) > Chance))
            return [];

        // A trial most of whose means fail was measured otherwise, or printed model-based means.
        var perTrial = means.GroupBy(t => t.Row.ReportKey, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(t => !t.Passes) <= 0.5 * g.Count(), StringComparer.Ordinal);
        return failing.Where(t => stated || perTrial[t.Row.ReportKey]).Select(t =>
        {
            var n = t.Arm.MeanSize!.Value;
            var below = Math.Floor(t.Arm.Mean!.Value * n);
            return Say.In(t.Row, $"mean{t.Arm.Number}", Severity.Warning, Check, t.Arm.Mean.Text,
                $"{Say.Fixed(below / n, t.Arm.Mean.Unit)} or {Say.Fixed((below + 1) / n, t.Arm.Mean.Unit)}",
                $"No mean of {Say.Number(n, 12)} whole numbers is {t.Arm.Mean.Text}, and the other means of this outcome are means of whole numbers.");
        });
    }

    // Upper bound of the chance of so few failures: choose the failing ones, times the chance that all others pass.
    private static double ByChance(List<Tested> means)
    {
        double chance = 1;
        var failures = 0;
        foreach (var mean in means)
        {
            if (mean.Passes)
                chance *= Math.Min(1, mean.ByChance);
            else
                chance *= means.Count / (double)++failures;
        }

        return chance;
    }

    private static bool SaysWhole(string words) =>
        words.Contains("integer", StringComparison.OrdinalIgnoreCase) || words.Contains("whole number", StringComparison.OrdinalIgnoreCase);
}
