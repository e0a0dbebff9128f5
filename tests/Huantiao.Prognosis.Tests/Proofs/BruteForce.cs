using MathNet.Numerics.Integration;

namespace Huantiao.Prognosis.Tests.Proofs;

/// <summary>
/// The posterior by numerical integration of prior × likelihood over baseline and change, for each speed: no linear algebra, no closed form, nothing shared with
/// the code under test but the model's definition.
/// </summary>
internal sealed class BruteForce(CoursePrior prior, Reading[] readings)
{
    private const int Panels = 8;

    // Far enough out that what lies beyond is under 1e-15 of the whole.
    private const double Reach = 8.5;

    private readonly GaussLegendreRule _rule = new(-1, 1, 20);
    private double? _whole;

    /// <summary>Logarithm of the density of the readings.</summary>
    public double LogEvidence => Math.Log(Whole);

    private double Whole => _whole ??= Total((_, _, _) => 1);

    public double Mean(Func<double, double, double, double> quantity) => Total(quantity) / Whole;

    /// <summary>P(s·δ·g(week) − share·b ≥ amount): the inner integral begins at the edge, which it would else blur.</summary>
    public double Improvement(double sign, double amount, double share, double week) =>
        Total((_, _, _) => 1, (b, speed) => (amount + (share * b)) / Come(week, speed), sign) / Whole;

    /// <summary>P(a reading at that week ≤ value).</summary>
    public double ReadingCdf(double week, double value) => Mean((b, d, speed) =>
        0.5 * MathNet.Numerics.SpecialFunctions.Erfc((b + (d * Come(week, speed)) - value) / (prior.ReadingSd * Math.Sqrt(2))));

    /// <summary>The share of the change that has come, written out anew.</summary>
    public static double Come(double week, double speed) => week > 0 ? 1 - Math.Exp(-week / speed) : 0;

    /// <param name="edge">The least s·δ at a baseline and speed; null: all changes.</param>
    private double Total(Func<double, double, double, double> quantity, Func<double, double, double>? edge = null, double sign = 1)
    {
        var sum = 0.0;
        foreach (var speed in prior.Speeds)
        {
            // The box around the prior, narrowed to where the readings leave any density.
            var (bLow, bHigh) = (prior.Baseline.Mean - (Reach * prior.Baseline.Sd), prior.Baseline.Mean + (Reach * prior.Baseline.Sd));
            foreach (var reading in readings.Where(r => r.IsBaseline))
                (bLow, bHigh) = (Math.Max(bLow, reading.Value - (Reach * prior.ReadingSd)), Math.Min(bHigh, reading.Value + (Reach * prior.ReadingSd)));
            sum += speed.Weight * Integrate(bLow, bHigh, b =>
            {
                var (low, high) = (prior.Change.Mean - (Reach * prior.Change.Sd), prior.Change.Mean + (Reach * prior.Change.Sd));
                if (edge is { })
                    (low, high) = sign < 0 ? (low, Math.Min(high, -edge(b, speed.Weeks))) : (Math.Max(low, edge(b, speed.Weeks)), high);
                return high <= low ? 0 : Integrate(low, high, d => Density(b, d, speed.Weeks) * quantity(b, d, speed.Weeks));
            });
        }

        return sum;
    }

    private double Density(double b, double d, double speed)
    {
        var (zb, zd, rho) = ((b - prior.Baseline.Mean) / prior.Baseline.Sd, (d - prior.Change.Mean) / prior.Change.Sd, prior.Correlation);
        var log = -0.5 * ((zb * zb) - (2 * rho * zb * zd) + (zd * zd)) / (1 - (rho * rho));
        var norm = 1 / (2 * Math.PI * prior.Baseline.Sd * prior.Change.Sd * Math.Sqrt(1 - (rho * rho)));
        foreach (var reading in readings)
        {
            var z = (reading.Value - b - (d * Come(reading.Week, speed))) / prior.ReadingSd;
            log -= 0.5 * z * z;
            norm /= prior.ReadingSd * Math.Sqrt(2 * Math.PI);
        }

        return norm * Math.Exp(log);
    }

    private double Integrate(double low, double high, Func<double, double> f)
    {
        var (sum, half) = (0.0, (high - low) / (2 * Panels));
        for (var panel = 0; panel < Panels; panel++)
        {
            var middle = low + (((2 * panel) + 1) * half);
            for (var i = 0; i < _rule.Order; i++)
                sum += half * _rule.Weights[i] * f(middle + (half * _rule.Abscissas[i]));
        }

        return sum;
    }
}
