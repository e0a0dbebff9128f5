using System.Globalization;
using System.Text;
using Huantiao.Knowledge.Tables;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence.Tests.Integrity;

/// <summary>One row as a paper would print it: column → text.</summary>
internal sealed class PrintedRow : Dictionary<string, string>
{
    public PrintedRow()
        : base(StringComparer.Ordinal)
    {
    }

    public PrintedRow(PrintedRow other)
        : base(other, StringComparer.Ordinal)
    {
    }
}

/// <summary>
/// Honest trials: people are drawn, everything printed is computed from them and rounded as papers round. Two in five report counts, two means, one a
/// difference adjusted for baseline (ANCOVA); some have three arms, several outcomes with missing answers, or people leaving over time.
/// </summary>
internal sealed class SimulatedTrials(int seed)
{
    private static readonly string[] Columns =
    [
        "study", "year", "n_arms", "intervention", "comparator", "comparator_class", "outcome", "time_point", "scale", "effect_type",
        "n1", "mean1", "sd1", "ci1_lo", "ci1_hi", "n2", "mean2", "sd2", "ci2_lo", "ci2_hi", "events1", "total1", "events2", "total2", "md", "md_lo", "md_hi",
        "p", "pct1", "pct2", "derivation", "source_url", "note",
    ];

    // Reproducible by its seed; not for secrets.
    private readonly Random _random = new(seed);
    private int _trial;

    public List<PrintedRow> Counts(int rows) => Take(rows, CountTrial);

    public List<PrintedRow> Means(int rows) => Take(rows, MeanTrial);

    public List<PrintedRow> Adjusted(int rows, bool labelled) => Take(rows, () => AdjustedTrial(labelled));

    public List<PrintedRow> WholeNumbers(int rows) => Take(rows, WholeNumberTrial);

    public List<PrintedRow> Mixed(int rows) => Take(rows, () => _random.Next(5) switch { 0 or 1 => CountTrial(), 2 or 3 => MeanTrial(), _ => AdjustedTrial(labelled: true) });

    public static DelimitedTable Table(IEnumerable<PrintedRow> rows, IEnumerable<string>? columns = null)
    {
        var names = (columns ?? Columns).ToArray();
        var text = new StringBuilder(string.Join(',', names)).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', names.Select(c => Quoted(row.GetValueOrDefault(c, "")))).Append('\n');
        var (table, faults) = DelimitedTable.Parse(text.ToString(), "simulated.csv");
        Assert.Empty(faults);
        return table!;
    }

    private static string Quoted(string text) => text.AsSpan().ContainsAny(',', '"') ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;

    private static List<PrintedRow> Take(int rows, Func<IEnumerable<PrintedRow>> trial)
    {
        var all = new List<PrintedRow>();
        while (all.Count < rows)
            all.AddRange(trial());
        return all[..rows];
    }

    private PrintedRow Trial(int arms = 2)
    {
        if (arms == 2)
            _trial++;
        return new()
        {
            ["study"] = $"{(char)('A' + (_trial % 26))}{(char)('a' + (_trial / 26 % 26))}{(char)('a' + (_trial / 676))}ng",
            ["year"] = (2000 + (_trial % 25)).ToString(CultureInfo.InvariantCulture),
            ["n_arms"] = arms.ToString(CultureInfo.InvariantCulture), ["intervention"] = "acupuncture", ["comparator"] = "usual care",
        };
    }

    private int Size() => _random.Next(3) == 0 ? 10 * _random.Next(2, 16) : _random.Next(15, 300);

