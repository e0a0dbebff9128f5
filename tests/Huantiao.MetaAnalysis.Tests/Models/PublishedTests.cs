namespace Huantiao.MetaAnalysis.Tests.Models;

/// <summary>Results that others printed, at the digits that they printed.</summary>
public class PublishedTests
{
    // Gabapentinoids against placebo for sciatica, pain, SMD and variance of nine trials: McCleane 2001, Yildirim 2003, Baron 2010, Baron 2015, Markman 2015,
    // NCT01838044, Atkinson 2016, Kim 2016, Mathieson 2017, as printed in the systematic review whose data file is in the project's evidence (gabapentinoids_sciatica_smd.csv).
    private static readonly double[] GabapentinoidYi = [-0.4997, -1.5762, -0.132, -0.04, -0.0634, -0.0746, -0.2834, 0.1034, 0.1828];
    private static readonly double[] GabapentinoidVi = [0.064451, 0.1224, 0.018477, 0.0128, 0.134, 0.0222, 0.056285, 0.0328, 0.019416];

    // Lee and Done (2004), Cochrane CD003281: acupoint P6 against sham for postoperative nausea, 16 trials; the data are R's dat.lee2004.
    private static readonly StudyTable P6 = new([
        new("ai", [18, 5, 9, 32, 9, 11, 69, 3, 1, 11, 7, 4, 1, 24, 16, 28]), new("n1i", [100, 50, 20, 135, 23, 18, 122, 25, 30, 30, 44, 47, 30, 40, 50, 110]),
        new("ci", [20, 18, 7, 31, 10, 12, 80, 12, 1, 19, 16, 6, 13, 71, 53, 25]), new("n2i", [100, 50, 20, 139, 23, 18, 122, 25, 30, 30, 39, 47, 30, 80, 88, 111]),
    ]);

    [Fact]
    public void Fit_Gabapentinoids_GivesThePrintedHartungKnappInterval()
    {
        var fit = RandomEffects.Fit(GabapentinoidYi, GabapentinoidVi, new FitOptions { Method = Method.DL, Test = TestKind.HartungKnapp });

        Assert.Equal(-0.177, fit.Estimate, 3);
        Assert.Equal(-0.514, fit.CiLower, 3);
        Assert.Equal(0.160, fit.CiUpper, 3);
        Assert.Equal(69.9, fit.I2!.Value, 1);
    }

    [Fact]
    public void Fit_GabapentinoidsByReml_GivesThePrintedInterval()
    {
        var fit = RandomEffects.Fit(GabapentinoidYi, GabapentinoidVi, new FitOptions { Test = TestKind.HartungKnapp });

        Assert.Equal(-0.20, fit.Estimate, 2);
        Assert.Equal(-0.56, fit.CiLower, 2);
        Assert.Equal(0.16, fit.CiUpper, 2);
    }

    [Fact]
    public void Run_AcupointP6_GivesThePooledLogRiskRatio()
    {
        var fit = Analysis.Run(new AnalysisRequest { Measure = Measure.RR, Data = P6 }).Fit;

        Assert.Equal(-0.3145, fit.Estimate, 4);
        Assert.Equal(0.0977, fit.StandardError, 4);
        Assert.Equal(0.0554, fit.Tau2, 4);
    }
}
