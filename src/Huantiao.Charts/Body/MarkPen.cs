using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>Writes marks with their labels; each carries data-pick, the value that forms use.</summary>
internal sealed class MarkPen(Sheet sheet, BodyPaths paths, double size)
{
    private const double Radius = 0.6;

    public void Marks(IReadOnlyCollection<BodyMark> marks, IReadOnlyCollection<PlacedPoint> placed)
    {
        sheet.Svg.Add($"""<g class="marks" fill="{sheet.Paper}" stroke="{sheet.Ink}" stroke-width="{BodyPaths.Round(0.2 * size)}">""");
        foreach (var mark in marks)
        {
            if (placed.FirstOrDefault(p => p.Point.Code == mark.At.Code && p.Side == mark.At.Side) is not { } at)
                continue;
            sheet.Svg.Add($"""<g data-pick="{mark.At.ToString()}" data-shape="{mark.Shape.ToString()}">""");
            Shape(mark.Shape, paths.X(at.At.X), paths.Y(at.At.Y), BodyPaths.Round(Radius * size));
            Label(mark.Label, at.At);
            sheet.Svg.Add($"</g>");
        }

        sheet.Svg.Add($"</g>");
    }

    private void Shape(MarkShape shape, double x, double y, double r)
    {
        _ = shape switch
        {
            MarkShape.Disc => sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="{r}" fill="{sheet.Ink}"/>"""),
            MarkShape.Ring => sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="{r}"/>"""),
            MarkShape.DashedRing => sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="{r}" stroke-dasharray="{BodyPaths.Round(0.45 * size)} {BodyPaths.Round(0.3 * size)}"/>"""),
            MarkShape.Target => sheet.Svg.Add($"""<circle cx="{x}" cy="{y}" r="{r}"/><circle cx="{x}" cy="{y}" r="{r * 0.4}" fill="{sheet.Ink}"/>"""),
            MarkShape.Cross => sheet.Svg.Add($"""<path d="M{x - r} {y - r}l{2 * r} {2 * r}m{-2 * r} 0l{2 * r} {-2 * r}"/>"""),
            MarkShape.Square => sheet.Svg.Add($"""<path fill="{sheet.Accent}" d="M{x - r} {y - r}h{2 * r}v{2 * r}h{-2 * r}z"/>"""),
            _ => sheet.Svg.Add($"""<path fill="{sheet.Warm}" d="M{x} {y - (1.2 * r)}l{1.1 * r} {2 * r}h{-2.2 * r}z"/>"""),
        };
    }

    /// <summary>Outwards, away from the body's midline, where there is room.</summary>
    private void Label(string text, Place at)
    {
        var outwards = at.X < 0 ? -1 : 1;
        var (x, y) = (paths.X(at.X) + (outwards * 1.05 * size), paths.Y(at.Y) + (0.55 * size));
        sheet.Svg.Add($"""<text x="{BodyPaths.Round(x)}" y="{BodyPaths.Round(y)}" font-size="{BodyPaths.Round(1.6 * size)}" text-anchor="{(outwards < 0 ? "end" : "start")}" fill="{sheet.Ink}" stroke="{sheet.Paper}" stroke-width="{BodyPaths.Round(0.4 * size)}" stroke-linejoin="round" paint-order="stroke">{text}</text>""");
    }
}
