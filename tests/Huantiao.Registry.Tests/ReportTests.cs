using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Huantiao.MetaAnalysis;

namespace Huantiao.Registry.Tests;

public class ReportTests
{
    private static readonly ReportRules Rules = new(11, 12, 5);

    private static OutcomeRow Person(string name, double? before, Observation after, string stratum = "a", int treatments = 4, int bruises = 0) => new()
    {
        Person = name, Began = Invented.Cut.From, Exposure = "needling", Stratum = stratum,
        Baseline = before is { } x ? new Observation.Measured(x) : new Observation.Missing(Observation.Missing.NotKnown), Weeks = [new(4, after)], Treatments = treatments, Events = [new("bruise", bruises)],
    };

    private static ClinicReport Report(params OutcomeRow[] rows) => ClinicReport.Of(Invented.Cut, Invented.Subject with { Weeks = [4] }, rows, Invented.Nobody);

    [Fact]
    public void Of_PeopleWithoutAScore_CountAndBoundTheOutcome()
    {
        var report = Report(
            Person("1", 8, new Observation.Measured(4)), Person("2", 6, new Observation.Measured(5)), Person("3", 7, new Observation.Missing("moved-away")),
            Person("4", null, new Observation.Measured(3)), Person("5", 5, new Observation.NotDue()));
        var week = Assert.Single(report.Weeks);

        Assert.Equal((5, 4, 3, 1, 1, 2), (report.People, week.Due, week.Measured, week.Missing, week.NotDue, week.Paired));
        Assert.Equal([new MissingFor("moved-away", 1)], week.Reasons);
        Assert.Equal(4, week.Scores.Mean, 12);
        Assert.Equal(-2.5, week.Change!.Estimate, 12);
        // Three scores of 4, 5 and 3; the missing one could be 0 or 10.
        Assert.Equal((3, 5.5), (week.MeanScore!.Lower, week.MeanScore.Upper));
        Assert.Equal((1, 2), (week.Responders!.Some, week.Responders.People));
        // One of four due is known to have responded; the missing one and the one without a start might have.
        Assert.Equal(new ShareBounds(4, 0.25, 0.75), week.RespondersAmongDue);
        Assert.Equal(1, report.BaselineMissing);
    }

    [Fact]
    public void Of_NobodyDue_SaysSoAndNoNumber()
    {
        var week = Report(Person("1", 8, new Observation.NotDue())).Weeks[0];

        Assert.Equal((1, 0), (week.NotDue, week.Due));
        Assert.Null(week.Change);
        Assert.Null(week.MeanScore);
        Assert.Null(week.Responders);
        Assert.Null(week.RespondersAmongDue);
    }

    [Fact]
    public void Of_Harms_HaveExactIntervals()
    {
        var harm = Assert.Single(Report(Person("1", 8, new Observation.NotDue(), bruises: 2), Person("2", 8, new Observation.NotDue(), treatments: 6), Person("3", 8, new Observation.NotDue()) with { Events = [] }).Harms);

        // The third was not asked: no part of the two.
        Assert.Equal((1, 2), (harm.Affected.Some, harm.Affected.People));
        Assert.Equal(ExactProportion.Of(1, 2), harm.Affected.Share);
        Assert.Equal((2, 10), (harm.Events!.Events, (int)harm.Events.Exposure));
        Assert.True(harm.Events.Lower < 0.2 && 0.2 < harm.Events.Upper);
    }

    [Fact]
    public void Of_CaseMix_CountsEverybodyOnce()
    {
        var rows = Invented.People(150, 8);
        var report = ClinicReport.Of(Invented.Cut, Invented.Subject, rows, Invented.Nobody);

        Assert.Equal(150, report.CaseMix.Sum(c => c.People));
        Assert.All(report.Weeks, w => Assert.Equal(150, w.Due + w.NotDue));
        Assert.All(report.Weeks, w => Assert.InRange(w.Scores.Mean, w.MeanScore!.Lower, w.MeanScore.Upper));
        Assert.All(report.Weeks, w => Assert.InRange(w.Responders!.Share.Estimate, w.RespondersAmongDue!.Worst, w.RespondersAmongDue.Best));
    }

    [Property(MaxTest = 300)]
    public Property BinomialCdf_OfAnyNumbers_IsTheSumOfItsTerms() => Prop.ForAll(Gen.Choose(1, 60).ToArbitrary(), Gen.Choose(0, 60).ToArbitrary(), Gen.Choose(1, 99).ToArbitrary(), (people, some, percent) =>
    {
        var (p, sum, term) = (percent / 100.0, 0.0, Math.Pow(1 - (percent / 100.0), people));
        for (var i = 0; i <= Math.Min(some, people); i++)
        {
            sum += term;
            term *= p / (1 - p) * (people - i) / (i + 1);
        }

        return Math.Abs(sum - BinomialLimits.Cdf(some, people, p)) < 1e-11;
    });

