using System.Globalization;
using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>Effects of outcomes that are counted: so many of so many people in each arm.</summary>
internal static class EventEffect
{
    public static RowEffect From(TrialOutcome row, Question question)
    {
        if (row.Count1 is not { Events: { } events1, Total: { } total1 } || row.Count2 is not { Events: { } events2, Total: { } total2 })
            return new RowEffect.None(Words.Text("left-out.no-counts"));

        var measure = EffectScales.MeasureOf(question);
        var set = EffectSizes.Compute(measure, new StudyTable(
        [
            new("ai", [events1]), new("n1i", [total1]), new("ci", [events2]), new("n2i", [total2]),
        ]));
        if (set.Yi.Length == 0)
            return new RowEffect.None(Words.Text("left-out.no-counts"));

        var scale = EffectScales.ScaleOf(measure);
        var half = Distributions.NormalQuantile(0.975) * Math.Sqrt(set.Vi[0]);
        var zero = events1 == 0 || events2 == 0 || events1 == total1 || events2 == total2;
        return new RowEffect.Usable(
            set.Yi[0],
            set.Vi[0],
            scale.ToNatural(set.Yi[0] - half),
            scale.ToNatural(set.Yi[0] + half),
            total1 + total2,
            Words.Text(zero ? "derivation.counts-zero" : "derivation.counts", ("a", Fraction(events1, total1)), ("b", Fraction(events2, total2))));
    }

    private static string Fraction(int events, int total) => string.Create(CultureInfo.InvariantCulture, $"{events}/{total}");
}
