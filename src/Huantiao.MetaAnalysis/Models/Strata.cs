namespace Huantiao.MetaAnalysis;

/// <summary>
/// Tables of two groups, one a study, for the methods that pool tables and not estimates. A study's table becomes a handful of terms; the pooled
/// estimate and its variance follow from their sums, so that studies can be left out or added one by one.
/// </summary>
internal sealed class Strata
{
    private readonly Terms[] terms;
    private readonly double[] yi;
    private readonly double[] vi;
    private readonly StratifiedMethod method;

    private Strata(StratifiedMethod method, Terms[] terms, int[] rows, double[] yi, double[] vi, EffectSizeSet effects)
    {
        this.method = method;
        this.terms = terms;
        this.yi = yi;
        this.vi = vi;
        Rows = rows;
        Effects = effects;
    }

    /// <summary>The studies' own estimates: without continuity correction where none is needed, and without tables that tell nothing of the effect.</summary>
    public EffectSizeSet Effects { get; }

    /// <summary>Row, from 1, of each complete table.</summary>
    public int[] Rows { get; }

    public int Count => terms.Length;

    public static Strata Read(Method method, Measure measure, StudyTable table, EffectSizeOptions? options)
    {
        var kind = StratifiedMethod.Of(method, measure);
        // Double-zero tables have no estimate of their own here, though the risk difference pools them.
        var effects = EffectSizes.Compute(kind.EffectMeasure, table, (options ?? new EffectSizeOptions()) with { DropDoubleZero = true });
        var columns = kind.Columns(table);
        var rows = Enumerable.Range(0, table.Count).Where(i => Array.TrueForAll(columns, column => double.IsFinite(column[i]))).ToArray();
        var all = Array.ConvertAll(rows, i => kind.TermsOf(columns[0][i], columns[1][i], columns[2][i], columns[3][i]));
        var (yi, vi) = (new double[rows.Length], new double[rows.Length]);
        Array.Fill(yi, double.NaN);
        for (int i = 0, place = 0; i < effects.Rows.Length; i++)
        {
            // Both lists of rows ascend.
            while (place < rows.Length && rows[place] < effects.Rows[i] - 1)
                place++;
            if (place < rows.Length && rows[place] == effects.Rows[i] - 1)
                (yi[place], vi[place]) = (effects.Yi[i], effects.Vi[i]);
        }

        if (rows.Length == 0)
            throw new AnalysisException(AnalysisFailure.NoStudies, "There is no complete table to pool.");
        return new(kind, all, Array.ConvertAll(rows, i => i + 1), yi, vi, effects);
    }

    /// <summary>Each study's share of the weight, in percent.</summary>
    public double[] Weights()
    {
        var sum = terms.Sum(t => t.Weight);
        return Array.ConvertAll(terms, t => 100 * t.Weight / sum);
    }

    /// <summary>Pools the first studies, or all but one. The estimate is NaN where those tables do not determine it.</summary>
    /// <param name="first">How many studies.</param>
    /// <param name="leftOut">Place of one that is left out; −1 for none.</param>
    public CoreFit Fit(int first, int leftOut = -1)
    {
        var sum = default(Terms);
        for (var i = 0; i < first; i++)
        {
            if (i != leftOut)
                sum += terms[i];
        }

        var (estimate, variance) = method.Pool(sum);
        double q = 0, rss = 0, logs = 0;
        var known = 0;
        for (var i = 0; i < first; i++)
        {
            if (i == leftOut || double.IsNaN(yi[i]))
                continue;
            known++;
            rss += (yi[i] - estimate) * (yi[i] - estimate) / vi[i];
            logs += Math.Log(vi[i]);
        }

        for (var i = 0; i < first && method.OwnQ; i++)
        {
            if (i != leftOut && terms[i].B > 0)
                q += terms[i].B * ((terms[i].A / terms[i].B) - estimate) * ((terms[i].A / terms[i].B) - estimate);
        }

        q = known < 2 ? 0 : method.OwnQ ? q : rss;
        var df = Math.Max(0, known - 1);
        var saturated = -0.5 * ((known * ProfileLikelihood.Log2Pi) + logs);
        return new CoreFit
        {
            K = leftOut < 0 ? first : first - 1,
            Observations = known,
            Test = TestKind.Z,
            Estimate = estimate,
            Variance = variance,
            Dispersion = 1,
            Tau2 = new Tau2(0, double.NaN, 1, false),
            Q = q,
            Df = df,
            I2 = q > df ? 100 * (q - df) / q : 0,
            H2 = df == 0 ? 1 : q / df,
            SaturatedLogLik = saturated,
            LogLik = saturated - (0.5 * rss),
        };
    }
}

/// <summary>What one table adds to the sums of its method.</summary>
internal readonly record struct Terms(double A, double B, double C, double D, double E, double Weight)
{
    public static Terms operator +(Terms x, Terms y) => new(x.A + y.A, x.B + y.B, x.C + y.C, x.D + y.D, x.E + y.E, x.Weight + y.Weight);
}
