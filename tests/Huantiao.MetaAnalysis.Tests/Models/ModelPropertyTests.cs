using FsCheck.Xunit;

namespace Huantiao.MetaAnalysis.Tests.Models;

public class ModelPropertyTests
{
    private static readonly Method[] Methods = [.. Enum.GetValues<Method>().Except([Method.MH, Method.PETO])];
    private static readonly TestKind[] Tests = Enum.GetValues<TestKind>();

    [Property(MaxTest = 40)]
    public void Fit_StudiesInAnotherOrder_GivesTheSame(int seed)
    {
        var (yi, vi) = RandomStudies.Of(seed);
        var order = Enumerable.Range(0, yi.Length).ToArray();
        new Random(seed + 1).Shuffle(order);
        ForAll((options, name) => Same(name, RandomEffects.Fit(yi, vi, options), RandomEffects.Fit(Pick(yi, order), Pick(vi, order), options), 0, 1, 1e-9));
    }

    [Property(MaxTest = 40)]
    public void Fit_EstimatesShifted_ShiftsTheEstimateAlone(int seed)
    {
        var (yi, vi) = RandomStudies.Of(seed);
        var shifted = Array.ConvertAll(yi, y => y + 2.5);
        ForAll((options, name) => Same(name, RandomEffects.Fit(yi, vi, options), RandomEffects.Fit(shifted, vi, options), 2.5, 1, 1e-9));
    }

    [Property(MaxTest = 20)]
    public void Fit_AnotherUnit_ScalesWithIt(int seed)
    {
        var (yi, vi) = RandomStudies.Of(seed);
        foreach (var unit in new[] { 1e-12, 1e-3, 7.0, 1e12 })
        {
            var (y, v) = (Array.ConvertAll(yi, value => value * unit), Array.ConvertAll(vi, value => value * unit * unit));
            ForAll((options, name) => Same($"{name} x {unit}", RandomEffects.Fit(yi, vi, options), RandomEffects.Fit(y, v, options), 0, unit, 1e-9));
        }
    }

    [Property(MaxTest = 40)]
    public void Fit_EqualEstimates_HasNoHeterogeneity(int seed)
    {
        var (_, vi) = RandomStudies.Of(seed);
        var yi = Array.ConvertAll(vi, _ => 0.7);
        ForAll((options, name) =>
        {
            var fit = RandomEffects.Fit(yi, vi, options);
            Assert.True(fit.Tau2 == 0 && fit.Q == 0, name);
            Assert.Equal(0.7, fit.Estimate, 12);
        });
    }

    [Property(MaxTest = 100)]
    public void Fit_NoHeterogeneityFound_IsTheCommonEffectFit(int seed)
    {
        var (yi, vi) = RandomStudies.Of(seed);
        ForAll((options, name) =>
        {
            var fit = RandomEffects.Fit(yi, vi, options);
            var common = CommonEffect.Fit(yi, vi, options);
            if (fit.Tau2 == 0)
                Assert.True(Math.Abs(fit.Estimate - common.Estimate) <= 1e-12 && Math.Abs(fit.StandardError - common.StandardError) <= 1e-12 * common.StandardError, name);
        });
    }

    [Property(MaxTest = 300)]
    public void Fit_Likelihoods_FindTheHighestOfAFineGrid(int seed)
    {
        var (yi, vi) = RandomStudies.Of(seed, 2, 12);
        foreach (var method in new[] { Method.ML, Method.REML })
        {
            var fit = RandomEffects.Fit(yi, vi, new FitOptions { Method = method });
            var top = yi.Max(y => (y - yi[0]) * (y - yi[0])) + vi.Max();
            var best = LogLik(yi, vi, 0, method);
            for (var t = vi.Min() * 1e-3; t < 4 * top; t *= 1.02)
                best = Math.Max(best, LogLik(yi, vi, t, method));
            Assert.True(fit.LogLik!.Value >= best - 1e-9, $"{method}: {fit.LogLik} at {fit.Tau2} is less than {best}");
            Assert.Equal(LogLik(yi, vi, fit.Tau2, method), fit.LogLik.Value, 9);
        }
    }

    [Property(MaxTest = 200)]
    public void Fit_VariancesOfAnySize_ComesToAnEnd(int seed) => ComesToAnEnd(seed);

    // Found by the property above: rounding made Newton's steps bounce without ever halving.
    [Fact]
    public void Fit_StepsThatRoundingDecides_ComesToAnEnd() => ComesToAnEnd(82);

    private static void ComesToAnEnd(int seed)
    {
        var random = new Random(seed);
        var k = random.Next(2, 30);
        var vi = Enumerable.Range(0, k).Select(_ => Math.Pow(10, (random.NextDouble() * 24) - 12)).ToArray();
        var yi = vi.Select(v => RandomStudies.Normal(random) * Math.Sqrt(v + random.NextDouble())).ToArray();
        ForAll((options, name) =>
        {
            var fit = RandomEffects.Fit(yi, vi, options);
            Assert.True(fit.Tau2 >= 0 && double.IsFinite(fit.Tau2) && double.IsFinite(fit.Estimate) && fit.StandardError > 0 && double.IsFinite(fit.LogLik!.Value), name);
        });
        var interval = QProfile.Compute(yi, vi)!.Tau2;
        Assert.True(interval.Lower >= 0 && interval.Upper >= interval.Lower);
    }

