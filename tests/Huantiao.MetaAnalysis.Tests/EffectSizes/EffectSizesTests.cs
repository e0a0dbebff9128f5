using Huantiao.MetaAnalysis.Tests.Reference;

namespace Huantiao.MetaAnalysis.Tests.EffectSizes;

using EffectSizes = MetaAnalysis.EffectSizes;

public class EffectSizesTests
{
    // Γ(m/2)/(√(m/2) Γ((m − 1)/2)) to 20 digits by mpmath 1.3.
    [Theory]
    [InlineData(2, 0.56418958354775628695)]
    [InlineData(3, 0.72360125455826765936)]
    [InlineData(7.5, 0.89595573287021270729)]
    [InlineData(20, 0.96194453374074872696)]
    [InlineData(100, 0.9924780549814448666)]
    [InlineData(1_000_000, 0.99999924999978124993)]
    [InlineData(100_000_000, 0.99999999249999997812)]
    public void HedgesCorrection_SmallAndLarge_IsExact(double m, double expected) =>
        Close.To(expected, EffectSizes.HedgesCorrection(m), 1e-15, $"J({m})");

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void HedgesCorrection_WithoutDegreesOfFreedom_IsNotDefined(double m) => Assert.Equal(double.NaN, EffectSizes.HedgesCorrection(m));

    // r ₂F₁(½, ½; (n − 2)/2; 1 − r²) to 20 digits by mpmath 1.3.
    [Theory]
    [InlineData(0.3, 20, 0.30853807687403093631)]
    [InlineData(0.01, 5, 0.015608742057822089345)]
    [InlineData(0.2, 4, 0.38402336967922766834)]
    [InlineData(0.001, 6, 0.0012732352195039017825)]
    [InlineData(0.4, 7, 0.45004170586640015826)]
    [InlineData(0.05, 29, 0.051007023938871652165)]
    [InlineData(0.05, 31, 0.050931791096548813034)]
    [InlineData(-0.5, 5.5, -0.58441484910294621367)]
    [InlineData(0.9, 400, 0.90021505416733194936)]
    [InlineData(0.000001, 8, 0.0000011317684842087505567)]
    public void Ucor_SmallAndLarge_IsTheHypergeometricFunction(double r, double n, double expected) =>
        Close.To(expected, One(Measure.UCOR, ("ri", r), ("ni", n)).Yi, 1e-13, "UCOR");

    [Fact]
    public void Rtet_EqualMargins_IsTheSineOfTheArea()
    {
        // With both thresholds at 0, P(both) = 1/4 + arcsin(ρ)/2π (Sheppard 1899).
        var effect = One(Measure.RTET, ("ai", 35), ("bi", 15), ("ci", 15), ("di", 35));

        Close.To(Math.Sin(2 * Math.PI * (0.35 - 0.25)), effect.Yi, 1e-4, "RTET");
    }

    [Fact]
    public void Compute_MissingValues_AreDroppedWithTheirRows()
    {
        var set = EffectSizes.Compute(Measure.MD, Studies.Of(
            ("n1i", [10, 20, double.NaN, 8]), ("m1i", [1, double.NaN, 3, 4]), ("sd1i", [1, 1, 1, 2]), ("n2i", [10, 20, 30, 8]), ("m2i", [0, 0, 0, 0]), ("sd2i", [1, 1, 1, 2])));

        Assert.Equal([1, 4], set.Rows);
        Assert.Equal([2, 3], set.Dropped);
        Assert.Equal([1.0, 4], set.Yi);
        Assert.Equal([0.2, 1], set.Vi);
        Assert.Equal([20.0, 16], set.Ni);
    }

    [Theory]
    [InlineData(Measure.OR)]
    [InlineData(Measure.RR)]
    public void Compute_NoEventsAndNothingAdded_IsDropped(Measure measure)
    {
        var table = Studies.Of(("ai", [0, 3]), ("n1i", [10, 10]), ("ci", [4, 5]), ("n2i", [10, 10]));

        Assert.Equal([1], EffectSizes.Compute(measure, table, new() { To = ZeroCells.None }).Dropped);
        Assert.Empty(EffectSizes.Compute(measure, table).Dropped);
    }

