using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>Writes the layers of a body chart.</summary>
internal sealed class BodyPen(Sheet sheet, ChartWindow window, double units)
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
        foreach (var part in figure.Parts.Where(p => _paths.IsInWindow(p.Curve, figure.View.IsMirrored)))
        {
            if (open != part.Path.Kind)
            {
                if (open is not null)
                    sheet.Svg.Add($"</g>");
                var (fill, stroke, thickness) = Style(part.Path.Kind);
                sheet.Svg.Add($"""<g fill="{fill}" stroke="{stroke}" stroke-width="{BodyPaths.Round(thickness * _size)}">""");
                open = part.Path.Kind;
            }

            sheet.Svg.Add($"""<path d="{_paths.Data(part.Curve, figure.View.IsMirrored)}"/>""");
        }

        sheet.Svg.Add(open is null ? new SvgWriter() : new SvgWriter().Add($"</g>")).Add($"</g>");
    }

    public void Channels(PointAtlas atlas, Figure figure, IReadOnlyCollection<PlacedPoint> placed)
    {
        sheet.Svg.Add($"""<g class="channels" fill="none" stroke="{sheet.Accent}" stroke-opacity=".45" stroke-width="{BodyPaths.Round(0.14 * _size)}" stroke-linejoin="round">""");
        foreach (var meridian in atlas.Meridians.Where(m => m.PointCount is not null))
        {
            var sides = placed.Where(p => p.Point.Meridian == meridian.Code).GroupBy(p => p.Side);
            if (string.Concat(sides.Select(side => Runs(side, meridian, figure))) is { Length: > 0 } data)
                sheet.Svg.Add($"""<path data-meridian="{meridian.Code}" d="{data}"/>""");
        }

        sheet.Svg.Add($"</g>");
    }

    /// <summary>Areas are told apart by their edges and the name inside, not by colour.</summary>
    public void Areas(IEnumerable<PlacedLayer> layers)
    {
        sheet.Svg.Add($"""<g class="dermatomes" fill="{sheet.Warm}" fill-opacity=".12" stroke="{sheet.Warm}" stroke-width="{BodyPaths.Round(0.12 * _size)}" stroke-dasharray="{BodyPaths.Round(0.5 * _size)} {BodyPaths.Round(0.3 * _size)}" stroke-linejoin="round">""");
        var shown = layers.Where(l => l.Places.Any(window.Holds)).ToList();
        foreach (var layer in shown)
            sheet.Svg.Add($"""<path data-layer="{layer.Layer.Id}" d="{_paths.Ring(layer.Places)}"/>""");
        sheet.Svg.Add($"""<g font-size="{BodyPaths.Round(1.6 * _size)}" text-anchor="middle" fill="{sheet.Ink}" fill-opacity="1" stroke="none">""");
        foreach (var pieces in shown.GroupBy(l => (l.Layer.Id, l.Side)))
            Name(pieces.MaxBy(p => BodyPaths.Breadth(p.Places) * p.Places.Length)!);
        sheet.Svg.Add($"</g></g>");
    }

    /// <summary>The name inside an area; a sliver at the body's edge stays without.</summary>
    private void Name(PlacedLayer piece)
    {
        if (BodyPaths.Breadth(piece.Places) * units < 1.3 * _size)
            return;
        var (x, y) = (piece.Places.Average(p => p.X), piece.Places.Average(p => p.Y));
        sheet.Svg.Add($"""<text x="{_paths.X(x)}" y="{_paths.Y(y)}">{piece.Layer.Id}</text>""");
    }

    public void Courses(IEnumerable<PlacedLayer> layers)
    {
        sheet.Svg.Add($"""<g class="nerves" fill="none" stroke="{sheet.Warm}" stroke-width="{BodyPaths.Round(0.34 * _size)}" stroke-opacity=".7" stroke-linecap="round">""");
        foreach (var layer in layers.Where(l => l.Places.Any(window.Holds)))
            sheet.Svg.Add($"""<path data-layer="{layer.Layer.Id}" d="{_paths.Data(Curve.Along(layer.Places), false)}"/>""");
        sheet.Svg.Add($"</g>");
    }

    public void Cautions(IEnumerable<PlacedPoint> placed)
    {
        var data = string.Concat(placed.Select(p => _paths.Triangle(p.At, 0.56 * _size)));
        sheet.Svg.Add($"""<path class="cautions" fill="none" stroke="{sheet.Warm}" stroke-width="{BodyPaths.Round(0.14 * _size)}" stroke-linejoin="round" d="{data}"/>""");
    }

    public void Points(PointAtlas atlas, IReadOnlyCollection<PlacedPoint> placed, BodyChartContent content)
    {
        sheet.Svg.Add($"""<g class="points" fill="{sheet.Paper}" stroke="{sheet.Accent}" stroke-width="{BodyPaths.Round(0.13 * _size)}">""");
        foreach (var point in placed)
        {
            var code = point.Point.Code;
            if (content.LinkPrefix is { } prefix)
                sheet.Svg.Add($"""<a href="{prefix + code}" """);
            else
                sheet.Svg.Add($"<g ");
            sheet.Svg.Add($"""data-code="{code}" """);
            if (content.Word(point.Side) is { } side)
                sheet.Svg.Add($"""data-side="{(point.Side == BodySide.Left ? "L" : "R")}" aria-label="{code} {side}">""");
            else
                sheet.Svg.Add($"""aria-label="{code}">""");
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
        var radius = BodyPaths.Round((isPicked ? 0.55 : 0.28) * _size);
        sheet.Svg.Add($"""<circle cx="{_paths.X(at.X)}" cy="{_paths.Y(at.Y)}" r="{radius}" """);
        if (!isForReview)
            sheet.Svg.Add($"""fill="{sheet.Accent}" """);
        sheet.Svg.Add($"/>");
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
