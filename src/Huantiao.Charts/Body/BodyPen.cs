using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>Writes a body chart: the body, and what belongs to its points.</summary>
/// <param name="mirrors">Whether the left of the drawing is the mirror image of its right: then one half is written, and the other refers to it.</param>
internal sealed partial class BodyPen(Sheet sheet, ChartWindow window, double units, bool mirrors)
{
    /// <summary>How often a weave repeats across a picture, whatever part of the body it shows.</summary>
    private const double TilesAcross = 40;

    private readonly BodyPaths _paths = new(window, units);

    /// <summary>Marks and lines keep nearly their size on the page when a part is enlarged: a whole body is 79 cun high, a hand 12.</summary>
    private readonly double _size = Math.Clamp(Math.Sqrt(window.Height / 79), 0.3, 1) * units;

    public void Figure(Figure figure)
    {
        sheet.Svg.Add($"""<g class="body" stroke-linejoin="round" stroke-linecap="round">""");
        PathKind? open = null;
        var parts = figure.Parts.Where(p => _paths.IsInWindow(p.Curve, figure.View.IsMirrored)).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (open != part.Path.Kind)
            {
                if (open is not null)
                    sheet.Svg.Add($"</g>");
                var (fill, stroke, thickness) = Style(part.Path.Kind);
                sheet.Svg.Add($"""<g fill="{fill}" stroke="{stroke}" stroke-width="{BodyPaths.Round(thickness * _size)}">""");
                open = part.Path.Kind;
            }

            // A path of both sides makes two parts, the second being the first one's mirror image.
            if (mirrors && i + 1 < parts.Count && parts[i + 1].Path == part.Path)
                sheet.Svg.Add(Twice(part.Path.Id, new SvgWriter().Add($"""<path id="{sheet.Id(part.Path.Id)}" d="{_paths.Data(parts[i++].Curve, false)}"/>""")));
            else
                sheet.Svg.Add($"""<path d="{_paths.Data(part.Curve, figure.View.IsMirrored)}"/>""");
        }

