using System.Collections.Immutable;

namespace Huantiao.Prognosis;

/// <summary>The posterior under one speed: (b, δ) is normal.</summary>
/// <param name="SpeedWeeks">τ.</param>
/// <param name="Weight">Posterior weight of that speed; the weights of a fit add up to 1.</param>
/// <param name="Baseline">Mean of b.</param>
/// <param name="Change">Mean of δ.</param>
public readonly record struct CoursePart(
    double SpeedWeeks, double Weight, double Baseline, double Change, double BaselineVariance, double Covariance, double ChangeVariance);

/// <summary>
/// One person's course after some readings: the posterior of baseline, eventual change and speed. Closed form for each speed (the conjugate normal linear
/// model), averaged over the speeds by their marginal likelihood. Immutable; the same readings in any order give the same.
/// </summary>
/// <remarks>Source: Gelman et al., Bayesian Data Analysis, 3rd ed., chapter 14 (normal linear model with known variance) and section 7.4 (averaging by marginal likelihood).</remarks>
public sealed class CourseFit
{
    private const double Log2Pi = 1.8378770664093454836;
    private readonly CoursePart[] _parts;

    private CourseFit(CoursePrior prior, CoursePart[] parts, double logEvidence) => (Prior, _parts, LogEvidence) = (prior, parts, logEvidence);

    public CoursePrior Prior { get; }

    /// <summary>One for each speed of the prior, in its order.</summary>
    public ImmutableArray<CoursePart> Parts => [.. _parts];

    /// <summary>Logarithm of the density that the prior gave to these readings: what a prior is fitted by. 0 without readings.</summary>
    public double LogEvidence { get; }

    /// <summary>b, the person's true value before the first treatment. One high reading is pulled towards the people's mean, as regression to the mean asks.</summary>
    public Spread Baseline => Of(p => (p.Baseline, p.BaselineVariance));

    /// <summary>δ, the person's eventual change.</summary>
    public Spread Change => Of(p => (p.Change, p.ChangeVariance));

    /// <summary>The posterior after the readings; without any, the prior itself.</summary>
    public static CourseFit Of(CoursePrior prior, params ReadOnlySpan<Reading> readings)
    {
        var (b, d) = (prior.Baseline, prior.Change);
        var covariance = prior.Correlation * b.Sd * d.Sd;
        var determinant = b.Sd * b.Sd * d.Sd * d.Sd * (1 - (prior.Correlation * prior.Correlation));
        // Prior precision; the posterior is worked out as a correction of the prior mean, so that large values of the scale cost no digits.
        var (p11, p12, p22) = (d.Sd * d.Sd / determinant, -covariance / determinant, b.Sd * b.Sd / determinant);
        var precision = 1 / (prior.ReadingSd * prior.ReadingSd);
        var logError = readings.Length * (Log2Pi + (2 * Math.Log(prior.ReadingSd)));

        var parts = new CoursePart[prior.Speeds.Length];
        var highest = double.NegativeInfinity;
        for (var k = 0; k < parts.Length; k++)
        {
            var speed = prior.Speeds[k];
            var (sumG, sumGG, sumR, sumGR, sumRR) = (0.0, 0.0, 0.0, 0.0, 0.0);
            foreach (var reading in readings)
            {
                var g = Speed.Share(reading.Week, speed.Weeks);
                var residual = reading.Value - b.Mean - (d.Mean * g);
                sumG += g;
                sumGG += g * g;
                sumR += residual;
                sumGR += g * residual;
                sumRR += residual * residual;
            }

            var (q11, q12, q22) = (p11 + (readings.Length * precision), p12 + (sumG * precision), p22 + (sumGG * precision));
            var det = (q11 * q22) - (q12 * q12);
            var (v11, v12, v22) = (q22 / det, -q12 / det, q11 / det);
            var (u1, u2) = (sumR * precision, sumGR * precision);
            var (m1, m2) = ((v11 * u1) + (v12 * u2), (v12 * u1) + (v22 * u2));
            var log = Math.Log(speed.Weight) - (0.5 * (logError + Math.Log(det * determinant) + (sumRR * precision) - (u1 * m1) - (u2 * m2)));
            parts[k] = new(speed.Weeks, log, b.Mean + m1, d.Mean + m2, v11, v12, v22);
            highest = Math.Max(highest, log);
        }

        var total = 0.0;
        foreach (var part in parts)
            total += Math.Exp(part.Weight - highest);
        for (var k = 0; k < parts.Length; k++)
            parts[k] = parts[k] with { Weight = Math.Exp(parts[k].Weight - highest) / total };
        return new(prior, parts, highest + Math.Log(total));
    }

