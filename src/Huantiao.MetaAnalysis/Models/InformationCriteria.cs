namespace Huantiao.MetaAnalysis;

/// <summary>
/// Deviance, AIC, BIC and AICc of a fit. The restricted likelihood counts k − p observations, the likelihood k; τ² is a parameter unless the effect is common.
/// </summary>
/// <remarks>AICc: Hurvich and Tsai (1989), Biometrika 76, 297. Its sample size is held at the number of parameters plus two, where it would not exist.</remarks>
internal readonly struct InformationCriteria
{
    public InformationCriteria(in CoreFit fit, Method method)
    {
        var parameters = method is Method.EE or Method.MH or Method.PETO ? 1 : 2;
        var n = method == Method.REML ? fit.Df : fit.Observations;
        var large = Math.Max(n, parameters + 2);
        Deviance = -2 * (fit.LogLik - fit.SaturatedLogLik);
        Aic = (-2 * fit.LogLik) + (2 * parameters);
        Bic = n == 0 ? null : (-2 * fit.LogLik) + (parameters * Math.Log(n));
        Aicc = (-2 * fit.LogLik) + (2.0 * parameters * large / (large - parameters - 1));
    }

    public double Deviance { get; }
    public double Aic { get; }
    public double? Bic { get; }
    public double Aicc { get; }
}
