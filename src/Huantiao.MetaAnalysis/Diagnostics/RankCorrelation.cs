namespace Huantiao.MetaAnalysis;

/// <summary>Begg and Mazumdar's rank correlation test of funnel plot asymmetry: Kendall's tau of standardised deviation and variance.</summary>
/// <remarks>
/// Begg and Mazumdar (1994), Biometrics 50, 1088. p is exact without ties, else by the normal approximation with the variance for ties and without a
/// continuity correction: Kendall (1970), Rank Correlation Methods, ch. 4 and 5.
/// </remarks>
public static class RankCorrelation
{
    // The exact distribution takes about k³/12 additions: a quarter of a second at this k.
    private const int LargestExact = 1500;

    /// <param name="yi">Estimates.</param>
    /// <param name="vi">Sampling variances.</param>
    /// <param name="notes">Receives the reason where the result is null, and whether p is exact.</param>
    /// <returns>Null with fewer than two studies, or where one of the two rankings is all ties.</returns>
    /// <exception cref="AnalysisException">As <see cref="RandomEffects.Fit"/>.</exception>
    public static RankTest? Test(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, ICollection<string>? notes = null)
    {
        StudyChecks.Run(yi, vi);
        var k = yi.Length;
        if (k < 2)
            return Undefined(notes, "it needs two studies");

        double sumW = 0, sumWy = 0;
        for (var i = 0; i < k; i++)
        {
            sumW += 1 / vi[i];
            sumWy += yi[i] / vi[i];
        }

        var mean = sumWy / sumW;
        var deviation = new double[k];
        for (var i = 0; i < k; i++)
            deviation[i] = (yi[i] - mean) / Math.Sqrt(vi[i] - (1 / sumW));
        if (!Array.TrueForAll(deviation, double.IsFinite))
            return Undefined(notes, "one study has all the weight");
        return Kendall(deviation, vi.ToArray(), notes);
    }

    internal static RankTest? Kendall(double[] x, double[] y, ICollection<string>? notes)
    {
        var n = x.Length;
        var order = Ordering.Ascending(x, y);
        var inOrder = Array.ConvertAll(order, i => y[i]);
        var (tiesX, tiesY, both) = (Ties.Of(x), Ties.Of(y), TiedInBoth(order, x, y));
        var pairs = (long)n * (n - 1) / 2;
        if (tiesX.Pairs == pairs || tiesY.Pairs == pairs)
            return Undefined(notes, "one of its rankings is all ties");

        // Concordant less discordant pairs (Knight 1966, J Am Stat Assoc 61, 436): swaps of a merge sort are the discordant ones.
        var s = pairs - tiesX.Pairs - tiesY.Pairs + both - (2 * Swaps(inOrder, new double[n], 0, n));
        var tau = s / (Math.Sqrt(pairs - tiesX.Pairs) * Math.Sqrt(pairs - tiesY.Pairs));
        if (tiesX.Pairs == 0 && tiesY.Pairs == 0 && n <= LargestExact)
            return new(tau, ExactP(n, (pairs + s) / 2));

        notes?.Add(n <= LargestExact
            ? "Rank correlation test: there are ties, so p is by the normal approximation."
            : "Rank correlation test: there are many studies, so p is by the normal approximation.");
        double size = n;
        var variance = (((size * (size - 1) * ((2 * size) + 5)) - tiesX.Cubic - tiesY.Cubic) / 18)
            + (4.0 * tiesX.Pairs * tiesY.Pairs / (2 * size * (size - 1)))
            + (n < 3 ? 0 : tiesX.Triple * tiesY.Triple / (9 * size * (size - 1) * (size - 2)));
        return new(tau, Distributions.NormalTwoSided(s / Math.Sqrt(variance)));
    }

    /// <summary>Two-sided p of the number of concordant pairs when all n! orders are equally likely.</summary>
    private static double ExactP(int n, long concordant)
    {
        // The distribution is symmetric: the shorter tail, P(T ≤ reach), by adding one study at a time.
        var pairs = (long)n * (n - 1) / 2;
        var reach = (int)Math.Min(concordant, pairs - concordant);
        var probability = new double[reach + 1];
        var next = new double[reach + 1];
        probability[0] = 1;
        for (var size = 2; size <= n; size++)
        {
            var window = 0.0;
            for (var t = 0; t <= reach; t++)
            {
                window += probability[t];
                if (t >= size)
                    window -= probability[t - size];
                next[t] = Math.Max(0, window) / size;
            }

            (probability, next) = (next, probability);
        }

        return Math.Min(1, 2 * probability.Sum());
    }

    private static long Swaps(double[] values, double[] room, int from, int to)
    {
        if (to - from < 2)
            return 0;
        var middle = (from + to) / 2;
        var swaps = Swaps(values, room, from, middle) + Swaps(values, room, middle, to);
        for (int left = from, right = middle, i = from; i < to; i++)
        {
            if (left < middle && (right == to || values[left] <= values[right]))
            {
                room[i] = values[left++];
            }
            else
            {
                room[i] = values[right++];
                swaps += middle - left;
            }
        }

        Array.Copy(room, from, values, from, to - from);
        return swaps;
    }

    private static long TiedInBoth(int[] order, double[] x, double[] y)
    {
        long pairs = 0, run = 0;
        for (var i = 1; i < order.Length; i++)
        {
            run = x[order[i]] == x[order[i - 1]] && y[order[i]] == y[order[i - 1]] ? run + 1 : 0;
            pairs += run;
        }

        return pairs;
    }

    private static RankTest? Undefined(ICollection<string>? notes, string reason)
    {
        notes?.Add($"No rank correlation test: {reason}.");
        return null;
    }

    /// <summary>Sums over the groups of t tied values: t(t − 1)/2, t(t − 1)(2t + 5) and t(t − 1)(t − 2).</summary>
    private readonly record struct Ties(long Pairs, double Cubic, double Triple)
    {
        public static Ties Of(double[] values)
        {
            long pairs = 0;
            double cubic = 0, triple = 0;
            foreach (var group in values.GroupBy(v => v).Select(g => (double)g.Count()))
            {
                pairs += (long)(group * (group - 1) / 2);
                cubic += group * (group - 1) * ((2 * group) + 5);
                triple += group * (group - 1) * (group - 2);
            }

            return new(pairs, cubic, triple);
        }
    }
}
