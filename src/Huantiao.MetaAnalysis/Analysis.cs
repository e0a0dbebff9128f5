namespace Huantiao.MetaAnalysis;

/// <summary>One whole analysis: effect sizes, the fit, and the diagnostics that were asked for.</summary>
public static class Analysis
{
    /// <exception cref="AnalysisException">The analysis cannot be done; the row, where there is one, is that of the table given.</exception>
    public static AnalysisResult Run(AnalysisRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = new FitOptions { Method = request.Method, Test = request.Test, Level = request.Level };
        options.Check();
        var effects = EffectSizes.Compute(request.Measure, request.Data, request.EffectSizes);
        try
        {
            var fit = RandomEffects.Fit(effects.Yi, effects.Vi, options);
            return new AnalysisResult { Measure = request.Measure, Effects = effects, Fit = fit, Notes = fit.Notes };
        }
        catch (AnalysisException e) when (e.Row is int place)
        {
            throw new AnalysisException(e.Failure, e.Message, effects.Rows[place - 1]);
        }
    }
}
