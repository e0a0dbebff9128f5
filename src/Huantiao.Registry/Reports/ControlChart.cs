using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>Which of the rules of special cause a point sets off (Western Electric, Statistical Quality Control Handbook, 1956).</summary>
[Flags]
public enum RunRules
{
    None = 0,

    /// <summary>The point lies beyond its limits.</summary>
    BeyondLimits = 1,

    /// <summary>The second of three in a row beyond two sigma on the same side.</summary>
    TwoOfThree = 2,

    /// <summary>The fourth of five in a row beyond one sigma on the same side.</summary>
    FourOfFive = 4,

    /// <summary>The eighth in a row on the same side of the middle.</summary>
    EightOnOneSide = 8,
}

/// <summary>One period of a control chart.</summary>
/// <param name="Value">Null where nobody was counted.</param>
/// <param name="Limits">Null where there are too few periods for any, or nobody was counted.</param>
/// <param name="Exact">Whether the limits are exact binomial ones, for small numbers.</param>
/// <param name="Signals">None where there are no limits.</param>
public sealed record ControlPoint(string Period, double? Value, Range? Limits, bool Exact, RunRules Signals);

/// <summary>A number over periods, and whether it has changed more than chance alone would have it.</summary>
/// <param name="Middle">Null where there are too few periods.</param>
public sealed record ControlChart(double? Middle, ImmutableArray<ControlPoint> Points)
{
    /// <summary>3 / d₂ for moving ranges of two, d₂ = 2/√π: tables print 2.66.</summary>
    private const double SigmasByRange = 2.6586807763582740;

    // The three sigma of a normal chart, as probabilities.
    private const double ThreeSigma = 0.0013498980316300933;

    /// <summary>Shares over periods (p chart): middle ± 3√(p(1 − p)/n), exact binomial limits where few are expected.</summary>
    /// <remarks>Montgomery, Introduction to Statistical Quality Control, 7th ed., section 7.2; small numbers: ReportRules.</remarks>
    /// <param name="periods">In the order of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">More of a period than there were.</exception>
    public static ControlChart OfShares(IReadOnlyList<FunnelUnit> periods, ReportRules rules)
    {
        foreach (var period in periods)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(period.Some, period.Name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(period.Some, period.People, period.Name);
        }

        var (some, people) = (periods.Sum(p => (long)p.Some), periods.Sum(p => (long)p.People));
        double? Value(FunnelUnit period) => period.People == 0 ? null : (double)period.Some / period.People;
        // Where all shares are 0, or all 1, chance has no width.
        if (periods.Count(p => p.People > 0) < rules.LeastPoints || some == 0 || some == people)
            return new(null, [.. periods.Select(p => new ControlPoint(p.Name, Value(p), null, false, RunRules.None))]);
        var middle = (double)some / people;
        var marks = periods.Select(p =>
        {
            if (p.People == 0)
                return new Mark(p.Name, null, null, null, false);
            var sigma = Math.Sqrt(middle * (1 - middle) / p.People);
            var exact = p.People * Math.Min(middle, 1 - middle) < rules.LeastExpected;
            Range limits = exact
                ? new(BinomialLimits.At(middle, p.People, ThreeSigma), BinomialLimits.At(middle, p.People, 1 - ThreeSigma))
                : new(Math.Max(0, middle - (3 * sigma)), Math.Min(1, middle + (3 * sigma)));
            // A share of few people is not normal: its distance in sigmas says nothing.
            return new Mark(p.Name, Value(p), limits, exact ? null : (Value(p) - middle) / sigma, exact);
        });
        return new(middle, Judge([.. marks], middle));
    }

    /// <summary>Single values over periods (XmR chart): middle ± 3 times the mean moving range / d₂.</summary>
    /// <remarks>Montgomery, section 6.4; Wheeler, Understanding Variation, 1993.</remarks>
    /// <param name="values">In the order of time; null where a period has none, over which ranges are not taken.</param>
    public static ControlChart OfValues(IReadOnlyList<(string Period, double? Value)> values, ReportRules rules)
    {
        var known = values.Where(v => v.Value is { }).Select(v => v.Value!.Value).ToArray();
        var ranges = values.Zip(values.Skip(1)).Where(p => p.First.Value is { } && p.Second.Value is { }).Select(p => Math.Abs(p.Second.Value!.Value - p.First.Value!.Value)).ToArray();
        var range = ranges.Length == 0 ? 0 : ranges.Average();
        if (known.Length < rules.LeastPoints || range == 0)
            return new(null, [.. values.Select(v => new ControlPoint(v.Period, v.Value, null, false, RunRules.None))]);
        var (middle, reach) = (known.Average(), SigmasByRange * range);
        return new(middle, Judge([.. values.Select(v => v.Value is { } value
            ? new Mark(v.Period, value, new(middle - reach, middle + reach), 3 * (value - middle) / reach, false)
            : new Mark(v.Period, null, null, null, false))], middle));
    }

    private static ImmutableArray<ControlPoint> Judge(Mark[] marks, double middle)
    {
        // Runs go over the periods that have a value.
        var known = marks.Where(m => m.Value is { }).ToArray();
        var signals = new Dictionary<Mark, RunRules>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < known.Length; i++)
        {
            var (mark, rules) = (known[i], RunRules.None);
            if (mark.Value < mark.Limits!.Lower || mark.Value > mark.Limits.Upper)
                rules |= RunRules.BeyondLimits;
            foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            {
                if (Run(known, i, 3, 2, m => side * m.Sigmas > 2))
                    rules |= RunRules.TwoOfThree;
                if (Run(known, i, 5, 4, m => side * m.Sigmas > 1))
                    rules |= RunRules.FourOfFive;
                if (Run(known, i, 8, 8, m => side * (m.Value - middle) > 0))
                    rules |= RunRules.EightOnOneSide;
            }

            signals[mark] = rules;
        }

        return [.. marks.Select(m => new ControlPoint(m.Period, m.Value, m.Limits, m.Exact, signals.GetValueOrDefault(m)))];
    }

    /// <summary>Whether the point is one of at least so many among the last so many.</summary>
    private static bool Run(Mark[] marks, int at, int among, int least, Func<Mark, bool> holds) =>
        holds(marks[at]) && marks[Math.Max(0, at - among + 1)..(at + 1)].Count(holds) >= least;

    /// <param name="Sigmas">Distance from the middle; null where it has no meaning.</param>
    private sealed record Mark(string Period, double? Value, Range? Limits, double? Sigmas, bool Exact);
}
