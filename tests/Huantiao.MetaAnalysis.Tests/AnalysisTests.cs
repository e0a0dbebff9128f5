using Huantiao.MetaAnalysis.Tests.Models;

namespace Huantiao.MetaAnalysis.Tests;

public class AnalysisTests
{
    private const Include Everything = Include.Weights | Include.Influence | Include.LeaveOneOut | Include.Cumulative | Include.RegTest | Include.RankTest | Include.TrimFill | Include.ConfInt;

    [Fact]
    public void Run_NoStudyLeft_SaysSo() => Fails(AnalysisFailure.NoStudies, null, Table([double.NaN], [1]));

    [Fact]
    public void Run_ZeroVariance_TellsTheRowOfTheTable() => Fails(AnalysisFailure.NonpositiveVariance, 3, Table([double.NaN, 0.1, 0.3, 0.2], [1, 0.1, 0, 0.2]));

    [Fact]
    public void Run_NegativeVariance_TellsTheRow() => Fails(AnalysisFailure.NonpositiveVariance, 1, Table([0.1, 0.3], [-0.1, 0.2]));

    [Fact]
    public void Run_VarianceTooSmallToInvert_IsAnInfiniteWeight() => Fails(AnalysisFailure.InfiniteWeight, 2, Table([0.1, 0.3], [0.1, 1e-310]));

    [Fact]
    public void Run_MoreEventsThanPeople_TellsTheRow() =>
        Fails(AnalysisFailure.EventsExceedTotal, 2, new StudyTable([new("ai", [1, 9]), new("n1i", [10, 8]), new("ci", [2, 3]), new("n2i", [10, 10])]), Measure.RR);

    [Fact]
    public void Run_LevelOfAHundred_IsRefused() =>
        Assert.Equal(AnalysisFailure.UnknownOption, Assert.Throws<AnalysisException>(() => Analysis.Run(new() { Measure = Measure.GEN, Data = Table([1, 2], [1, 1]), Level = 100 })).Failure);

    [Fact]
    public void Run_MantelHaenszelOfMeans_IsRefused() =>
        Fails(AnalysisFailure.UnknownOption, null, Table([1, 2], [1, 1]), Measure.MD, Method.MH);

    [Fact]
    public void Run_TablesWithoutEvents_ArePooledByTheRiskDifferenceAlone()
    {
        var table = new StudyTable([new("ai", [0, 0]), new("n1i", [10, 12]), new("ci", [0, 0]), new("n2i", [10, 11])]);

        Fails(AnalysisFailure.OutOfRange, null, table, Measure.OR, Method.MH);
        Fails(AnalysisFailure.OutOfRange, null, table, Measure.OR, Method.PETO);
    }

    [Fact]
    public void Run_OneStudy_GivesItAndSaysWhatIsMissing()
    {
        var result = Analysis.Run(new() { Measure = Measure.GEN, Data = Table([0.4], [0.09]), Test = TestKind.HartungKnapp, Include = Everything });

        Assert.Equal((0.4, 0.3, 0.0), (result.Fit.Estimate, result.Fit.StandardError, result.Fit.Tau2));
        Assert.Equal(TestKind.Z, result.Fit.Test);
        Assert.Equal([100.0], result.Weights!);
        Assert.Null(result.ConfInt);
        Assert.Null(result.Influence);
        Assert.Null(result.RegTest);
        Assert.Null(result.RankTest);
        Assert.Null(result.TrimFill);
        foreach (var word in new[] { "One study", "regression test", "rank correlation", "trim and fill", "leave-one-out" })
            Assert.Contains(result.Notes, note => note.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_TwoStudies_ComesWithoutARegressionTest()
    {
        var result = Analysis.Run(new() { Measure = Measure.GEN, Data = Table([0.4, 0.9], [0.09, 0.04]), Include = Everything });

        Assert.Null(result.RegTest);
        Assert.NotNull(result.Influence);
        Assert.NotNull(result.ConfInt);
        Assert.Contains(result.Notes, note => note.Contains("regression test", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_AMillionStudies_FitsThemAndSaysWhatIsNotDone()
    {
        var (yi, vi) = RandomStudies.Of(3, 1_000_000, 1_000_000);

        var result = Analysis.Run(new() { Measure = Measure.GEN, Data = Table(yi, vi), Include = Include.Weights | Include.Influence | Include.RankTest | Include.ConfInt });

        Assert.Equal(1_000_000, result.Fit.K);
        Assert.Equal(0.4, result.Fit.Estimate, 2);
        Assert.Null(result.Influence);
        Assert.Contains(result.Notes, note => note.Contains("not done with more than 10000", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_Notes_NameTheConventionsOnce()
    {
        var notes = Analysis.Run(new() { Measure = Measure.GEN, Data = Table([0.4, 0.9, 0.2], [0.09, 0.04, 0.1]), Include = Everything }).Notes;

        Assert.Single(notes, note => note.Contains("I² and H² from", StringComparison.Ordinal));
        Assert.Single(notes, note => note.Contains("Prediction interval", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Method.EE)]
    [InlineData(Method.REML)]
    [InlineData(Method.DL)]
    public void Run_AnyStudies_HasNoValueMissingWithoutANote(Method method)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var (yi, vi) = RandomStudies.Of(seed, 1, 8);
            if (seed % 3 == 0)
                Array.Fill(yi, 0.5);
            if (seed % 4 == 0)
                Array.Fill(vi, 0.1);
            foreach (var test in Enum.GetValues<TestKind>())
            {
                var result = Analysis.Run(new() { Measure = Measure.GEN, Data = Table(yi, vi), Method = method, Test = test, Include = Everything });
                CheckMissing(result, $"{method} {test} {seed}");
            }
        }
    }

    private static void CheckMissing(AnalysisResult result, string name)
    {
        void Told(bool missing, string word) =>
            Assert.True(!missing || result.Notes.Any(note => note.Contains(word, StringComparison.OrdinalIgnoreCase)), $"{name}: nothing is said of {word}");
        var fit = result.Fit;
        Told(!double.IsFinite(fit.Statistic), "Hartung-Knapp standard error is 0");
        Told(fit.PiLower is null, "prediction interval");
        Told(fit.SeTau2 is null, fit.K == 1 ? "One study" : "no τ²");
        Told(result.RegTest is null, "regression test");
        Told(result.RankTest is null, "rank correlation");
        Told(result.TrimFill is null, "trim and fill");
        Told(result.ConfInt is null, fit.K == 1 ? "confidence interval of τ²" : "no τ²");
        Told(result.Influence is null, "influence");
        Told(result.Influence is { } influence && !influence.RStudent.Concat(influence.CooksD).Concat(influence.CovRatio).All(double.IsFinite), "influence");
        Assert.True(new[] { fit.Estimate, fit.StandardError, fit.CiLower, fit.CiUpper, fit.Tau2, fit.I2!.Value, fit.H2!.Value, fit.Q, fit.QPValue, fit.LogLik!.Value }.All(double.IsFinite), name);
        Assert.Equal(100, result.Weights!.Sum(), 9);
    }

    private static void Fails(AnalysisFailure failure, int? row, StudyTable table, Measure measure = Measure.GEN, Method method = Method.REML)
    {
        var exception = Assert.Throws<AnalysisException>(() => Analysis.Run(new AnalysisRequest { Measure = measure, Data = table, Method = method, Include = Everything }));
        Assert.Equal((failure, row), (exception.Failure, exception.Row));
    }

    private static StudyTable Table(double[] yi, double[] vi) => new([new("yi", yi), new("vi", vi)]);
}
