using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>One study of a funnel plot.</summary>
/// <param name="Estimate">On the analysis scale: the logarithm for ratios.</param>
/// <param name="StandardError">Of the estimate, on the same scale; not negative.</param>
/// <param name="Filled">True: not a study, but put in by trim and fill; drawn open.</param>
public sealed record FunnelPoint(string Label, double Estimate, double StandardError, bool Filled = false);

/// <summary>Words of a funnel plot.</summary>
/// <param name="P10">Names the region where p is above .10; the next ones .05 to .10, .01 to .05, below .01.</param>
/// <param name="Pooled">Names the vertical line at the pooled estimate.</param>
public sealed record FunnelWords(
    string Study, string Effect, string StandardError, string Observed, string FilledIn, string Pooled, string P10, string P05, string P01, string Below01);

/// <summary>All that a contour-enhanced funnel plot shows.</summary>
public sealed record Funnel
{
    public required FunnelWords Words { get; init; }
    public required ImmutableArray<FunnelPoint> Points { get; init; }

    /// <summary>Pooled estimate on the analysis scale.</summary>
    public required double Pooled { get; init; }

    /// <summary>Log: estimates are logarithms, the axis is labelled with ratios.</summary>
    public AxisKind Axis { get; init; } = AxisKind.Linear;

    /// <summary>Confidence of the sloping lines around the pooled estimate, in percent: 90, 95 or 99.</summary>
    public double Level { get; init; } = 95;

    public int Decimals { get; init; } = 2;

    internal void Check()
    {
        if (Points.IsDefaultOrEmpty)
            throw new ArgumentException("A funnel plot shows at least one study.");
        ArgumentOutOfRangeException.ThrowIfNegative(Decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Decimals, 6);
        if (!double.IsFinite(Pooled))
            throw new ArgumentException("The pooled estimate is not a number.");
        if (Level is not (90 or 95 or 99))
            throw new ArgumentException("The lines are drawn for 90, 95 or 99 percent.");
        foreach (var point in Points)
        {
            if (!double.IsFinite(point.Estimate) || !double.IsFinite(point.StandardError) || point.StandardError < 0)
                throw new ArgumentException($"'{point.Label}' cannot be drawn: {point.Estimate}, standard error {point.StandardError}.");
        }
    }
}
