using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>One trial. Values are on the axis' natural scale: ratios as ratios, never as logs.</summary>
/// <param name="Lower">Lower confidence bound; may be -∞ (0 on a log axis).</param>
/// <param name="WeightPercent">Sizes the square; null draws the smallest square.</param>
/// <param name="Text">Estimate and interval as words beside the mark; null: written from the numbers.</param>
public sealed record ForestRow(string Label, double Estimate, double Lower, double Upper, double? WeightPercent = null, string? Text = null);

/// <summary>A trial that is known but has no usable result: listed, without a mark.</summary>
/// <param name="Text">What stands in place of the numbers, for example "no usable result".</param>
public sealed record ForestMissing(string Label, string Text);

/// <summary>The pooled result.</summary>
/// <param name="PredictionLabel">Names the prediction interval's row; needed if there is an interval.</param>
public sealed record ForestSummary(
    string Label, double Estimate, double Lower, double Upper, string? Text = null,
    double? PredictionLower = null, double? PredictionUpper = null, string? PredictionLabel = null, string? PredictionText = null)
{
    internal bool HasPrediction => PredictionLower is not null && PredictionUpper is not null;
}

/// <summary>A vertical line with a name, such as the important difference.</summary>
public sealed record ForestLine(double Value, string Label);

/// <summary>The words of a forest plot.</summary>
/// <param name="Trial">Heads the trials' names.</param>
/// <param name="Effect">Heads the estimates, for example "Difference [95% CI]".</param>
/// <param name="Weight">Heads the weights; null leaves the column out.</param>
/// <param name="Axis">Under the axis: what is measured, with its unit.</param>
/// <param name="FavoursLow">What values below the null line favour.</param>
public sealed record ForestWords(string Trial, string Effect, string? Weight, string Axis, string FavoursLow, string FavoursHigh);

/// <summary>All that a forest plot shows; the drawing, the characters on a terminal and the table are made of this one object.</summary>
public sealed record Forest
{
    public required ForestWords Words { get; init; }
    public required ImmutableArray<ForestRow> Rows { get; init; }
    public ImmutableArray<ForestMissing> Missing { get; init; } = [];
    public ForestSummary? Summary { get; init; }
    public AxisKind Axis { get; init; } = AxisKind.Linear;

    /// <summary>Where nothing differs: 0 for differences, 1 for ratios.</summary>
    public double NullValue => Axis == AxisKind.Log ? 1 : 0;

    /// <summary>The smallest difference that matters to people, if one is known.</summary>
    public ForestLine? Important { get; init; }

    /// <summary>Of estimates and bounds, where no text is given; 0 to 6.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>Both null: chosen so that every estimate shows and far intervals end in an arrow.</summary>
    public double? AxisMin { get; init; }
    public double? AxisMax { get; init; }

    internal string TextOf(ForestRow row) => row.Text ?? Numerals.Interval(row.Estimate, row.Lower, row.Upper, Decimals);

    internal string TextOf(ForestSummary summary) => summary.Text ?? Numerals.Interval(summary.Estimate, summary.Lower, summary.Upper, Decimals);

    internal string PredictionTextOf(ForestSummary summary) => summary.PredictionText
        ?? $"[{Numerals.Format(summary.PredictionLower ?? 0, Decimals)}, {Numerals.Format(summary.PredictionUpper ?? 0, Decimals)}]";

    internal static string WeightOf(ForestRow row) => row.WeightPercent is { } weight ? Numerals.Percent(weight) : "";

    internal bool HasWeights => Words.Weight is not null && Rows.Any(r => r.WeightPercent is not null);

    /// <exception cref="ArgumentException">Nothing to show, a value that is not a number, bounds in the wrong order, or a ratio that is not above 0.</exception>
    internal void Check()
    {
        if (Rows.IsDefaultOrEmpty && Missing.IsDefaultOrEmpty)
            throw new ArgumentException("A forest plot shows at least one trial, with or without a result.");
        ArgumentOutOfRangeException.ThrowIfNegative(Decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Decimals, 6);
        foreach (var row in Rows)
        {
            CheckValues(row.Label, row.Estimate, row.Lower, row.Upper);
            if (row.WeightPercent is { } weight && !(weight >= 0 && double.IsFinite(weight)))
                throw new ArgumentException($"The weight of '{row.Label}' is not a percentage.");
        }

        if (Summary is { } s)
        {
            if (Rows.IsDefaultOrEmpty)
                throw new ArgumentException("A pooled result needs at least one trial.");
            CheckValues(s.Label, s.Estimate, s.Lower, s.Upper);
            if (s.HasPrediction)
                CheckValues(s.PredictionLabel ?? throw new ArgumentException("A prediction interval needs a label."), s.Estimate, s.PredictionLower!.Value, s.PredictionUpper!.Value);
        }

        if (Important is { } line && !IsPlace(line.Value))
            throw new ArgumentException($"'{line.Label}' has no place on the axis.");
    }

    private void CheckValues(string label, double estimate, double lower, double upper)
    {
        if (!IsPlace(estimate) || double.IsNaN(lower) || double.IsNaN(upper) || lower > upper || (Axis == AxisKind.Log && lower < 0))
            throw new ArgumentException($"'{label}' cannot be drawn: {estimate} [{lower}, {upper}].");
    }

    private bool IsPlace(double value) => double.IsFinite(value) && (Axis == AxisKind.Linear || value > 0);

    /// <summary>
    /// Ends of the axis. The core (estimates, null line, important difference, pooled interval) always shows; intervals show as far
    /// as once the core's width, or the median interval's width, beyond it.
    /// </summary>
    internal (double Min, double Max) Range()
    {
        if (AxisMin is { } min && AxisMax is { } max)
            return (min, max);
        var values = new List<double> { Inner(NullValue) };
        values.AddRange(Rows.Select(r => Inner(r.Estimate)));
        if (Important is { } line)
            values.Add(Inner(line.Value));
        if (Summary is { } s)
            values.AddRange([Inner(s.Lower), Inner(s.Upper), Inner(s.Estimate)]);
        values.RemoveAll(v => !double.IsFinite(v));
        var (low, high) = (values.Min(), values.Max());

        var bounds = Rows.SelectMany(r => new[] { Inner(r.Lower), Inner(r.Upper) }).Where(double.IsFinite).ToList();
        if (Summary is { HasPrediction: true } p)
            bounds.AddRange(new[] { Inner(p.PredictionLower!.Value), Inner(p.PredictionUpper!.Value) }.Where(double.IsFinite));
        var widths = Rows.Select(r => Inner(r.Upper) - Inner(r.Lower)).Where(double.IsFinite).Order().ToList();
        var beyond = Math.Max(high - low, widths.Count > 0 ? widths[(widths.Count - 1) / 2] : 0);
        if (beyond <= 0)
            beyond = 1;
        var left = Math.Min(low, Math.Max(bounds.Append(low).Min(), low - beyond));
        var right = Math.Max(high, Math.Min(bounds.Append(high).Max(), high + beyond));

        // Both sides of the null line need room for what they favour.
        var room = Math.Max((right - left) * 0.18, beyond * 0.1);
        var none = Inner(NullValue);
        left = Math.Min(left, none - room);
        right = Math.Max(right, none + room);
        var pad = (right - left) * 0.03;
        return (Outer(left - pad), Outer(right + pad));
    }

    private double Inner(double value) => Axis == AxisKind.Log ? Math.Log(value) : value;

    private double Outer(double value) => Axis == AxisKind.Log ? Math.Exp(value) : value;
}
