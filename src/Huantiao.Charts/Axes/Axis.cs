namespace Huantiao.Charts;

/// <summary>How values lie along an axis.</summary>
public enum AxisKind
{
    /// <summary>Equal differences are equally far apart: mean differences, standardised differences, risk differences.</summary>
    Linear,

    /// <summary>Equal ratios are equally far apart: risk, odds, rate and hazard ratios. Values are given as ratios and are above 0.</summary>
    Log,
}

/// <summary>From values to places.</summary>
internal sealed class Axis
{
    private readonly double _from;
    private readonly double _to;
    private readonly double _min;
    private readonly double _max;

    /// <param name="kind">Linear or log.</param>
    /// <param name="min">Value at <paramref name="from"/>.</param>
    /// <param name="max">Value at <paramref name="to"/>.</param>
    public Axis(AxisKind kind, double min, double max, double from, double to)
    {
        if (!double.IsFinite(min) || !double.IsFinite(max) || min >= max || (kind == AxisKind.Log && min <= 0))
            throw new ArgumentException($"An axis cannot run from {min} to {max}.");
        Kind = kind;
        (Min, Max) = (min, max);
        (_min, _max) = (Inner(min), Inner(max));
        (_from, _to) = (from, to);
    }

    public AxisKind Kind { get; }
    public double Min { get; }
    public double Max { get; }

    public double Place(double value) => _from + ((Inner(value) - _min) / (_max - _min) * (_to - _from));

    /// <summary>The place, held at the axis' ends.</summary>
    public double PlaceWithin(double value) => value <= Min ? _from : value >= Max ? _to : Place(value);

    public bool Holds(double value) => value >= Min && value <= Max;

    private double Inner(double value) => Kind == AxisKind.Log ? Math.Log(value) : value;
}
