using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>
/// Draws one person's course: their readings as dots, the curve expected of them with the bands in which half and nine of ten readings fall, and the two arms of the
/// trials for people who begin alike. What a colour says, a dash or a shape says too.
/// </summary>
public static class CourseChart
{
    private const double Size = 13;
    private const double Left = 40;
    private const double Top = 30;

    /// <param name="wide">For a page with room; otherwise for a phone.</param>
    public static string Draw(CourseDrawing course, ChartFrame frame, bool wide)
    {
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(frame);
        frame.Check();
        course.Check();
        var (width, bottom) = wide ? (680.0, 300.0) : (360.0, 270.0);
        var sheet = new Sheet(frame);
        var first = Math.Min(-0.5, course.Dots.IsEmpty ? 0 : course.Dots.Min(d => d.Week));
        var x = new Axis(AxisKind.Linear, first, Math.Max(course.Curve[^1].Week, course.Dots.IsEmpty ? 0 : course.Dots.Max(d => d.Week)), Left, width - 12);
        var y = new Axis(AxisKind.Linear, course.Least, course.Most, bottom, Top);
        Bands(course, sheet, x, y);
        Grid(course, sheet, x, y, width, bottom, wide);
        Curve(course, sheet, x, y);
        foreach (var dot in course.Dots)
            Dot(sheet, x.Place(dot.Week), y.Place(dot.Value), dot.Kind, dot.Late);
        return sheet.Finish("course", width, Legend(course, sheet, width, bottom + 44));
    }

    /// <summary>The same numbers as a table.</summary>
    /// <param name="rows">Places of the curve that the table names.</param>
    /// <param name="decimals">Of every number but the week.</param>
    public static ChartTable Table(CourseDrawing course, IEnumerable<CourseCurvePoint> rows, string caption, int decimals = 1)
    {
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(rows);
        var words = course.Words;
        string N(double value) => Numerals.Format(value, decimals);
        return new(caption, [words.Week, words.Expected, words.Half, words.Wide, words.Treated, words.Other],
        [
            .. rows.Select(p => ImmutableArray.Create(
                Numerals.Format(p.Week, p.Week == Math.Floor(p.Week) ? 0 : 1), N(p.Expected), $"{N(p.HalfLower)}–{N(p.HalfUpper)}", $"{N(p.WideLower)}–{N(p.WideUpper)}", N(p.Treated), N(p.Other))),
        ]);
    }

    private static void Bands(CourseDrawing course, Sheet sheet, Axis x, Axis y)
    {
        Area(p => p.WideLower, p => p.WideUpper, 0.14);
        Area(p => p.HalfLower, p => p.HalfUpper, 0.26);

        void Area(Func<CourseCurvePoint, double> lower, Func<CourseCurvePoint, double> upper, double opacity)
        {
            var path = new SvgWriter();
            for (var i = 0; i < course.Curve.Length; i++)
                Step(path, i == 0 ? "M" : "L", x.Place(course.Curve[i].Week), y.Place(upper(course.Curve[i])));
            for (var i = course.Curve.Length - 1; i >= 0; i--)
                Step(path, "L", x.Place(course.Curve[i].Week), y.Place(lower(course.Curve[i])));
            sheet.Svg.Add($"""<path d="{path.ToString()}Z" fill="{sheet.Accent}" fill-opacity="{opacity}" stroke="{sheet.Accent}" stroke-width=".6"/>""");
        }
    }

    private static void Step(SvgWriter path, string verb, double x, double y) => path.Add($"{verb}{x} {y}");

    private static void Grid(CourseDrawing course, Sheet sheet, Axis x, Axis y, double width, double bottom, bool wide)
    {
        sheet.Svg.Add($"""<path d="M{Left} {Top}V{bottom}H{width - 12}" fill="none" stroke="{sheet.Ink}"/>""");
        foreach (var tick in Ticks.Of(AxisKind.Linear, y.Min, y.Max, 6))
        {
            sheet.Line(Left - 5, y.Place(tick.Value), Left, y.Place(tick.Value), sheet.Ink);
            sheet.Text(Left - 8, y.Place(tick.Value) + 4.5, tick.Label, Size, sheet.Ink, Anchor.End);
        }

        foreach (var tick in Ticks.Of(AxisKind.Linear, x.Min, x.Max, wide ? 9 : 6))
        {
            sheet.Line(x.Place(tick.Value), bottom, x.Place(tick.Value), bottom + 5, sheet.Ink);
            sheet.Text(x.Place(tick.Value), bottom + 19, tick.Label, Size, sheet.Ink, Anchor.Middle);
        }

        sheet.Text(width - 12, bottom + 36, course.Words.Week, Size, sheet.Ink, Anchor.End);
        sheet.Text(6, 14, course.Words.Value, Size, sheet.Ink);
        if (course.ImportantAt is { } important)
            sheet.Line(Left, y.Place(important), width - 12, y.Place(important), sheet.Plum, 1.4, "1 4");
        sheet.Line(x.Place(0), Top, x.Place(0), bottom, sheet.Rule);
        Upright(0, course.Words.Start);
        if (course.ReviewWeek is { } review && x.Holds(review))
            Upright(review, course.Words.Review);

        void Upright(double week, string name)
        {
            sheet.Line(x.Place(week), Top, x.Place(week), bottom, sheet.Muted, 1, "3 3");
            sheet.Text(x.Place(week) + 4, Top - 3, name, 12, sheet.Muted);
        }
    }