    /// <summary>At the true share so many units lie beyond the limits as they say, or fewer.</summary>
    [Fact]
    public void Funnel_OfUnitsThatDifferByChanceAlone_FlagsAsManyAsItSays()
    {
        var random = new Random(4);
        var units = Enumerable.Range(0, 4000).Select(i =>
        {
            var people = 11 + random.Next(200);
            return new FunnelUnit($"u{i}", Enumerable.Range(0, people).Count(_ => random.NextDouble() < 0.4), people);
        }).ToArray();

        var places = ShareFunnel.Of(units, Rules, 0.4).Places;

        Assert.InRange(places.Count(p => p.Standing is Standing.Outside or Standing.FarOutside) / 4000.0, 0.03, 0.06);
        Assert.InRange(places.Count(p => p.Standing == Standing.FarOutside) / 4000.0, 0.0002, 0.006);
    }

    [Fact]
    public void Funnel_SmallAndFarUnits_StandWhereTheyShould()
    {
        var funnel = ShareFunnel.Of([new("few", 0, 10), new("usual", 40, 100), new("low", 28, 100), new("lowest", 10, 100), new("nobody", 0, 0), new("many", 322, 690)], Rules);

        Assert.Equal(400.0 / 1000, funnel.Target!.Value, 12);
        Assert.Equal([Standing.TooFew, Standing.Within, Standing.Outside, Standing.FarOutside, Standing.TooFew, Standing.FarOutside], funnel.Places.Select(p => p.Standing));
        Assert.Null(funnel.Places[0].Limits95);
        Assert.Null(ShareFunnel.Of([new("a", 0, 100)], Rules).Target);
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareFunnel.Of([new("a", 3, 2)], Rules));
    }

    [Fact]
    public void ControlChart_TooFewPeriods_HasNoLimitsAndNoSignals()
    {
        var chart = ControlChart.OfShares([.. Enumerable.Range(1, 11).Select(i => new FunnelUnit($"m{i}", i, 20))], Rules);

        Assert.Null(chart.Middle);
        Assert.All(chart.Points, p => Assert.Null(p.Limits));
        Assert.All(chart.Points, p => Assert.Equal(RunRules.None, p.Signals));
    }

    [Fact]
    public void ControlChart_SmallNumbers_HaveExactLimits()
    {
        var periods = Enumerable.Range(1, 12).Select(i => new FunnelUnit($"m{i}", 10, i == 3 ? 8 : 25)).Select(u => u with { Some = Math.Min(u.Some, u.People / 2) }).Append(new("m13", 0, 0)).ToArray();
        var chart = ControlChart.OfShares(periods, Rules);

        Assert.Equal([false, false, true, false], chart.Points.Take(4).Select(p => p.Exact));
        Assert.Equal(BinomialLimits.At(chart.Middle!.Value, 8, 0.0013498980316300933), chart.Points[2].Limits!.Lower, 12);
        Assert.Null(chart.Points[^1].Value);
        Assert.Null(chart.Points[^1].Limits);
    }

    [Theory]
    [InlineData(new[] { 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 80 }, 12, RunRules.BeyondLimits)]
    [InlineData(new[] { 45, 55, 45, 55, 45, 55, 45, 55, 45, 55, 62, 50, 62 }, 12, RunRules.TwoOfThree)]
    [InlineData(new[] { 45, 55, 45, 55, 45, 55, 45, 55, 42, 42, 50, 42, 42 }, 12, RunRules.FourOfFive)]
    [InlineData(new[] { 51, 55, 47, 51, 52, 51, 53, 51, 52, 51, 52, 49, 45 }, 10, RunRules.EightOnOneSide)]
    public void ControlChart_ARun_SetsOffItsRule(int[] percents, int place, RunRules expected)
    {
        var chart = ControlChart.OfShares([.. percents.Select((p, i) => new FunnelUnit($"m{i}", p, 100))], Rules);

        Assert.True(chart.Points[place].Signals.HasFlag(expected), chart.Points[place].Signals.ToString());
        Assert.Equal(RunRules.None, chart.Points[1].Signals);
    }

    /// <summary>Over steady processes the rules together seldom cry wolf, and a fall by half is seen.</summary>
    [Fact]
    public void ControlChart_OfASteadyClinic_SeldomSignals()
    {
        var random = new Random(12);
        FunnelUnit Month(int i, double share) => new($"m{i}", Enumerable.Range(0, 40).Count(_ => random.NextDouble() < share), 40);
        var (points, signals, seen) = (0, 0, 0);
        for (var clinic = 0; clinic < 300; clinic++)
        {
            var chart = ControlChart.OfShares([.. Enumerable.Range(0, 24).Select(i => Month(i, 0.4))], Rules);
            points += chart.Points.Length;
            signals += chart.Points.Count(p => p.Signals != RunRules.None);
            seen += ControlChart.OfShares([.. Enumerable.Range(0, 24).Select(i => Month(i, i < 16 ? 0.4 : 0.2))], Rules).Points.Skip(16).Any(p => p.Signals != RunRules.None) ? 1 : 0;
        }

        Assert.InRange((double)signals / points, 0.002, 0.03);
        Assert.True(seen > 285, $"{seen} of 300 falls were seen");
    }
}
