using Huantiao.Evidence;

namespace Huantiao.Web.Decide;

/// <summary>Numbers of a finding as the pages write them.</summary>
internal static class Numbers
{
    /// <summary>"−11.8 mm of 100 (−20.4 to −3.3)", "risk ratio 1.11 (1.04 to 1.19)".</summary>
    public static string Effect(Finding finding, View view)
    {
        var words = view.Words;
        if (finding.Synthesis is not { } pooled)
            return words["Numbers.None"];
        var decimals = pooled.Decimals;
        return words.Format(
            pooled.IsRatio ? "Numbers.Ratio" : "Numbers.Difference",
            words.Number(pooled.Estimate, decimals), words.Number(pooled.CiLower, decimals), words.Number(pooled.CiUpper, decimals), view.In(finding.Question.Unit));
    }

    /// <summary>What it means, from the fixed table of certainty × size.</summary>
    public static string Sentence(Finding finding, View view) => view.In(Sentences.Effect(view.Answer, finding));

    /// <summary>An interval, or a dash.</summary>
    public static string Interval(double? lower, double? upper, int decimals, View view) => lower is { } from && upper is { } to
        ? view.Words.Format("Numbers.Interval", view.Words.Number(from, decimals), view.Words.Number(to, decimals))
        : "–";

    /// <summary>People of 100: whole people.</summary>
    public static string People(double of100, View view) => view.Words.Number((int)Math.Round(of100, MidpointRounding.AwayFromZero));
}