    [Property(MaxTest = 100)]
    public void Fit_HartungKnapp_IsNeverWiderThanItsAdHocKind(int seed)
    {
        var (yi, vi) = RandomStudies.Of(seed);
        var plain = RandomEffects.Fit(yi, vi, new FitOptions { Test = TestKind.HartungKnapp }).StandardError;
        var guarded = RandomEffects.Fit(yi, vi, new FitOptions { Test = TestKind.AdHoc }).StandardError;
        var normal = RandomEffects.Fit(yi, vi).StandardError;
        Assert.Equal(Math.Max(plain, normal), guarded, 12);
    }

    [Property(MaxTest = 100)]
    public void QProfile_AnyStudies_BoundsAreWhereQIsTheQuantile(int seed)
    {
        var (yi, vi) = RandomStudies.Of(seed);
        var interval = QProfile.Compute(yi, vi)!.Tau2;
        var df = yi.Length - 1;
        foreach (var (bound, p) in new[] { (interval.Lower!.Value, 0.975), (interval.Upper!.Value, 0.025) })
        {
            var quantile = MetaAnalysis.Distributions.ChiSquaredQuantile(p, df);
            if (bound > 0)
                Assert.Equal(1, Q(yi, vi, bound) / quantile, 10);
            else
                Assert.True(Q(yi, vi, 0) <= quantile * (1 + 1e-12));
        }
    }

    [Fact]
    public void Fit_LikelihoodWithTwoMaxima_TakesTheHigherAndSaysSo()
    {
        // Two exact studies that agree and many vague ones far away: one maximum at 0, one where the vague ones are believed.
        double[] yi = [0, 0.01, 5, -5, 6, -6, 5.5, -5.5];
        double[] vi = [0.0001, 0.0001, 1, 1, 1, 1, 1, 1];
        var several = 0;
        foreach (var factor in new[] { 1, 4, 9, 16, 25, 36, 60, 100, 200 })
        {
            var variances = vi.Select((v, i) => i < 2 ? v : v * factor).ToArray();
            foreach (var method in new[] { Method.ML, Method.REML })
            {
                var fit = RandomEffects.Fit(yi, variances, new FitOptions { Method = method });
                var best = Enumerable.Range(0, 4000).Max(i => LogLik(yi, variances, i == 0 ? 0 : 1e-6 * Math.Pow(10, i / 400.0), method));
                Assert.True(fit.LogLik >= best - 1e-9);
                several += fit.Notes.Any(note => note.Contains("several maxima", StringComparison.Ordinal)) ? 1 : 0;
            }
        }

        Assert.True(several > 0, "None of the data sets has two maxima.");
    }

    [Fact]
    public void Fit_AnyNumberOfStudies_AllocatesOnlyItsResult()
    {
        var options = new FitOptions();
        long Bytes(int k)
        {
            var (yi, vi) = RandomStudies.Of(5, k, k);
            RandomEffects.Fit(yi, vi, options);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Pooling.Fit(yi, vi, default, Method.REML, TestKind.Z, likelihood: true);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Bytes(50);
        Assert.Equal(0, Bytes(13));
        Assert.Equal(0, Bytes(100));
        Assert.Equal(0, Bytes(5000));
    }

    private static void ForAll(Action<FitOptions, string> check)
    {
        foreach (var method in Methods)
        {
            foreach (var test in Tests)
                check(new FitOptions { Method = method, Test = test }, $"{method} {test}");
        }
    }

    private static void Same(string name, PooledEstimate a, PooledEstimate b, double shift, double unit, double tolerance)
    {
        var se = a.StandardError;
        void Near(string what, double x, double y, double size) =>
            Assert.True(Math.Abs(x - y) <= tolerance * Math.Max(Math.Abs(x), size), $"{name} {what}: {x:R} and {y:R}");
        Near("estimate", a.Estimate + shift, b.Estimate / unit, se);
        Near("se", se, b.StandardError / unit, 0);
        Near("tau2", a.Tau2, b.Tau2 / unit / unit, se * se);
        Near("setau2", a.SeTau2 ?? 0, (b.SeTau2 ?? 0) / unit / unit, se * se);
        Near("Q", a.Q, b.Q, 1);
        Near("I2", a.I2!.Value, b.I2!.Value, 1);
        if (shift == 0)
            Near("p", a.PValue, b.PValue, 1e-6);
    }

    private static double[] Pick(double[] values, int[] order) => Array.ConvertAll(order, i => values[i]);

    private static double Q(double[] yi, double[] vi, double tau2)
    {
        var w = Array.ConvertAll(vi, v => 1 / (v + tau2));
        var mean = w.Zip(yi, (a, y) => a * y).Sum() / w.Sum();
        return w.Zip(yi, (a, y) => a * (y - mean) * (y - mean)).Sum();
    }

    // Written out once more, plainly: the likelihood that the estimate must maximise.
    private static double LogLik(double[] yi, double[] vi, double tau2, Method method)
    {
        var k = yi.Length;
        var w = Array.ConvertAll(vi, v => 1 / (v + tau2));
        var common = vi.Sum(v => Math.Log(v + tau2)) + Q(yi, vi, tau2);
        return method == Method.ML
            ? -0.5 * ((k * Math.Log(2 * Math.PI)) + common)
            : -0.5 * (((k - 1) * Math.Log(2 * Math.PI)) + common + Math.Log(w.Sum()) - Math.Log(k));
    }
}
