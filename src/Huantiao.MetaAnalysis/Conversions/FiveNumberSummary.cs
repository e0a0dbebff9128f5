namespace Huantiao.MetaAnalysis;

/// <summary>What the data behind a five-number summary are taken to follow.</summary>
public enum SummaryDistribution { Normal, LogNormal }

/// <summary>
/// Minimum, quartiles, median and maximum of a group, as far as they were printed: the median with the range, with the quartiles, or with both.
/// </summary>
/// <param name="N">People in the group.</param>
public sealed record FiveNumberSummary(double? Min, double? Q1, double Median, double? Q3, double? Max, double N)
{
    private enum Scenario { Range, Quartiles, Both }

    /// <summary>
    /// Mean by Luo et al. (2018); SD by Wan et al. (2014), or with all five numbers by Shi et al. (2020a). For log-normal data the same on logarithms, brought back by
    /// the bias-corrected formulas of Shi et al. (2020b). These are metafor's "luo/wan/shi".
    /// </summary>
    /// <exception cref="AnalysisException">Neither range nor quartiles are whole, values are out of order, or (log-normal) one is not over 0.</exception>
    public DerivedMean Estimate(SummaryDistribution distribution = SummaryDistribution.Normal)
    {
        Given.Size(N, "n", least: 2);
        var scenario = (Min is not null && Max is not null, Q1 is not null && Q3 is not null) switch
        {
            (true, true) => Scenario.Both,
            (true, false) => Scenario.Range,
            (false, true) => Scenario.Quartiles,
            _ => throw new AnalysisException(AnalysisFailure.OutOfRange, "The median needs the range or both quartiles beside it."),
        };
        var printed = Printed(scenario);
        foreach (var (name, value) in printed)
            Given.That(double.IsFinite(value) && (distribution == SummaryDistribution.Normal || value > 0), $"{name} must be a number{(distribution == SummaryDistribution.Normal ? "" : " over 0")}.");
        for (var i = 1; i < printed.Count; i++)
            Given.That(printed[i].Value >= printed[i - 1].Value, $"{printed[i].Key} is under {printed[i - 1].Key}.");

        var (mean, variance, fourth) = distribution == SummaryDistribution.Normal
            ? Moments(scenario, x => x)
            : Moments(scenario, Math.Log);
        var (m, sd) = distribution == SummaryDistribution.Normal ? (mean, Math.Sqrt(variance)) : Back(scenario, mean, variance, fourth);
        return new(m, sd, N, new(
            $"mean and SD from {Words(scenario)}",
            "weighted mean of median, mid-range and mid-quartile range; SD from the range and the interquartile range over their expected lengths",
            (scenario == Scenario.Both ? "Luo et al. 2018, Shi et al. 2020" : "Luo et al. 2018, Wan et al. 2014") + (distribution == SummaryDistribution.Normal ? "" : ", on logarithms as in Shi et al. 2020 (Statistics and Its Interface 13:519)"),
            [.. printed, Given.Of("n", N)],
            distribution == SummaryDistribution.Normal ? "normally distributed data" : "log-normally distributed data"));
    }

    private List<KeyValuePair<string, double>> Printed(Scenario scenario)
    {
        var printed = new List<KeyValuePair<string, double>> { Given.Of("median", Median) };
        if (scenario != Scenario.Range)
        {
            printed.Insert(0, Given.Of("q1", Q1!.Value));
            printed.Add(Given.Of("q3", Q3!.Value));
        }

        if (scenario != Scenario.Quartiles)
        {
            printed.Insert(0, Given.Of("min", Min!.Value));
            printed.Add(Given.Of("max", Max!.Value));
        }

        return printed;
    }

    /// <summary>Mean, squared SD and its square, on the scale that the function brings the numbers to.</summary>
    private (double Mean, double Variance, double Fourth) Moments(Scenario scenario, Func<double, double> scale)
    {
        var median = scale(Median);
        var (midRange, range) = scenario == Scenario.Quartiles ? (0, 0) : ((scale(Min!.Value) + scale(Max!.Value)) / 2, scale(Max!.Value) - scale(Min!.Value));
        var (midQuartile, iqr) = scenario == Scenario.Range ? (0, 0) : ((scale(Q1!.Value) + scale(Q3!.Value)) / 2, scale(Q3!.Value) - scale(Q1!.Value));

        // Expected lengths in standard deviations, by Blom's approximation (Wan et al. 2014).
        var rangeLength = 2 * Distributions.NormalQuantile((N - 0.375) / (N + 0.25));
        var iqrLength = 2 * Distributions.NormalQuantile(((0.75 * N) - 0.125) / (N + 0.25));
        double mean, sd;
        switch (scenario)
        {
            case Scenario.Range:     // this and the next two: Luo et al. 2018
                var w = 4 / (4 + Math.Pow(N, 0.75));
                (mean, sd) = ((w * midRange) + ((1 - w) * median), range / rangeLength);
                break;
            case Scenario.Quartiles:
                w = 0.7 + (0.39 / N);
                (mean, sd) = ((w * midQuartile) + ((1 - w) * median), iqr / iqrLength);
                break;
            default:     // the SD is the smoothly weighted one of Shi et al. 2020a
                var w1 = 2.2 / (2.2 + Math.Pow(N, 0.75));
                var w2 = 0.7 - (0.72 / Math.Pow(N, 0.55));
                mean = (w1 * midRange) + (w2 * midQuartile) + ((1 - w1 - w2) * median);
                w = 1 / (1 + (0.07 * Math.Pow(N, 0.6)));
                sd = (w * range / rangeLength) + ((1 - w) * iqr / iqrLength);
                break;
        }

        return (mean, sd * sd, sd * sd * sd * sd);
    }

    /// <summary>Mean and SD of log-normal data from those of the logarithms, with the bias corrections of Shi et al. 2020b.</summary>
    private (double Mean, double Sd) Back(Scenario scenario, double mean, double variance, double fourth)
    {
        var square = Math.Log(N) * Math.Log(N);
        var (bias2, bias4, first, second) = scenario switch
        {
            Scenario.Range => (1.01 + (0.25 / square), 1 + (2.23 / square), 0.565, 0.37),
            Scenario.Quartiles => (1 + (1.58 / N), 1 + (19.2 / Math.Pow(N, 1.2)), 0.57, 0.75),
            _ => (1 + (0.28 / square), 1 + (3.93 / N), 0.405, 0.315),
        };
        var s2 = variance / bias2;
        var s4 = fourth / bias4;

        // exp(μ + σ²/2), and the two terms of the variance exp(2μ + 2σ²) − exp(2μ + σ²), each over its bias.
        var m = Math.Exp(mean + (s2 / 2)) / (1 + (((first * s2) + (second * s4)) / N));
        var larger = Math.Exp(2 * (mean + s2)) / (1 + (((4 * first * s2) + (16 * second * s4)) / N));
        var smaller = Math.Exp((2 * mean) + s2) / (1 + (((4 * first * s2) + (4 * second * s4)) / N));
        return (m, Math.Sqrt(Math.Max(0, larger - smaller)));
    }

    private static string Words(Scenario scenario) => scenario switch
    {
        Scenario.Range => "median and range",
        Scenario.Quartiles => "median and quartiles",
        _ => "median, quartiles and range",
    };
}
