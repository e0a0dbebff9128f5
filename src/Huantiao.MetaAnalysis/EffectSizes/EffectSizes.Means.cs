namespace Huantiao.MetaAnalysis;

public static partial class EffectSizes
{
    private static void TwoMeans(Measure measure, Rows rows, SmdVariance variance, Effect[] effects, double[] ni)
    {
        var (n1, m1, sd1) = (rows["n1i"], rows["m1i"], rows["sd1i"]);
        var (n2, m2, sd2) = (rows["n2i"], rows["m2i"], rows["sd2i"]);
        var (di, ti, pi) = (rows["di"], rows["ti"], rows["pi"]);
        for (var i = 0; i < effects.Length; i++)
        {
            ni[i] = n1[i] + n2[i];
            if (measure is Measure.SMD or Measure.RPB or Measure.RBIS or Measure.D2ORN or Measure.D2ORL)
            {
                var d = PooledDifference(n1[i], m1[i], sd1[i], n2[i], m2[i], sd2[i]);
                if (double.IsNaN(d))
                {
                    var root = Math.Sqrt((1 / n1[i]) + (1 / n2[i]));
                    d = FirstKnown(di[i], ti[i] * root, SignedT(pi[i], ni[i] - 2) * root);
                }

                effects[i] = OfDifference(measure, variance, d, n1[i], n2[i]);
            }
            else
            {
                effects[i] = OfMeans(measure, n1[i], m1[i], sd1[i], n2[i], m2[i], sd2[i]);
            }
        }

        if (measure == Measure.SMD && variance == SmdVariance.AV)
            AverageVariances(effects, n1, n2);
    }

    private static double PooledDifference(double n1, double m1, double sd1, double n2, double m2, double sd2) =>
        (m1 - m2) / Math.Sqrt((((n1 - 1) * sd1 * sd1) + ((n2 - 1) * sd2 * sd2)) / (n1 + n2 - 2));

    /// <summary>The t value of a two-sided p that carries the sign of the effect.</summary>
    private static double SignedT(double p, double df) =>
        double.IsNaN(p) || !(df > 0) ? double.NaN : Math.CopySign(Distributions.TQuantile(Math.Abs(p) / 2, df), p);

    private static double FirstKnown(double first, double second, double third) =>
        !double.IsNaN(first) ? first : !double.IsNaN(second) ? second : third;

    private static Effect OfDifference(Measure measure, SmdVariance variance, double d, double n1, double n2)
    {
        var n = n1 + n2;
        var m = n - 2;
        var sizes = (1 / n1) + (1 / n2);
        switch (measure)
        {
            case Measure.SMD:
                var j = HedgesCorrection(m);
                var g = j * d;
                return new(g, variance switch
                {
                    SmdVariance.LS2 => j * j * (sizes + (d * d / (2 * n))),     // Borenstein (2009)
                    SmdVariance.UB => sizes + ((1 - ((m - 2) / (m * j * j))) * g * g),     // Hedges (1983): unbiased
                    _ => sizes + (g * g / (2 * n)),     // Hedges (1982): large sample; AV replaces g² by its mean's square afterwards
                });
            case Measure.D2ORN:
                return new Effect(d, sizes + (d * d / (2 * n))).Times(1.65);
            case Measure.D2ORL:
                return new Effect(d, sizes + (d * d / (2 * n))).Times(Math.PI / Math.Sqrt(3));
        }

        // Point-biserial correlation with fixed group sizes (Tate 1954), biserial (Soper 1914).
        var h = m * sizes;
        var r = d / Math.Sqrt((d * d) + h);
        if (measure == Measure.RPB)
            return new(r, h * h / Math.Pow((d * d) + h, 3) * (sizes + (d * d / (2 * n))));

        var (p, q) = (n1 / n, n2 / n);
        var z = -Distributions.NormalQuantile(p);
        var density = Distributions.NormalDensity(z);
        var rb = Math.Sqrt(p * q) / density * r;
        var square = Math.Min(1, rb * rb);     // the estimate can exceed 1, a correlation cannot: the variance is that at 1
        return new(rb, ((p * q / (density * density)) - ((1.5 + ((1 - (p * z / density)) * (1 + (q * z / density)))) * square) + (square * square)) / (n - 1));
    }

    // The large-sample variance with the average of the estimates, weighted by sample size, in place of each study's own (Hunter and Schmidt 2004).
    private static void AverageVariances(Effect[] effects, double[] n1, double[] n2)
    {
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < effects.Length; i++)
        {
            if (!double.IsFinite(effects[i].Yi))
                continue;
            sum += (n1[i] + n2[i]) * effects[i].Yi;
            total += n1[i] + n2[i];
        }

