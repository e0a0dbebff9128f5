using Huantiao.MetaAnalysis.Tests.Reference;

namespace Huantiao.MetaAnalysis.Tests.Conversions;

public class ConversionsTests
{
    private const double Relative = 1e-11;

    [Fact]
    public void Estimate_EveryFiveNumberSummary_AgreesWithMetafor()
    {
        var rows = ReferenceData.Conversions.GetProperty("fivenum").EnumerateArray().ToArray();
        Assert.Equal(144, rows.Length);
        foreach (var row in rows)
        {
            double? Of(string name) => double.IsNaN(row.Number(name)) ? null : row.Number(name);
            var log = row.GetProperty("dist").GetString() == "lnorm";
            var result = new FiveNumberSummary(Of("min"), Of("q1"), row.Number("median"), Of("q3"), Of("max"), row.Number("n"))
                .Estimate(log ? SummaryDistribution.LogNormal : SummaryDistribution.Normal);

            Close.To(row.Number("mean"), result.Mean, Relative, $"mean of {row}");
            Close.To(row.Number("sd"), result.StandardDeviation, Relative, $"SD of {row}");
            Assert.Equal(row.Number("n"), result.Count);
        }
    }

    [Fact]
    public void Wald_EveryIntervalAndPValue_AgreesWithMetafor()
    {
        var rows = ReferenceData.Conversions.GetProperty("wald").EnumerateArray().ToArray();
        Assert.Equal(40, rows.Length);
        foreach (var row in rows)
        {
            Assert.Equal("log", row.GetProperty("transf").GetString());
            var result = row.TryGetProperty("pval", out var p)
                ? Wald.FromP(row.Number("out"), p.Number(), isRatio: true)
                : Wald.FromInterval(row.Number("out"), row.Number("lo"), row.Number("hi"), isRatio: true);

            Close.To(row.Number("yi"), result.Yi, Relative, $"yi of {row}");
            Close.To(row.Number("vi"), result.Vi, Relative, $"vi of {row}");
        }
    }

    [Fact]
    public void FromOddsRatio_EveryTable_AgreesWithMetafor()
    {
        var rows = ReferenceData.Conversions.GetProperty("tab").EnumerateArray().ToArray();
        Assert.Equal(15, rows.Length);
        foreach (var row in rows)
        {
            var table = Tables.FromOddsRatio(row.Number("or"), row.Number("ni"), row.Number("n1"), row.Number("n2"));

            Assert.Equal(row.GetProperty("cells").Numbers(), new[] { table.A, table.B, table.C, table.D });
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.999999999)]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void FromOddsRatio_FarAndNearOne_KeepsTheMargins(double oddsRatio)
    {
        var table = Tables.FromOddsRatio(oddsRatio, 100, 40, 30);

        Assert.Equal(40, table.A + table.B);
        Assert.Equal(30, table.A + table.C);
        Assert.Equal(100, table.A + table.B + table.C + table.D);
    }

    [Fact]
    public void StandardDeviation_FromEachPrintedForm_IsTheOneThatMadeIt()
    {
        // Two groups with SD 12.5, 23 and 31 people, difference 6.4.
        const double sd = 12.5, n1 = 23, n2 = 31, difference = 6.4;
        var se = sd * Math.Sqrt((1 / n1) + (1 / n2));
        var t = difference / se;
        var p = MetaAnalysis.Distributions.TTwoSided(t, n1 + n2 - 2);
        var half = MetaAnalysis.Distributions.TQuantile(0.975, n1 + n2 - 2) * se;
        var own = MetaAnalysis.Distributions.TQuantile(0.95, n1 - 1) * sd / Math.Sqrt(n1);

        Close.To(sd, StandardDeviation.FromStandardError(sd / Math.Sqrt(n1), n1).Value, 1e-14, "SE");
        Close.To(sd, StandardDeviation.FromInterval(-own, own, n1, level: 90).Value, 1e-13, "CI");
        Close.To(sd, StandardDeviation.FromDifferenceStandardError(se, n1, n2).Value, 1e-14, "SE of difference");
        Close.To(sd, StandardDeviation.FromDifferenceInterval(difference - half, difference + half, n1, n2).Value, 1e-13, "CI of difference");
        Close.To(sd, StandardDeviation.FromT(-difference, t, n1, n2).Value, 1e-14, "t");
        Close.To(sd, StandardDeviation.FromP(-difference, p, n1, n2).Value, 1e-12, "p");
    }

