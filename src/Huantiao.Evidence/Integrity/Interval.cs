namespace Huantiao.Evidence.Integrity;

/// <summary>All the values a printed number can stand for, or that can follow from printed numbers; both ends belong to it.</summary>
public readonly record struct Interval(double Lower, double Upper)
{
    public bool Overlaps(Interval other) => Lower <= other.Upper && other.Lower <= Upper;

    public bool Contains(double value) => value >= Lower && value <= Upper;

    /// <summary>How far the two are apart; 0 where they overlap.</summary>
    public double GapTo(Interval other) => Math.Max(0, Math.Max(Lower - other.Upper, other.Lower - Upper));

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Hull(Interval other) => new(Math.Min(Lower, other.Lower), Math.Max(Upper, other.Upper));

    /// <summary>The distances from zero of its values.</summary>
    public Interval Absolute() => new(
        Lower <= 0 && Upper >= 0 ? 0 : Math.Min(Math.Abs(Lower), Math.Abs(Upper)), Math.Max(Math.Abs(Lower), Math.Abs(Upper)));

    /// <summary>The same, wider at both ends.</summary>
    public Interval Widened(double by) => new(Lower - by, Upper + by);

    public static Interval operator -(Interval a, Interval b) => new(a.Lower - b.Upper, a.Upper - b.Lower);
}
