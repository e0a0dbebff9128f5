namespace Huantiao.MetaAnalysis.Tests.Models;

/// <summary>Made-up estimates, the same for the same seed: from homogeneous to very heterogeneous, with variances that differ up to a thousandfold.</summary>
internal static class RandomStudies
{
    public static (double[] Yi, double[] Vi) Of(int seed, int smallest = 2, int largest = 40)
    {
        var random = new Random(seed);
        var k = random.Next(smallest, largest + 1);
        var spread = random.Next(3) switch { 0 => 0, 1 => 0.3, _ => 3.0 };
        var (yi, vi) = (new double[k], new double[k]);
        for (var i = 0; i < k; i++)
        {
            vi[i] = 0.02 * Math.Pow(1000, random.NextDouble() * random.NextDouble());
            yi[i] = 0.4 + (Normal(random) * Math.Sqrt(vi[i] + (spread * spread * 0.1)));
        }

        return (yi, vi);
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
