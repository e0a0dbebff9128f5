using System.Globalization;

namespace Huantiao.MetaAnalysis.Tests.Models;

/// <summary>The one table of tolerances against the reference, relative to the larger of the value and its natural size.</summary>
internal static class Tolerance
{
    /// <summary>Closed forms: common effect, moment estimators, Mantel-Haenszel.</summary>
    public const double Closed = 1e-10;

    /// <summary>Iterated τ² and all that follows from it.</summary>
    public const double Iterated = 1e-8;

    /// <summary>Bounds of the Q-profile interval.</summary>
    public const double Profile = 1e-8;

    public static double Of(string method) => method is "ML" or "REML" or "EB" or "PM" or "PMM" or "SJIT" ? Iterated : Closed;
}

/// <summary>Collects every difference of a data set, so that one failure tells all of them.</summary>
internal sealed class Comparison
{
    private readonly List<string> failures = [];

    public int Compared { get; private set; }

    /// <param name="what">Named in the failure.</param>
    /// <param name="size">The natural size of the quantity: a difference is never held against less than this.</param>
    public void Near(string what, double expected, double? actual, double tolerance, double size = 0)
    {
        Compared++;
        // The file writes infinity, as a statistic over a standard error of 0, as null too.
        if (actual == expected || (double.IsNaN(expected) && !double.IsFinite(actual ?? double.NaN)))
            return;
        var error = Math.Abs((actual ?? double.NaN) - expected) / Math.Max(Math.Abs(expected), size);
        if (!(error <= tolerance))
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R}, relative {error:E1}"));
    }

    public void Near(string what, double[] expected, double[]? actual, double tolerance, double size = 0)
    {
        if (expected.Length != actual?.Length)
        {
            failures.Add($"{what}: expected {expected.Length} values, got {actual?.Length}");
            return;
        }

        for (var i = 0; i < expected.Length; i++)
            Near(string.Create(CultureInfo.InvariantCulture, $"{what}[{i + 1}]"), expected[i], actual[i], tolerance, size);
    }

    public void Check()
    {
        Assert.True(Compared > 0, "Nothing was compared.");
        CheckIfAny();
    }

    /// <summary>As <see cref="Check"/>, where the data set may not have what is looked for.</summary>
    public void CheckIfAny() =>
        Assert.True(failures.Count == 0, string.Join('\n', failures.Prepend($"{failures.Count} of {Compared} values differ:")));
}
