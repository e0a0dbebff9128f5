using Huantiao.MetaAnalysis.Tests.Reference;

namespace Huantiao.MetaAnalysis.Tests.EffectSizes;

using EffectSizes = MetaAnalysis.EffectSizes;

public class TransformsTests
{
    private static readonly Dictionary<string, Func<double, double>> ByName = new(StringComparer.Ordinal)
    {
        ["transf.rtoz"] = Transforms.FisherZ,
        ["transf.ztor"] = Transforms.InverseFisherZ,
        ["transf.logit"] = Transforms.Logit,
        ["transf.ilogit"] = Transforms.InverseLogit,
        ["transf.arcsin"] = Transforms.Arcsine,
        ["transf.iarcsin"] = Transforms.InverseArcsine,
        ["transf.abt"] = Transforms.Bonett,
        ["transf.iabt"] = Transforms.InverseBonett,
        ["transf.dtou1"] = Transforms.CohenU1,
        ["transf.dtou2"] = Transforms.CohenU2,
        ["transf.dtou3"] = Transforms.CohenU3,
        ["transf.dtocles"] = Transforms.CommonLanguage,
        ["transf.dtorpb"] = Transforms.PointBiserial,
        ["transf.dtobesd"] = Transforms.BinomialDisplay,
        ["transf.dtomd"] = d => Transforms.MeanDifference(d, sd: 2),
        ["transf.logortord"] = x => Transforms.RiskDifference(x, controlRisk: 0.2),
        ["transf.logortorr"] = x => Transforms.RiskRatio(x, controlRisk: 0.2),
    };

    [Fact]
    public void EveryTransformation_OfTheReference_Agrees()
    {
        var tables = ReferenceData.Metafor.GetProperty("transforms").EnumerateObject().ToArray();
        Assert.Equal(ByName.Keys.Order(StringComparer.Ordinal), tables.Select(t => t.Name).Order(StringComparer.Ordinal));
        foreach (var table in tables)
        {
            var (x, y) = (table.Value.GetProperty("x").Numbers(), table.Value.GetProperty("y").Numbers());
            for (var i = 0; i < x.Length; i++)
                Close.To(y[i], ByName[table.Name](x[i]), 1e-13, $"{table.Name} of {x[i]:R}", near0: 1e-15);
        }
    }

    [Fact]
    public void InverseFreemanTukey_HarmonicMeanOfTheSizes_AgreesWithMetafor()
    {
        var seen = 0;
        foreach (var set in ReferenceData.Metafor.GetProperty("datasets").EnumerateObject())
        {
            foreach (var reference in set.Value.GetProperty("cases").EnumerateArray())
            {
                if (!reference.TryGetProperty("back_ipft_hm", out var back))
                    continue;
                var effects = EffectSizes.Compute(Measure.PFT, set.Value.GetProperty("raw").Table());
                var harmonic = effects.Ni.Length / effects.Ni.Sum(n => 1 / n);
                var fit = reference.GetProperty("fits").EnumerateArray().First(f => f.GetProperty("m").GetString() == "REML" && f.GetProperty("t").GetString() == "z");
                double[] pooled = [fit.Number("est"), .. fit.GetProperty("ci").Numbers()];
                var expected = back.Numbers();
                Assert.Equal(3, expected.Length);
                for (var i = 0; i < 3; i++)
                    Close.To(expected[i], MeasureInfo.Of(Measure.PFT).ToNatural(pooled[i], harmonic), 1e-10, $"{set.Name} {i}");
                seen++;
            }
        }

        Assert.Equal(2, seen);
    }

    // From R 4.2.2, metafor 3.8-1: transf.ipft.hm(c(.05,.1,.7,1.5,1.57,0), targs=list(ni=c(20,30,50))) and transf.iirft(c(.05,.1,.7,1.5,.3), ti=c(20,30,50,10,4)).
    [Theory]
    [InlineData(0.05, 0)]
    [InlineData(0.1, 0.000258257515161675)]
    [InlineData(0.7, 0.412139415202492976)]
    [InlineData(1.5, 1)]
    [InlineData(1.57, 1)]
    [InlineData(0, 0)]
    public void InverseFreemanTukey_WithinAndOutsideItsRange_AgreesWithMetafor(double x, double expected) =>
        Close.To(expected, Transforms.InverseFreemanTukey(x, 3 / ((1 / 20.0) + (1 / 30.0) + (1 / 50.0))), 1e-11, "proportion");

    [Theory]
    [InlineData(0.05, 20, 0)]
    [InlineData(0.1, 30, 0.000277777777777776)]
    [InlineData(0.7, 50, 0.480051020408163220)]
    [InlineData(1.5, 10, 2.200277777777777999)]
    [InlineData(0.3, 4, 0.008402777777777778)]
    public void InverseFreemanTukeyRate_WithinAndOutsideItsRange_AgreesWithMetafor(double x, double t, double expected) =>
        Close.To(expected, Transforms.InverseFreemanTukeyRate(x, t), 1e-12, "rate");

    // The transformation of observed counts comes back to the counts.
    [Theory]
    [InlineData(Measure.PFT, 3, 20)]
    [InlineData(Measure.PAS, 3, 20)]
    [InlineData(Measure.PLO, 17, 20)]
    [InlineData(Measure.PLN, 17, 20)]
    [InlineData(Measure.PR, 17, 20)]
    public void ToNatural_OfAProportion_IsTheProportion(Measure measure, double x, double n)
    {
        var yi = EffectSizes.Compute(measure, Studies.Of(("xi", [x]), ("ni", [n]))).Yi[0];

        Close.To(x / n, MeasureInfo.Of(measure).ToNatural(yi, n), 1e-13, "proportion");
    }

    [Theory]
    [InlineData(Measure.IR)]
    [InlineData(Measure.IRLN)]
    [InlineData(Measure.IRS)]
    [InlineData(Measure.IRFT)]
    public void ToNatural_OfARate_IsTheRate(Measure measure)
    {
        var yi = EffectSizes.Compute(measure, Studies.Of(("xi", [7]), ("ti", [125]))).Yi[0];

        Close.To(7 / 125.0, MeasureInfo.Of(measure).ToNatural(yi, 125), 1e-13, "rate");
    }

    [Theory]
    [InlineData(Measure.ARAW)]
    [InlineData(Measure.AHW)]
    [InlineData(Measure.ABT)]
    public void ToNatural_OfAReliability_IsTheReliability(Measure measure)
    {
        var yi = EffectSizes.Compute(measure, Studies.Of(("ai", [0.83]), ("mi", [12]), ("ni", [90]))).Yi[0];

        Close.To(0.83, MeasureInfo.Of(measure).ToNatural(yi), 1e-13, "alpha");
    }
}
