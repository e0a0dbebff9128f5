using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>How an effect is counted: as a difference (0 is none), a ratio (1 is none), or a difference of risks.</summary>
internal enum EffectScale { Difference, Ratio, RiskDifference }

/// <summary>From the measure's name in the data to what the arithmetic needs.</summary>
internal static class EffectScales
{
    /// <summary>The measures that questions may ask for. Anything else is a mistake in the pathway.</summary>
    /// <exception cref="NotSupportedException">The pathway asks for another measure, for one that does not go with its kind of outcome, or does not say which way is good.</exception>
    public static Measure MeasureOf(Question question) => (question.Measure, question.Kind, question.Direction) switch
    {
        (_, _, Direction.Unknown) => throw new NotSupportedException($"{question.Place}: question {question.Id} does not say whether more or less of its outcome is better."),
        ("MD", OutcomeKind.Continuous, _) => Measure.MD,
        ("RR", OutcomeKind.Events, _) => Measure.RR,
        ("OR", OutcomeKind.Events, _) => Measure.OR,
        ("RD", OutcomeKind.Events, _) => Measure.RD,
        _ => throw new NotSupportedException(
            $"{question.Place}: question {question.Id} asks for measure {question.Measure}; the answer knows MD for continuous outcomes, and RR, OR and RD for events."),
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