    [Fact]
    public void FromInterval_HandbookExample_IsThePrintedStandardDeviation()
    {
        // Cochrane Handbook 6.5.2.2: 25 people, 95% CI 32.1 to 34.2, t = 2.0639: SD = √25·(34.2 − 32.1)/4.128 = 2.54.
        Assert.Equal(2.54, StandardDeviation.FromInterval(32.1, 34.2, 25).Value, 0.005);
    }

    [Fact]
    public void OfChange_ThenCorrelationFromChange_GoesRound()
    {
        var change = StandardDeviation.OfChange(21, 24, 0.6);

        Close.To(Math.Sqrt((21 * 21) + (24 * 24) - (2 * 0.6 * 21 * 24)), change.Value, 1e-15, "SD");
        Close.To(0.6, StandardDeviation.CorrelationFromChange(21, 24, change.Value).Value, 1e-14, "r");
        Assert.Contains("correlation", change.Derivation.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public void Combine_TwoArms_IsTheMeanAndSdOfTheirPeopleTogether()
    {
        double[] first = [3, 4, 8, 9.5], second = [1, 2, 2.5, 11, 7];
        var all = first.Concat(second).ToArray();

        var arm = Tables.Combine(4, first.Average(), Sd(first), 5, second.Average(), Sd(second));

        Close.To(all.Average(), arm.Mean, 1e-15, "mean");
        Close.To(Sd(all), arm.StandardDeviation, 1e-14, "SD");
        Assert.Equal(9, arm.Count);
    }

    [Fact]
    public void Derivation_AsText_TellsMethodFormulaInputsAndSource()
    {
        Assert.Equal("SD from SE: SE·√n; SE = 2.5, n = 16 (Cochrane Handbook 6.5.2.2)", StandardDeviation.FromStandardError(2.5, 16).Derivation.ToString());
    }

    [Fact]
    public void Conversions_ImpossibleInput_AreRefused()
    {
        Refused(AnalysisFailure.InvalidCount, () => StandardDeviation.FromStandardError(2, 0));
        Refused(AnalysisFailure.OutOfRange, () => StandardDeviation.FromStandardError(-2, 9));
        Refused(AnalysisFailure.OutOfRange, () => StandardDeviation.FromInterval(3, 2, 9));
        Refused(AnalysisFailure.OutOfRange, () => StandardDeviation.FromInterval(1, 2, 9, level: 100));
        Refused(AnalysisFailure.InvalidCount, () => StandardDeviation.FromInterval(1, 2, 1));
        Refused(AnalysisFailure.OutOfRange, () => StandardDeviation.FromT(3, 0, 9, 9));
        Refused(AnalysisFailure.OutOfRange, () => StandardDeviation.FromP(3, 1, 9, 9));
        Refused(AnalysisFailure.OutOfRange, () => StandardDeviation.OfChange(3, 2, 1.01));
        Refused(AnalysisFailure.OutOfRange, () => StandardDeviation.CorrelationFromChange(3, 2, 6));
        Refused(AnalysisFailure.OutOfRange, () => new FiveNumberSummary(1, null, 2, null, null, 30).Estimate());
        Refused(AnalysisFailure.OutOfRange, () => new FiveNumberSummary(3, null, 2, null, 5, 30).Estimate());
        Refused(AnalysisFailure.OutOfRange, () => new FiveNumberSummary(0, null, 2, null, 5, 30).Estimate(SummaryDistribution.LogNormal));
        Refused(AnalysisFailure.OutOfRange, () => Wald.FromInterval(1, 0, 2, isRatio: true));
        Refused(AnalysisFailure.OutOfRange, () => Tables.FromOddsRatio(2, 10, 11, 3));
        Refused(AnalysisFailure.OutOfRange, () => Tables.FromOddsRatio(0, 10, 5, 3));
    }

    private static void Refused(AnalysisFailure failure, Func<object> act) => Assert.Equal(failure, Assert.Throws<AnalysisException>(() => { act(); }).Failure);

    private static double Sd(double[] values) => Math.Sqrt(values.Sum(x => (x - values.Average()) * (x - values.Average())) / (values.Length - 1));
}
