namespace Huantiao.MetaAnalysis;

/// <summary>Estimates with sampling variances from a printed estimate with its interval, p-value or z (Cochrane Handbook 6.5, section 6.3).</summary>
public static class Wald
{
    private const string Source = "Cochrane Handbook 6.3";

    /// <summary>From a confidence interval.</summary>
    /// <param name="estimate">As printed: a ratio where <paramref name="isRatio"/>, otherwise on the scale of the analysis.</param>
    /// <param name="isRatio">Ratios (and their bounds, all over 0) are analysed as logarithms.</param>
    /// <param name="level">In percent.</param>
    public static DerivedEstimate FromInterval(double estimate, double lower, double upper, bool isRatio, double level = 95)
    {
        Given.Interval(lower, upper);
        var z = Distributions.NormalQuantile(Given.UpperProbability(level));
        var yi = Scale(estimate, isRatio);
        var se = (Scale(upper, isRatio) - Scale(lower, isRatio)) / (2 * z);
        return new(yi, se * se, new("SE from CI", isRatio ? "(log upper − log lower)/(2·z)" : "(upper − lower)/(2·z)", Source,
            [Given.Of("estimate", estimate), Given.Of("lower", lower), Given.Of("upper", upper), Given.Of("level", level)], "an interval made with the normal distribution"));
    }

    /// <summary>From a two-sided p-value.</summary>
    public static DerivedEstimate FromP(double estimate, double p, bool isRatio)
    {
        Given.PValue(p);
        var yi = Scale(estimate, isRatio);
        var se = yi / -Distributions.NormalQuantile(p / 2);
        return new(yi, se * se, new("SE from p", isRatio ? "log estimate/z, z of the two-sided p" : "estimate/z, z of the two-sided p", Source,
            [Given.Of("estimate", estimate), Given.Of("p", p)], "a test with the normal distribution"));
    }

    /// <summary>From a z statistic.</summary>
    public static DerivedEstimate FromZ(double estimate, double z, bool isRatio)
    {
        Given.That(z != 0 && double.IsFinite(z), "A z statistic of 0 does not tell the standard error.");
        var yi = Scale(estimate, isRatio);
        return new(yi, yi / z * (yi / z), new("SE from z", isRatio ? "log estimate/z" : "estimate/z", Source, [Given.Of("estimate", estimate), Given.Of("z", z)]));
    }

    private static double Scale(double value, bool isRatio)
    {
        Given.Finite(value, "An estimate and its bounds");
        Given.That(!isRatio || value > 0, "A ratio and its bounds must be over 0.");
        return isRatio ? Math.Log(value) : value;
    }
}
