using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>
/// Draws a contour-enhanced funnel plot: estimate across, standard error downward, regions of the two-sided p of each place centred on no
/// effect (Peters et al., J Clin Epidemiol 2008;61:991), and pseudo confidence lines centred on the pooled estimate (Sterne &amp; Egger 2001).
/// </summary>
public static class FunnelPlot
{
    /// <summary>Standard normal quantiles at .95, .975 and .995.</summary>
    internal const double Z10 = 1.6448536269514722;
    internal const double Z05 = 1.959963984540054;
    internal const double Z01 = 2.5758293035489004;

    private const double Width = 360;
    private const double Left = 48;
    private const double Right = 352;
    private const double Top = 14;
    private const double Bottom = 256;
    private const double Size = 13;

    public static string Draw(Funnel funnel, ChartFrame frame)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        ArgumentNullException.ThrowIfNull(frame);
        frame.Check();
        funnel.Check();
        var sheet = new Sheet(frame);
        var (x, y) = Axes(funnel);
        Regions(frame.Id, sheet, x, y);
        var bottom = Grid(funnel, sheet, x, y);
        Lines(funnel, frame.Id, sheet, x, y);
        foreach (var point in funnel.Points)
            Point(sheet, x.Place(point.Estimate), y.Place(point.StandardError), point.Filled);
        return sheet.Finish("funnel", Width, Legend(funnel, sheet, bottom + 4));
    }

    /// <summary>The same studies as a table; estimates on the natural scale.</summary>
    public static ChartTable Table(Funnel funnel, string caption)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        funnel.Check();
        var words = funnel.Words;
        return new(caption, [words.Study, words.Effect, words.StandardError, $"{words.Observed} / {words.FilledIn}"],
        [
            .. funnel.Points.Select(p => ImmutableArray.Create(
                p.Label, Numerals.Format(Natural(funnel, p.Estimate), funnel.Decimals), Numerals.Format(p.StandardError, Math.Max(funnel.Decimals, 2)),
                p.Filled ? words.FilledIn : words.Observed)),
        ]);
    }

    internal static (Axis X, Axis Y) Axes(Funnel funnel)
    {
        var steepest = funnel.Points.Max(p => p.StandardError);
        if (steepest <= 0)
            steepest = 1;
        var y = new Axis(AxisKind.Linear, 0, steepest * 1.08, Top, Bottom);
        var values = funnel.Points.Select(p => p.Estimate).Append(funnel.Pooled).Append(0).Append(funnel.Pooled - (Z05 * steepest)).Append(funnel.Pooled + (Z05 * steepest)).ToList();
        var pad = (values.Max() - values.Min()) * 0.04;
        return (new Axis(AxisKind.Linear, values.Min() - pad, values.Max() + pad, Left, Right), y);
    }

    private static double Natural(Funnel funnel, double value) => funnel.Axis == AxisKind.Log ? Math.Exp(value) : value;

    /// <summary>From the least to the most significant: the darker, the more so; each border is a line as well.</summary>
    private static void Regions(string id, Sheet sheet, Axis x, Axis y)
    {
        sheet.Svg.Add($"""<clipPath id="{id}-c"><path d="M{Left} {Top}H{Right}V{Bottom}H{Left}Z"/></clipPath><g clip-path="url(#{id}-c)">""");
        sheet.Svg.Add($"""<rect x="{Left}" y="{Top}" width="{Right - Left}" height="{Bottom - Top}" fill="{sheet.Muted}" fill-opacity=".3"/>""");
        foreach (var (z, paper) in new[] { (Z01, 0.45), (Z05, 0.55), (Z10, 1.0) })
            sheet.Svg.Add($"""<path d="{Cone(0, z, x, y)}" fill="{sheet.Paper}" fill-opacity="{paper}" stroke="{sheet.Rule}"/>""");
        sheet.Svg.Add($"</g>");
    }

    /// <summary>Open at its foot: two slopes from a top at standard error 0, and an area when it is filled.</summary>
    private static string Cone(double apex, double z, Axis x, Axis y)
    {
        var reach = z * y.Max;
        var path = new SvgWriter();
        return path.Add($"M{x.Place(apex - reach)} {Bottom}L{x.Place(apex)} {y.Place(0)}L{x.Place(apex + reach)} {Bottom}").ToString();
    }

    private static double Grid(Funnel funnel, Sheet sheet, Axis x, Axis y)
    {
        sheet.Svg.Add($"""<path d="M{Left} {Top}V{Bottom}H{Right}" fill="none" stroke="{sheet.Ink}"/>""");
        foreach (var tick in Ticks.Of(AxisKind.Linear, y.Min, y.Max, 5))
        {
            sheet.Line(Left - 5, y.Place(tick.Value), Left, y.Place(tick.Value), sheet.Ink);
            sheet.Text(Left - 8, y.Place(tick.Value) + 4.5, tick.Label, Size, sheet.Ink, Anchor.End);
        }

        foreach (var tick in Ticks.Of(funnel.Axis, Natural(funnel, x.Min), Natural(funnel, x.Max), 5))
        {
            var at = x.Place(funnel.Axis == AxisKind.Log ? Math.Log(tick.Value) : tick.Value);
            sheet.Line(at, Bottom, at, Bottom + 5, sheet.Ink);
            sheet.Text(at, Bottom + 19, tick.Label, Size, sheet.Ink, Anchor.Middle);
        }

        var middle = (Top + Bottom) / 2;
        sheet.Svg.Add($"""<text x="13" y="{middle}" font-size="13" text-anchor="middle" transform="rotate(-90 13 {middle})">{funnel.Words.StandardError}</text>""");
        return sheet.Lines((Left + Right) / 2, Bottom + 38, TextMetrics.Wrap(funnel.Words.Effect, Right - Left, Size), Size, sheet.Ink, Anchor.Middle);
    }

    private static void Lines(Funnel funnel, string id, Sheet sheet, Axis x, Axis y)
    {
        var z = funnel.Level switch { 90 => Z10, 99 => Z01, _ => Z05 };
        sheet.Svg.Add($"""<g clip-path="url(#{id}-c)"><path d="{Cone(funnel.Pooled, z, x, y)}" fill="none" stroke="{sheet.Accent}" stroke-width="1.3" stroke-dasharray="6 4"/></g>""");
        sheet.Line(x.Place(0), Top, x.Place(0), Bottom, sheet.Ink);
        sheet.Line(x.Place(funnel.Pooled), Top, x.Place(funnel.Pooled), Bottom, sheet.Accent, 1.6);
    }

    private static void Point(Sheet sheet, double x, double y, bool filled)
    {
        if (filled)
            sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="4.3" fill="{sheet.Paper}" stroke="{sheet.Ink}" stroke-width="1.5"/>""");
        else
            sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="4.3" fill="{sheet.Ink}" stroke="{sheet.Paper}"/>""");
    }

    /// <summary>Marks and shades with their names, as many on a line as fit; returns the height of the drawing.</summary>
    private static double Legend(Funnel funnel, Sheet sheet, double y)
    {
        var words = funnel.Words;
        var line = 0.0;
        y += 20;
        Entry(words.Observed, (a, b) => Point(sheet, a + 8, b, false));
        if (funnel.Points.Any(p => p.Filled))
            Entry(words.FilledIn, (a, b) => Point(sheet, a + 8, b, true));
        Entry(words.Pooled, (a, b) => sheet.Line(a, b, a + 16, b, sheet.Accent, 1.6));
        foreach (var (name, papers) in new[] { (words.P10, new[] { 0.45, 0.55, 1.0 }), (words.P05, [0.45, 0.55]), (words.P01, [0.45]), (words.Below01, []) })
            Entry(name, (a, b) => Shade(a, b, papers));
        return y + 12;

        void Entry(string name, Action<double, double> mark)
        {
            var lines = TextMetrics.Wrap(name, Width - 40, Size);
            var room = 24 + lines.Max(l => TextMetrics.Width(l, Size)) + 14;
            if (line > 0 && 8 + line + room > Width)
            {
                line = 0;
                y += 22;
            }

            mark(8 + line, y - 4.5);
            y = sheet.Lines(8 + line + 24, y, lines, Size, sheet.Ink);
            line += room;
        }

        void Shade(double a, double b, double[] papers)
        {
            sheet.Svg.Add($"""<rect x="{a}" y="{b - 6}" width="16" height="12" fill="{sheet.Muted}" fill-opacity=".3"/>""");
            foreach (var paper in papers)
                sheet.Svg.Add($"""<rect x="{a}" y="{b - 6}" width="16" height="12" fill="{sheet.Paper}" fill-opacity="{paper}" stroke="{sheet.Rule}"/>""");
        }
    }
}
