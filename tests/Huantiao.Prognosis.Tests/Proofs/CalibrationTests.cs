using Huantiao.Simulation;
using MathNet.Numerics.Distributions;

namespace Huantiao.Prognosis.Tests.Proofs;

/// <summary>
/// Proof 1. Simulation-based calibration (Talts et al. 2018): people are drawn from the prior; the rank of what is true among draws from the posterior must be
/// uniform, for every quantity.
/// </summary>
public class CalibrationTests
{
    private const int People = 10_000;
    private const int Draws = 99;
    private const int Bins = 20;

    [Theory]
    [InlineData("four speeds", 1)]
    [InlineData("correlated", 2)]
    public void Posterior_OfPeopleDrawnFromThePrior_RanksUniformly(string which, int seed)
    {
        var prior = which == "correlated" ? Sample.Correlated : Sample.Prior;
        var random = new Random(seed);
        var ranks = new int[4, Bins];
        for (var i = 0; i < People; i++)
        {
            var person = SimulatedPerson.Draw(prior, random);
            // How many readings there are differs between people, from none after the start to eight.
            var weeks = new[] { 0, 0.5, 1, 1.5, 2, 3, 4, 6, 12 }.Take(1 + random.Next(9)).ToArray();
            var fit = CourseFit.Of(prior, person.Read(prior.ReadingSd, random, weeks));
            var below = new int[4];
            for (var draw = 0; draw < Draws; draw++)
            {
                var other = Draw(fit, random);
                below[0] += other.Baseline < person.Baseline ? 1 : 0;
                below[1] += other.Change < person.Change ? 1 : 0;
                below[2] += other.At(2) < person.At(2) ? 1 : 0;
                below[3] += other.At(12) < person.At(12) ? 1 : 0;
            }

            for (var quantity = 0; quantity < 4; quantity++)
                ranks[quantity, below[quantity] * Bins / (Draws + 1)]++;
        }

        for (var quantity = 0; quantity < 4; quantity++)
        {
            const double expected = (double)People / Bins;
            var chi = Enumerable.Range(0, Bins).Sum(bin => Math.Pow(ranks[quantity, bin] - expected, 2) / expected);
            var p = 1 - ChiSquared.CDF(Bins - 1, chi);
            TestContext.Current.TestOutputHelper?.WriteLine($"{which}, quantity {quantity}: chi-square {chi:F1} with {Bins - 1} df, p = {p:F3}");
            Assert.True(p > 0.001, $"quantity {quantity}: chi-square {chi}, p {p}");
        }
    }

    /// <summary>The proof can fail: with the error of a reading believed 15% too small it does.</summary>
    [Fact]
    public void Posterior_WithTooSmallAReadingError_DoesNotRankUniformly()
    {
        var prior = Sample.Prior;
        var overconfident = new CoursePrior(prior.Scale, prior.Better, prior.Baseline, prior.Change, 0.85, prior.Speeds);
        var random = new Random(3);
        var bins = new int[Bins];
        for (var i = 0; i < People; i++)
        {
            var person = SimulatedPerson.Draw(prior, random);
            var fit = CourseFit.Of(overconfident, person.Read(1, random, 0, 1, 2, 3, 4, 6, 12));
            var rank = Enumerable.Range(0, Draws).Count(_ => Draw(fit, random).At(12) < person.At(12));
            bins[rank * Bins / (Draws + 1)]++;
        }

        var chi = bins.Sum(n => Math.Pow(n - ((double)People / Bins), 2) / ((double)People / Bins));

        Assert.True(1 - ChiSquared.CDF(Bins - 1, chi) < 1e-4);
    }

    private static SimulatedPerson Draw(CourseFit fit, Random random)
    {
        var pick = random.NextDouble();
        var parts = fit.Parts;
        var k = 0;
        while (k < parts.Length - 1 && (pick -= parts[k].Weight) > 0)
            k++;
        var part = parts[k];
        // Cholesky of the 2 × 2 covariance.
        var (z1, z2) = (SimulatedPerson.Normal(random), SimulatedPerson.Normal(random));
        var sd = Math.Sqrt(part.BaselineVariance);
        var slope = part.Covariance / sd;
        return new(part.Baseline + (sd * z1), part.Change + (slope * z1) + (Math.Sqrt(part.ChangeVariance - (slope * slope)) * z2), part.SpeedWeeks);
    }
}
