namespace Huantiao.Charts;

/// <summary>The marks that both forms of a forest plot share.</summary>
internal sealed class ForestMarks(Forest forest, Sheet sheet, Axis axis, double left, double right)
{
    private const double LargestSquare = 13;
    private const double SmallestSquare = 4;
    private readonly double _heaviest = forest.Rows.Select(r => r.WeightPercent ?? 0).DefaultIfEmpty(0).Max();

    public Axis Axis => axis;

    /// <summary>Side of a trial's square: its area follows the weight.</summary>
    public double Side(ForestRow row) => row.WeightPercent is { } weight && _heaviest > 0
        ? Math.Max(SmallestSquare, LargestSquare * Math.Sqrt(weight / _heaviest))
        : SmallestSquare + 2;

    public void Trial(ForestRow row, double y)
    {
        Interval(row.Lower, row.Upper, y, sheet.Ink, 1.4);
        if (!axis.Holds(row.Estimate))
            return;
        var (x, side) = (axis.Place(row.Estimate), Side(row));
        sheet.Svg.Add($"""<rect x="{x - (side / 2)}" y="{y - (side / 2)}" width="{side}" height="{side}" fill="{sheet.Ink}"/>""");

        // An interval narrower than its square would vanish under it.
        if (axis.PlaceWithin(row.Upper) - axis.PlaceWithin(row.Lower) < side + 2)
            sheet.Line(axis.PlaceWithin(row.Lower), y, axis.PlaceWithin(row.Upper), y, sheet.Paper, 1.4);
    }

    public void Diamond(ForestSummary summary, double y, double halfHeight)
    {
        var (l, m, r) = (axis.PlaceWithin(summary.Lower), axis.PlaceWithin(summary.Estimate), axis.PlaceWithin(summary.Upper));
        sheet.Svg.Add($"""<path d="M{l} {y}L{m} {y - halfHeight}L{r} {y}L{m} {y + halfHeight}Z" fill="{sheet.Accent}"/>""");
        Arrows(summary.Lower, summary.Upper, y, sheet.Accent);
    }

    /// <summary>The prediction interval: a bar without a centre, open ended, so that it is not taken for a confidence interval.</summary>
    public void Prediction(ForestSummary summary, double y)
    {
        var (l, r) = (axis.PlaceWithin(summary.PredictionLower!.Value), axis.PlaceWithin(summary.PredictionUpper!.Value));
        sheet.Svg.Add($"""<rect x="{l}" y="{y - 3.5}" width="{Math.Max(0, r - l)}" height="7" fill="{sheet.Tint}" stroke="{sheet.Accent}"/>""");
        Arrows(summary.PredictionLower.Value, summary.PredictionUpper.Value, y, sheet.Accent);
    }

    private void Interval(double lower, double upper, double y, string stroke, double width)
    {
        if (upper < axis.Min || lower > axis.Max)
        {
            Arrows(lower, upper, y, stroke);
            return;
        }

        sheet.Line(axis.PlaceWithin(lower), y, axis.PlaceWithin(upper), y, stroke, width);
        Arrows(lower, upper, y, stroke);
    }

    private void Arrows(double lower, double upper, double y, string fill)
    {
        if (lower < axis.Min)
            sheet.Svg.Add($"""<path d="M{left - 5} {y}l6 -4v8Z" fill="{fill}"/>""");
        if (upper > axis.Max)
            sheet.Svg.Add($"""<path d="M{right + 5} {y}l-6 -4v8Z" fill="{fill}"/>""");
    }

    /// <summary>Line, ticks and their labels; returns the baseline of the labels.</summary>
    public double AxisLine(double y)
    {
        const double size = 13;
        sheet.Line(left, y, right, y, sheet.Ink);
        var taken = new List<(double From, double To)>();

        // The null line's label first: where two labels would meet, the other one goes.
        foreach (var tick in Ticks.Of(axis.Kind, axis.Min, axis.Max, (int)Math.Clamp((right - left) / 44, 4, 7)).OrderBy(t => t.Value != forest.NullValue))
        {
            var (x, half) = (axis.Place(tick.Value), TextMetrics.Width(tick.Label, size) / 2);
            sheet.Line(x, y, x, y + 5, sheet.Ink);
            if (taken.Exists(t => x - half < t.To + 5 && x + half > t.From - 5))
                continue;
            taken.Add((x - half, x + half));
            sheet.Text(x, y + 19, tick.Label, size, sheet.Ink, Anchor.Middle);
        }

        return y + 19;
    }

    /// <summary>What each side favours, pointing away from the null line; returns the last baseline.</summary>
    public double Favours(double baseline, double from, double to)
    {
        const double size = 13;
        const double gap = 12;
        var none = axis.PlaceWithin(forest.NullValue);
        var half = (to - from - gap) / 2;
        var low = TextMetrics.Wrap("← " + forest.Words.FavoursLow, Math.Max(half, none - 8 - from), size);
        var high = TextMetrics.Wrap(forest.Words.FavoursHigh + " →", Math.Max(half, to - none - 8), size);
        var lowWidth = low.Max(l => TextMetrics.Width(l, size));
        var highWidth = high.Max(l => TextMetrics.Width(l, size));

        // Each beside the null line; the one that meets an edge pushes the other away from it.
        var highX = Math.Min(none + 8, to - highWidth);
        var lowX = Math.Max(Math.Min(none - 8, highX - gap), from + lowWidth);
        highX = Math.Min(Math.Max(highX, lowX + gap), to - highWidth);

        // Too tight for both on one line: the right one goes under the left.
        var second = lowX + 6 > highX ? baseline + (low.Count * TextMetrics.LineHeight(size)) : baseline;
        var end = sheet.Lines(lowX, baseline, low, size, sheet.Ink, Anchor.End);
        return Math.Max(end, sheet.Lines(highX, second, high, size, sheet.Ink));
    }
}