    [Fact]
    public void Compute_DropDoubleZero_LeavesOutTablesWithoutEventsOrWithoutNonEvents()
    {
        var table = Studies.Of(("ai", [0, 1, 20, 0]), ("n1i", [20, 20, 20, 20]), ("ci", [0, 2, 25, 3]), ("n2i", [25, 25, 25, 25]));

        foreach (var measure in MeasureInfo.All.Where(m => m.Family == MeasureFamily.TwoByTwo && m.Measure != Measure.RTET))
            Assert.Equal([1, 3], EffectSizes.Compute(measure.Measure, table, new() { DropDoubleZero = true }).Dropped);
        Assert.Equal([1], EffectSizes.Compute(Measure.IRR, Studies.Of(("x1i", [0, 2]), ("t1i", [30, 30]), ("x2i", [0, 3]), ("t2i", [32, 32])), new() { DropDoubleZero = true }).Dropped);
    }

    // From R 4.2.2, metafor 3.8-1: a zero in an incomplete table counts for if0all, one in a table left out by drop00 does not; an add that is asked for holds for AS too.
    [Fact]
    public void Compute_ZeroCellOptionsTogether_AgreeWithMetafor()
    {
        var incomplete = EffectSizes.Compute(Measure.OR, Studies.Of(("ai", [5, 1, double.NaN]), ("n1i", [20, 20, 20]), ("ci", [1, 2, 0]), ("n2i", [25, 25, 25])), new() { To = ZeroCells.AllIfAnyZero });
        Close.To(1.757116077755741, incomplete.Yi[0], 1e-14, "if0all");

        var dropped = EffectSizes.Compute(Measure.OR, Studies.Of(("ai", [0, 1]), ("n1i", [20, 20]), ("ci", [0, 2]), ("n2i", [25, 25])), new() { To = ZeroCells.AllIfAnyZero, DropDoubleZero = true });
        Close.To(-0.502091943797236, Assert.Single(dropped.Yi), 1e-14, "drop00");

        var table = Studies.Of(("ai", [0]), ("n1i", [20]), ("ci", [4]), ("n2i", [25]));
        Close.To(-0.411516846067488, EffectSizes.Compute(Measure.AS, table, new() { To = ZeroCells.All }).Yi[0], 1e-14, "AS");
        Close.To(-0.274147529517521, EffectSizes.Compute(Measure.AS, table, new() { To = ZeroCells.All, Add = 0.5 }).Yi[0], 1e-14, "AS with 0.5");
    }

    // From R 4.2.2, metafor 3.8-1.
    [Fact]
    public void Compute_AverageVariance_AgreesWithMetafor()
    {
        var set = EffectSizes.Compute(Measure.SMD, Studies.Of(
            ("n1i", [10, 20, double.NaN]), ("m1i", [5, 6, 4]), ("sd1i", [1, 2, 1]), ("n2i", [12, 22, 20]), ("m2i", [6, 7, 5]), ("sd2i", [1, 2, 1])), new() { SmdVariance = SmdVariance.AV });

        Close.To(0.193012455435780, set.Vi[0], 1e-13, "vi 1");
        Close.To(0.100524561793922, set.Vi[1], 1e-13, "vi 2");
    }

    // From R 4.2.2, metafor 3.8-1: escalc with di or ti in place of means.
    [Fact]
    public void Compute_FromTestStatistics_AgreesWithMetafor()
    {
        var d = One(Measure.SMD, ("di", 0.5), ("n1i", 10), ("n2i", 12));
        var t = One(Measure.SMD, ("ti", 0.5), ("n1i", 10), ("n2i", 12));
        var p = One(Measure.SMD, ("pi", MetaAnalysis.Distributions.TTwoSided(0.5, 20)), ("n1i", 10), ("n2i", 12));

        Close.To(0.480972266870374, d.Yi, 1e-14, "d");
        Close.To(0.188590931549207, d.Vi, 1e-14, "d");
        Close.To(0.205940021061258, t.Yi, 1e-14, "t");
        Close.To(0.184297226339577, t.Vi, 1e-14, "t");
        Close.To(t.Yi, p.Yi, 1e-13, "p");
    }

    [Fact]
    public void Compute_CellsOrTotals_AreTheSameTable()
    {
        var cells = One(Measure.OR, ("ai", 5), ("bi", 15), ("ci", 8), ("di", 17));
        var totals = One(Measure.OR, ("ai", 5), ("n1i", 20), ("ci", 8), ("n2i", 25));

        Assert.Equal(totals, cells);
    }

    [Fact]
    public void Compute_GivenEstimates_AreTakenForAnyMeasure()
    {
        var set = EffectSizes.Compute(Measure.RR, Studies.Of(("yi", [0.1, -0.2, double.NaN]), ("sei", [0.5, 0.25, 1]), ("n1i", [4, 5, 6]), ("n2i", [6, 5, 4])));

        Assert.Equal([0.1, -0.2], set.Yi);
        Assert.Equal([0.25, 0.0625], set.Vi);
        Assert.Equal([10.0, 10], set.Ni);
        Assert.Equal([3], set.Dropped);
    }