    private IEnumerable<PrintedRow> CountTrial()
    {
        var (n1, n2) = (Size(), Size());
        if (_random.Next(2) == 0)
            n2 = n1;
        var risk = 0.05 + (0.9 * _random.NextDouble());
        var effect = Math.Clamp(risk + (0.3 * (_random.NextDouble() - 0.3)), 0.01, 0.99);
        var row = Trial();
        row["outcome"] = "total effective rate";
        row["time_point"] = "end of treatment";
        row["effect_type"] = "events";
        var (e1, e2) = (Draw(n1, effect), Draw(n2, risk));
        (row["events1"], row["total1"], row["events2"], row["total2"]) = (Whole(e1), Whole(n1), Whole(e2), Whole(n2));
        var decimals = _random.Next(3);
        (row["pct1"], row["pct2"]) = (Percent(e1, n1, decimals), Percent(e2, n2, decimals));
        row["p"] = PrintP(e1 + e2 == 0 || e1 + e2 == n1 + n2 ? 1 : _random.Next(4) switch
        {
            0 => NaiveTests.Fisher(e1, n1, e2, n2),
            1 => NaiveTests.Pearson(e1, n1, e2, n2, yates: true),
            _ => NaiveTests.Pearson(e1, n1, e2, n2, yates: false),
        });
        row["derivation"] = _random.Next(3) == 0 ? $"{row["pct1"]}% ({row["events1"]}/{row["total1"]}) and {row["pct2"]}% of {row["total2"]}" : "printed";
        if (_random.Next(4) == 0)
            (row["events1"], row["events2"], row["p"]) = ("", "", "");
        yield return row;
        if (_random.Next(5) != 0)
            yield break;

        // A third arm against the same control.
        var third = new PrintedRow(row);
        row["n_arms"] = third["n_arms"] = "3";
        var n3 = Size();
        var e3 = Draw(n3, effect);
        (third["intervention"], third["events1"], third["total1"], third["pct1"], third["p"], third["derivation"]) = ("warm needling", Whole(e3), Whole(n3), Percent(e3, n3, decimals), "", "printed");
        yield return third;
    }

    private IEnumerable<PrintedRow> MeanTrial()
    {
        var (n1, n2) = (Size(), Size());
        var first = Trial();
        first["note"] = $"{Whole(n1 + n2)} randomised";
        var stayed = (One: Math.Max(8, n1 - _random.Next(1 + (n1 / 8))), Two: Math.Max(8, n2 - _random.Next(1 + (n2 / 8))));
        foreach (var (outcome, scale, sd) in new[] { ("leg pain VAS", "0-100 mm", 18.0), ("ODI", "0-100", 13.0) })
        {
            foreach (var week in new[] { "week 4", "week 12" }.Take(1 + _random.Next(2)))
            {
                // People leave over time; single answers are missing for an outcome.
                var (here1, here2) = week == "week 12" ? stayed : (n1, n2);
                var (left1, left2) = (here1 - _random.Next(2), here2 - _random.Next(2));
                var row = new PrintedRow(first) { ["outcome"] = outcome, ["scale"] = scale, ["time_point"] = week };
                row["effect_type"] = _random.Next(2) == 0 ? "mean" : "change from baseline (decrease)";
                PrintMeans(row, People(left1, 30 + (12 * _random.NextDouble()), sd), People(left2, 30, sd));
                yield return row;
            }
        }
    }

    private void PrintMeans(PrintedRow row, double[] one, double[] two)
    {
        var decimals = 1 + _random.Next(2);
        var (m1, s1, m2, s2) = (one.Average(), Sd(one), two.Average(), Sd(two));
        (row["n1"], row["n2"]) = (Whole(one.Length), Whole(two.Length));
        (row["mean1"], row["mean2"], row["sd1"], row["sd2"]) = (Round(m1, decimals), Round(m2, decimals), Round(s1, decimals), Round(s2, decimals));
        var useT = _random.Next(3) > 0;
        var welch = _random.Next(2) == 0;
        var (v1, v2) = (s1 * s1 / one.Length, s2 * s2 / two.Length);
        var df = welch ? (v1 + v2) * (v1 + v2) / ((v1 * v1 / (one.Length - 1)) + (v2 * v2 / (two.Length - 1))) : one.Length + two.Length - 2.0;
        var se = welch ? Math.Sqrt(v1 + v2)
            : Math.Sqrt((((one.Length - 1) * s1 * s1) + ((two.Length - 1) * s2 * s2)) / df * ((1.0 / one.Length) + (1.0 / two.Length)));
        if (_random.Next(2) == 0)
        {
            Interval(row, "ci1_lo", "ci1_hi", m1, Math.Sqrt(v1) * Quantile(useT, one.Length - 1), decimals);
            Interval(row, "ci2_lo", "ci2_hi", m2, Math.Sqrt(v2) * Quantile(useT, two.Length - 1), decimals);
        }

        var sign = _random.Next(2) == 0 ? 1 : -1;
        if (_random.Next(4) > 0)
            row["md"] = Round(sign * (m1 - m2), decimals);
        if (row.ContainsKey("md") && _random.Next(4) > 0)
            Interval(row, "md_lo", "md_hi", sign * (m1 - m2), se * Quantile(useT, df), decimals);
        var t = Math.Abs(m1 - m2) / se;
        row["p"] = PrintP(useT ? Distributions.TTwoSided(t, df) : Distributions.NormalTwoSided(t));
    }

