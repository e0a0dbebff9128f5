using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>One period of a control chart.</summary>
/// <param name="Value">Null where there is none; a gap is drawn.</param>
/// <param name="Lower">Limits of what chance explains; both null where there are none.</param>
/// <param name="Flagged">Whether a rule says that this is more than chance.</param>
public sealed record ControlMark(string Period, double? Value, double? Lower, double? Upper, bool Flagged);

/// <summary>Words of a control chart.</summary>
/// <param name="Quantity">Names the upright axis, with its unit.</param>
/// <param name="NoLimits">Said under a chart with too few periods.</param>
public sealed record ControlWords(string Period, string Quantity, string Value, string Middle, string Limits, string Flagged, string NotFlagged, string None, string NoLimits);

/// <summary>A number over periods, with the room that chance needs. All numbers are worked out elsewhere.</summary>
public sealed record ControlPicture
{
    public required ControlWords Words { get; init; }
    public required ImmutableArray<ControlMark> Marks { get; init; }

    /// <summary>Null where there are too few periods.</summary>
    public double? Middle { get; init; }

    /// <summary>Ends of what a value can be, drawn where nothing goes beyond; such as 0 and 100 for percent.</summary>
    public (double Lower, double Upper)? Bounds { get; init; }

    public int Decimals { get; init; }

    internal void Check()
    {
        if (Marks.IsDefaultOrEmpty)
            throw new ArgumentException("A control chart shows at least one period.");
        ArgumentOutOfRangeException.ThrowIfNegative(Decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Decimals, 6);
        foreach (var mark in Marks)
        {
            if (mark.Value is { } value && !double.IsFinite(value))
                throw new ArgumentException($"'{mark.Period}' cannot be drawn: {value}.");
            if (mark.Lower is { } lower && mark.Upper is { } upper ? !(lower <= upper && double.IsFinite(upper - lower)) : mark.Lower is not null || mark.Upper is not null)
                throw new ArgumentException($"'{mark.Period}' has limits that are none.");
        }
    }
}
