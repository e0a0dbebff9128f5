using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Huantiao.Prognosis.Tests.Courses;

/// <summary>What must hold of the posterior whatever the readings.</summary>
public class CourseFitTests
{
    private const double Close = 1e-9;

    private static readonly Gen<Reading[]> AnyReadings =
        from pairs in Gen.Choose(-14, 364).Zip(Gen.Choose(0, 20)).ArrayOf()
        select pairs.Take(12).Select(p => new Reading(p.Item1 / 7.0, p.Item2 / 2.0)).ToArray();

    [Fact]
    public void Of_NoReadings_GivesThePriorBack()
    {
        var fit = CourseFit.Of(Sample.Correlated);

        Assert.Equal(Sample.Prior.Baseline.Mean, fit.Baseline.Mean, Close);
        Assert.Equal(Sample.Prior.Baseline.Sd, fit.Baseline.Sd, Close);
        Assert.Equal(Sample.Prior.Change.Mean, fit.Change.Mean, Close);
        Assert.Equal(Sample.Prior.Change.Sd, fit.Change.Sd, Close);
        Assert.Equal(0, fit.LogEvidence, Close);
        Assert.Equal(Sample.Prior.Speeds.Select(s => s.Weight), fit.Parts.Select(p => p.Weight), new Nearly(Close));
    }

    /// <summary>Regression to the mean: 8.2 read once is believed to be less, by the share of the spread that is error: 1/(1 + 2.4²).</summary>
    [Fact]
    public void Of_OneHighBaseline_IsPulledToTheMean()
    {
        var fit = CourseFit.Of(Sample.Prior, new Reading(0, 8.2));

        Assert.Equal(8.2 - (3 / (1 + (2.4 * 2.4))), fit.Baseline.Mean, Close);
        Assert.Equal(Sample.Prior.Change.Mean, fit.Change.Mean, Close);
    }

    [Property(MaxTest = 2000)]
    public Property Of_ReadingsInAnotherOrder_IsTheSame() => Prop.ForAll(AnyReadings.ToArbitrary(), readings =>
    {
        var (a, b) = (CourseFit.Of(Sample.Prior, readings), CourseFit.Of(Sample.Prior, [.. readings.Reverse()]));
        return Same(a.Baseline, b.Baseline) && Same(a.Change, b.Change) && Near(a.LogEvidence, b.LogEvidence);
    });

    [Property(MaxTest = 2000)]
    public Property Of_ReadingsShifted_ShiftsTheBaselineAlone() => Prop.ForAll(AnyReadings.ToArbitrary(), readings =>
    {
        const double shift = 3.7;
        var p = Sample.Correlated;
        var moved = new CoursePrior(new(shift, 10 + shift), p.Better, p.Baseline with { Mean = p.Baseline.Mean + shift }, p.Change, p.ReadingSd, p.Speeds, p.Correlation);
        var (a, b) = (CourseFit.Of(p, readings), CourseFit.Of(moved, [.. readings.Select(r => new Reading(r.Week, r.Value + shift))]));
        return Near(a.Baseline.Mean + shift, b.Baseline.Mean) && Same(a.Change, b.Change)
            && Near(a.ImprovementProbability(Sample.Important, 12), b.ImprovementProbability(Sample.Important, 12)) && Near(a.LogEvidence, b.LogEvidence);
    });

    [Property(MaxTest = 2000)]
    public Property Of_AnotherUnit_SaysTheSame() => Prop.ForAll(AnyReadings.ToArbitrary(), readings =>
    {
        var (a, b) = (CourseFit.Of(Sample.Correlated, readings), CourseFit.Of(Sample.Correlated.InUnit(10), [.. readings.Select(r => new Reading(r.Week, r.Value * 10))]));
        return Near(10 * a.Change.Mean, b.Change.Mean) && Near(10 * a.Band(6).NineTenths.Lower, b.Band(6).NineTenths.Lower)
            && Near(a.ImprovementProbability(Sample.Important, 12), b.ImprovementProbability(Sample.Important.InUnit(10), 12));
    });

    [Property(MaxTest = 2000)]
    public Property Of_TheScaleUpsideDown_SaysTheSame() => Prop.ForAll(AnyReadings.ToArbitrary(), readings =>
    {
        var (a, b) = (CourseFit.Of(Sample.Prior, readings), CourseFit.Of(Sample.Higher, [.. readings.Select(r => new Reading(r.Week, -r.Value))]));
        return Near(a.ImprovementProbability(Sample.Important, 8), b.ImprovementProbability(Sample.Important, 8))
            && Near(a.Band(8).Half.Lower, -b.Band(8).Half.Upper) && Near(a.Band(8).BelowScale, b.Band(8).AboveScale);
    });

