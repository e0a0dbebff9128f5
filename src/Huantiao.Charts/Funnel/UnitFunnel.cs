using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>How far from the target a unit stands.</summary>
public enum UnitStanding
{
    Unknown,

    /// <summary>Too few people for a place; drawn open.</summary>
    TooFew,
    Within,

    /// <summary>Beyond the inner limits.</summary>
    Outside,

    /// <summary>Beyond the outer limits.</summary>
    FarOutside,
}

/// <summary>One unit.</summary>
/// <param name="People">At least 0.</param>
/// <param name="Share">0 to 1.</param>
public sealed record UnitPoint(string Label, int People, double Share, UnitStanding Standing);

/// <summary>Limits at one number of people; shares from 0 to 1.</summary>
public sealed record UnitLimits(double People, double InnerLower, double InnerUpper, double OuterLower, double OuterUpper);

/// <summary>Words of a funnel of units.</summary>
public sealed record UnitFunnelWords(
    string Unit, string People, string Share, string Target, string Inner, string Outer, string Within, string Outside, string FarOutside, string TooFew, string NoLimits);

/// <summary>Shares of units by their number of people, with the room that chance needs. All numbers are worked out elsewhere.</summary>
public sealed record UnitFunnel
{
    public required UnitFunnelWords Words { get; init; }
    public required ImmutableArray<UnitPoint> Points { get; init; }

    /// <summary>0 to 1; null where there is none, and no limits.</summary>
    public double? Target { get; init; }

    /// <summary>In the order of people; empty where there is no target.</summary>
    public ImmutableArray<UnitLimits> Limits { get; init; } = [];

    internal void Check()
    {
        if (Points.IsDefaultOrEmpty)
            throw new ArgumentException("A funnel shows at least one unit.");
        foreach (var point in Points)
        {
            if (!(point.Share is >= 0 and <= 1) || point.People < 0)
                throw new ArgumentException($"'{point.Label}' cannot be drawn: {point.Share} of {point.People}.");
        }

        if (Target is { } target && !(target is >= 0 and <= 1))
            throw new ArgumentException("The target is a share.");
        for (var i = 0; i < Limits.Length; i++)
        {
            var at = Limits[i];
            if (!(0 <= at.OuterLower && at.OuterLower <= at.InnerLower && at.InnerLower <= at.InnerUpper && at.InnerUpper <= at.OuterUpper && at.OuterUpper <= 1) || (i > 0 && !(at.People > Limits[i - 1].People)))
                throw new ArgumentException("Limits lie inside each other, and their people grow.");
        }
    }
}

/// <summary>
/// Draws a funnel of units' shares (Spiegelhalter 2005): people across, share upward, limits closing in on the target. No ranking: units are named in the table alone, beyond the limits by their shape as well.
/// </summary>
public static class UnitFunnelPlot
{
    private const double Width = 360;
    private const double Left = 52;
    private const double Right = 352;
    private const double Top = 14;
    private const double Bottom = 236;
    private const double Size = 13;

    public static string Draw(UnitFunnel funnel, ChartFrame frame)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        ArgumentNullException.ThrowIfNull(frame);
        frame.Check();
        funnel.Check();
        var sheet = new Sheet(frame);
        var (x, y) = Axes(funnel);
        if (!funnel.Limits.IsEmpty)
        {
            Area(sheet, funnel.Limits, x, y, l => l.OuterLower, l => l.OuterUpper, 0.45, "2 3");
            Area(sheet, funnel.Limits, x, y, l => l.InnerLower, l => l.InnerUpper, 1, "6 4");
        }

