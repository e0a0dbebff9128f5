using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>
/// An effect turned so that positive is good for the person, on the analysis scale (log for ratios), beside the important difference on that scale.
/// Every rule of certainty and of size looks at this alone.
/// </summary>
/// <param name="Threshold">Over 0; null where neither the pathway nor a convention gives one.</param>
/// <param name="IsConvention">True where the threshold is the convention for ratios, not the pathway's own.</param>
/// <param name="IsRatio">True: the analysis scale is the logarithm.</param>
internal sealed record Benefit(double Estimate, double Lower, double Upper, double? Threshold, bool IsConvention, bool IsRatio)
{
    /// <summary>Where no important difference is recorded for a ratio: a quarter more, or the same on the logarithmic scale less (GRADE 6, J Clin Epidemiol 2011).</summary>
    public const double RatioConvention = 1.25;

    public static Benefit Of(Question question, Synthesis synthesis, ImportantDifference? difference)
    {
        var sign = question.Direction.Sign();
        var (a, b) = (sign * synthesis.Fit.CiLower, sign * synthesis.Fit.CiUpper);
        double? convention = synthesis.IsRatio ? Math.Log(RatioConvention) : null;
        var own = difference is null ? (double?)null : synthesis.IsRatio ? Math.Abs(Math.Log(difference.Value)) : Math.Abs(difference.Value);
        own = own > 0 ? own : null;
        return new(sign * synthesis.Fit.Estimate, Math.Min(a, b), Math.Max(a, b), own ?? convention, own is null && convention is { }, synthesis.IsRatio);
    }

    /// <summary>The important difference on the side of benefit, on the natural scale.</summary>
    public double? NaturalThreshold(Question question) =>
        Threshold is not { } important ? null : IsRatio ? Math.Exp(important * question.Direction.Sign()) : important * question.Direction.Sign();

    /// <summary>
    /// The line that the certainty is about: the important difference where the estimate reaches it (the claim is an important effect), else no difference
    /// (the claim is some effect, whose size the words keep small). Core GRADE 2: the target follows from where the estimate lies.
    /// </summary>
    public double Target => Threshold is { } important && Math.Abs(Estimate) >= important ? Math.CopySign(important, Estimate) : 0;

    public bool Includes(double value) => Lower < value && value < Upper;

    /// <summary>The sizes, by the estimate: under a third of the important difference it is little or none, from twice it is large.</summary>
    public EffectSizeClass Size()
    {
        if (Threshold is not { } important)
            return Includes(0) ? EffectSizeClass.UnclearDirection : EffectSizeClass.Small;
        if (Includes(important) && Includes(-important))
            return EffectSizeClass.UnclearDirection;

        return Math.Abs(Estimate) switch
        {
            var size when size < important / 3 => EffectSizeClass.LittleOrNone,
            var size when size < important => EffectSizeClass.Small,
            var size when size < 2 * important => EffectSizeClass.Important,
            _ => EffectSizeClass.Large,
        };
    }
}
