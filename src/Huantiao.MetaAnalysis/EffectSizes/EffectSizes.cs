namespace Huantiao.MetaAnalysis;

/// <summary>From study data to estimates with sampling variances, by metafor's definitions (5.x where versions differ).</summary>
public static partial class EffectSizes
{
    /// <summary>One study's estimate and variance.</summary>
    private readonly record struct Effect(double Yi, double Vi)
    {
        public static readonly Effect None = new(double.NaN, double.NaN);

        public Effect Times(double factor) => new(factor * Yi, factor * factor * Vi);
    }

    /// <summary>
    /// Computes the measure for each row. Rows with a missing value, or whose estimate or variance is not a finite number, are left out and listed in
    /// <see cref="EffectSizeSet.Dropped"/>. A variance of zero is kept: models decide what it means to them. Data with yi and vi (or sei) but without the
    /// measure's own columns are taken as they are.
    /// </summary>
    /// <exception cref="AnalysisException">A column is missing, or a value cannot be (its row is told).</exception>
    public static EffectSizeSet Compute(Measure measure, StudyTable table, EffectSizeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new EffectSizeOptions();
        var info = MeasureInfo.Of(measure);
        var given = MeasureInfo.Of(Measure.GEN);
        var own = Rows.Suffice(info, table);
        if (!own && !Rows.Suffice(given, table))
            throw new AnalysisException(AnalysisFailure.MissingColumn, $"Measure {measure} needs the columns {info.Needs}{(measure == Measure.GEN ? "" : $"; or {given.Needs}")}.");
        if (options.Add is { } add && !(add >= 0 && double.IsFinite(add)))
            throw new AnalysisException(AnalysisFailure.UnknownOption, "The constant added to cells must be a number, 0 or more.");

        var rows = new Rows(own ? info : given, table);
        rows.Validate();
        var effects = new Effect[table.Count];
        var ni = new double[table.Count];
        switch (own ? info.Family : MeasureFamily.Generic)
        {
            case MeasureFamily.Generic: Generic(rows, effects, ni); break;
            case MeasureFamily.TwoByTwo: TwoByTwo(measure, rows, ZeroCellRule.Of(options, info), effects, ni); break;
            case MeasureFamily.TwoMeans: TwoMeans(measure, rows, options.SmdVariance, effects, ni); break;
            case MeasureFamily.Paired: Paired(measure, rows, effects, ni); break;
            case MeasureFamily.TwoRates: TwoRates(measure, rows, ZeroCellRule.Of(options, info), effects, ni); break;
            case MeasureFamily.Correlation: Correlations(measure, rows, effects, ni); break;
            case MeasureFamily.Proportion: Proportions(measure, rows, ZeroCellRule.Of(options, info), effects, ni); break;
            case MeasureFamily.Rate: Rates(measure, rows, ZeroCellRule.Of(options, info), effects, ni); break;
            case MeasureFamily.Mean: Means(measure, rows, effects, ni); break;
            default: Reliabilities(measure, rows, effects, ni); break;
        }

        return Gather(effects, ni);
    }

    private static EffectSizeSet Gather(Effect[] effects, double[] ni)
    {
        var kept = 0;
        foreach (var effect in effects)
            kept += IsDefined(effect) ? 1 : 0;

        var set = new EffectSizeSet(new double[kept], new double[kept], new double[kept], new int[kept], new int[effects.Length - kept]);
        for (int i = 0, k = 0, d = 0; i < effects.Length; i++)
        {
            if (!IsDefined(effects[i]))
            {
                set.Dropped[d++] = i + 1;
                continue;
            }

            (set.Yi[k], set.Vi[k], set.Ni[k], set.Rows[k]) = (effects[i].Yi, effects[i].Vi, ni[i], i + 1);
            k++;
        }

        return set;
    }

    private static bool IsDefined(Effect effect) => double.IsFinite(effect.Yi) && double.IsFinite(effect.Vi);

    private static void Generic(Rows rows, Effect[] effects, double[] ni)
    {
        var (yi, vi, sei) = (rows["yi"], rows["vi"], rows["sei"]);
        var (n, n1, n2) = (rows["ni"], rows["n1i"], rows["n2i"]);
        for (var i = 0; i < effects.Length; i++)
        {
            // A negative standard error must not turn into a positive variance: it stays negative, and models refuse it.
            effects[i] = new(yi[i], double.IsNaN(vi[i]) ? sei[i] * Math.Abs(sei[i]) : vi[i]);
            ni[i] = double.IsNaN(n[i]) ? n1[i] + n2[i] : n[i];
        }
    }

    /// <summary>
    /// Hedges' exact correction of a standardized mean difference with m degrees of freedom: Γ(m/2) / (√(m/2) Γ((m − 1)/2)) (Hedges 1981). NaN for m of 1 or less.
    /// </summary>
    public static double HedgesCorrection(double m)
    {
        if (!(m > 1))
            return double.NaN;
        if (double.IsPositiveInfinity(m))
            return 1;

        // Both log-gammas by Stirling's formula, whose large terms cancel on paper: a plain difference loses nine digits at m = 10^6.
        var z = (m - 1) / 2;
        var log = Distributions.Log1p(0.5 / z);
        return Math.Exp(((z - 0.5) * log) - 0.5 + Distributions.StirlingRemainder(m / 2) - Distributions.StirlingRemainder(z));
    }
}
