using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>How an effect is counted: as a difference (0 is none), a ratio (1 is none), or a difference of risks.</summary>
internal enum EffectScale { Difference, Ratio, RiskDifference }

/// <summary>From the measure's name in the data to what the arithmetic needs.</summary>
internal static class EffectScales
{
    /// <summary>The measures that questions may ask for. A name outside them is a mistake in the pathway.</summary>
    /// <exception cref="NotSupportedException">The pathway asks for another measure.</exception>
    public static Measure MeasureOf(Question question) => question.Measure switch
    {
        "MD" => Measure.MD,
        "RR" => Measure.RR,
        "OR" => Measure.OR,
        "RD" => Measure.RD,
        _ => throw new NotSupportedException(
            $"{question.Place}: question {question.Id} asks for measure {question.Measure}; the answer knows MD, RR, OR and RD."),
    };

    public static EffectScale ScaleOf(Measure measure) => measure switch
    {
        Measure.RR or Measure.OR => EffectScale.Ratio,
        Measure.RD => EffectScale.RiskDifference,
        _ => EffectScale.Difference,
    };

    public static double ToNatural(this EffectScale scale, double value) => scale == EffectScale.Ratio ? Math.Exp(value) : value;

    /// <summary>+1 where more of the outcome is good for the person, −1 where less is.</summary>
    public static int Sign(this Direction direction) => direction == Direction.HigherIsBetter ? 1 : -1;
}
