namespace Huantiao.Prognosis;

/// <summary>
/// A change between readings against the error of measurement; no prior, no model of the course. The limit is z·σ·√(1/n₁ + 1/n₂), the smallest
/// detectable change for the readings at hand.
/// </summary>
/// <remarks>Source: Bland and Altman 1996, BMJ 313, 744 (repeatability: 1.96·√2·σ between two single readings).</remarks>
public abstract record MeasuredChange
{
    private MeasuredChange()
    {
    }

    /// <summary>There is nothing to compare: a reading on either side is missing.</summary>
    public sealed record NotMeasured : MeasuredChange;

    /// <summary>The difference is no larger than readings stray by themselves.</summary>
    /// <param name="Difference">Later − earlier, in the scale's unit.</param>
    /// <param name="Limit">What it had to exceed, over 0.</param>
    public sealed record WithinError(double Difference, double Limit) : MeasuredChange;

    /// <summary>Better by more than the limit.</summary>
    public sealed record Improved(double Difference, double Limit) : MeasuredChange;

    /// <summary>Worse by more than the limit.</summary>
    public sealed record Worsened(double Difference, double Limit) : MeasuredChange;

    /// <summary>From the mean of all readings before the first treatment to the latest reading after it.</summary>
    /// <param name="z">How many standard errors count as beyond error: 1.96 for 95%.</param>
    public static MeasuredChange SinceBaseline(CoursePrior prior, double z, params ReadOnlySpan<Reading> readings) =>
        Between(prior, z, Mean.Where(readings, double.NegativeInfinity, 0), Mean.Latest(readings, double.PositiveInfinity));

    /// <summary>From the reading before the latest to the latest, both after the first treatment: shows a relapse that the baseline would hide.</summary>
    public static MeasuredChange SincePrevious(CoursePrior prior, double z, params ReadOnlySpan<Reading> readings)
    {
        var latest = Mean.Latest(readings, double.PositiveInfinity);
        return Between(prior, z, latest.Count == 0 ? latest : Mean.Latest(readings, latest.Week), latest);
    }

    private static MeasuredChange Between(CoursePrior prior, double z, Mean earlier, Mean later)
    {
        if (earlier.Count == 0 || later.Count == 0)
            return new NotMeasured();
        var difference = later.Value - earlier.Value;
        var limit = z * prior.ReadingSd * Math.Sqrt((1.0 / earlier.Count) + (1.0 / later.Count));
        if (Math.Abs(difference) <= limit)
            return new WithinError(difference, limit);
        return difference * prior.Sign > 0 ? new Improved(difference, limit) : new Worsened(difference, limit);
    }

    /// <summary>Mean of some readings; two of the same moment are one measurement with less error, so their order is of no weight.</summary>
    private readonly record struct Mean(double Week, double Value, int Count)
    {
        public static Mean Where(ReadOnlySpan<Reading> readings, double from, double to)
        {
            var (sum, count) = (0.0, 0);
            foreach (var reading in readings)
            {
                if (reading.Week < from || reading.Week > to)
                    continue;
                sum += reading.Value;
                count++;
            }

            return new(to, count == 0 ? 0 : sum / count, count);
        }

        public static Mean Latest(ReadOnlySpan<Reading> readings, double before)
        {
            var week = 0.0;
            foreach (var reading in readings)
            {
                if (reading.Week < before)
                    week = Math.Max(week, reading.Week);
            }

            return week > 0 ? Where(readings, week, week) : default;
        }
    }
}