    /// <summary>Under one speed another reading never leaves less known. (Over several it can: a surprising reading makes the speed doubtful.)</summary>
    [Property(MaxTest = 2000)]
    public Property Of_OneReadingMore_NarrowsUnderEachSpeed() => Prop.ForAll(AnyReadings.ToArbitrary(), readings =>
    {
        if (readings.Length == 0)
            return true;
        var (more, fewer) = (CourseFit.Of(Sample.Prior, readings).Parts, CourseFit.Of(Sample.Prior, readings.AsSpan(1)).Parts);
        return more.Zip(fewer).All(p => p.First.BaselineVariance < p.Second.BaselineVariance && p.First.ChangeVariance <= p.Second.ChangeVariance * (1 + 1e-12));
    });

    /// <summary>The latest reading. (A better one between others need not: it may say that the baseline was lower.)</summary>
    [Property(MaxTest = 2000)]
    public Property Of_ALatestReadingThatIsBetter_RaisesTheProbabilityUnderOneSpeed() => Prop.ForAll(AnyReadings.ToArbitrary(), readings =>
    {
        double With(double value) => CourseFit.Of(Sample.OneSpeed, [.. readings, new Reading(0, 6), new Reading(60, value)]).ImprovementProbability(Sample.Important, 12);
        return With(2) > With(3) && With(3) > With(7);
    });

    [Property(MaxTest = 2000)]
    public Property Bands_OfAnyReadings_LieInsideEachOther() => Prop.ForAll(AnyReadings.ToArbitrary(), Gen.Choose(0, 364).ToArbitrary(), (readings, day) =>
    {
        var fit = CourseFit.Of(Sample.Prior, readings);
        return new[] { fit.Band(day / 7.0), fit.BandInOtherArm(new Spread(-1.6, 1.5), day / 7.0) }.All(band =>
            band.NineTenths.Lower < band.Half.Lower && band.Half.Lower < band.Half.Upper && band.Half.Upper < band.NineTenths.Upper
            && band.BelowScale is >= 0 and <= 1 && band.AboveScale is >= 0 and <= 1 && band.OnScale(fit.Prior.Scale).NineTenths is { Lower: >= 0, Upper: <= 10 });
    });

    [Property(MaxTest = 2000)]
    public Property ImprovementProbability_WithTime_NeverFalls() => Prop.ForAll(AnyReadings.ToArbitrary(), readings =>
    {
        var fit = CourseFit.Of(Sample.Prior, readings);
        var p = new[] { 0, 0.5, 1, 2, 4, 12, 52 }.Select(week => fit.ImprovementProbability(Sample.Important, week)).ToArray();
        return p[0] == 0 && p.Zip(p.Skip(1)).All(pair => pair.Second >= pair.First - Close);
    });

    [Fact]
    public void BandInOtherArm_BeforeTheStart_IsTheBandOfThisArm()
    {
        var fit = CourseFit.Of(Sample.Correlated, Sample.Readings((0, 7), (2, 5)));

        Assert.Equal(fit.Band(0).Expected, fit.BandInOtherArm(new Spread(-1.6, 1.5), 0).Expected, Close);
        Assert.Equal(fit.Band(0).Half.Lower, fit.BandInOtherArm(new Spread(-1.6, 1.5), 0).Half.Lower, Close);
    }

    [Theory]
    [InlineData(double.NaN, 3)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void Reading_OfNoNumber_IsRefused(double week, double value) => Assert.Throws<ArgumentOutOfRangeException>(() => new Reading(week, value));

    [Fact]
    public void Prior_ThatCannotBe_IsRefused()
    {
        var p = Sample.Prior;
        Assert.Throws<ArgumentException>(() => new CoursePrior(new(10, 0), p.Better, p.Baseline, p.Change, 1, p.Speeds));
        Assert.Throws<ArgumentException>(() => new CoursePrior(p.Scale, Better.Unknown, p.Baseline, p.Change, 1, p.Speeds));
        Assert.Throws<ArgumentException>(() => new CoursePrior(p.Scale, p.Better, new(5, 0), p.Change, 1, p.Speeds));
        Assert.Throws<ArgumentException>(() => new CoursePrior(p.Scale, p.Better, p.Baseline, new(double.NaN, 1), 1, p.Speeds));
        Assert.Throws<ArgumentException>(() => new CoursePrior(p.Scale, p.Better, p.Baseline, p.Change, 0, p.Speeds));
        Assert.Throws<ArgumentException>(() => new CoursePrior(p.Scale, p.Better, p.Baseline, p.Change, 1, []));
        Assert.Throws<ArgumentException>(() => new CoursePrior(p.Scale, p.Better, p.Baseline, p.Change, 1, [new(0, 1)]));
        Assert.Throws<ArgumentException>(() => new CoursePrior(p.Scale, p.Better, p.Baseline, p.Change, 1, p.Speeds, 1));
    }

    private static bool Same(Spread a, Spread b) => Near(a.Mean, b.Mean) && Near(a.Sd, b.Sd);

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Close * Math.Max(1, Math.Abs(a));

    private sealed class Nearly(double precision) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= precision;

        public int GetHashCode(double obj) => 0;
    }
}
