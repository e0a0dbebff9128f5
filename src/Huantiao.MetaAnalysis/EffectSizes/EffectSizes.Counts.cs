namespace Huantiao.MetaAnalysis;

/// <summary>What is done about zero cells, once defaults are settled.</summary>
internal readonly record struct ZeroCellRule(double Add, ZeroCells To, bool DropDoubleZero)
{
    public static ZeroCellRule Of(EffectSizeOptions options, MeasureInfo info) =>
        new(options.Add ?? (info.AddsByDefault ? 0.5 : 0), options.To, options.DropDoubleZero);

    /// <summary>What this table's cells get.</summary>
    public double For(bool hasZero, bool anyHasZero) => To switch
    {
        ZeroCells.All => Add,
        ZeroCells.OnlyZero => hasZero ? Add : 0,
        ZeroCells.AllIfAnyZero => anyHasZero ? Add : 0,
        _ => 0,
    };
}

public static partial class EffectSizes
{
    private static void TwoByTwo(Measure measure, Rows rows, ZeroCellRule rule, Effect[] effects, double[] ni)
    {
        var (ai, bi, ci, di, n1, n2) = (rows["ai"], rows["bi"], rows["ci"], rows["di"], rows["n1i"], rows["n2i"]);
        var tables = new (double A, double B, double C, double D)[effects.Length];
        var anyZero = false;
        for (var i = 0; i < tables.Length; i++)
        {
            var (a, c) = (ai[i], ci[i]);
            var (b, d) = (double.IsNaN(bi[i]) ? n1[i] - a : bi[i], double.IsNaN(di[i]) ? n2[i] - c : di[i]);
            if (b < 0 || d < 0)
                throw new AnalysisException(AnalysisFailure.EventsExceedTotal, $"Row {i + 1}: more events than people.", i + 1);
            if (a + b == 0 || c + d == 0)
                throw new AnalysisException(AnalysisFailure.InvalidCount, $"Row {i + 1}: a group has nobody in it.", i + 1);

            ni[i] = a + b + c + d;
            var doubleZero = (a == 0 && c == 0) || (b == 0 && d == 0);
            tables[i] = rule.DropDoubleZero && doubleZero ? (double.NaN, double.NaN, double.NaN, double.NaN) : (a, b, c, d);
            anyZero |= HasZero(tables[i]);
        }

        for (var i = 0; i < tables.Length; i++)
        {
            var (a, b, c, d) = tables[i];
            var add = rule.For(HasZero(tables[i]), anyZero);
            effects[i] = OfTable(measure, a + add, b + add, c + add, d + add);
        }
    }

    private static bool HasZero((double A, double B, double C, double D) t) => t.A == 0 || t.B == 0 || t.C == 0 || t.D == 0;

    private static Effect OfTable(Measure measure, double a, double b, double c, double d)
    {
        var (n1, n2) = (a + b, c + d);
        var (p1, p2) = (a / n1, c / n2);
        switch (measure)
        {
            case Measure.RR:
                return new(Math.Log(p1 / p2), (b / n1 / a) + (d / n2 / c));
            case Measure.RD:
                return new(p1 - p2, (p1 * (b / n1) / n1) + (p2 * (d / n2) / n2));
            case Measure.AS:
                return new(Transforms.Arcsine(p1) - Transforms.Arcsine(p2), (1 / (4 * n1)) + (1 / (4 * n2)));
            case Measure.PETO:
                return Peto(a, b, c, d);
            case Measure.PHI:
                return Phi(a, b, c, d);
            case Measure.RTET:
                return Tetrachoric(a, b, c, d);
            case Measure.PBIT:
                var (z1, z2) = (Distributions.NormalQuantile(p1), Distributions.NormalQuantile(p2));
                return new(z1 - z2, 2 * Math.PI * ((p1 * (b / n1) * Math.Exp(z1 * z1) / n1) + (p2 * (d / n2) * Math.Exp(z2 * z2) / n2)));
        }

        var logOdds = new Effect(Math.Log(a / b * (d / c)), (1 / a) + (1 / b) + (1 / c) + (1 / d));
        switch (measure)
        {
            // Yule (1900, 1912); variances as in Bonett and Price (2007).
            case Measure.YUQ:
                var (same, cross) = (a * d, b * c);
                var rest = 4 * same * cross / ((same + cross) * (same + cross));     // 1 − Q²
                return new((same - cross) / (same + cross), rest * rest * logOdds.Vi / 4);
            case Measure.YUY:
                var (root1, root2) = (Math.Sqrt(a * d), Math.Sqrt(b * c));
                rest = 4 * root1 * root2 / ((root1 + root2) * (root1 + root2));     // 1 − Y²
                return new((root1 - root2) / (root1 + root2), rest * rest * logOdds.Vi / 16);
            case Measure.OR2DN:
                return logOdds.Times(1 / 1.65);     // Cox and Snell (1989)
            case Measure.OR2DL:
                return logOdds.Times(Math.Sqrt(3) / Math.PI);     // Hasselblad and Hedges (1995)
            default:
                return logOdds;
        }
    }

