namespace Huantiao.MetaAnalysis;

/// <summary>The terms of a table and the estimate from their sums, for each measure that Mantel-Haenszel or Peto's method pools. No continuity correction.</summary>
internal sealed class StratifiedMethod
{
    private readonly Measure measure;

    private StratifiedMethod(Measure measure) => this.measure = measure;

    public static StratifiedMethod Of(Method method, Measure measure) => (method, measure) switch
    {
        (Method.MH, Measure.OR or Measure.RR or Measure.RD or Measure.IRR or Measure.IRD) => new(measure),
        (Method.PETO, Measure.OR or Measure.PETO) => new(Measure.PETO),
        (Method.MH, _) => throw new AnalysisException(AnalysisFailure.UnknownOption, "Mantel-Haenszel pools OR, RR, RD, IRR and IRD."),
        _ => throw new AnalysisException(AnalysisFailure.UnknownOption, "Peto's method pools odds ratios: measure PETO or OR."),
    };

    /// <summary>The measure of the studies' own estimates.</summary>
    public Measure EffectMeasure => measure;

    /// <summary>Q comes from the tables themselves (Peto) and not from estimates with a continuity correction.</summary>
    public bool OwnQ => measure == Measure.PETO;

    private bool IsRate => measure is Measure.IRR or Measure.IRD;

    /// <summary>Four columns: events and others of both groups, or events and time of both.</summary>
    public double[][] Columns(StudyTable table)
    {
        if (IsRate)
            return [Column(table, "x1i"), Column(table, "t1i"), Column(table, "x2i"), Column(table, "t2i")];
        var (ai, ci) = (Column(table, "ai"), Column(table, "ci"));
        return [ai, Others(table, "bi", "n1i", ai), ci, Others(table, "di", "n2i", ci)];
    }

    public Terms TermsOf(double a, double b, double c, double d)
    {
        if (IsRate)
            return RateTerms(a, b, c, d);
        var (n1, n2) = (a + b, c + d);
        var n = n1 + n2;
        switch (measure)
        {
            case Measure.OR:
                // Robins, Breslow and Greenland (1986), Biometrics 42, 311.
                double r = a * d / n, s = b * c / n, p = (a + d) / n, q = (b + c) / n;
                return new(r, s, p * r, (p * s) + (q * r), q * s, s);
            case Measure.RR:
                // Greenland and Robins (1985), Biometrics 41, 55.
                return new(a * n2 / n, c * n1 / n, (n1 * n2 * (a + c) / (n * n)) - (a * c / n), 0, 0, c * n1 / n);
            case Measure.RD:
                // Sato, Greenland and Robins (1989), Biometrics 45, 1323.
                return new(
                    (a * n2 / n) - (c * n1 / n), n1 * n2 / n,
                    (c * (n1 / n) * (n1 / n)) - (a * (n2 / n) * (n2 / n)) + (n1 / n * (n2 / n) * (n2 - n1) / 2),
                    ((a * (n2 - c) / n) + (c * (n1 - a) / n)) / 2, 0, n1 * n2 / n);
            default:
                // Yusuf et al. (1985), Prog Cardiovasc Dis 27, 335: observed less expected, and its hypergeometric variance.
                double events = a + c, others = b + d;
                var variance = n > 1 ? events * others * (n1 / n) * (n2 / n) / (n - 1) : 0;
                return new(a - (events * n1 / n), variance, 0, 0, 0, variance);
        }
    }

    /// <summary>Estimate and variance from the sums; NaN where they do not determine it.</summary>
    public (double Estimate, double Variance) Pool(Terms sum)
    {
        var (a, b, c, d, e, _) = sum;
        var (estimate, variance) = measure switch
        {
            Measure.OR => (Math.Log(a / b), 0.5 * ((c / (a * a)) + (d / (a * b)) + (e / (b * b)))),
            Measure.RR or Measure.IRR => (Math.Log(a / b), c / (a * b)),
            Measure.RD => (a / b, ((a / b * c) + d) / (b * b)),
            Measure.IRD => (a / b, c / (b * b)),
            _ => (a / b, 1 / b),
        };
        return double.IsFinite(estimate) && double.IsFinite(variance) ? (estimate, variance) : (double.NaN, double.NaN);
    }

    // Greenland and Robins (1985), as above.
    private Terms RateTerms(double x1, double t1, double x2, double t2)
    {
        var t = t1 + t2;
        var share = t1 * t2 / t;
        return measure == Measure.IRR
            ? new(x1 * t2 / t, x2 * t1 / t, share * (x1 + x2) / t, 0, 0, x2 * t1 / t)
            : new((x1 * t2 / t) - (x2 * t1 / t), share, share * share * ((x1 / t1 / t1) + (x2 / t2 / t2)), 0, 0, share);
    }

    private static double[] Column(StudyTable table, string name) => table.Find(name)
        ?? throw new AnalysisException(AnalysisFailure.MissingColumn, $"Pooling tables needs the column {name}.");

    private static double[] Others(StudyTable table, string name, string total, double[] events)
    {
        var (others, totals) = (table.Find(name), table.Find(total));
        if (others is null && totals is null)
            throw new AnalysisException(AnalysisFailure.MissingColumn, $"Pooling tables needs the column {name} or {total}.");
        return [.. Enumerable.Range(0, table.Count).Select(i => others is not null && !double.IsNaN(others[i]) ? others[i] : (totals?[i] ?? double.NaN) - events[i])];
    }
}
