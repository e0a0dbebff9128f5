namespace Huantiao.MetaAnalysis;

/// <summary>Turns the numbers of a fit into the estimate that callers see: tests, intervals, fit statistics and notes.</summary>
internal static class Estimates
{
    public const string NoPrediction = "A common-effect model has no prediction interval and no τ².";
    public const string OneStudy = "One study: its own estimate and interval, by the normal distribution; heterogeneity cannot be estimated.";
    public const string Heterogeneity = "I² and H² from τ² and the typical sampling variance (Higgins and Thompson).";
    public const string HeterogeneityFromQ = "I² and H² from Q.";

    public static PooledEstimate From(in CoreFit fit, FitOptions options, List<string>? more = null)
    {
        var critical = fit.Critical(options.Level);
        var se = fit.StandardError;
        var common = options.Method is Method.EE or Method.MH or Method.PETO;
        var notes = new List<string>(3);
        if (more is not null)
            notes.AddRange(more);

        double? piLower = null, piUpper = null;
        if (!common)
        {
            var spread = critical * Math.Sqrt(fit.Variance + fit.Tau2.Value);
            (piLower, piUpper) = (fit.Estimate - spread, fit.Estimate + spread);
        }

        notes.Add(common ? HeterogeneityFromQ : Heterogeneity);
        if (common)
            notes.Add(NoPrediction);
        else
            notes.Add(fit.UsesT ? PredictionByT : PredictionByNormal);
        if (fit.K == 1)
            notes.Add(OneStudy);
        if (fit.Tau2.Maxima > 1)
            notes.Add("The likelihood of τ² has several maxima: this is the highest of them.");
        if (fit.Variance == 0)
            notes.Add("The estimates are all equal, so that the Hartung-Knapp standard error is 0 and its test is not defined.");

        var information = new InformationCriteria(fit, options.Method);
        if (information.Bic is null)
            notes.Add("BIC is not defined where the restricted likelihood rests on no degree of freedom.");
        return new PooledEstimate
        {
            K = fit.K,
            Method = options.Method,
            Test = fit.Test,
            Level = options.Level,
            Estimate = fit.Estimate,
            StandardError = se,
            Statistic = fit.Statistic,
            Df = fit.UsesT ? fit.Df : null,
            PValue = fit.TwoSided(fit.Statistic),
            CiLower = fit.Estimate - (critical * se),
            CiUpper = fit.Estimate + (critical * se),
            PiLower = piLower,
            PiUpper = piUpper,
            Tau2 = fit.Tau2.Value,
            SeTau2 = common || fit.K == 1 ? null : fit.Tau2.StandardError,
            I2 = fit.I2,
            H2 = fit.H2,
            Q = fit.Q,
            QDf = fit.Df,
            QPValue = fit.Df == 0 ? 1 : Distributions.ChiSquaredUpper(fit.Q, fit.Df),
            LogLik = fit.LogLik,
            Deviance = information.Deviance,
            Aic = information.Aic,
            Bic = information.Bic,
            Aicc = information.Aicc,
            Notes = notes,
        };
    }

    private const string PredictionByNormal = "Prediction interval by the normal distribution.";
    private const string PredictionByT = "Prediction interval by the t distribution with k − 1 degrees of freedom.";
}