    // One-step odds ratio: observed minus expected events over the hypergeometric variance (Yusuf et al. 1985).
    private static Effect Peto(double a, double b, double c, double d)
    {
        var (n1, n2, events, others) = (a + b, c + d, a + c, b + d);
        var n = n1 + n2;
        var variance = events * others * (n1 / n) * (n2 / n) / (n - 1);
        return new((a - (events * n1 / n)) / variance, 1 / variance);
    }

    // Phi and its variance under multinomial sampling (Yule 1912).
    private static Effect Phi(double a, double b, double c, double d)
    {
        var (row1, row2, column1, column2) = (a + b, c + d, a + c, b + d);
        var n = row1 + row2;
        var phi = ((a * d) - (b * c)) / Math.Sqrt(row1 * row2 * column1 * column2);
        var (row, column) = ((row1 - row2) / Math.Sqrt(row1 * row2), (column1 - column2) / Math.Sqrt(column1 * column2));
        var square = phi * phi;
        return new(phi, (1 - square + (phi * (1 + (square / 2)) * row * column) - (0.75 * square * ((row * row) + (column * column)))) / n);
    }

    private static void TwoRates(Measure measure, Rows rows, ZeroCellRule rule, Effect[] effects, double[] ni)
    {
        var (x1, t1, x2, t2) = (rows["x1i"], rows["t1i"], rows["x2i"], rows["t2i"]);
        bool HasZero(int i) => (x1[i] == 0 || x2[i] == 0) && !IsDropped(i);
        bool IsDropped(int i) => rule.DropDoubleZero && x1[i] == 0 && x2[i] == 0;
        var anyZero = Enumerable.Range(0, effects.Length).Any(HasZero);
        for (var i = 0; i < effects.Length; i++)
        {
            ni[i] = t1[i] + t2[i];
            var add = rule.For(HasZero(i), anyZero);
            var (a, b) = (x1[i] + add, x2[i] + add);
            effects[i] = IsDropped(i) ? Effect.None : measure switch
            {
                Measure.IRR => new(Math.Log(a / t1[i] * (t2[i] / b)), (1 / a) + (1 / b)),
                Measure.IRD => new((a / t1[i]) - (b / t2[i]), (a / t1[i] / t1[i]) + (b / t2[i] / t2[i])),
                _ => new(Math.Sqrt(a / t1[i]) - Math.Sqrt(b / t2[i]), (1 / (4 * t1[i])) + (1 / (4 * t2[i]))),
            };
        }
    }

    private static void Rates(Measure measure, Rows rows, ZeroCellRule rule, Effect[] effects, double[] ni)
    {
        var (xi, ti) = (rows["xi"], rows["ti"]);
        var anyZero = xi.Contains(0);
        for (var i = 0; i < effects.Length; i++)
        {
            ni[i] = ti[i];
            var x = xi[i] + rule.For(xi[i] == 0, anyZero);
            var t = ti[i];
            effects[i] = measure switch
            {
                Measure.IR => new(x / t, x / t / t),
                Measure.IRLN => new(Math.Log(x / t), 1 / x),
                Measure.IRS => new(Math.Sqrt(x / t), 1 / (4 * t)),
                _ => new(0.5 * (Math.Sqrt(x / t) + Math.Sqrt((x + 1) / t)), 1 / (4 * t)),     // Freeman and Tukey (1950)
            };
        }
    }

    private static void Proportions(Measure measure, Rows rows, ZeroCellRule rule, Effect[] effects, double[] ni)
    {
        var (xi, mi, total) = (rows["xi"], rows["mi"], rows["ni"]);
        double Others(int i) => double.IsNaN(total[i]) ? mi[i] : total[i] - xi[i];
        bool HasZero(int i) => xi[i] == 0 || Others(i) == 0;
        var anyZero = Enumerable.Range(0, effects.Length).Any(HasZero);
        for (var i = 0; i < effects.Length; i++)
        {
            ni[i] = xi[i] + Others(i);
            if (ni[i] == 0)
                throw new AnalysisException(AnalysisFailure.InvalidCount, $"Row {i + 1}: a group has nobody in it.", i + 1);
            var add = rule.For(HasZero(i), anyZero);
            var (x, others) = (xi[i] + add, Others(i) + add);
            var n = x + others;
            effects[i] = measure switch
            {
                Measure.PR => new(x / n, x / n * (others / n) / n),
                Measure.PLN => new(Math.Log(x / n), others / n / x),
                Measure.PLO => new(Math.Log(x / others), (1 / x) + (1 / others)),
                Measure.PAS => new(Transforms.Arcsine(x / n), 1 / (4 * n)),
                _ => new(0.5 * (Transforms.Arcsine(x / (n + 1)) + Transforms.Arcsine((x + 1) / (n + 1))), 1 / ((4 * n) + 2)),     // Freeman and Tukey (1950)
            };
        }
    }
}
