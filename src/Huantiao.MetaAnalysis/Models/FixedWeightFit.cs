namespace Huantiao.MetaAnalysis;

/// <summary>
/// The line (or mean) fitted with the weights 1/v whatever τ² is: what method GENQ pools with. Its variances are those of a weighted sum under τ².
/// </summary>
internal readonly struct FixedWeightFit
{
    private readonly double mean;
    private readonly double slope;
    private readonly double xMean;
    private readonly double sumW;
    private readonly double sxx;

    /// <summary>Takes the coefficients of a model that was last filled at τ² = 0.</summary>
    public FixedWeightFit(scoped in LinearModel atZero)
    {
        (mean, slope, xMean) = (atZero.Mean, atZero.Slope, atZero.XMean);
        (sumW, sxx) = (atZero.SumW, atZero.Sxx);
    }

    public double Slope => slope;

    public double Intercept => mean - (slope * xMean);

    /// <summary>Variances of intercept and slope under τ², and the residual sum of squares at the weights 1/(v + τ²).</summary>
    public (double Intercept, double Slope, double Rss) Under(double tau2, scoped in LinearModel model)
    {
        double interceptVariance = 0, slopeVariance = 0, rss = 0;
        var v = model.Variances;
        for (var i = 0; i < v.Length; i++)
        {
            var d = sxx > 0 ? model.Predictor(i) - xMean : 0;
            var share = sxx > 0 ? d / (v[i] * sxx) : 0;
            var weight = (1 / (v[i] * sumW)) - (xMean * share);
            interceptVariance += weight * weight * (v[i] + tau2);
            slopeVariance += share * share * (v[i] + tau2);
            var residual = model.Estimate(i) - mean - (slope * d);
            rss += residual * residual / (v[i] + tau2);
        }

        return (interceptVariance, slopeVariance, rss);
    }
}
