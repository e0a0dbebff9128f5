using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Registry.Tests;

/// <summary>Pooling summaries gives what the patients' rows in one place would give, to 1e-10.</summary>
public class PooledRowsTests
{
    private const double Close = 1e-10;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    /// <summary>From 2 to 6 clinics of 5 to 400 people.</summary>
    private static (string Clinic, ImmutableArray<OutcomeRow> Rows)[] Clinics(int seed, params string[] exposures)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, 2 + random.Next(5)).Select(c =>
                ($"clinic-{c}", Invented.People((int)(5 * Math.Pow(80, random.NextDouble())), (seed * 100) + c, $"c{c}-", exposures: exposures))),
        ];
    }

    private static (string Clinic, OutcomeRow Row)[] Together((string Clinic, ImmutableArray<OutcomeRow> Rows)[] clinics) => [.. clinics.SelectMany(c => c.Rows.Select(r => (c.Clinic, r)))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pool_OfSummaries_CountsAndAveragesAsTheRowsDo(int seed)
    {
        var clinics = Clinics(seed);
        var rows = Together(clinics);
        var group = Assert.Single(Invented.Pooled(clinics.Select(c => Invented.Summary(c.Clinic, c.Rows))).Groups);

        Assert.Equal(rows.Length, group.People);
        Assert.Equal(rows.Sum(r => r.Row.Treatments), group.Treatments);
        foreach (var week in group.Weeks)
        {
            var pairs = RowsInstead.Pairs(rows, week.Week);
            Assert.Equal(rows.Count(r => r.Row.At(week.Week) is Observation.NotDue), week.NotDue);
            Assert.Equal(rows.Count(r => r.Row.At(week.Week) is Observation.Missing), week.Missing);
            Assert.Equal(rows.Count(r => r.Row.At(week.Week) is Observation.Measured), week.Measured);
            Assert.Equal(pairs.Length, week.Paired);
            Assert.Equal(week.Missing, week.Reasons.Sum(r => r.People));
            Near(pairs.Average(p => p.Before), week.Pairs.MeanX);
            Near(RowsInstead.Sd([.. pairs.Select(p => p.Before)]), week.Pairs.Baseline.Sd!.Value);
            Near(pairs.Average(p => p.After), week.Pairs.MeanY);
            Near(RowsInstead.Sd([.. pairs.Select(p => p.After)]), week.Pairs.Score.Sd!.Value);
            Near(pairs.Average(p => p.Change), week.Change!.Estimate);
            Near(RowsInstead.Sd([.. pairs.Select(p => p.Change)]), week.Change.Sd);
            Near(RowsInstead.Sd([.. pairs.Select(p => p.Change)]) / Math.Sqrt(pairs.Length), week.Change.StandardError);
            var responders = pairs.Count(p => Math.Round(10 * p.Before) - Math.Round(10 * p.After) >= 20);
            Assert.Equal((responders, pairs.Length), (week.Responders!.Some, week.Responders.People));
            Assert.Equal(ExactProportion.Of(responders, pairs.Length), week.Responders.Share);
            Near((double)responders / (week.Measured + week.Missing), week.RespondersAmongDue!.Worst);
            Near((double)(responders + week.Measured + week.Missing - pairs.Length) / (week.Measured + week.Missing), week.RespondersAmongDue.Best);
            foreach (var stratum in week.Strata)
            {
                var own = pairs.Where(p => p.Stratum == stratum.Stratum).ToArray();
                Assert.Equal(own.Length, stratum.Pairs.N);
                if (own.Length > 1)
                    Near(own.Average(p => p.Change), stratum.Change!.Estimate);
            }
        }

        foreach (var harm in group.Harms)
        {
            var asked = rows.SelectMany(r => r.Row.Events.Where(e => e.Kind == harm.Kind).Select(e => (e.Times, r.Row.Treatments))).ToArray();
            Assert.Equal((asked.Count(a => a.Times > 0), asked.Length), (harm.Affected!.Some, harm.Affected.People));
            Assert.Equal((asked.Sum(a => a.Times), asked.Sum(a => a.Treatments)), (harm.Events, harm.Treatments));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pool_OfSummaries_FitsTheLineOfTheRows(int seed)
    {
        var clinics = Clinics(seed);
        var rows = Together(clinics);
        foreach (var week in Invented.Pooled(clinics.Select(c => Invented.Summary(c.Clinic, c.Rows))).Groups[0].Weeks)
        {
            var pairs = RowsInstead.Pairs(rows, week.Week);
            var names = pairs.Select(p => p.Clinic).Distinct().ToArray();
            var middle = pairs.Average(p => p.Before);
            var (value, error, sd) = RowsInstead.LeastSquares([.. pairs.Select(p => (double[])[.. RowsInstead.Indicators(names, p.Clinic), p.Before - middle])], [.. pairs.Select(p => p.Change)]);

            Near(value[^1], week.Slope!.Estimate);
            Near(error[^1], week.Slope.StandardError);
            Near(sd, week.Slope.Sd);
            Near(names.Select((n, i) => value[i] * pairs.Count(p => p.Clinic == n)).Sum() / pairs.Length, week.Adjusted!.Estimate);
            foreach (var clinic in week.ByClinic)
            {
                var own = pairs.Where(p => p.Clinic == clinic.Clinic).ToArray();
                if (clinic.Adjusted is null)
                    continue;
                var line = RowsInstead.LeastSquares([.. own.Select(p => (double[])[1, p.Before - middle])], [.. own.Select(p => p.Change)]);
                Near(line.Value[0], clinic.Adjusted.Estimate);
                Near(line.Error[0], clinic.Adjusted.StandardError);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pool_OfTwoExposures_ComparesThemAsAnalysisOfCovarianceOfTheRowsDoes(int seed)
    {
        var clinics = Clinics(seed + 1000, "needling", "needling-and-heat", "other");
        var rows = Together(clinics);
        var pooled = Invented.Pooled(clinics.Select(c => Invented.Summary(c.Clinic, c.Rows)));
        Assert.NotEmpty(pooled.Contrasts);
        foreach (var contrast in pooled.Contrasts)
        {
            var pairs = RowsInstead.Pairs(rows, contrast.Week);
            var names = pairs.Select(p => p.Clinic).Distinct().ToArray();
            var others = pairs.Select(p => p.Exposure).Distinct().Where(e => e != contrast.Against).ToArray();
            var (value, error, _) = RowsInstead.LeastSquares(
                [.. pairs.Select(p => (double[])[.. RowsInstead.Indicators(names, p.Clinic), .. RowsInstead.Indicators(others, p.Exposure), p.Before])], [.. pairs.Select(p => p.Change)]);
            var place = names.Length + Array.IndexOf(others, contrast.Exposure);

            Near(value[place], contrast.Difference.Estimate);
            Near(error[place], contrast.Difference.StandardError);
        }
    }

    /// <summary>Thresholds bite in strata and weeks; what a clinic tells of everybody stays that of the rows.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pool_OfSuppressedSummaries_StillCountsEverybodyOfTheClinicsThatTell(int seed)
    {
        var clinics = Clinics(seed);
        var rows = Together([.. clinics.Where(c => c.Rows.Length >= Invented.Rules.LeastPeople)]);
        var pooled = Invented.Pooled(clinics.Select(c => Invented.Summary(c.Clinic, c.Rows, Invented.Rules)));
        var group = Assert.Single(pooled.Groups);

        Assert.Equal(rows.Length, group.People);
        Assert.Equal(clinics.Count(c => c.Rows.Length < Invented.Rules.LeastPeople), group.Silent);
        foreach (var week in group.Weeks)
        {
            Assert.Equal(rows.Count(r => r.Row.At(week.Week) is Observation.Measured), week.Measured);
            Assert.Equal(rows.Count(r => r.Row.At(week.Week) is Observation.Missing), week.Missing);
            if (week.PairsWithheld == 0 && week.Change is { } change)
                Near(RowsInstead.Pairs(rows, week.Week).Average(p => p.Change), change.Estimate);
        }
    }

    [Fact]
    public void Pool_BetweenClinics_IsTheRandomEffectsModelOfTheirMeans()
    {
        var clinics = Enumerable.Range(0, 6).Select(c => ($"clinic-{c}", Rows: Invented.People(60, 70 + c, $"c{c}-"))).ToArray();
        var week = Invented.Pooled(clinics.Select(c => Invented.Summary(c.Item1, c.Rows))).Groups[0].Weeks[0];
        var changes = clinics.Select(c => RowsInstead.Pairs(c.Rows.Select(r => (c.Item1, r)), week.Week).Select(p => p.Change).ToArray()).ToArray();

        var fit = RandomEffects.Fit([.. changes.Select(c => c.Average())], [.. changes.Select(c => Math.Pow(RowsInstead.Sd(c), 2) / c.Length)], new() { Test = TestKind.HartungKnapp });

        Near(fit.Estimate, week.BetweenClinics!.Estimate);
        Near(fit.Tau2, week.BetweenClinics.Tau2);
        Near(fit.PiLower!.Value, week.BetweenClinics.PiLower!.Value);
        // Unequal clinics: the average over clinics is not the average over people, and does not claim to be.
        Assert.NotEqual(week.Change!.Estimate, week.BetweenClinics.Estimate, 6);
    }

    [Fact]
    public void Pool_FilesInAnotherOrder_SaysTheSameToTheLastDigit()
    {
        var summaries = Clinics(7).Select(c => Invented.Summary(c.Clinic, c.Rows)).ToArray();
        var (a, b) = (Invented.Pooled(summaries), Invented.Pooled(summaries.Reverse()));

        Assert.Equal(a.Sources, b.Sources);
        foreach (var (x, y) in a.Groups[0].Weeks.Zip(b.Groups[0].Weeks))
            Assert.Equal((x.Pairs, x.Change, x.Slope, x.BetweenClinics!.Estimate), (y.Pairs, y.Change, y.Slope, y.BetweenClinics!.Estimate));
    }

    [Fact]
    public void Pool_TwoPeriodsOfOneClinic_AreOneClinic()
    {
        var rows = Invented.People(120, 5);
        var (spring, summer) = (new Cut(new(2026, 1, 1), new(2026, 3, 31), new(2026, 7, 1)), new Cut(new(2026, 4, 1), new(2026, 6, 30), new(2026, 11, 1)));
        var halves = Invented.Pooled(Invented.Summary("a", rows, cut: spring), Invented.Summary("a", rows, cut: summer)).Groups[0];
        var whole = Invented.Pooled(Invented.Summary("a", rows)).Groups[0];

        Assert.Equal((1, 120), (halves.Clinics, halves.People));
        Assert.Null(halves.Weeks[0].BetweenClinics);
        Near(whole.Weeks[0].Change!.StandardError, halves.Weeks[0].Change!.StandardError);
        Near(whole.Weeks[0].Slope!.Estimate, halves.Weeks[0].Slope!.Estimate);
    }

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, Close * Math.Max(1, Math.Abs(expected)));
}
