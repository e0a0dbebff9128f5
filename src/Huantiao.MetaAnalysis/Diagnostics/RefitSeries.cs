namespace Huantiao.MetaAnalysis;

/// <summary>Collects the columns of a series of refits.</summary>
internal sealed class RefitSeries(int count, double level)
{
    private readonly double[] estimate = new double[count], standardError = new double[count], pValue = new double[count];
    private readonly double[] lower = new double[count], upper = new double[count], q = new double[count], tau2 = new double[count], i2 = new double[count];

    // Quantiles cost more than a small fit, and most refits of a series share one.
    private (bool UsesT, int Df) criticalOf = (false, -1);
    private double critical;

    public void Set(int i, in CoreFit fit)
    {
        var key = (fit.UsesT, fit.UsesT ? fit.Df : 0);
        if (key != criticalOf)
            (criticalOf, critical) = (key, fit.Critical(level));
        var se = fit.StandardError;
        estimate[i] = fit.Estimate;
        standardError[i] = se;
        pValue[i] = fit.TwoSided(fit.Statistic);
        lower[i] = fit.Estimate - (critical * se);
        upper[i] = fit.Estimate + (critical * se);
        q[i] = fit.Q;
        tau2[i] = fit.Tau2.Value;
        i2[i] = fit.I2;
    }

    /// <summary>A refit that is not defined; the caller says why.</summary>
    public void SetUndefined(int i)
    {
        foreach (var column in new[] { estimate, standardError, pValue, lower, upper, q, tau2, i2 })
            column[i] = double.NaN;
    }

    public Refits ToRefits() => new(estimate, standardError, pValue, lower, upper, q, tau2, i2);
}
