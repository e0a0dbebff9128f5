using FsCheck.Xunit;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests.Pooling;

/// <summary>Numbers from R: metafor 3.8, rma() with control = list(threshold = 1e-12, maxiter = 10000).</summary>
public class PoolingTests
{
    private const double Tolerance = 1e-6;

    private static readonly TrialOutcome Tu = Sample.Trial("tu", -16, 0, 110) with { DifferenceLower = -21.3, DifferenceUpper = -10.6 };
    private static readonly TrialOutcome Huang = Sample.Trial("huang", -7.28, 0, 23) with { DifferenceLower = -13.76, DifferenceUpper = -0.80 };

    private static readonly TrialOutcome[] Six =
    [
        Sample.Counts("1", 30, 30, 25, 30), Sample.Counts("2", 62, 62, 57, 62), Sample.Counts("3", 35, 40, 27, 40),
        Sample.Counts("4", 38, 45, 26, 40), Sample.Counts("5", 38, 51, 36, 51), Sample.Counts("6", 86, 100, 75, 100),
    ];

    [Fact]
    public void Of_NoTrial_IsNoSynthesis()
    {
        var finding = Sample.Find(Sample.Lost("l", 30));

        Assert.Null(finding.Synthesis);
        Assert.Equal(EffectSizeClass.NoData, finding.Size);
    }

    [Fact]
    public void Of_OneTrial_IsItsOwnInterval()
    {
        var synthesis = Sample.Find(Tu).Synthesis!;

        Assert.Equal("k1", synthesis.Explanation);
        Assert.Equal(-16, synthesis.Estimate, Tolerance);
        Assert.Equal(-21.35, synthesis.CiLower, Tolerance);
        Assert.Equal(-10.65, synthesis.CiUpper, Tolerance);
        Assert.Null(synthesis.PiLower);
        Assert.Empty(synthesis.Sensitivity);
    }

    [Fact]
    public void Of_TwoTrials_IsRemlWithTheNormalIntervalAndHartungKnappBeside()
    {
        var finding = Sample.Find(Tu, Huang);
        var synthesis = finding.Synthesis!;

        Assert.Equal("k2", synthesis.Explanation);
        Assert.Equal(-11.839536, synthesis.Estimate, Tolerance);
        Assert.Equal(-20.376025, synthesis.CiLower, Tolerance);
        Assert.Equal(-3.303046, synthesis.CiUpper, Tolerance);
        Assert.Equal(28.828304, synthesis.Fit.Tau2, Tolerance);
        Assert.Null(synthesis.PiLower);
        Assert.Null(synthesis.LeaveOneOut);
        var wide = synthesis.Sensitivity.Single(s => s.Key == "hartung-knapp");
        Assert.Equal(-67.180543, wide.CiLower, Tolerance);
        Assert.Equal(43.501472, wide.CiUpper, Tolerance);
        Assert.Equal(100, finding.Studies.Sum(s => s.WeightPercent), 9);
        Assert.Equal(266, finding.Participants);
    }

    [Fact]
    public void Of_ThreeAndMore_IsHartungKnappNeverNarrowerThanTheNormalOne()
    {
        // Plain Hartung-Knapp would be 1.054662 to 1.211013 here, with a smaller standard error than the unadjusted one: the guard acts.
        var synthesis = Sample.FindEvents(Six).Synthesis!;

        Assert.Equal("k3plus", synthesis.Explanation);
        Assert.Equal(1.130137, synthesis.Estimate, Tolerance);
        Assert.Equal(1.045588, synthesis.CiLower, Tolerance);
        Assert.Equal(1.221522, synthesis.CiUpper, Tolerance);
        Assert.Equal(1.041631, synthesis.PiLower!.Value, Tolerance);
        Assert.Equal(1.226162, synthesis.PiUpper!.Value, Tolerance);
        var plain = synthesis.Sensitivity.Single(s => s.Key == "hartung-knapp");
        Assert.Equal(1.054662, plain.CiLower, Tolerance);
        Assert.Equal(1.211013, plain.CiUpper, Tolerance);
        var laird = synthesis.Sensitivity.Single(s => s.Key == "dl");
        Assert.Equal(1.129100, laird.Estimate, Tolerance);
        Assert.Equal(1.065183, laird.CiLower, Tolerance);
        Assert.Equal(1.196853, laird.CiUpper, Tolerance);
        Assert.Equal(6, synthesis.LeaveOneOut!.Estimate.Length);
    }

    [Fact]
    public void Of_ThreeAndMore_LeavesEachOutInTurn()
    {
        var all = Sample.FindEvents(Six).Synthesis!;
        var without = Sample.FindEvents(Six[1..]).Synthesis!;

        Assert.Equal(without.Fit.Estimate, all.LeaveOneOut!.Estimate[0], 9);
    }

    [Fact]
    public void Of_FourTrialsOfTheConditionAlone_ReproducesTheKnownResult()
    {
        // Trials 1, 2, 3 and 5: DerSimonian-Laird gives 1.11 [1.04, 1.19].
        var laird = Sample.FindEvents(Six[0], Six[1], Six[2], Six[4]).Synthesis!.Sensitivity.Single(s => s.Key == "dl");

        Assert.Equal((1.11, 1.04, 1.19), (Math.Round(laird.Estimate, 2), Math.Round(laird.CiLower, 2), Math.Round(laird.CiUpper, 2)));
    }

    [Property(MaxTest = 50)]
    public bool Of_RowsInAnotherOrderOrTwice_GivesTheSameEffect(short a, short b, short c)
    {
        var trials = new[] { Sample.Trial("a", a / 100.0, 3), Sample.Trial("b", b / 100.0, 4), Sample.Trial("c", c / 100.0, 5) };
        var plain = Sample.Find(trials).Synthesis!;
        var turned = Sample.Find([trials[2], trials[0], trials[1], trials[0], trials[2]]).Synthesis!;

        return turned.Fit.K == 3 && Math.Abs(plain.Estimate - turned.Estimate) <= 1e-9 * (1 + Math.Abs(plain.Estimate))
            && Math.Abs(plain.CiLower - turned.CiLower) <= 1e-9 * (1 + Math.Abs(plain.CiLower));
    }
}
