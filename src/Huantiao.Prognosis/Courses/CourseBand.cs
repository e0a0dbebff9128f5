namespace Huantiao.Prognosis;

/// <summary>From the lower to the upper end, on the scale of the prior.</summary>
public readonly record struct Interval(double Lower, double Upper)
{
    public bool Contains(double value) => value >= Lower && value <= Upper;
}

/// <summary>What the model expects at one week. Nothing here is cut at the ends of the scale; <see cref="OnScale"/> is, for drawing.</summary>
/// <param name="Week">Weeks since the first treatment.</param>
/// <param name="Expected">Mean of the true value.</param>
/// <param name="Half">Where half of all readings fall: the 25% and 75% quantiles.</param>
/// <param name="NineTenths">Where nine of ten readings fall: the 5% and 95% quantiles.</param>
/// <param name="BelowScale">Share of readings, 0 to 1, that the model puts below the scale's lower end, where none can be.</param>
/// <param name="AboveScale">The same above the upper end. Where the two are large, the model fits this person poorly near the end of the scale.</param>
public sealed record CourseBand(double Week, double Expected, Interval Half, Interval NineTenths, double BelowScale, double AboveScale)
{
    /// <summary>The share that drawing on the scale cuts away, 0 to 1.</summary>
    public double Clipped => BelowScale + AboveScale;

    /// <summary>The same with its numbers moved onto the scale, for display; the clipped shares stay as they are.</summary>
    public CourseBand OnScale(Scale scale) => this with
    {
        Expected = scale.Clip(Expected),
        Half = new(scale.Clip(Half.Lower), scale.Clip(Half.Upper)),
        NineTenths = new(scale.Clip(NineTenths.Lower), scale.Clip(NineTenths.Upper)),
    };

    internal static CourseBand Of(double week, ReadOnlySpan<NormalPart> readings, Scale scale) => new(
        week,
        NormalMixture.Mean(readings),
        new(NormalMixture.Quantile(readings, 0.25), NormalMixture.Quantile(readings, 0.75)),
        new(NormalMixture.Quantile(readings, 0.05), NormalMixture.Quantile(readings, 0.95)),
        NormalMixture.Cdf(readings, scale.Lower),
        1 - NormalMixture.Cdf(readings, scale.Upper));
}
