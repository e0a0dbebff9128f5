using Huantiao.Simulation;

namespace Huantiao.Prognosis.Tests.Proofs;

/// <summary>Proof 2. Over 100,000 simulated people the 50% and 90% bands hold 50 ± 1% and 90 ± 1% of readings that the model has not seen.</summary>
public class CoverageTests
{
    private const int People = 100_000;

    [Theory]
    [InlineData(4, new[] { 0.0 })]
    [InlineData(12, new[] { 0.0, 1, 2, 4 })]
    [InlineData(2, new[] { -1.0, 0, 0.5, 1 })]
    [InlineData(52, new[] { 1.0, 3 })]
    public void Bands_OfNewReadings_CoverWhatTheySay(double newWeek, double[] weeks)
    {
        var random = new Random(20261122);
        var (half, nineTenths) = (0, 0);
        for (var i = 0; i < People; i++)
        {
            var person = SimulatedPerson.Draw(Sample.Prior, random);
            var band = CourseFit.Of(Sample.Prior, person.Read(1, random, weeks)).Band(newWeek);
            var reading = person.Read(newWeek, 1, random).Value;
            half += band.Half.Contains(reading) ? 1 : 0;
            nineTenths += band.NineTenths.Contains(reading) ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"week {newWeek} from {weeks.Length} readings: {100.0 * half / People:F2}% and {100.0 * nineTenths / People:F2}%");
        Assert.InRange(100.0 * half / People, 49, 51);
        Assert.InRange(100.0 * nineTenths / People, 89, 91);
    }

    /// <summary>The other arm's band holds readings of people who in truth had that arm's change, given readings from before the first treatment.</summary>
    [Fact]
    public void BandInOtherArm_OfPeopleInThatArm_CoversWhatItSays()
    {
        var (other, random) = (new Spread(-1.6, 1.5), new Random(7));
        var truth = Sample.Correlated.WithChange(other);
        var (half, nineTenths) = (0, 0);
        for (var i = 0; i < People; i++)
        {
            var person = SimulatedPerson.Draw(truth, random);
            var band = CourseFit.Of(Sample.Correlated, person.Read(1, random, -1, 0)).BandInOtherArm(other, 6);
            var reading = person.Read(6, 1, random).Value;
            half += band.Half.Contains(reading) ? 1 : 0;
            nineTenths += band.NineTenths.Contains(reading) ? 1 : 0;
        }

        Assert.InRange(100.0 * half / People, 49, 51);
        Assert.InRange(100.0 * nineTenths / People, 89, 91);
    }

    /// <summary>P(important improvement) means what it says: of the people given about that probability, so many have improved.</summary>
    [Fact]
    public void ImprovementProbability_OverManyPeople_IsTheShareThatImproves()
    {
        var random = new Random(11);
        var (said, came, people) = (new double[10], new int[10], new int[10]);
        for (var i = 0; i < People; i++)
        {
            var person = SimulatedPerson.Draw(Sample.Prior, random);
            var p = CourseFit.Of(Sample.Prior, person.Read(1, random, 0, 1, 2)).ImprovementProbability(Sample.Important, 12);
            var bin = Math.Min(9, (int)(p * 10));
            said[bin] += p;
            came[bin] += person.Baseline - person.At(12) >= 3 ? 1 : 0;
            people[bin]++;
        }

        for (var bin = 0; bin < 10; bin++)
        {
            // Five standard errors of a share, at its widest.
            var (expected, seen) = (said[bin] / people[bin], (double)came[bin] / people[bin]);
            Assert.True(people[bin] > 500, $"bin {bin} has {people[bin]} people");
            Assert.Equal(expected, seen, 5 * Math.Sqrt(0.25 / people[bin]));
        }
    }
}
