namespace Huantiao.Prognosis.Tests.Proofs;

/// <summary>Proof 3. The closed form equals brute-force numerical integration to 1e-8 on a grid of cases.</summary>
public class BruteForceTests
{
    private const double Precision = 1e-8;

    private static readonly (string Name, CoursePrior Prior)[] Priors =
        [("four speeds", Sample.Prior), ("correlated", Sample.Correlated), ("one speed", Sample.OneSpeed), ("higher is better", Sample.Higher)];

    private static readonly (string Name, Reading[] Readings)[] Sets =
    [
        ("none", []),
        ("one baseline", Sample.Readings((0, 7))),
        ("no baseline", Sample.Readings((1, 6), (3, 4))),
        ("two baselines, better", Sample.Readings((-1, 7), (0, 6.5), (0.5, 6), (1, 5), (2, 3.5), (4, 2))),
        ("worse", Sample.Readings((0, 5), (2, 6), (4, 7.5))),
        ("surprising", Sample.Readings((0, 9), (1, 1), (2, 9.5), (12, 0))),
    ];

    public static TheoryData<string, string> Cases =>
        [.. from prior in Priors from set in Sets select new TheoryDataRow<string, string>(prior.Name, set.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_OfACase_EqualsNumericalIntegration(string priorName, string setName)
    {
        var prior = Priors.Single(p => p.Name == priorName).Prior;
        var readings = Sets.Single(s => s.Name == setName).Readings;
        if (prior.Better == Better.Higher)
            readings = [.. readings.Select(r => new Reading(r.Week, -r.Value))];
        var fit = CourseFit.Of(prior, readings);
        var brute = new BruteForce(prior, readings);

        Assert.Equal(brute.LogEvidence, fit.LogEvidence, Precision);
        Near(brute.Mean((b, _, _) => b), fit.Baseline.Mean);
        Near(brute.Mean((_, d, _) => d), fit.Change.Mean);
        Near(brute.Mean((b, _, _) => Math.Pow(b - fit.Baseline.Mean, 2)), Math.Pow(fit.Baseline.Sd, 2));
        Near(brute.Mean((_, d, _) => Math.Pow(d - fit.Change.Mean, 2)), Math.Pow(fit.Change.Sd, 2));
        foreach (var week in (double[])[0.5, 4, 12])
        {
            var sign = prior.Better == Better.Lower ? -1 : 1;
            Near(brute.Improvement(sign, 3, 0, week), fit.ImprovementProbability(new ImportantChange.Units(3), week));
            if (prior.Better == Better.Lower)
                Near(brute.Improvement(sign, 0, 0.3, week), fit.ImprovementProbability(new ImportantChange.OfBaseline(0.3), week));
            var band = fit.Band(week);
            Near(0.05, brute.ReadingCdf(week, band.NineTenths.Lower));
            Near(0.75, brute.ReadingCdf(week, band.Half.Upper));
            Near(brute.Mean((b, d, speed) => b + (d * BruteForce.Come(week, speed))), band.Expected);
            Near(brute.ReadingCdf(week, prior.Scale.Lower), band.BelowScale);
        }
    }

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, Precision);
}
