namespace Huantiao.Registry.Tests;

public class PoolChecksTests
{
    private static readonly Summary A = Invented.Summary("a", Invented.People(40, 1));
    private static readonly Summary B = Invented.Summary("b", Invented.People(40, 2));

    private static PoolProblem Problem(NamedSummary one, NamedSummary two)
    {
        var (pooled, problems) = Pool.Of([one, two]);
        Assert.Null(pooled);
        return Assert.Single(problems);
    }

    [Fact]
    public void Of_TheSameSummaryTwice_IsRefused()
    {
        var problem = Problem(Invented.File(A), Invented.File(A) with { Name = "copy.json" });

        Assert.Equal(("copy.json", "summary.cut"), (problem.Name, problem.Field));
        Assert.Contains("a-20260101.json", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OverlappingPeriodsOfOneClinic_KeepsTheLaterCut()
    {
        var later = A with { Cut = new(new(2026, 6, 30), new(2026, 9, 30), new(2026, 12, 1)) };

        var problem = Problem(Invented.File(A), Invented.File(later) with { Name = "later.json" });

        Assert.Equal(("later.json", "summary.from"), (problem.Name, problem.Field));
        Assert.Contains("Keep the later cut, later.json", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PeriodsThatTouch_ArePooled() =>
        Assert.NotNull(Pool.Of([Invented.File(A), Invented.File(A with { Cut = new(new(2026, 7, 1), new(2026, 9, 30), new(2026, 12, 1)) })]).Pooled);

    [Fact]
    public void Of_AClinicWithTwoKeys_IsRefused() =>
        Assert.Equal("seal.key", Problem(Invented.File(A), Invented.File(A with { Cut = new(new(2026, 7, 1), new(2026, 9, 30), new(2026, 12, 1)) }, "another") with { Name = "x.json" }).Field);

    [Fact]
    public void Of_AKeyWithTwoClinics_IsRefused() => Assert.Equal("summary.clinic", Problem(Invented.File(A, "same"), Invented.File(B, "same")).Field);

    [Theory]
    [InlineData("pathway")]
    [InlineData("pathwayVersion")]
    [InlineData("instrument")]
    [InlineData("instrumentVersion")]
    [InlineData("weeks")]
    [InlineData("scale")]
    public void Of_ScoresThatDoNotMeanTheSame_AreRefused(string what)
    {
        var subject = B.Subject;
        var other = what switch
        {
            "pathway" => subject with { Pathway = "pathway-b" },
            "pathwayVersion" => subject with { PathwayVersion = "2026-12-01" },
            "instrument" => subject with { Instrument = "HT_BACK_NRS" },
            "instrumentVersion" => subject with { InstrumentVersion = "2" },
            "weeks" => subject with { Weeks = [4, 12] },
            _ => subject with { Important = 3 },
        };

        Assert.Equal("summary.subject." + what, Problem(Invented.File(A), Invented.File(B with { Subject = other })).Field);
    }
}
