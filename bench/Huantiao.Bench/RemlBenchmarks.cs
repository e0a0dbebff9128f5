using BenchmarkDotNet.Attributes;
using Huantiao.MetaAnalysis;

namespace Huantiao.Bench;

/// <summary>One fit with all its statistics, by number of studies: linear in k, and no allocation beyond the result.</summary>
[MemoryDiagnoser]
public class RemlBenchmarks
{
    private static readonly FitOptions Reml = new();
    private static readonly FitOptions Moments = new() { Method = Method.DL };
    private static readonly FitOptions HartungKnapp = new() { Test = TestKind.HartungKnapp };
    private double[] yi = [];
    private double[] vi = [];

    [Params(10, 13, 100, 500, 1_000, 10_000, 100_000)]
    public int K { get; set; }

    [GlobalSetup]
    public void Setup() => (yi, vi) = SideBySide.Data(K);

    [Benchmark]
    public double RemlFit() => RandomEffects.Fit(yi, vi, Reml).Estimate;

    [Benchmark]
    public double RemlHartungKnapp() => RandomEffects.Fit(yi, vi, HartungKnapp).Estimate;

    [Benchmark]
    public double DerSimonianLaird() => RandomEffects.Fit(yi, vi, Moments).Estimate;

    [Benchmark]
    public double? QProfileInterval() => QProfile.Compute(yi, vi)?.Tau2.Upper;
}

/// <summary>Deletion diagnostics refit k times.</summary>
[MemoryDiagnoser]
public class DiagnosticsBenchmarks
{
    private double[] yi = [];
    private double[] vi = [];

    [Params(13, 100)]
    public int K { get; set; }

    [GlobalSetup]
    public void Setup() => (yi, vi) = SideBySide.Data(K);

    [Benchmark]
    public double LeaveOneOut() => CaseDeletion.LeaveOneOut(yi, vi)!.Estimate[0];

    [Benchmark]
    public double Influence() => CaseDeletion.Influence(yi, vi)!.CooksD[0];

    [Benchmark]
    public double TrimAndFillL0() => TrimAndFill.Run(yi, vi)?.Fit.Estimate ?? 0;

    [Benchmark]
    public double RegressionTest() => FunnelRegression.Test(yi, vi, [])!.Statistic;
}