    [Fact]
    public void Compute_NegativeStandardError_DoesNotTurnPositive() => Assert.True(One(Measure.GEN, ("yi", 1), ("sei", -0.5)).Vi < 0);

    [Theory]
    [InlineData(Measure.RR, "ai:5,21;n1i:20,20;ci:3,3;n2i:20,20", AnalysisFailure.EventsExceedTotal, 2)]
    [InlineData(Measure.PR, "xi:3,30;ni:20,29", AnalysisFailure.EventsExceedTotal, 2)]
    [InlineData(Measure.OR, "ai:-1;bi:3;ci:3;di:4", AnalysisFailure.InvalidCount, 1)]
    [InlineData(Measure.OR, "ai:0;bi:0;ci:3;di:4", AnalysisFailure.InvalidCount, 1)]
    [InlineData(Measure.MD, "n1i:0;m1i:1;sd1i:1;n2i:3;m2i:1;sd2i:1", AnalysisFailure.InvalidCount, 1)]
    [InlineData(Measure.MD, "n1i:9;m1i:1;sd1i:-1;n2i:3;m2i:1;sd2i:1", AnalysisFailure.NegativeStandardDeviation, 1)]
    [InlineData(Measure.SDLN, "sdi:1,2,-3;ni:9,9,9", AnalysisFailure.NegativeStandardDeviation, 3)]
    [InlineData(Measure.ZCOR, "ri:1.01;ni:9", AnalysisFailure.OutOfRange, 1)]
    [InlineData(Measure.MNLN, "mi:-1;sdi:1;ni:9", AnalysisFailure.OutOfRange, 1)]
    [InlineData(Measure.ABT, "ai:1.2;mi:5;ni:9", AnalysisFailure.OutOfRange, 1)]
    [InlineData(Measure.ABT, "ai:0.2;mi:1;ni:9", AnalysisFailure.OutOfRange, 1)]
    [InlineData(Measure.IRR, "x1i:3;t1i:0;x2i:3;t2i:5", AnalysisFailure.InvalidCount, 1)]
    [InlineData(Measure.IR, "xi:3;ti:-2", AnalysisFailure.InvalidCount, 1)]
    [InlineData(Measure.MN, "mi:Infinity;sdi:1;ni:9", AnalysisFailure.OutOfRange, 1)]
    [InlineData(Measure.RR, "ai:5;n1i:20;ci:3", AnalysisFailure.MissingColumn, null)]
    [InlineData(Measure.GEN, "yi:5", AnalysisFailure.MissingColumn, null)]
    public void Compute_ImpossibleData_FailsAndTellsTheRow(Measure measure, string data, AnalysisFailure failure, int? row)
    {
        var table = Studies.Of([.. data.Split(';').Select(column => column.Split(':')).Select(column =>
            (column[0], column[1].Split(',').Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray()))]);

        var thrown = Assert.Throws<AnalysisException>(() => EffectSizes.Compute(measure, table));

        Assert.Equal(failure, thrown.Failure);
        Assert.Equal(row, thrown.Row);
    }

    [Fact]
    public void Compute_MissingColumn_NamesWhatTheMeasureNeeds()
    {
        var thrown = Assert.Throws<AnalysisException>(() => EffectSizes.Compute(Measure.OR, Studies.Of(("ai", [1]))));

        Assert.Equal("Measure OR needs the columns ai, bi, ci and di, or ai, n1i, ci and n2i; or yi and vi, or yi and sei.", thrown.Message);
    }

    [Fact]
    public void All_Measures_HaveNamesAndColumns()
    {
        Assert.Equal(Enum.GetValues<Measure>(), MeasureInfo.All.Select(m => m.Measure));
        Assert.All(MeasureInfo.All, m => Assert.True(m.Name.Length > 0 && m.ColumnSets.Count > 0));
        Assert.Equal(Measure.SMDH, MeasureInfo.Find("smdh")?.Measure);
        Assert.Null(MeasureInfo.Find("3"));
        Assert.Null(MeasureInfo.Find("nonsense"));
    }

    private static (double Yi, double Vi) One(Measure measure, params (string Name, double Value)[] values)
    {
        var set = EffectSizes.Compute(measure, Studies.Of([.. values.Select(v => (v.Name, new[] { v.Value }))]));
        return (Assert.Single(set.Yi), set.Vi[0]);
    }
}