        if (funnel.Target is { } target)
            sheet.Line(Left, y.Place(100 * target), Right, y.Place(100 * target), sheet.Accent, 1.6);
        var bottom = Grid(funnel, sheet, x, y);
        foreach (var point in funnel.Points)
            Point(sheet, x.Place(point.People), y.Place(100 * point.Share), point.Standing);
        return sheet.Finish("units", Width, Legend(funnel, sheet, bottom + 24));
    }

    /// <summary>The same units as a table.</summary>
    public static ChartTable Table(UnitFunnel funnel, string caption)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        funnel.Check();
        var words = funnel.Words;
        return new(caption, [words.Unit, words.People, words.Share, words.Target],
        [
            .. funnel.Points.Select(p => ImmutableArray.Create(p.Label, Numerals.Format(p.People, 0), Numerals.Percent(100 * p.Share), p.Standing switch
            {
                UnitStanding.Within => words.Within,
                UnitStanding.Outside => words.Outside,
                UnitStanding.FarOutside => words.FarOutside,
                _ => words.TooFew,
            })),
        ]);
    }

    internal static (Axis X, Axis Y) Axes(UnitFunnel funnel) =>
        (new Axis(AxisKind.Linear, 0, Math.Max(10, funnel.Points.Max(p => p.People) * 1.06), Left, Right), new Axis(AxisKind.Linear, 0, 100, Bottom, Top));

    private static void Area(Sheet sheet, ImmutableArray<UnitLimits> limits, Axis x, Axis y, Func<UnitLimits, double> lower, Func<UnitLimits, double> upper, double opacity, string dash)
    {
        string Curve(Func<UnitLimits, double> at, IEnumerable<UnitLimits> along)
        {
            var path = new SvgWriter();
            var first = true;
            foreach (var limit in along.Where(l => x.Holds(l.People)))
            {
                path.Add($"{(first ? "M" : "L")}{x.Place(limit.People)} {y.Place(100 * at(limit))}");
                first = false;
            }

            return path.ToString();
        }

        var (low, high, back) = (Curve(lower, limits), Curve(upper, limits), Curve(upper, limits.Reverse()));
        sheet.Svg.Add($"""<path d="{low}L{back[1..]}Z" fill="{sheet.Tint}" fill-opacity="{opacity}"/>""");
        foreach (var line in (ReadOnlySpan<string>)[low, high])
            sheet.Svg.Add($"""<path d="{line}" fill="none" stroke="{sheet.Muted}" stroke-dasharray="{dash}"/>""");
    }

    private static double Grid(UnitFunnel funnel, Sheet sheet, Axis x, Axis y)
    {
        sheet.Svg.Add($"""<path d="M{Left} {Top}V{Bottom}H{Right}" fill="none" stroke="{sheet.Ink}"/>""");
        foreach (var tick in Ticks.Of(AxisKind.Linear, 0, 100, 6))
        {
            sheet.Line(Left - 5, y.Place(tick.Value), Left, y.Place(tick.Value), sheet.Ink);
            sheet.Text(Left - 8, y.Place(tick.Value) + 4.5, tick.Label + "%", Size, sheet.Ink, Anchor.End);
        }

        foreach (var tick in Ticks.Of(AxisKind.Linear, x.Min, x.Max, 5))
        {
            sheet.Line(x.Place(tick.Value), Bottom, x.Place(tick.Value), Bottom + 5, sheet.Ink);
            sheet.Text(x.Place(tick.Value), Bottom + 19, tick.Label, Size, sheet.Ink, Anchor.Middle);
        }

        var below = sheet.Lines((Left + Right) / 2, Bottom + 38, TextMetrics.Wrap(funnel.Words.People, Right - Left, Size), Size, sheet.Ink, Anchor.Middle);
        return sheet.Lines((Left + Right) / 2, below + 18, TextMetrics.Wrap(funnel.Words.Share, Right - Left, Size), Size, sheet.Muted, Anchor.Middle);
    }

    private static void Point(Sheet sheet, double x, double y, UnitStanding standing)
    {
        switch (standing)
        {
            case UnitStanding.FarOutside:
                sheet.Svg.Add($"""<path d="M{x} {y - 7}L{x + 7} {y}L{x} {y + 7}L{x - 7} {y}Z" fill="{sheet.Warm}" stroke="{sheet.Paper}"/>""");
                break;
            case UnitStanding.Outside:
                sheet.Svg.Add($"""<path d="M{x} {y - 6}L{x + 6} {y + 5}H{x - 6}Z" fill="{sheet.Blue}" stroke="{sheet.Paper}"/>""");
                break;
            case UnitStanding.Within:
                sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="4.3" fill="{sheet.Ink}" stroke="{sheet.Paper}"/>""");
                break;
            default:
                sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="4.3" fill="{sheet.Paper}" stroke="{sheet.Ink}" stroke-width="1.5"/>""");
                break;
        }
    }

    private static double Legend(UnitFunnel funnel, Sheet sheet, double y)
    {
        var words = funnel.Words;
        if (funnel.Target is null)
            return sheet.Lines(8, y, TextMetrics.Wrap(words.NoLimits, Width - 16, Size), Size, sheet.Ink) + 12;
        Entry(words.Target, at => sheet.Line(8, at, 24, at, sheet.Accent, 1.6));
        Entry(words.Inner, at => sheet.Line(8, at, 24, at, sheet.Muted, 1, "6 4"));
        Entry(words.Outer, at => sheet.Line(8, at, 24, at, sheet.Muted, 1, "2 3"));
        foreach (var (standing, name) in new[] { (UnitStanding.Within, words.Within), (UnitStanding.Outside, words.Outside), (UnitStanding.FarOutside, words.FarOutside), (UnitStanding.TooFew, words.TooFew) })
        {
            if (funnel.Points.Any(p => p.Standing == standing))
                Entry(name, at => Point(sheet, 16, at, standing));
        }

        return y - 10;

        void Entry(string name, Action<double> draw)
        {
            draw(y - 4.5);
            y = sheet.Lines(32, y, TextMetrics.Wrap(name, Width - 40, Size), Size, sheet.Ink) + 22;
        }
    }
}
