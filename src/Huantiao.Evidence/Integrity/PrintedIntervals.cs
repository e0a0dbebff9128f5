namespace Huantiao.Evidence.Integrity;

/// <summary>Whether an estimate can be the middle of its interval, given how all three were rounded.</summary>
public static class PrintedIntervals
{
    /// <summary>For means and differences.</summary>
    public static bool IsCentred(PrintedNumber estimate, PrintedNumber lower, PrintedNumber upper) =>
        estimate.Rounded.Overlaps(new((lower.Rounded.Lower + upper.Rounded.Lower) / 2, (lower.Rounded.Upper + upper.Rounded.Upper) / 2));

    /// <summary>For ratios: the estimate is the geometric mean of the limits. False where a limit can be 0 or less.</summary>
    public static bool IsCentredOnLogs(PrintedNumber estimate, PrintedNumber lower, PrintedNumber upper) =>
        lower.Rounded.Upper > 0 && upper.Rounded.Lower > 0
        && estimate.Rounded.Overlaps(new(Math.Sqrt(Math.Max(0, lower.Rounded.Lower) * upper.Rounded.Lower), Math.Sqrt(lower.Rounded.Upper * upper.Rounded.Upper)));
}