        sheet.Svg.Add(open is null ? new SvgWriter() : new SvgWriter().Add($"</g>")).Add($"</g>");
    }

    public void Channels(PointAtlas atlas, Figure figure, IReadOnlyCollection<PlacedPoint> placed)
    {
        sheet.Svg.Add($"""<g class="channels" fill="none" stroke="{sheet.Accent}" stroke-opacity=".45" stroke-width="{BodyPaths.Round(0.14 * _size)}" stroke-linejoin="round">""");
        if (mirrors)
        {
            sheet.Svg.Add(Twice("channels", Channels(atlas, figure, placed.Where(p => p.Side == figure.View.Side), sheet.Id("channels"))));
            sheet.Svg.Add(Channels(atlas, figure, placed.Where(p => p.Side == BodySide.Midline), null));
        }
        else
        {
            sheet.Svg.Add(Channels(atlas, figure, placed, null));
        }

        sheet.Svg.Add($"</g>");
    }

    private SvgWriter Channels(PointAtlas atlas, Figure figure, IEnumerable<PlacedPoint> placed, string? id)
    {
        var lines = new SvgWriter();
        if (id is not null)
            lines.Add($"""<g id="{id}">""");
        foreach (var meridian in atlas.Meridians.Where(m => m.PointCount is not null))
        {
            var sides = placed.Where(p => p.Point.Meridian == meridian.Code).GroupBy(p => p.Side);
            if (string.Concat(sides.Select(side => Runs(side, meridian, figure))) is { Length: > 0 } data)
                lines.Add($"""<path data-meridian="{meridian.Code}" d="{data}"/>""");
        }

        return id is null ? lines : lines.Add($"</g>");
    }

    /// <summary>What is written, and its mirror image on the other half of the body.</summary>
    private SvgWriter Twice(string part, SvgWriter half) =>
        half.Add($"""<use href="#{sheet.Id(part)}" transform="matrix(-1 0 0 1 {BodyPaths.Round(-2 * window.Left * units)} 0)"/>""");

    public void Cautions(IReadOnlyCollection<PlacedPoint> placed, BodySide side)
    {
        if (placed.Count == 0)
            return;
        sheet.Svg.Add($"""<g class="cautions" fill="none" stroke="{sheet.Warm}" stroke-width="{BodyPaths.Round(0.14 * _size)}" stroke-linejoin="round">""");
        if (mirrors)
        {
            sheet.Svg.Add(Twice("cautions", new SvgWriter().Add($"""<path id="{sheet.Id("cautions")}" d="{Triangles(placed.Where(p => p.Side == side))}"/>""")));
            sheet.Svg.Add($"""<path d="{Triangles(placed.Where(p => p.Side == BodySide.Midline))}"/>""");
        }
        else
        {
            sheet.Svg.Add($"""<path d="{Triangles(placed)}"/>""");
        }

        sheet.Svg.Add($"</g>");
    }

    private string Triangles(IEnumerable<PlacedPoint> placed) => string.Concat(placed.Select(p => _paths.Triangle(p.At, 0.56 * _size)));

    public void Points(PointAtlas atlas, IReadOnlyCollection<PlacedPoint> placed, BodyChartContent content)
    {
        sheet.Svg.Add($"""<g class="points" fill="{sheet.Paper}" stroke="{sheet.Accent}" stroke-width="{BodyPaths.Round(0.13 * _size)}">""");
        foreach (var point in placed)
        {
            var code = point.Point.Code;
            if (content.LinkPrefix is { } prefix)
                sheet.Svg.Add($"<a href=\"{prefix + code}\" data-code=\"{code}\"");
            else
                sheet.Svg.Add($"<g data-code=\"{code}\"");
            var side = content.Word(point.Side);
            if (side is not null)
                sheet.Svg.Add($" data-side=\"{(point.Side == BodySide.Left ? "L" : "R")}\"");
            // Only a link has a name of its own; marks of one picture are told by what stands beside it.
            if (content.LinkPrefix is not null)
                sheet.Svg.Add($" aria-label=\"{(side is null ? code : code + " " + side)}\"");
            sheet.Svg.Add($">");
            Mark(point.At, code, content.Picked.Contains(code), atlas.IsForReview(point.Point));
            if (content.LinkPrefix is null)
                sheet.Svg.Add($"</g>");
            else
                sheet.Svg.Add($"</a>");
        }

        sheet.Svg.Add($"</g>");
    }

    public void Shades(string id, Figure figure, IReadOnlyCollection<BodyShade> shades) => new ShadePen(sheet, _paths, id, units, window.Width * units / TilesAcross).Shades(figure, shades);

    public void Marks(IReadOnlyCollection<BodyMark> marks, IReadOnlyCollection<PlacedPoint> placed) => new MarkPen(sheet, _paths, _size).Marks(marks, placed);

    public string Finish(bool hasLinks) => sheet.Finish("body", window.Width * units, window.Height * units, hasLinks ? "group" : "img");

    private void Mark(Place at, string code, bool isPicked, bool isForReview)
    {
        var radius = BodyPaths.Round((isPicked ? 0.55 : 0.3) * _size);
        if (isForReview)
            sheet.Svg.Add($"<circle ");
        else
            sheet.Svg.Add($"""<circle fill="{sheet.Accent}" """);
        sheet.Svg.Add($"""cx="{_paths.X(at.X)}" cy="{_paths.Y(at.Y)}" r="{radius}"/>""");
        if (isPicked)
        {
            var (x, y, size) = (_paths.X(at.X) + (0.95 * _size), _paths.Y(at.Y) + (0.55 * _size), 1.7 * _size);
            sheet.Svg.Add($"""<text x="{BodyPaths.Round(x)}" y="{BodyPaths.Round(y)}" font-size="{BodyPaths.Round(size)}" fill="{sheet.Ink}" stroke="none">{code}</text>""");
        }
    }

    /// <summary>Lines through points that follow each other by number; a point that the view does not show interrupts them, as does a way that would leave the body.</summary>
    private string Runs(IEnumerable<PlacedPoint> side, Meridian meridian, Figure figure)
    {
        var runs = new List<List<Place>>();
        PlacedPoint? last = null;
        foreach (var point in side)
        {
            var goesOn = last is not null && point.Point.Number == last.Point.Number + 1 && !meridian.BreaksAfter.Contains(last.Point.Number!.Value)
                && figure.Holds(new((last.At.X + point.At.X) / 2, (last.At.Y + point.At.Y) / 2));
            if (!goesOn)
                runs.Add([]);
            runs[^1].Add(point.At);
            last = point;
        }

        return string.Concat(runs.Where(r => r.Count > 1).Select(_paths.Polyline));
    }

    private (string Fill, string Stroke, double Thickness) Style(PathKind kind) => kind switch
    {
        PathKind.Skin => (sheet.Tint, sheet.Muted, 0.2),
        PathKind.Hair => (sheet.Rule, sheet.Muted, 0.13),
        PathKind.Line => ("none", sheet.Muted, 0.14),
        PathKind.Dot => (sheet.Muted, "none", 0.1),
        _ => ("none", sheet.Rule, 0.16),
    };
}
