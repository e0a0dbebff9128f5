using Huantiao.Prognosis;

namespace Huantiao.Simulation;

/// <summary>A person drawn from a prior: what is true of them, and readings of it. Seeded, so that every run sees the same people.</summary>
internal sealed record SimulatedPerson(double Baseline, double Change, double SpeedWeeks)
{
    public static SimulatedPerson Draw(CoursePrior prior, Random random)
    {
        var (z1, z2) = (Normal(random), Normal(random));
        var across = (prior.Correlation * z1) + (Math.Sqrt(1 - (prior.Correlation * prior.Correlation)) * z2);
        var pick = random.NextDouble();
        var speed = prior.Speeds[^1];
        foreach (var candidate in prior.Speeds)
        {
            pick -= candidate.Weight;
            if (pick > 0)
                continue;
            speed = candidate;
            break;
        }

        return new(prior.Baseline.Mean + (prior.Baseline.Sd * z1), prior.Change.Mean + (prior.Change.Sd * across), speed.Weeks);
    }

    /// <summary>The true value at that week.</summary>
    public double At(double week) => Baseline + (Change * Speed.Share(week, SpeedWeeks));

    public Reading Read(double week, double readingSd, Random random) => new(week, At(week) + (readingSd * Normal(random)));

    public Reading[] Read(double readingSd, Random random, params double[] weeks) => [.. weeks.Select(w => Read(w, readingSd, random))];

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
