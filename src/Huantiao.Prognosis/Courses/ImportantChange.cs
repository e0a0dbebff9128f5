namespace Huantiao.Prognosis;

/// <summary>The improvement of one person that counts as important.</summary>
public abstract record ImportantChange
{
    private ImportantChange()
    {
    }

    /// <summary>So many units of the scale, over 0.</summary>
    public sealed record Units : ImportantChange
    {
        /// <exception cref="ArgumentOutOfRangeException">Not over 0.</exception>
        public Units(double value) => Value = value > 0 && double.IsFinite(value)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An important change is over 0.");

        public double Value { get; }
    }

    /// <summary>A share of the true baseline, over 0 and at most 1: 0.3 is "30% better". Only where 0 on the scale is none of the trouble.</summary>
    public sealed record OfBaseline : ImportantChange
    {
        /// <exception cref="ArgumentOutOfRangeException">Not over 0 and at most 1.</exception>
        public OfBaseline(double value) => Value = value is > 0 and <= 1
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A share of the baseline is over 0 and at most 1.");

        public double Value { get; }
    }

    internal double Amount => this is Units units ? units.Value : 0;

    internal double Share => this is OfBaseline part ? part.Value : 0;

    /// <summary>The same in another unit of the scale.</summary>
    public ImportantChange InUnit(double factor) => this is Units units ? new Units(units.Value * factor) : this;
}
