using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>What is expected at one week, on the scale of the readings and within its ends.</summary>
/// <param name="Expected">Of this person.</param>
/// <param name="HalfLower">Where half of this person's readings fall, from …</param>
/// <param name="HalfUpper">… to.</param>
/// <param name="WideLower">Where nine of ten fall, from …</param>
/// <param name="WideUpper">… to.</param>
/// <param name="Treated">Mean of people who begin alike, with the treatment.</param>
/// <param name="Other">The same with the comparator.</param>
public sealed record CourseCurvePoint(double Week, double Expected, double HalfLower, double HalfUpper, double WideLower, double WideUpper, double Treated, double Other);

/// <summary>How a reading is drawn.</summary>
public enum CourseDotKind
{
    /// <summary>Given by the person, in time.</summary>
    Own,

    /// <summary>Typed by staff.</summary>
    Staff,

    /// <summary>Has no part in the curve.</summary>
    LeftOut,
}

/// <summary>One reading.</summary>
/// <param name="Late">Given after its days: drawn with a ring.</param>
public sealed record CourseDot(double Week, double Value, CourseDotKind Kind, bool Late);

/// <summary>Words of a course.</summary>
/// <param name="Value">Names the upright axis.</param>
/// <param name="Week">Names the other one, and the first column of the table.</param>
/// <param name="Start">Stands at week 0.</param>
/// <param name="Review">Stands at the week of the review.</param>
/// <param name="Important">Names the line below, or above, which the change is important.</param>
public sealed record CourseWords(
    string Value, string Week, string Expected, string Half, string Wide, string Treated, string Other, string Own, string Staff, string LeftOut, string Late, string Start, string Review, string Important);

/// <summary>All that a person's course shows.</summary>
public sealed record CourseDrawing
{
    public required CourseWords Words { get; init; }

    /// <summary>Ends of the scale.</summary>
    public required double Least { get; init; }
    public required double Most { get; init; }

    /// <summary>In order of time, from week 0 on; two or more.</summary>
    public required ImmutableArray<CourseCurvePoint> Curve { get; init; }

    public required ImmutableArray<CourseDot> Dots { get; init; }

    /// <summary>Week of the review; null: none is marked.</summary>
    public double? ReviewWeek { get; init; }

    /// <summary>Where the change becomes important; null: not drawn, as it would lie off the scale.</summary>
    public double? ImportantAt { get; init; }

    internal void Check()
    {
        if (!(Least < Most) || Curve.IsDefault || Curve.Length < 2 || Dots.IsDefault)
            throw new ArgumentException("A course has a scale and a curve of two places at the least.");
        if (Curve[0].Week != 0 || Curve.Zip(Curve.Skip(1)).Any(pair => !(pair.First.Week < pair.Second.Week)))
            throw new ArgumentException("A curve begins at week 0 and goes on in order of time.");
        if (Curve.SelectMany(Numbers).Concat(Dots.SelectMany(d => new[] { d.Value })).Any(v => !(v >= Least && v <= Most)))
            throw new ArgumentException("What is drawn lies on the scale.");
    }

    private static double[] Numbers(CourseCurvePoint p) => [p.Expected, p.HalfLower, p.HalfUpper, p.WideLower, p.WideUpper, p.Treated, p.Other];
}
