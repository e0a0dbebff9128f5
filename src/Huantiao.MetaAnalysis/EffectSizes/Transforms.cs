namespace Huantiao.MetaAnalysis;

/// <summary>Transformations between the scales that effects are analysed on and those that they are read on.</summary>
public static class Transforms
{
    /// <summary>Fisher's z of a correlation, −1 to 1.</summary>
    public static double FisherZ(double r) => Math.Atanh(r);

    /// <summary>Correlation of a Fisher's z.</summary>
    public static double InverseFisherZ(double z) => Math.Tanh(z);

    public static double Logit(double p) => Math.Log(p / (1 - p));

    public static double InverseLogit(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>Arcsine of the square root of a proportion.</summary>
    public static double Arcsine(double p) => Math.Asin(Math.Sqrt(p));

    /// <summary>Proportion; 0 below the range of the arcsine (0 to π/2), 1 above it.</summary>
    public static double InverseArcsine(double x) => x switch
    {
        <= 0 => 0,
        >= Math.PI / 2 => 1,
        _ => Math.Sin(x) * Math.Sin(x),
    };

    /// <summary>
    /// Proportion of a Freeman-Tukey double arcsine (half the sum of both arcsines) at sample size <paramref name="n"/>: Miller (1978),
    /// "The inverse of the Freeman-Tukey double arcsine transformation". For a pooled value n is the harmonic mean of the sample sizes. Values outside the range
    /// that n allows give 0 or 1.
    /// </summary>
    public static double InverseFreemanTukey(double x, double n)
    {
        var lowest = 0.5 * Math.Asin(Math.Sqrt(1 / (n + 1)));
        if (double.IsNaN(x) || double.IsNaN(n))
            return double.NaN;
        if (x <= lowest)
            return 0;
        if (x >= (Math.PI / 2) - lowest)
            return 1;

        var sine = Math.Sin(2 * x);
        var inner = sine + ((sine - (1 / sine)) / n);
        var root = Math.Sqrt(Math.Max(0, 1 - (inner * inner)));
        return 0.5 * (1 - (Math.Sign(Math.Cos(2 * x)) * root));
    }

    /// <summary>Rate of a Freeman-Tukey square root (half the sum of √r and √(r + 1/t)) at time at risk <paramref name="t"/>; 0 below its range.</summary>
    public static double InverseFreemanTukeyRate(double x, double t)
    {
        // √(r + 1/t) − √r = (1/t) / 2x, so √r = x − 1/(4 x t).
        var root = x - (1 / (4 * x * t));
        return x > 0 && root > 0 ? root * root : double.IsNaN(root) ? double.NaN : 0;
    }

    /// <summary>Bonett's (2002) transformation of a reliability: −log(1 − α).</summary>
    public static double Bonett(double alpha) => -Distributions.Log1p(-alpha);

    /// <summary>Reliability of Bonett's transformation; negative ones are 0.</summary>
    public static double InverseBonett(double x) => x <= 0 ? 0 : 1 - Math.Exp(-x);

    /// <summary>Reliability of Hakstian and Whalen's (1976) 1 − (1 − α)^⅓; negative ones are 0.</summary>
    public static double InverseHakstianWhalen(double x) => x <= 0 ? 0 : 1 - ((1 - x) * (1 - x) * (1 - x));

    /// <summary>Cohen's U1: share of both groups together that does not overlap, of two normal distributions d standard deviations apart (Cohen 1988).</summary>
    public static double CohenU1(double d)
    {
        var half = Distributions.NormalCdf(Math.Abs(d) / 2);
        return ((2 * half) - 1) / half;
    }

    /// <summary>Cohen's U2: share of group 1 that exceeds the same share of group 2.</summary>
    public static double CohenU2(double d) => Distributions.NormalCdf(d / 2);

    /// <summary>Cohen's U3: share of group 2 below the mean of group 1.</summary>
    public static double CohenU3(double d) => Distributions.NormalCdf(d);

    /// <summary>Probability that a person of group 1 exceeds one of group 2 ("common language effect size", McGraw and Wong 1992).</summary>
    public static double CommonLanguage(double d) => Distributions.NormalCdf(d / Math.Sqrt(2));

    /// <summary>Point-biserial correlation of d with equal groups.</summary>
    public static double PointBiserial(double d) => d / Math.Sqrt((d * d) + 4);

    /// <summary>Success rate of group 1 in the binomial effect size display (Rosenthal and Rubin 1982).</summary>
    public static double BinomialDisplay(double d) => 0.5 + (0.5 * PointBiserial(d));

    /// <summary>Mean difference of a standardized one, in the unit of <paramref name="sd"/>.</summary>
    public static double MeanDifference(double d, double sd) => d * sd;

    /// <summary>Risk difference of a log odds ratio where the other group's risk is <paramref name="controlRisk"/> (0 to 1).</summary>
    public static double RiskDifference(double logOddsRatio, double controlRisk) => RiskOf(logOddsRatio, controlRisk) - controlRisk;

    /// <summary>Risk ratio of a log odds ratio where the other group's risk is <paramref name="controlRisk"/> (0 to 1).</summary>
    public static double RiskRatio(double logOddsRatio, double controlRisk) => RiskOf(logOddsRatio, controlRisk) / controlRisk;

    private static double RiskOf(double logOddsRatio, double controlRisk)
    {
        var scaled = controlRisk * Math.Exp(logOddsRatio);
        return scaled / (scaled + 1 - controlRisk);
    }
}
