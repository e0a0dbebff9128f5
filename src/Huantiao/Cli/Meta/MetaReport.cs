using System.Globalization;
using Huantiao.Charts;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>One analysis for a person to read: the studies in characters, then each number with its name.</summary>
internal static class MetaReport
{
    // A screen or two; the drawing in a file, or the JSON, has them all.
    private const int MostRows = 60;
    private const int MostDropped = 5;

    // Tests of funnel asymmetry say little below ten studies (Sterne et al., BMJ 2011;343:d4002).
    private const int LeastForAsymmetry = 10;

    public static void Write(Terminal terminal, ShownAnalysis shown)
    {
        var (fit, dropped) = (shown.Result.Fit, shown.Result.Effects.Dropped);
        var page = new TextPage(terminal);
        page.Add(Words.Format("Report_Title", shown.Title, Words.Counted("Studies", fit.K), shown.Name), Emphasis.Strong);
        page.Add(Words.Format("Report_Model", Words.Get("Method_" + fit.Method), Words.Get("Test_" + fit.Test), fit.Level.ToString("0.##", CultureInfo.InvariantCulture)));
        page.Blank();
        page.AddDrawn(ForestText.Draw(shown.Forest(MostRows), new TerminalStyle(terminal.Width, Ascii: !terminal.Unicode, terminal.Colour)));
        if (fit.K > MostRows)
            page.Add(Words.Format("Report_MoreRows", fit.K - MostRows));
        page.Blank();

        var lines = new List<(string, string)> { (Words.Get("Meta_Pooled"), Pooled(shown)) };
        if (shown.Natural.Prediction is { } prediction)
            lines.Add((Words.Get("Meta_Prediction"), Words.Format("Report_Prediction", Shown.Interval(prediction.Lower, prediction.Upper, shown.Decimals))));
        lines.Add((Words.Get("Report_HeterogeneityName"), Heterogeneity(shown.Result)));
        if (SmallStudies(shown) is { Length: > 0 } asymmetry)
            lines.Add((Words.Get("Report_SmallName"), asymmetry));
        var notes = dropped.Take(MostDropped).Select(row => Words.Format("Report_DroppedRow", shown.Name, shown.LineOf(row)));
        if (dropped.Length > MostDropped)
            notes = notes.Append(Words.Format("Report_MoreDropped", dropped.Length - MostDropped));
        foreach (var note in notes.Concat(shown.Result.Notes).Distinct(StringComparer.Ordinal))
            lines.Add((Words.Get("Report_NoteName"), note));
        page.AddPairs(lines);
        page.Write();
    }

    private static string Pooled(ShownAnalysis shown)
    {
        var (fit, natural, decimals) = (shown.Result.Fit, shown.Natural.Pooled, shown.Decimals);
        var df = fit.Df is { } d ? $"({d.ToString("0.##", CultureInfo.InvariantCulture)})" : "";
        var text = $"{Shown.Number(natural.Estimate, decimals)} {Shown.Interval(natural.Lower, natural.Upper, decimals)}, "
            + $"{(fit.Df is null ? "z" : "t")}{df} = {Shown.Number(fit.Statistic, 2)}, {Shown.P(fit.PValue)}";
        return shown.Measure.Scale is EffectScale.Natural
            ? $"{text}; SE {Shown.Significant(fit.StandardError)}"
            : $"{text}; {Words.Format("Report_AnalysisScale", Shown.Number(fit.Estimate, 4), Shown.Significant(fit.StandardError))}";
    }

    private static string Heterogeneity(AnalysisResult result)
    {
        var fit = result.Fit;
        var parts = new List<string>();
        if (fit.Method is not (Method.EE or Method.MH or Method.PETO))
            parts.Add($"τ² {Shown.Significant(fit.Tau2)}{Bounds(result.ConfInt?.Tau2, "")}");
        if (fit.I2 is { } i2)
            parts.Add($"I² {Shown.Number(i2, 1)}%{Bounds(result.ConfInt?.I2, "%")}");
        if (fit.H2 is { } h2)
            parts.Add($"H² {Shown.Significant(h2)}");
        parts.Add($"Q({fit.QDf}) = {Shown.Number(fit.Q, 2)}, {Shown.P(fit.QPValue)}");
        return string.Join("; ", parts);
    }

    private static string SmallStudies(ShownAnalysis shown)
    {
        var result = shown.Result;
        if (result.Fit.K < LeastForAsymmetry)
            return Words.Format("Report_SmallTooFew", LeastForAsymmetry);
        var parts = new List<string>();
        if (result.RegTest is { } regression)
            parts.Add(Words.Format("Report_RegTest", $"{(regression.Df is { } df ? $"t({df})" : "z")} = {Shown.Number(regression.Statistic, 2)}, {Shown.P(regression.PValue)}"));
        if (result.RankTest is { } rank)
            parts.Add(Words.Format("Report_RankTest", $"τ = {Shown.Number(rank.Tau, 2)}, {Shown.P(rank.PValue)}"));
        if (result.TrimFill is { } trim)
        {
            var refit = shown.Natural.Of(trim.Fit.Estimate, trim.Fit.CiLower, trim.Fit.CiUpper);
            parts.Add(trim.K0 == 0
                ? Words.Get("Report_TrimFillNone")
                : Words.Format("Report_TrimFill", trim.K0, Words.Get("Side_" + trim.Side), Shown.Number(refit.Estimate, shown.Decimals), Shown.Interval(refit.Lower, refit.Upper, shown.Decimals)));
        }

        return string.Join("; ", parts);
    }

    private static string Bounds(Interval? interval, string unit) => interval is { Lower: { } lower, Upper: { } upper }
        ? $" [{(unit.Length > 0 ? Shown.Number(lower, 1) : Shown.Significant(lower))}, {(unit.Length > 0 ? Shown.Number(upper, 1) : Shown.Significant(upper))}]"
        : "";
}