    private IEnumerable<PrintedRow> AdjustedTrial(bool labelled)
    {
        var n = Size();
        var row = Trial();
        (row["outcome"], row["scale"], row["time_point"], row["effect_type"]) = ("headache score", "0-100", "3 months", labelled ? "mean; difference adjusted for baseline" : "mean");
        var correlation = 0.4 + (0.4 * _random.NextDouble());
        var before1 = People(n, 50, 15);
        var before2 = People(n, 50, 15);
        double[] After(double[] before, double mean) => [.. before.Select(b => mean + (correlation * (b - 50)) + (15 * Math.Sqrt(1 - (correlation * correlation)) * Normal()))];
        var (after1, after2) = (After(before1, 33 + (8 * _random.NextDouble())), After(before2, 40));

        // Analysis of covariance with one covariate, from its sums of squares within arms.
        double Cross(double[] x, double[] y) => x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum();
        var xx = Cross(before1, before1) + Cross(before2, before2);
        var slope = (Cross(before1, after1) + Cross(before2, after2)) / xx;
        var residual = (Cross(after1, after1) + Cross(after2, after2) - (slope * slope * xx)) / ((2 * n) - 3);
        var imbalance = before1.Average() - before2.Average();
        var difference = after1.Average() - after2.Average() - (slope * imbalance);
        var se = Math.Sqrt(residual * ((2.0 / n) + (imbalance * imbalance / xx)));

        (row["n1"], row["n2"], row["mean1"], row["mean2"]) = (Whole(n), Whole(n), Round(after1.Average(), 1), Round(after2.Average(), 1));
        (row["sd1"], row["sd2"], row["md"]) = (Round(Sd(after1), 1), Round(Sd(after2), 1), Round(difference, 1));
        Interval(row, "md_lo", "md_hi", difference, se * Distributions.TQuantile(0.975, (2 * n) - 3), 1);
        row["p"] = PrintP(Distributions.TTwoSided(difference / se, (2 * n) - 3));
        yield return row;
    }

    private IEnumerable<PrintedRow> WholeNumberTrial()
    {
        var row = Trial();
        (row["outcome"], row["scale"], row["time_point"], row["effect_type"]) = ("leg pain NRS", "0-10", "week 4", "mean");
        foreach (var arm in new[] { "1", "2" })
        {
            var n = _random.Next(15, 60);
            var scores = People(n, 4, 2).Select(x => Math.Clamp(Math.Round(x), 0, 10)).ToArray();
            (row["n" + arm], row["mean" + arm], row["sd" + arm]) = (Whole(n), Round(scores.Average(), 2), Round(Sd(scores), 2));
        }

        yield return row;
    }

    private static double Quantile(bool t, double df) => t ? Distributions.TQuantile(0.975, df) : 1.96;

    private static void Interval(PrintedRow row, string lower, string upper, double centre, double half, int decimals) =>
        (row[lower], row[upper]) = (Round(centre - half, decimals), Round(centre + half, decimals));

    private string PrintP(double p) => _random.Next(5) switch
    {
        0 => p < 0.001 ? "P < 0.001" : p < 0.01 ? "<0.01" : p < 0.05 ? "<0.05" : _random.Next(2) == 0 ? "NS" : ">0.05",
        1 => p < 0.05 ? "≤0.05" : "p = " + Round(p, 2),
        2 => p < 0.001 ? "<0.001" : Round(p, 2).Replace('.', ','),
        3 => Round(p, 3),
        _ => p < 0.0001 ? "<.0001" : p.ToString("G2", CultureInfo.InvariantCulture),
    };

    private string Percent(int events, int total, int decimals)
    {
        var exact = 100m * events / total;
        var printed = _random.Next(8) switch
        {
            0 => Math.Round(exact, decimals, MidpointRounding.ToEven),
            1 => Math.Round(exact, decimals, MidpointRounding.ToZero),
            _ => Math.Round(exact, decimals, MidpointRounding.AwayFromZero),
        };
        return printed.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private int Draw(int n, double risk) => Enumerable.Range(0, n).Count(_ => _random.NextDouble() < risk);

    private double[] People(int n, double mean, double sd) => [.. Enumerable.Range(0, n).Select(_ => mean + (sd * Normal()))];

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private static double Sd(double[] x)
    {
        var mean = x.Average();
        return Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1));
    }

    private static string Whole(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static string Round(double x, int decimals) =>
        Math.Round(x, decimals, MidpointRounding.AwayFromZero).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
