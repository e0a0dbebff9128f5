using FsCheck.Xunit;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests.Effects;

public class MeanEffectTests
{
    private static readonly ArmSummary Nothing = new(null, null, null, null, null);

    private static StudyEffect Only(TrialOutcome row, Question? question = null) =>
        Assert.Single(Findings.For(Sample.Pathway(row), question ?? Sample.Question).Studies);

    private static string WhyNot(TrialOutcome row) => Assert.Single(Sample.Find(row).Missing).Why.In("en");

    [Fact]
    public void From_PrintedDifferenceWithInterval_TakesTheErrorFromItsWidth()
    {
        // (21.3 − 10.6) / (2 × 1.959964) = 2.729642
        var effect = Only(Sample.Trial("a", -16, 0) with { DifferenceLower = -21.3, DifferenceUpper = -10.6 });

        Assert.Equal(-16, effect.Estimate);
        Assert.Equal(2.729642, Math.Sqrt(effect.Variance), 5);
        Assert.Equal((-21.3, -10.6), (effect.CiLower, effect.CiUpper));
        Assert.Equal(200, effect.Participants);
        Assert.Contains("standard error 2.73", effect.Derivation.In("en"), StringComparison.Ordinal);
        Assert.DoesNotContain("centred", effect.Derivation.In("en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("negative MD favours acupuncture", "sham acupuncture", -4)]
    [InlineData("positive MD favours acupuncture", "sham acupuncture", 4)]
    [InlineData("positive MD favours placebo", "placebo", -4)]
    [InlineData("negative MD favours placebo", "placebo", 4)]
    [InlineData("negative favours acupuncture (printed as +4, ANCOVA)", "usual care", -4)]
    public void From_DirectionInWords_TurnsTheDifferenceToInterventionMinusComparator(string direction, string comparator, double printed)
    {
        var effect = Only(Sample.Trial("a", printed, 3) with { DirectionText = direction, Comparator = comparator });

        Assert.Equal(-4, effect.Estimate);
        Assert.Equal((-7, -1), (effect.CiLower, effect.CiUpper));
    }

    [Fact]
    public void From_ScoreWhereMoreIsBetter_KeepsTheOutcomesOwnSign()
    {
        var better = Sample.Question with { Direction = Direction.HigherIsBetter };

        Assert.Equal(4, Only(Sample.Trial("a", 4, 3) with { DirectionText = "positive MD favours acupuncture" }, better).Estimate);
        Assert.Equal(4, Only(Sample.Trial("a", -4, 3) with { DirectionText = "negative MD favours acupuncture" }, better).Estimate);
    }

    [Fact]
    public void From_NoWordOnDirection_LetsTheArmsTell()
    {
        var row = Sample.Trial("a", 4, 3) with
        {
            DirectionText = "", EffectType = "change from baseline (decrease)",
            Arm1 = new ArmSummary(50, 12, null, null, null), Arm2 = new ArmSummary(50, 8, null, null, null),
        };

        Assert.Equal(-4, Only(row).Estimate);
    }

    [Fact]
    public void From_NothingTellsTheDirection_IsNotUsed() =>
        Assert.Contains("direction", WhyNot(Sample.Trial("a", 4, 3) with { DirectionText = "see text" }), StringComparison.Ordinal);

    [Fact]
    public void From_WordsAndArmsContradictEachOther_IsNotUsed() =>
        Assert.Contains("direction", WhyNot(Sample.Trial("a", -4, 3) with
        {
            Arm1 = new ArmSummary(50, 12, null, null, null), Arm2 = new ArmSummary(50, 8, null, null, null),
        }), StringComparison.Ordinal);

    [Fact]
    public void From_ArmsWithStandardDeviations_AddsTheirVariances()
    {
        // 15 − 20 = −5; 10²/40 + 12²/36 = 2.5 + 4 = 6.5
        var effect = Only(Sample.Row with { EffectType = "mean at week 4", Arm1 = new ArmSummary(40, 15, 10, null, null), Arm2 = new ArmSummary(36, 20, 12, null, null) });

        Assert.Equal(-5, effect.Estimate, 12);
        Assert.Equal(6.5, effect.Variance, 12);
        Assert.Equal(76, effect.Participants);
    }

    [Fact]
    public void From_ArmsWithIntervalsOnAnotherScale_UsesTheTQuantileAndTheFactor()
    {
        // Zhang X 2017, week 4: t(.975, 49) = 2.009575; SE1 = .71 / (2t) = .176654, SE2 = .89 / (2t) = .221440; SE = .283267, times 10.
        var effect = Only(Sample.Row with
        {
            EffectType = "change from baseline (decrease)", ScaleFactor = 10, DirectionText = "larger decrease is better; favours EA",
            Arm1 = new ArmSummary(50, 2.30, null, 1.86, 2.57), Arm2 = new ArmSummary(50, 1.06, null, 0.62, 1.51),
        });

        Assert.Equal(-12.4, effect.Estimate, 10);
        Assert.Equal(2.83267, Math.Sqrt(effect.Variance), 4);
        Assert.Contains("not centred", effect.Derivation.In("en"), StringComparison.Ordinal);
        Assert.Contains("10", effect.Derivation.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void From_DifferenceWithAnExactP_TakesTheErrorFromIt()
    {
        // z(p = 0.05) = 1.959964: SE = 4 / 1.959964 = 2.040854
        var effect = Only(Sample.Trial("a", -4, 0) with { DifferenceLower = null, DifferenceUpper = null, P = "0.05" });

        Assert.Equal(2.040854, Math.Sqrt(effect.Variance), 5);
    }

    [Theory]
    [InlineData("<0.05")]
    [InlineData("NS")]
    [InlineData(null)]
    public void From_DifferenceWithoutAnyPrecision_IsMissingWithTheReason(string? p) =>
        Assert.Contains("precision", WhyNot(Sample.Trial("a", -4, 0) with { DifferenceLower = null, DifferenceUpper = null, P = p }), StringComparison.Ordinal);

    [Fact]
    public void From_BeforeAndAfterInOneGroup_IsNoComparison() =>
        Assert.Contains("one group", WhyNot(Sample.Row with { Arm1 = new ArmSummary(30, 5.48, 2, null, null), Arm2 = Nothing }), StringComparison.Ordinal);

    [Fact]
    public void From_NegativeStandardDeviation_IsNotUsedAndSaysWhy() =>
        Assert.Contains("cannot be", WhyNot(Sample.Row with
        {
            Arm1 = new ArmSummary(40, 15, -10, null, null), Arm2 = new ArmSummary(36, 20, 12, null, null),
        }), StringComparison.Ordinal);

    [Property]
    public bool From_PrintedInAnotherUnitWithItsFactor_IsTheSameEffect(short tenths, ushort width)
    {
        var (difference, half) = ((tenths + 0.5) / 10.0, (width + 1) / 100.0);
        var plain = Only(Sample.Trial("a", difference, half));
        var scaled = Only(Sample.Trial("a", difference / 10, half / 10) with { ScaleFactor = 10 });

        return Math.Abs(plain.Yi - scaled.Yi) <= 1e-9 * Math.Abs(plain.Yi) && Math.Abs(plain.Variance - scaled.Variance) <= 1e-6 * plain.Variance;
    }
}
