using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>
/// Draws a control chart: periods across, the middle as a line, limits as steps around it. A point that is more than chance is a diamond in another colour: shape and colour both say it.
/// </summary>
public static class ControlPlot
{
    private const double Width = 360;
    private const double Left = 48;
    private const double Right = 352;
    private const double Top = 14;
    private const double Bottom = 226;
    private const double Size = 13;

    // Labels of periods that fit beside each other.
    private const double LabelRoom = 58;

    public static string Draw(ControlPicture picture, ChartFrame frame)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(frame);
        frame.Check();
        picture.Check();
        var sheet = new Sheet(frame);
        var y = Upright(picture);
        Limits(picture, sheet, y);
        var bottom = Grid(picture, sheet, y);
        Values(picture, sheet, y);
        return sheet.Finish("control", Width, Legend(picture, sheet, bottom));
    }

    /// <summary>The same periods as a table.</summary>
    public static ChartTable Table(ControlPicture picture, string caption)
    {
        ArgumentNullException.ThrowIfNull(picture);
        picture.Check();
        var words = picture.Words;
        string Number(double? value) => value is { } known ? Numerals.Format(known, picture.Decimals) : words.None;
        return new(caption, [words.Period, words.Value, words.Limits, $"{words.Flagged} / {words.NotFlagged}"],
        [
            .. picture.Marks.Select(m => ImmutableArray.Create(
                m.Period, Number(m.Value), m.Lower is null ? words.None : $"{Number(m.Lower)} – {Number(m.Upper)}", m.Lower is null ? words.None : m.Flagged ? words.Flagged : words.NotFlagged)),
        ]);
    }

    internal static double Across(ControlPicture picture, int place) => Left + 10 + ((Right - Left - 20) * (picture.Marks.Length == 1 ? 0.5 : (double)place / (picture.Marks.Length - 1)));

    internal static Axis Upright(ControlPicture picture)
    {
        var values = picture.Marks.SelectMany(m => (double?[])[m.Value, m.Lower, m.Upper]).Append(picture.Middle).OfType<double>().ToArray();
        var (low, high) = values.Length == 0 ? (0, 1) : (values.Min(), values.Max());
        var pad = high > low ? (high - low) * 0.08 : Math.Max(1, Math.Abs(high) * 0.1);
        var (from, to) = (low - pad, high + pad);
        if (picture.Bounds is { } bounds && bounds.Lower < bounds.Upper && low >= bounds.Lower && high <= bounds.Upper)
            (from, to) = (Math.Max(from, bounds.Lower), Math.Min(to, bounds.Upper));
        return new Axis(AxisKind.Linear, from, to, Bottom, Top);
    }

    private static void Limits(ControlPicture picture, Sheet sheet, Axis y)
    {
        var half = picture.Marks.Length == 1 ? 10 : (Right - Left - 20) / (picture.Marks.Length - 1) / 2;
        for (var i = 0; i < picture.Marks.Length; i++)
        {
            if (picture.Marks[i] is not { Lower: { } lower, Upper: { } upper })
                continue;
            var (from, to) = (Math.Max(Left, Across(picture, i) - half), Math.Min(Right, Across(picture, i) + half));
            sheet.Svg.Add($"""<rect x="{from}" y="{y.Place(upper)}" width="{to - from}" height="{y.Place(lower) - y.Place(upper)}" fill="{sheet.Tint}"/>""");
            sheet.Line(from, y.Place(upper), to, y.Place(upper), sheet.Muted, 1, "4 3");
            sheet.Line(from, y.Place(lower), to, y.Place(lower), sheet.Muted, 1, "4 3");
        }

        if (picture.Middle is { } middle)
            sheet.Line(Left, y.Place(middle), Right, y.Place(middle), sheet.Accent, 1.6);
    }

    private static double Grid(ControlPicture picture, Sheet sheet, Axis y)
    {
        sheet.Svg.Add($"""<path d="M{Left} {Top}V{Bottom}H{Right}" fill="none" stroke="{sheet.Ink}"/>""");
        foreach (var tick in Ticks.Of(AxisKind.Linear, y.Min, y.Max, 5))
        {
            sheet.Line(Left - 5, y.Place(tick.Value), Left, y.Place(tick.Value), sheet.Ink);
            sheet.Text(Left - 8, y.Place(tick.Value) + 4.5, tick.Label, Size, sheet.Ink, Anchor.End);
        }

        var every = Math.Max(1, (int)Math.Ceiling(picture.Marks.Length * LabelRoom / (Right - Left)));
        for (var i = 0; i < picture.Marks.Length; i += every)
        {
            var at = Across(picture, i);
            sheet.Line(at, Bottom, at, Bottom + 5, sheet.Ink);
            // The last label would else run out of the drawing.
            sheet.Text(at, Bottom + 19, picture.Marks[i].Period, Size, sheet.Ink, at > Right - (LabelRoom / 2) ? Anchor.End : at < LabelRoom / 2 ? Anchor.Start : Anchor.Middle);
        }

        var middle = (Top + Bottom) / 2;
        sheet.Svg.Add($"""<text x="13" y="{middle}" font-size="13" text-anchor="middle" transform="rotate(-90 13 {middle})">{picture.Words.Quantity}</text>""");
        return sheet.Lines((Left + Right) / 2, Bottom + 38, TextMetrics.Wrap(picture.Words.Period, Right - Left, Size), Size, sheet.Ink, Anchor.Middle);
    }

    private static void Values(ControlPicture picture, Sheet sheet, Axis y)
    {
        for (var i = 1; i < picture.Marks.Length; i++)
        {
            if (picture.Marks[i - 1].Value is { } before && picture.Marks[i].Value is { } now)
                sheet.Line(Across(picture, i - 1), y.Place(before), Across(picture, i), y.Place(now), sheet.Ink, 1.2);
        }

        for (var i = 0; i < picture.Marks.Length; i++)
        {
            if (picture.Marks[i].Value is { } value)
                Mark(sheet, Across(picture, i), y.Place(value), picture.Marks[i].Flagged);
        }
    }

    private static void Mark(Sheet sheet, double x, double y, bool flagged)
    {
        if (flagged)
            sheet.Svg.Add($"""<path d="M{x} {y - 7}L{x + 7} {y}L{x} {y + 7}L{x - 7} {y}Z" fill="{sheet.Warm}" stroke="{sheet.Paper}"/>""");
        else
            sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="3.6" fill="{sheet.Ink}" stroke="{sheet.Paper}"/>""");
    }

    private static double Legend(ControlPicture picture, Sheet sheet, double y)
    {
        var words = picture.Words;
        y += 24;
        if (picture.Middle is null)
            return sheet.Lines(8, y, TextMetrics.Wrap(words.NoLimits, Width - 16, Size), Size, sheet.Ink) + 12;
        Entry(words.Middle, at => sheet.Line(8, at, 24, at, sheet.Accent, 1.6));
        Entry(words.Limits, at =>
        {
            sheet.Svg.Add($"""<rect x="8" y="{at - 6}" width="16" height="12" fill="{sheet.Tint}"/>""");
            sheet.Line(8, at - 6, 24, at - 6, sheet.Muted, 1, "4 3");
        });
        if (picture.Marks.Any(m => m.Flagged))
            Entry(words.Flagged, at => Mark(sheet, 16, at, true));
        return y - 10;

        void Entry(string name, Action<double> draw)
        {
            draw(y - 4.5);
            y = sheet.Lines(32, y, TextMetrics.Wrap(name, Width - 40, Size), Size, sheet.Ink) + 22;
        }
    }
}
