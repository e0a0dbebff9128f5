namespace Huantiao.MetaAnalysis;

/// <summary>What every model asks of its studies, told with the study's place (from 1) where it is not met.</summary>
internal static class StudyChecks
{
    public static void Run(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi)
    {
        if (yi.Length != vi.Length)
            throw new AnalysisException(AnalysisFailure.MissingColumn, $"There are {yi.Length} estimates and {vi.Length} sampling variances.");
        if (yi.IsEmpty)
            throw new AnalysisException(AnalysisFailure.NoStudies, "There is no study to pool.");
        for (var i = 0; i < yi.Length; i++)
        {
            if (!double.IsFinite(yi[i]))
                throw new AnalysisException(AnalysisFailure.OutOfRange, "The estimate is not a finite number.", i + 1);
            if (double.IsNaN(vi[i]) || vi[i] <= 0)
                throw new AnalysisException(AnalysisFailure.NonpositiveVariance, "The sampling variance is not over zero.", i + 1);
            if (double.IsInfinity(vi[i]) || double.IsInfinity(1 / vi[i]))
                throw new AnalysisException(AnalysisFailure.InfiniteWeight, "The sampling variance, or the weight that it gives, is infinite.", i + 1);
        }
    }
}
