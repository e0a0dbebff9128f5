namespace Huantiao.MetaAnalysis;

/// <summary>A share of a number of trials with its exact interval.</summary>
/// <param name="Estimate">Events by trials, 0 to 1.</param>
/// <param name="Lower">0 where there was no event.</param>
/// <param name="Upper">1 where every trial was an event.</param>
/// <remarks>
/// Clopper and Pearson, Biometrika 1934;26:404-413: the shares that a binomial test at half the error on each side does not refuse, by the quantiles of
/// F. Its coverage is at least the level, as a rule more. The trials are taken as independent, which treatments of one person are not quite.
/// </remarks>
public sealed record ExactProportion(double Estimate, double Lower, double Upper)
{
    /// <param name="events">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1: of nothing there is no share.</param>
    /// <param name="level">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static ExactProportion Of(long events, long trials, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events, trials);
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level is above 0 and below 1.");

        var half = (1 - level) / 2;
        double x = events, rest = trials - events;
        var below = x / (x + ((rest + 1) * Distributions.FQuantile(1 - half, 2 * (rest + 1), 2 * x)));
        var odds = (x + 1) * Distributions.FQuantile(1 - half, 2 * (x + 1), 2 * rest);
        return new(x / trials, events == 0 ? 0 : below, rest == 0 ? 1 : odds / (rest + odds));
    }
}
