using System.Collections.Immutable;

namespace Huantiao.Prognosis;

/// <summary>Which way the scale is better.</summary>
public enum Better
{
    Unknown,
    Lower,
    Higher,
}

/// <summary>Ends of a scale, in its own unit; <paramref name="Lower"/> is below <paramref name="Upper"/>.</summary>
public sealed record Scale(double Lower, double Upper)
{
    /// <summary>The nearest value that is on the scale: for display only, the model itself knows no ends.</summary>
    public double Clip(double value) => Math.Clamp(value, Lower, Upper);
}

/// <summary>How people differ in a quantity: mean and standard deviation, in the scale's unit; <paramref name="Sd"/> is over 0.</summary>
public sealed record Spread(double Mean, double Sd);

/// <summary>One speed at which the change may come.</summary>
/// <param name="Weeks">τ, weeks until 63% of the eventual change has come: over 0.</param>
/// <param name="Weight">Prior weight, over 0; the weights of a prior need not add up to 1, they are divided by their sum.</param>
public sealed record Speed(double Weeks, double Weight)
{
    /// <summary>g(t) = 1 − exp(−t/τ), the share of the eventual change that has come by that week; 0 until the first treatment.</summary>
    public static double Share(double week, double speedWeeks) => week > 0 ? -double.ExpM1(-week / speedWeeks) : 0;
}

/// <summary>
/// What is believed of a person before any reading: y(t) = b + δ·g(t) + ε, with (b, δ) normal, τ one of a few speeds and ε ~ N(0, σ²) independent from
/// reading to reading (docs/methods/prognosis.md).
/// </summary>
public sealed record CoursePrior
{
    /// <exception cref="ArgumentException">A spread or speed is not over 0, the correlation not between −1 and 1, the scale upside down, the direction unknown.</exception>
    public CoursePrior(Scale scale, Better better, Spread baseline, Spread change, double readingSd, ImmutableArray<Speed> speeds, double correlation = 0)
    {
        Require(scale.Lower < scale.Upper && double.IsFinite(scale.Upper - scale.Lower), "A scale has a lower end below its upper end.", nameof(scale));
        Require(better is Better.Lower or Better.Higher, "Say which way the scale is better.", nameof(better));
        RequireSpread(baseline, nameof(baseline));
        RequireSpread(change, nameof(change));
        Require(readingSd > 0 && double.IsFinite(readingSd), "The standard deviation of a reading is over 0.", nameof(readingSd));
        Require(!speeds.IsDefaultOrEmpty && speeds.All(s => s.Weeks > 0 && s.Weight > 0 && double.IsFinite(s.Weeks) && double.IsFinite(s.Weight)),
            "A prior has one or more speeds, each with weeks and a weight over 0.", nameof(speeds));
        Require(correlation is > -1 and < 1, "The correlation lies between −1 and 1.", nameof(correlation));
        var sum = speeds.Sum(s => s.Weight);
        (Scale, Better, Baseline, Change, ReadingSd, Correlation) = (scale, better, baseline, change, readingSd, correlation);
        Speeds = [.. speeds.Select(s => s with { Weight = s.Weight / sum })];
    }

    /// <summary>For display and for the room left to improve; the model is continuous and unbounded.</summary>
    public Scale Scale { get; }

    public Better Better { get; }

    /// <summary>b, the true value before the first treatment.</summary>
    public Spread Baseline { get; }

    /// <summary>δ, the eventual change of the true value: negative is a fall.</summary>
    public Spread Change { get; }

    /// <summary>σ: how far a reading strays from the person's true value, from day to day and from the reading itself. Over 0.</summary>
    public double ReadingSd { get; }

    /// <summary>The grid of τ; weights add up to 1.</summary>
    public ImmutableArray<Speed> Speeds { get; }

    /// <summary>Between b and δ, over people.</summary>
    public double Correlation { get; }

    /// <summary>−1 where a fall is good, 1 where a rise is.</summary>
    internal double Sign => Better == Better.Lower ? -1 : 1;

    /// <summary>The same belief in another unit: 0.1 makes a scale of 0 to 10 from one of 0 to 100.</summary>
    /// <param name="factor">Over 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not over 0.</exception>
    public CoursePrior InUnit(double factor)
    {
        if (!(factor > 0 && double.IsFinite(factor)))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor is over 0.");
        Spread Times(Spread spread) => new(spread.Mean * factor, spread.Sd * factor);
        return new(new(Scale.Lower * factor, Scale.Upper * factor), Better, Times(Baseline), Times(Change), ReadingSd * factor, Speeds, Correlation);
    }

    /// <summary>The same person under another arm's change: baseline, speeds and error are shared.</summary>
    public CoursePrior WithChange(Spread change) => new(Scale, Better, Baseline, change, ReadingSd, Speeds, Correlation);

    private static void RequireSpread(Spread spread, string name) =>
        Require(double.IsFinite(spread.Mean) && spread.Sd > 0 && double.IsFinite(spread.Sd), "A spread has a finite mean and a standard deviation over 0.", name);

    private static void Require(bool holds, string message, string name)
    {
        if (!holds)
            throw new ArgumentException(message, name);
    }
}
