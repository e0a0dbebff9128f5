using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Huantiao.MetaAnalysis.Tests.Reference;

namespace Huantiao.MetaAnalysis.Tests.EffectSizes;

using EffectSizes = MetaAnalysis.EffectSizes;

/// <summary>What holds for any data.</summary>
public class EffectSizesProperties
{
    // RTET, found by a minimiser that stops at four digits, has its own test.
    private static readonly Measure[] OfTables = [.. MeasureInfo.All.Where(m => m.Family == MeasureFamily.TwoByTwo).Select(m => m.Measure).Except([Measure.RTET])];

    // SMD1 and SMD1H are in standard deviations of group 2 and so not symmetric.
    private static readonly Measure[] SymmetricOfMeans = [.. MeasureInfo.All.Where(m => m.Family == MeasureFamily.TwoMeans).Select(m => m.Measure).Except([Measure.SMD1, Measure.SMD1H])];

    private static readonly Measure[] WithoutUnit = [Measure.SMD, Measure.SMDH, Measure.SMD1, Measure.SMD1H, Measure.ROM, Measure.CVR, Measure.VR, Measure.RPB, Measure.RBIS, Measure.D2ORN, Measure.D2ORL];

    /// <summary>Two groups with counts, means and standard deviations that could be of a trial.</summary>
    public static class Trials
    {
        public static Arbitrary<Trial> Any() => (
            from sizes in Gen.Choose(4, 500).Two()
            from shares in Gen.Choose(0, 100).Two()
            from means in Gen.Choose(1, 10_000).Two()
            from deviations in Gen.Choose(1, 3_000).Two()
            select new Trial(
                Math.Round(sizes.Item1 * shares.Item1 / 100.0), sizes.Item1, Math.Round(sizes.Item2 * shares.Item2 / 100.0), sizes.Item2,
                means.Item1 / 100.0, deviations.Item1 / 100.0, means.Item2 / 100.0, deviations.Item2 / 100.0)).ToArbitrary();
    }

    public sealed record Trial(double A, double N1, double C, double N2, double M1, double Sd1, double M2, double Sd2)
    {
        public Trial Swapped() => new(C, N2, A, N1, M2, Sd2, M1, Sd1);

        public Trial Scaled(double by) => this with { M1 = by * M1, Sd1 = by * Sd1, M2 = by * M2, Sd2 = by * Sd2 };
    }

    [Property(Arbitrary = [typeof(Trials)])]
    public void Compute_GroupsSwapped_TurnsTheSignAndKeepsTheVariance(Trial trial)
    {
        foreach (var measure in OfTables.Concat(SymmetricOfMeans))
        {
            var (there, back) = (Of(measure, trial), Of(measure, trial.Swapped()));
            Assert.Equal(there.Dropped, back.Dropped);
            if (there.Yi.Length == 0)
                continue;
            Close.To(-there.Yi[0], back.Yi[0], 1e-9, $"{measure} of {trial}", near0: 1e-12);
            Close.To(there.Vi[0], back.Vi[0], 1e-8, $"variance of {measure} of {trial}");
        }
    }

    [Property(Arbitrary = [typeof(Trials)])]
    public void Compute_EventsAndNonEventsSwapped_TurnsTheSign(Trial trial)
    {
        var other = trial with { A = trial.N1 - trial.A, C = trial.N2 - trial.C };
        foreach (var measure in OfTables.Except([Measure.RR]))
        {
            var (there, back) = (Of(measure, trial), Of(measure, other));
            Assert.Equal(there.Dropped, back.Dropped);
            if (there.Yi.Length > 0)
                Close.To(-there.Yi[0], back.Yi[0], 1e-9, $"{measure} of {trial}", near0: 1e-12);
        }
    }

    [Property(Arbitrary = [typeof(Trials)])]
    public void Compute_AnotherUnit_ScalesTheMeanDifferenceAndNoOther(Trial trial)
    {
        var (md, scaled) = (Of(Measure.MD, trial), Of(Measure.MD, trial.Scaled(25.4)));
        Close.To(25.4 * md.Yi[0], scaled.Yi[0], 1e-12, "MD", near0: 1e-12);
        Close.To(25.4 * 25.4 * md.Vi[0], scaled.Vi[0], 1e-12, "variance of MD");
        foreach (var measure in WithoutUnit)
        {
            var (one, other) = (Of(measure, trial), Of(measure, trial.Scaled(25.4)));
            Close.To(one.Yi[0], other.Yi[0], 1e-10, $"{measure} of {trial}", near0: 1e-11);
            Close.To(one.Vi[0], other.Vi[0], 1e-10, $"variance of {measure} of {trial}");
        }
    }

    [Property(Arbitrary = [typeof(Trials)])]
    public void Compute_OrderOfStudies_DoesNotMatter(Trial first, Trial second, Trial third)
    {
        foreach (var measure in OfTables.Concat(SymmetricOfMeans))
        {
            var (forth, back) = (Of(measure, first, second, third), Of(measure, third, second, first));
            Assert.Equal(forth.Yi, back.Yi.Reverse());
            Assert.Equal(forth.Vi, back.Vi.Reverse());
            Assert.Equal(forth.Dropped, back.Dropped.Reverse().Select(row => 4 - row));
        }
    }

    [Property(Arbitrary = [typeof(Trials)], MaxTest = 20)]
    public void Compute_GroupsOfATetrachoricTableSwapped_TurnsTheSign(Trial trial)
    {
        var (there, back) = (Of(Measure.RTET, trial), Of(Measure.RTET, trial.Swapped()));
        Assert.Equal(there.Dropped, back.Dropped);
        if (there.Yi.Length > 0)
            Close.To(-there.Yi[0], back.Yi[0], 0, $"{trial}", near0: 3e-4);
    }

    [Property(Arbitrary = [typeof(Trials)], MaxTest = 30)]
    public void Compute_AnyData_EachRowIsANumberOrDropped(Trial first, Trial second)
    {
        foreach (var measure in MeasureInfo.All.Where(m => m.Family is MeasureFamily.TwoByTwo or MeasureFamily.TwoMeans).Select(m => m.Measure))
        {
            foreach (var to in Enum.GetValues<ZeroCells>())
            {
                var set = EffectSizes.Compute(measure, Table(first, second, first with { A = double.NaN, M1 = double.NaN, Sd1 = double.NaN }), new() { To = to });
                Assert.All(set.Yi.Concat(set.Vi), value => Assert.True(double.IsFinite(value)));

                // Soper's approximation of the biserial correlation's variance can be negative where the correlation is near 1; models refuse that.
                if (measure != Measure.RBIS)
                    Assert.All(set.Vi, vi => Assert.True(vi >= 0, $"{measure}: {vi:R}"));
                Assert.Equal([1, 2, 3], set.Rows.Concat(set.Dropped).Order());
                Assert.Contains(3, set.Dropped);
            }
        }
    }

    private static EffectSizeSet Of(Measure measure, params Trial[] trials) => EffectSizes.Compute(measure, Table(trials));

    private static StudyTable Table(params Trial[] trials) => Studies.Of(
        ("ai", [.. trials.Select(t => t.A)]), ("n1i", [.. trials.Select(t => t.N1)]), ("ci", [.. trials.Select(t => t.C)]), ("n2i", [.. trials.Select(t => t.N2)]),
        ("m1i", [.. trials.Select(t => t.M1)]), ("sd1i", [.. trials.Select(t => t.Sd1)]), ("m2i", [.. trials.Select(t => t.M2)]), ("sd2i", [.. trials.Select(t => t.Sd2)]));
}
