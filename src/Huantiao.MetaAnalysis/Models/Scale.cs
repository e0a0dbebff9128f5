namespace Huantiao.MetaAnalysis;

/// <summary>
/// Where the estimates lie and how large they are: y is worked on as (y − origin)/unit and v as v/unit². The unit is a power of two, so that changing
/// the scale of the data by one changes no digit.
/// </summary>
internal readonly struct Scale
{
    private readonly double origin;
    private readonly int exponent;

    private Scale(double origin, int exponent)
    {
        this.origin = origin;
        this.exponent = exponent;
    }

    /// <summary>log(unit).</summary>
    public double LogUnit => exponent * 0.693147180559945309417;

    public static Scale Of(ReadOnlySpan<double> y, ReadOnlySpan<double> v)
    {
        // The harmonic mean of the variances: the size of those that carry the weight.
        var sum = 0.0;
        foreach (var value in v)
            sum += 1 / value;
        var typical = v.Length / sum;
        if (!(typical > 0) || !double.IsFinite(typical))
            typical = v[0];
        return new(y[0], (int)Math.Floor(0.5 * Math.ILogB(typical)));
    }

    public void Apply(ReadOnlySpan<double> yi, ReadOnlySpan<double> vi, Span<double> y, Span<double> v)
    {
        // In two steps, for 2^-2e itself may be out of range.
        var factor = Math.ScaleB(1, -exponent);
        for (var i = 0; i < yi.Length; i++)
        {
            y[i] = (yi[i] - origin) * factor;
            v[i] = vi[i] * factor * factor;
        }
    }

    public double Location(double value) => origin + Math.ScaleB(value, exponent);

    public double Length(double value) => Math.ScaleB(value, exponent);

    public double Square(double value) => Math.ScaleB(Math.ScaleB(value, exponent), exponent);

    /// <summary>Brings a predictor near 1 and returns the power of two it was divided by.</summary>
    public static double OfPredictor(ReadOnlySpan<double> predictor, Span<double> x)
    {
        var largest = 0.0;
        foreach (var value in predictor)
            largest = Math.Max(largest, Math.Abs(value));
        var unit = largest > 0 && double.IsFinite(largest) ? Math.ScaleB(1, Math.ILogB(largest)) : 1;
        for (var i = 0; i < x.Length; i++)
            x[i] = predictor[i] / unit;
        return unit;
    }
}
