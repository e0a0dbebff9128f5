using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>Which page a forest plot is for.</summary>
public enum ForestForm
{
    /// <summary>Columns side by side, 760 units wide: for screens above about 640 px and for paper.</summary>
    Wide,

    /// <summary>Names and numbers above each line, 360 units wide: reads on a phone, and scales.</summary>
    Compact,
}

/// <summary>Draws a forest plot as SVG.</summary>
public static class ForestPlot
{
    /// <exception cref="ArgumentException">The forest cannot be drawn; the message names the row.</exception>
    public static string Draw(Forest forest, ChartFrame frame, ForestForm form = ForestForm.Wide)
    {
        ArgumentNullException.ThrowIfNull(forest);
        ArgumentNullException.ThrowIfNull(frame);
        frame.Check();
        forest.Check();
        var sheet = new Sheet(frame);
        var (width, height) = form == ForestForm.Wide ? new WideForest(forest, sheet).Draw() : new CompactForest(forest, sheet).Draw();
        return sheet.Finish(form == ForestForm.Wide ? "forest" : "forest-compact", width, height);
    }

    /// <summary>The same numbers as a table: the trials, those without a usable result, the pooled result, the prediction interval.</summary>
    public static ChartTable Table(Forest forest, string caption)
    {
        ArgumentNullException.ThrowIfNull(forest);
        forest.Check();
        var weights = forest.HasWeights;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var row in forest.Rows)
            rows.Add(Cells(row.Label, forest.TextOf(row), Forest.WeightOf(row)));
        foreach (var row in forest.Missing)
            rows.Add(Cells(row.Label, row.Text, ""));
        if (forest.Summary is { } summary)
        {
            rows.Add(Cells(summary.Label, forest.TextOf(summary), ""));
            if (summary.HasPrediction)
                rows.Add(Cells(summary.PredictionLabel!, forest.PredictionTextOf(summary), ""));
        }

        return new(caption, Cells(forest.Words.Trial, forest.Words.Effect, forest.Words.Weight ?? ""), rows.ToImmutable());

        ImmutableArray<string> Cells(string first, string second, string third) => weights ? [first, second, third] : [first, second];
    }
}
