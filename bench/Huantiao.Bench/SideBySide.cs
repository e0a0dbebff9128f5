using System.Globalization;
using Huantiao.MetaAnalysis;

namespace Huantiao.Bench;

/// <summary>Data and timing that bench/reml-vs-metafor.sh uses for both sides.</summary>
internal static class SideBySide
{
    // The BCG vaccine trials (Colditz et al. 1994, JAMA 271, 698): log risk ratios and their variances.
    private static readonly double[] BcgYi =
    [
        -0.889311333920205, -1.58538865720143, -1.34807314829969, -1.44155119002131, -0.217547322211296, -0.786115585818864, -1.62089822359839,
        0.0119523335238405, -0.469417648738149, -1.37134480347278, -0.339358828338391, 0.445913400571379, -0.0173139482168798,
    ];

    private static readonly double[] BcgVi =
    [
        0.325584765003961, 0.194581121398144, 0.415367965367965, 0.0200100319022476, 0.0512101721696309, 0.00690561845856888, 0.223017247572315,
        0.00396157929781773, 0.056434210463249, 0.0730247936130289, 0.0124122139715597, 0.532505845200153, 0.0714046596839863,
    ];

    /// <summary>The BCG trials at k = 13; else a fixed pseudo-random set that the R side makes by the same formula.</summary>
    public static (double[] Yi, double[] Vi) Data(int k)
    {
        if (k == BcgYi.Length)
            return (BcgYi, BcgVi);
        // Weyl sequences: equidistributed, and the same numbers in any language.
        var (yi, vi) = (new double[k], new double[k]);
        for (var i = 0; i < k; i++)
        {
            var (u, v, w) = ((i + 1) * 0.6180339887498949 % 1, (i + 1) * 0.7548776662466927 % 1, (i + 1) * 0.5698402909980532 % 1);
            vi[i] = 0.01 + (0.4 * v * v);
            yi[i] = -0.3 + (0.8 * (u - 0.5)) + (2 * Math.Sqrt(vi[i]) * (w - 0.5));
        }

        return (yi, vi);
    }

    public static double MicrosecondsOfOneFit(string studies)
    {
        var (yi, vi) = Data(int.Parse(studies, CultureInfo.InvariantCulture));
        var options = new FitOptions();
        var sum = 0.0;
        double Measure(int rounds)
        {
            // Processor time, as on the R side: a busy machine does not change it.
            var start = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < rounds; i++)
                sum += RandomEffects.Fit(yi, vi, options).Estimate;
            return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / rounds;
        }

        var rounds = Math.Max(20, 2_000_000 / yi.Length);
        Measure(rounds);
        Thread.Sleep(300);
        Measure(rounds);
        var times = Enumerable.Range(0, 9).Select(_ => Measure((rounds / 4) + 1)).Order().ToArray();
        return double.IsNaN(sum) ? double.NaN : times[times.Length / 2];
    }
}
