namespace Huantiao.MetaAnalysis;

/// <summary>How to pool: the estimator of the between-study variance, the test, and the confidence level.</summary>
public sealed record FitOptions
{
    public Method Method { get; init; } = Method.REML;
    public TestKind Test { get; init; } = TestKind.Z;

    /// <summary>In percent, over 0 and under 100.</summary>
    public double Level { get; init; } = 95;

    internal void Check()
    {
        if (!(Level > 0 && Level < 100))
            throw new AnalysisException(AnalysisFailure.UnknownOption, "The confidence level is a percentage over 0 and under 100.");
        if (!Enum.IsDefined(Method) || !Enum.IsDefined(Test))
            throw new AnalysisException(AnalysisFailure.UnknownOption, "There is no such method or test.");
    }

    internal void CheckPoolsByInverseVariance()
    {
        if (Method is Method.MH or Method.PETO)
            throw new AnalysisException(AnalysisFailure.UnknownOption, $"Method {Method} pools tables, not estimates with variances.");
    }
}
