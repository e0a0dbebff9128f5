using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Huantiao.Prognosis.Tests.Proofs;

/// <summary>
/// Proof 4, on real people: 401 of a trial of acupuncture for chronic headache (not the pain this software is first about; Data/README.md). The prior is fitted on one
/// half by maximum likelihood, each arm by itself; the other half's readings at 12 months are foretold from those before treatment and at 3 months.
/// </summary>
public class HeadacheTrialTests
{
    /// <summary>The trial's own measure of success: at most 65% of the first score.</summary>
    private const double Responder = 0.65;

    private sealed record Person(bool Acupuncture, double Week0, double? Week13, double? Week52);

    private sealed record Forecast(double WithReadings, double BaselineAlone, double BaseRate, bool Came, bool InHalf, bool InNineTenths);

    private static readonly Lazy<Person[]> People = new(() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "vickers2004_headache.csv")).Skip(1).Select(line => line.Split(',')).Select(cells =>
            new Person(cells[0] == "1", Number(cells[1])!.Value, Number(cells[2]), Number(cells[3]))),
    ]);

    [Theory]
    [InlineData(true, 205, 161, 87)]
    [InlineData(false, 196, 140, 45)]
    public void Data_OfTheTrial_GiveThePrintedResponders(bool acupuncture, int people, int measured, int responders)
    {
        var arm = People.Value.Where(p => p.Acupuncture == acupuncture).ToArray();

        Assert.Equal((people, measured, responders), (arm.Length, arm.Count(p => p.Week52 is { }), arm.Count(p => p.Week52 <= Responder * p.Week0)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Forecasts_OfTheOtherHalf_CoverAndBeatThePriorAlone(int fittedHalf)
    {
        var forecasts = new[] { true, false }.SelectMany(arm => Forecasts(arm, fittedHalf)).ToArray();
        double Brier(Func<Forecast, double> p) => forecasts.Average(f => Math.Pow(p(f) - (f.Came ? 1 : 0), 2));
        var (with, baseline, rate) = (Brier(f => f.WithReadings), Brier(f => f.BaselineAlone), Brier(f => f.BaseRate));
        var (half, nineTenths) = (100.0 * forecasts.Count(f => f.InHalf) / forecasts.Length, 100.0 * forecasts.Count(f => f.InNineTenths) / forecasts.Length);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"fitted on half {fittedHalf}: {forecasts.Length} people, covered {half:F1}% by 50% and {nineTenths:F1}% by 90% bands; Brier {with:F4}, prior and first reading {baseline:F4}, base rate {rate:F4}"));

        Assert.InRange(nineTenths, 85, 95);
        Assert.True(with < baseline && with < rate, $"{with} against {baseline} and {rate}");
    }

    private static IEnumerable<Forecast> Forecasts(bool arm, int fittedHalf)
    {
        var people = People.Value.Where(p => p.Acupuncture == arm).ToArray();
        var fitted = people.Where((_, i) => i % 2 == fittedHalf).ToArray();
        var prior = FittedPrior([.. fitted.Select(p => Readings(p, last: true))]);
        var known = fitted.Where(p => p.Week52 is { }).ToArray();
        var rate = (double)known.Count(p => p.Week52 <= Responder * p.Week0) / known.Length;
        foreach (var person in people.Where((p, i) => i % 2 != fittedHalf && p.Week52 is { }))
        {
            var fit = CourseFit.Of(prior, Readings(person, last: false));
            var band = fit.Band(52);
            var (line, value) = (Responder * person.Week0, person.Week52!.Value);
            yield return new(
                fit.ReadingCdf(52, line), CourseFit.Of(prior, new Reading(0, person.Week0)).ReadingCdf(52, line), rate, value <= line,
                band.Half.Contains(value), band.NineTenths.Contains(value));
        }
    }

    private static Reading[] Readings(Person person, bool last) =>
    [
        new(0, person.Week0),
        .. person.Week13 is { } at13 ? [new Reading(13, at13)] : Array.Empty<Reading>(),
        .. last && person.Week52 is { } at52 ? [new Reading(52, at52)] : Array.Empty<Reading>(),
    ];

    /// <summary>Maximum likelihood over both means, all three standard deviations and the correlation; three times in a year cannot tell the speed, so its grid stays.</summary>
    private static CoursePrior FittedPrior(Reading[][] people)
    {
        static CoursePrior At(Vector<double> x) => new(
            new Scale(0, 1000), Better.Lower, new Spread(x[0], Math.Exp(x[2])), new Spread(x[1], Math.Exp(x[3])), Math.Exp(x[4]),
            [new(2, 1), new(4, 1), new(8, 1)], Math.Tanh(x[5]));
        double Misfit(Vector<double> x)
        {
            var prior = At(x);
            return -people.Sum(readings => CourseFit.Of(prior, readings).LogEvidence);
        }

        var start = Vector<double>.Build.DenseOfArray([26, -6, Math.Log(14), Math.Log(10), Math.Log(8), -0.2]);
        var best = new NelderMeadSimplex(1e-8, 10_000).FindMinimum(ObjectiveFunction.Value(Misfit), start);
        return At(best.MinimizingPoint);
    }

    private static double? Number(string cell) => cell.Length == 0 ? null : double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}
