using System.Globalization;
using Huantiao.Knowledge;

namespace Huantiao.Evidence.Integrity;

/// <summary>How problems write numbers: short, always with a decimal point.</summary>
internal static class Say
{
    public static string Number(double value, int digits = 4) =>
        value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string Fixed(double value, double unit) =>
        value.ToString("F" + Math.Clamp((int)Math.Round(-Math.Log10(unit)), 0, 8).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string P(double p) => p < 0.0001 ? "<0.0001" : p.ToString(p < 0.001 ? "0.00000" : p < 0.1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);

    public static Problem In(TrialRow row, string? column, Severity severity, string check, string? printed, string? recomputed, string message) =>
        new(row.File, row.Line, column, severity, check, printed, recomputed, message);
}
