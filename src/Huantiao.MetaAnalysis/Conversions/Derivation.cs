using System.Globalization;

namespace Huantiao.MetaAnalysis;

/// <summary>How a number that no paper printed was computed from numbers that one did.</summary>
/// <param name="Method">Short name: "SD from SE".</param>
/// <param name="Formula">The formula, in words of the inputs.</param>
/// <param name="Source">Publication that the formula is from.</param>
/// <param name="Inputs">What went in, by name, in the order of the formula.</param>
/// <param name="Assumption">What must be true beyond the inputs; null when nothing must.</param>
public sealed record Derivation(string Method, string Formula, string Source, IReadOnlyList<KeyValuePair<string, double>> Inputs, string? Assumption = null)
{
    /// <summary>One line to stand beside the number: "SD from SE: SE·√n; SE = 2.1, n = 40 (Cochrane Handbook 6.5.2.2)".</summary>
    public override string ToString() =>
        $"{Method}: {Formula}; {string.Join(", ", Inputs.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Key} = {i.Value:R}")))} ({Source})"
        + (Assumption is null ? "" : $". Assumes {Assumption}");
}

/// <summary>A derived number with its derivation.</summary>
public sealed record Derived(double Value, Derivation Derivation);

/// <summary>A derived mean and standard deviation, in the unit of what they come from.</summary>
/// <param name="Count">People they stand for.</param>
public sealed record DerivedMean(double Mean, double StandardDeviation, double Count, Derivation Derivation);

/// <summary>A derived estimate with its sampling variance, on the analysis scale.</summary>
public sealed record DerivedEstimate(double Yi, double Vi, Derivation Derivation);

/// <summary>A derived two by two table: events and non-events of group 1 (a, b) and group 2 (c, d).</summary>
public sealed record DerivedTable(double A, double B, double C, double D, Derivation Derivation);

/// <summary>Checks that every conversion makes of what it is given.</summary>
internal static class Given
{
    public static KeyValuePair<string, double> Of(string name, double value) => KeyValuePair.Create(name, value);

    public static void Size(double n, string name, double least = 1)
    {
        if (!(n >= least && double.IsFinite(n)))
            throw new AnalysisException(AnalysisFailure.InvalidCount, string.Create(CultureInfo.InvariantCulture, $"{name} is {n:R}, and must be at least {least:R}."));
    }

    public static void That(bool holds, string otherwise)
    {
        if (!holds)
            throw new AnalysisException(AnalysisFailure.OutOfRange, otherwise);
    }

    public static void Finite(double value, string name) => That(double.IsFinite(value), $"{name} must be a number.");

    public static void NotNegative(double value, string name) => That(value >= 0 && double.IsFinite(value), $"{name} must be a number, 0 or more.");

    /// <summary>The level of an interval, in percent, as the probability under its upper bound.</summary>
    public static double UpperProbability(double level)
    {
        That(level is > 0 and < 100, "The level of an interval is between 0 and 100 percent.");
        return 0.5 + (level / 200);
    }

    public static void Interval(double lower, double upper)
    {
        Finite(lower, "The lower bound");
        Finite(upper, "The upper bound");
        That(upper > lower, "The upper bound must be over the lower one.");
    }

    public static void PValue(double p) => That(p is > 0 and < 1, "A p-value to convert is over 0 and under 1.");
}
