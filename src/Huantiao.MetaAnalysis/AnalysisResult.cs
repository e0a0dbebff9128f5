namespace Huantiao.MetaAnalysis;

/// <summary>A pooled estimate with everything that a fit reports. Null: not defined for this model or this k; the notes say why.</summary>
public sealed record PooledEstimate
{
    public required int K { get; init; }
    public required Method Method { get; init; }
    public required TestKind Test { get; init; }
    public required double Level { get; init; }
    public required double Estimate { get; init; }
    public required double StandardError { get; init; }
    public required double Statistic { get; init; }
    public double? Df { get; init; }
    public required double PValue { get; init; }
    public required double CiLower { get; init; }
    public required double CiUpper { get; init; }

    /// <summary>Prediction interval as metafor's predict() gives it: normal quantile for z, t with k − 1 df for t and Hartung-Knapp.</summary>
    public double? PiLower { get; init; }
    public double? PiUpper { get; init; }

    public required double Tau2 { get; init; }
    public double? SeTau2 { get; init; }

    /// <summary>In percent, from tau² and the typical sampling variance (from Q in common-effect models).</summary>
    public double? I2 { get; init; }
    public double? H2 { get; init; }
    public required double Q { get; init; }
    public required int QDf { get; init; }
    public required double QPValue { get; init; }
    public double? LogLik { get; init; }
    public double? Deviance { get; init; }
    public double? Aic { get; init; }
    public double? Bic { get; init; }
    public double? Aicc { get; init; }
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>An interval; null where a bound could not be found.</summary>
public sealed record Interval(double? Lower, double? Upper);

/// <summary>Q-profile intervals of the heterogeneity statistics (I² in percent).</summary>
public sealed record HeterogeneityIntervals(Interval Tau2, Interval Tau, Interval I2, Interval H2);

/// <summary>Case deletion diagnostics, one value a study; NaN where the deletion leaves nothing to estimate.</summary>
public sealed record Influence(
    double[] RStudent, double[] DfFits, double[] CooksD, double[] CovRatio, double[] Tau2Deleted, double[] QDeleted, double[] Hat, double[] DfBetas);

/// <summary>A series of refits: each study left out in turn, or studies added one by one.</summary>
public sealed record Refits(
    double[] Estimate, double[] StandardError, double[] PValue, double[] CiLower, double[] CiUpper, double[] Q, double[] Tau2, double[] I2);

/// <summary>Regression test of funnel plot asymmetry.</summary>
/// <param name="Limit">The estimate where the predictor goes to its limit (standard error 0); null for the predictor ni.</param>
public sealed record RegTest(double Statistic, double? Df, double PValue, double? Limit);

/// <summary>Begg's rank correlation test: Kendall's tau and its p (exact without ties).</summary>
public sealed record RankTest(double Tau, double PValue);

/// <summary>Trim and fill.</summary>
public sealed record TrimFill(int K0, TrimFillSide Side, PooledEstimate Fit, double[] Filled);

/// <summary>The whole of an analysis.</summary>
public sealed record AnalysisResult
{
    public required Measure Measure { get; init; }
    public required EffectSizeSet Effects { get; init; }
    public required PooledEstimate Fit { get; init; }

    /// <summary>Percent, summing to 100.</summary>
    public double[]? Weights { get; init; }
    public HeterogeneityIntervals? ConfInt { get; init; }
    public Influence? Influence { get; init; }
    public Refits? LeaveOneOut { get; init; }
    public Refits? Cumulative { get; init; }
    public RegTest? RegTest { get; init; }
    public RankTest? RankTest { get; init; }
    public TrimFill? TrimFill { get; init; }

    /// <summary>The fit's notes and those of the diagnostics.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