    /// <summary>P that the true value at that week is better than the true baseline by the important change or more; 0 up to the first treatment.</summary>
    /// <remarks>g grows with time, so to have improved that much <i>by</i> a week is to be improved that much <i>at</i> it.</remarks>
    public double ImprovementProbability(ImportantChange important, double week)
    {
        if (!(week > 0))
            return 0;
        var sum = 0.0;
        foreach (var part in _parts)
        {
            // s·δ·g − share·b ≥ amount is linear in (b, δ), so its left side is normal.
            var g = Prior.Sign * Speed.Share(week, part.SpeedWeeks);
            var mean = (g * part.Change) - (important.Share * part.Baseline) - important.Amount;
            var variance = (g * g * part.ChangeVariance) - (2 * g * important.Share * part.Covariance) + (important.Share * important.Share * part.BaselineVariance);
            sum += part.Weight * NormalMixture.NormalCdf(mean / Math.Sqrt(variance));
        }

        return Math.Min(sum, 1);
    }

    /// <summary>P that a reading at that week would be at or below the value.</summary>
    public double ReadingCdf(double week, double value)
    {
        Span<NormalPart> readings = stackalloc NormalPart[_parts.Length];
        Predict(week, readings);
        return NormalMixture.Cdf(readings, value);
    }

    /// <summary>Where the true value is expected, and where readings at that week will fall.</summary>
    public CourseBand Band(double week)
    {
        Span<NormalPart> readings = stackalloc NormalPart[_parts.Length];
        Predict(week, readings);
        return CourseBand.Of(week, readings, Prior.Scale);
    }

    /// <summary>
    /// The course of people in another arm who begin where this person began: this person's baseline, that arm's change, the speeds of the prior (how fast
    /// this person changed says nothing of how fast they would have changed otherwise). An average over people, and nobody's counterfactual.
    /// </summary>
    /// <param name="change">Eventual change in that arm, with its spread between people.</param>
    public CourseBand BandInOtherArm(Spread change, double week)
    {
        var other = Prior.WithChange(change);
        Span<NormalPart> readings = stackalloc NormalPart[_parts.Length * other.Speeds.Length];
        var slope = other.Correlation * change.Sd / other.Baseline.Sd;
        var rest = change.Sd * change.Sd * (1 - (other.Correlation * other.Correlation));
        var i = 0;
        foreach (var part in _parts)
        {
            foreach (var speed in other.Speeds)
            {
                // δ of the other arm given b: its mean moves with b by the slope, what is left of its variance does not.
                var g = Speed.Share(week, speed.Weeks);
                var onBaseline = 1 + (slope * g);
                readings[i++] = new(
                    part.Weight * speed.Weight,
                    (part.Baseline * onBaseline) + ((change.Mean - (slope * other.Baseline.Mean)) * g),
                    (part.BaselineVariance * onBaseline * onBaseline) + (rest * g * g) + (other.ReadingSd * other.ReadingSd));
            }
        }

        return CourseBand.Of(week, readings, Prior.Scale);
    }

    private void Predict(double week, Span<NormalPart> readings)
    {
        for (var k = 0; k < _parts.Length; k++)
        {
            var part = _parts[k];
            var g = Speed.Share(week, part.SpeedWeeks);
            readings[k] = new(
                part.Weight,
                part.Baseline + (g * part.Change),
                part.BaselineVariance + (2 * g * part.Covariance) + (g * g * part.ChangeVariance) + (Prior.ReadingSd * Prior.ReadingSd));
        }
    }

    private Spread Of(Func<CoursePart, (double Mean, double Variance)> quantity)
    {
        Span<NormalPart> parts = stackalloc NormalPart[_parts.Length];
        for (var k = 0; k < _parts.Length; k++)
        {
            var (mean, variance) = quantity(_parts[k]);
            parts[k] = new(_parts[k].Weight, mean, variance);
        }

        return new(NormalMixture.Mean(parts), Math.Sqrt(NormalMixture.Variance(parts)));
    }
}
