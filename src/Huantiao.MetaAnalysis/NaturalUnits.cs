namespace Huantiao.MetaAnalysis;

/// <summary>An estimate with its confidence interval.</summary>
public readonly record struct EstimateWithInterval(double Estimate, double Lower, double Upper);

/// <summary>
/// An analysis as people read it: log ratios as ratios, transformed proportions as proportions. Where the scale has no way back (see
/// <see cref="EffectScale"/>), the numbers are those of the analysis and <see cref="IsNatural"/> is false.
/// </summary>
public sealed class NaturalUnits
{
    private readonly AnalysisResult result;
    private readonly MeasureInfo info;
    private readonly double z;

    public NaturalUnits(AnalysisResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        this.result = result;
        info = MeasureInfo.Of(result.Measure);
        z = Distributions.NormalQuantile((100 + result.Fit.Level) / 200);
        // The pooled value goes back with the harmonic mean of the sizes (Miller 1978); IRFT would need the times at risk, which the effects do not carry.
        var sizes = result.Effects.Ni;
        PooledSize = info.Scale == EffectScale.FreemanTukeyArcsine && sizes.Length > 0 && sizes.All(double.IsFinite) ? sizes.Length / sizes.Sum(n => 1 / n) : null;
        IsNatural = info.Scale switch
        {
            EffectScale.ArcsineDifference or EffectScale.FreemanTukeySquareRoot => false,
            EffectScale.FreemanTukeyArcsine => PooledSize is not null,
            _ => true,
        };
    }

    /// <summary>Whether the numbers are in natural units; false: on the scale of the analysis.</summary>
    public bool IsNatural { get; }

    private double? PooledSize { get; }

    /// <summary>A study, with the interval of the normal distribution at the analysis' level.</summary>
    /// <param name="place">From 0, among the studies that were analysed.</param>
    public EstimateWithInterval Study(int place)
    {
        var (yi, reach) = (result.Effects.Yi[place], z * Math.Sqrt(result.Effects.Vi[place]));
        double? size = PooledSize is null ? null : result.Effects.Ni[place];
        return Back(yi, yi - reach, yi + reach, size);
    }

    public EstimateWithInterval Pooled => Back(result.Fit.Estimate, result.Fit.CiLower, result.Fit.CiUpper, PooledSize);

    /// <summary>Null where the model has none.</summary>
    public (double Lower, double Upper)? Prediction =>
        result.Fit is { PiLower: { } lower, PiUpper: { } upper } ? Ordered(info.ToNatural(lower, PooledSize), info.ToNatural(upper, PooledSize)) : null;

    /// <summary>An estimate of the same analysis under another choice (trim and fill, a study left out).</summary>
    public EstimateWithInterval Of(double estimate, double lower, double upper) => Back(estimate, lower, upper, PooledSize);

    private EstimateWithInterval Back(double estimate, double lower, double upper, double? size)
    {
        var (low, high) = Ordered(info.ToNatural(lower, size), info.ToNatural(upper, size));
        return new(info.ToNatural(estimate, size), low, high);
    }

    private static (double Lower, double Upper) Ordered(double lower, double upper) => lower <= upper ? (lower, upper) : (upper, lower);
}