        var mean = sum / total;
        for (var i = 0; i < effects.Length; i++)
            effects[i] = effects[i] with { Vi = (1 / n1[i]) + (1 / n2[i]) + (mean * mean / (2 * (n1[i] + n2[i]))) };
    }

    private static Effect OfMeans(Measure measure, double n1, double m1, double sd1, double n2, double m2, double sd2)
    {
        var (v1, v2) = (sd1 * sd1, sd2 * sd2);
        var (cv1, cv2) = (v1 / (n1 * m1 * m1), v2 / (n2 * m2 * m2));     // squared coefficients of variation of the means
        switch (measure)
        {
            case Measure.MD:
                return new(m1 - m2, (v1 / n1) + (v2 / n2));

            // Bonett (2009): the average variance as the unit.
            case Measure.SMDH:
                var unit = (v1 + v2) / 2;
                var g = HedgesCorrection(n1 + n2 - 2) * (m1 - m2) / Math.Sqrt(unit);
                return new(g, (g * g * ((v1 * v1 / (n1 - 1)) + (v2 * v2 / (n2 - 1))) / (8 * unit * unit)) + (((v1 / (n1 - 1)) + (v2 / (n2 - 1))) / unit));

            // Glass' delta (1976); its variance with equal variances, and as in Bonett (2008).
            case Measure.SMD1 or Measure.SMD1H:
                var delta = HedgesCorrection(n2 - 1) * (m1 - m2) / sd2;
                return new(delta, measure == Measure.SMD1
                    ? (1 / n1) + (1 / n2) + (delta * delta / (2 * n2))
                    : (v1 / v2 / (n1 - 1)) + (1 / (n2 - 1)) + (delta * delta / (2 * (n2 - 1))));

            // Hedges, Gurevitch and Curtis (1999), with the second-order bias correction of Lajeunesse (2015).
            case Measure.ROM:
                return new(Math.Log(m1 / m2) + ((cv1 - cv2) / 2), cv1 + cv2);

            // Nakagawa et al. (2015); CVR with the second-order correction of Senior, Viechtbauer and Nakagawa (2020).
            case Measure.CVR:
                return new(
                    Math.Log(sd1 / m1) - Math.Log(sd2 / m2) + (1 / (2 * (n1 - 1))) - (1 / (2 * (n2 - 1))) - ((cv1 - cv2) / 2),
                    cv1 + cv2 + (1 / (2 * (n1 - 1))) + (1 / (2 * (n2 - 1))));
            default:
                return new(Math.Log(sd1 / sd2) + (1 / (2 * (n1 - 1))) - (1 / (2 * (n2 - 1))), (1 / (2 * (n1 - 1))) + (1 / (2 * (n2 - 1))));
        }
    }

    private static void Paired(Measure measure, Rows rows, Effect[] effects, double[] ni)
    {
        var (n, m1, sd1, m2, sd2, ri) = (rows["ni"], rows["m1i"], rows["sd1i"], rows["m2i"], rows["sd2i"], rows["ri"]);
        var (di, ti, pi) = (rows["di"], rows["ti"], rows["pi"]);
        for (var i = 0; i < effects.Length; i++)
        {
            ni[i] = n[i];
            var differences = (sd1[i] * sd1[i]) + (sd2[i] * sd2[i]) - (2 * ri[i] * sd1[i] * sd2[i]);
            if (measure == Measure.SMCC)
            {
                var d = (m1[i] - m2[i]) / Math.Sqrt(differences);
                if (double.IsNaN(d))
                    d = FirstKnown(di[i], ti[i] / Math.Sqrt(n[i]), SignedT(pi[i], n[i] - 1) / Math.Sqrt(n[i]));
                var g = HedgesCorrection(n[i] - 1) * d;
                effects[i] = new(g, (1 / n[i]) + (g * g / (2 * n[i])));     // Gibbons, Hedeker and Davis (1993)
            }
            else
            {
                effects[i] = OfPairs(measure, n[i], m1[i], sd1[i], m2[i], sd2[i], ri[i], differences);
            }
        }
    }

    private static Effect OfPairs(Measure measure, double n, double m1, double sd1, double m2, double sd2, double r, double differences)
    {
        var (rel1, rel2) = (sd1 / m1, sd2 / m2);
        var ratio = new Effect(
            Math.Log(m1 / m2) + (((rel1 * rel1) - (rel2 * rel2)) / (2 * n)),
            ((rel1 * rel1) + (rel2 * rel2) - (2 * r * rel1 * rel2)) / n);     // Lajeunesse (2011, 2015)
        switch (measure)
        {
            case Measure.MC:
                return new(m1 - m2, differences / n);

            // Becker (1988); with unequal variances Bonett (2008).
            case Measure.SMCR or Measure.SMCRH:
                var g = HedgesCorrection(n - 1) * (m1 - m2) / sd1;
                return new(g, measure == Measure.SMCR
                    ? (2 * (1 - r) / n) + (g * g / (2 * n))
                    : (differences / (sd1 * sd1 * (n - 1))) + (g * g / (2 * (n - 1))));
            case Measure.ROMC:
                return ratio;
            case Measure.CVRC:
                return new(
                    Math.Log(rel1) - Math.Log(rel2) - (((rel1 * rel1) - (rel2 * rel2)) / (2 * n)),
                    ratio.Vi + ((1 - (r * r)) / (n - 1)));
            default:
                return new(Math.Log(sd1 / sd2), (1 - (r * r)) / (n - 1));
        }
    }

    private static void Means(Measure measure, Rows rows, Effect[] effects, double[] ni)
    {
        var (mi, sdi, n) = (rows["mi"], rows["sdi"], rows["ni"]);
        for (var i = 0; i < effects.Length; i++)
        {
            ni[i] = n[i];
            var (m, sd) = (mi[i], sdi[i]);
            var (relative, half) = (sd * sd / (n[i] * m * m), 1 / (2 * (n[i] - 1)));
            var g = HedgesCorrection(n[i] - 1) * m / sd;
            effects[i] = measure switch
            {
                Measure.MN => new(m, sd * sd / n[i]),
                Measure.MNLN => new(Math.Log(m), relative),
                Measure.CVLN => new(Math.Log(sd / m) + half, half + relative),     // Nakagawa et al. (2015)
                Measure.SDLN => new(Math.Log(sd) + half, half),
                _ => new(g, (1 / n[i]) + (g * g / (2 * n[i]))),
            };
        }
    }
}