    private static void Curve(CourseDrawing course, Sheet sheet, Axis x, Axis y)
    {
        Line(p => p.Other, sheet.Warm, 1.8, "7 4");
        Line(p => p.Treated, sheet.Blue, 1.8, "2 3");
        Line(p => p.Expected, sheet.Accent, 2.6, null);

        void Line(Func<CourseCurvePoint, double> value, string stroke, double width, string? dash)
        {
            var path = new SvgWriter();
            for (var i = 0; i < course.Curve.Length; i++)
                Step(path, i == 0 ? "M" : "L", x.Place(course.Curve[i].Week), y.Place(value(course.Curve[i])));
            sheet.Svg.Add($"""<path d="{path.ToString()}" fill="none" stroke="{stroke}" stroke-width="{width}" """);
            if (dash is not null)
                sheet.Svg.Add($"""stroke-dasharray="{dash}" """);
            sheet.Svg.Add($"/>");
        }
    }

    private static void Dot(Sheet sheet, double x, double y, CourseDotKind kind, bool late)
    {
        switch (kind)
        {
            case CourseDotKind.Own:
                sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="4.6" fill="{sheet.Ink}" stroke="{sheet.Paper}"/>""");
                break;
            case CourseDotKind.Staff:
                sheet.Svg.Add($"""<path d="M{x - 4.6} {y - 4.6}h9.2v9.2h-9.2Z" fill="{sheet.Paper}" stroke="{sheet.Ink}" stroke-width="1.8"/>""");
                break;
            default:
                sheet.Svg.Add($"""<path d="M{x - 4.5} {y - 4.5}l9 9M{x - 4.5} {y + 4.5}l9 -9" stroke="{sheet.Ink}" stroke-width="1.8"/>""");
                break;
        }

        if (late)
            sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="8.5" fill="none" stroke="{sheet.Ink}" stroke-width="1.2"/>""");
    }

    /// <summary>Marks with their names, as many on a line as fit; only those that are drawn. Returns the height of the drawing.</summary>
    private static double Legend(CourseDrawing course, Sheet sheet, double width, double y)
    {
        var (words, line) = (course.Words, 0.0);
        y += 18;
        foreach (var kind in course.Dots.Select(d => d.Kind).Distinct().Order())
            Entry(kind switch { CourseDotKind.Own => words.Own, CourseDotKind.Staff => words.Staff, _ => words.LeftOut }, (a, b) => Dot(sheet, a + 9, b, kind, false));
        if (course.Dots.Any(d => d.Late))
            Entry(words.Late, (a, b) => Dot(sheet, a + 9, b, CourseDotKind.Own, true));
        Entry(words.Expected, (a, b) => sheet.Line(a, b, a + 18, b, sheet.Accent, 2.6));
        Entry(words.Half, (a, b) => Shade(a, b, 0.4));
        Entry(words.Wide, (a, b) => Shade(a, b, 0.14));
        Entry(words.Treated, (a, b) => sheet.Line(a, b, a + 18, b, sheet.Blue, 1.8, "2 3"));
        Entry(words.Other, (a, b) => sheet.Line(a, b, a + 18, b, sheet.Warm, 1.8, "7 4"));
        if (course.ImportantAt is not null)
            Entry(words.Important, (a, b) => sheet.Line(a, b, a + 18, b, sheet.Plum, 1.4, "1 4"));
        return y + 12;

        void Shade(double a, double b, double opacity) =>
            sheet.Svg.Add($"""<rect x="{a}" y="{b - 6}" width="18" height="12" fill="{sheet.Accent}" fill-opacity="{opacity}" stroke="{sheet.Accent}" stroke-width=".6"/>""");

        void Entry(string name, Action<double, double> mark)
        {
            var lines = TextMetrics.Wrap(name, width - 44, Size);
            var room = 26 + lines.Max(l => TextMetrics.Width(l, Size)) + 14;
            if (line > 0 && 8 + line + room > width)
            {
                line = 0;
                y += 22;
            }

            mark(8 + line, y - 4.5);
            y = sheet.Lines(8 + line + 26, y, lines, Size, sheet.Ink);
            line += room;
        }
    }
}
