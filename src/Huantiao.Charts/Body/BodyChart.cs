using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>
/// Draws a view of the body with its points. Ten units of the drawing are one cun. A full mark stands where its place follows from the
/// measured proportions alone, a ring where a clinician has still to confirm it. Layers are groups with the classes body, dermatomes,
/// nerves, channels, cautions and points; each mark carries data-code and data-side, each area and course data-layer.
/// </summary>
public static class BodyChart
{
    private const double UnitsPerCun = 10;

    public static string Draw(PointAtlas atlas, BodyView view, BodyWidth width, BodyChartContent content, ChartFrame frame)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(frame);
        frame.Check();
        var window = content.WindowOn(view);
        var figure = Figure.Of(view, width);
        var placed = Shown(Placement.On(atlas, figure), content, window);
        var pen = new BodyPen(new(frame), window, UnitsPerCun, view.IsSymmetric && content.Window is null);
        pen.Figure(figure);
        var layers = content.Dermatomes || content.Nerves ? LayerPlacement.On(atlas, figure) : [];
        var room = new NameRoom(figure, window);
        if (content.Dermatomes)
            pen.Areas(layers.Where(l => l.Layer.Kind == "dermatome"), figure, room, content.Language);
        if (content.Nerves)
            pen.Courses(layers.Where(l => l.Layer.Kind == "nerve"), figure, room, content.Language);
        if (content.IsDrawnOn || !content.Shades.IsEmpty)
            pen.Shades(frame.Id, figure, content.Shades);
        if (content.Channels)
            pen.Channels(atlas, figure, placed);
        if (content.Cautions)
            pen.Cautions([.. placed.Where(p => IsHighlyDangerous(p.Point))], view.Side);
        if (content.Points)
            pen.Points(atlas, placed, content);
        if (!content.Marks.IsEmpty)
            pen.Marks(content.Marks, Placement.On(atlas, figure));
        return pen.Finish(content.LinkPrefix is not null && content.Points);
    }

    /// <summary>The same points as a table, each once, with where it is in words.</summary>
    /// <param name="headers">Heads of code, name, region and place.</param>
    public static ChartTable Table(PointAtlas atlas, BodyView view, BodyWidth width, BodyChartContent content, string language, string caption, ImmutableArray<string> headers)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(content);
        var window = content.WindowOn(view);
        var points = Shown(Placement.Of(atlas, view, width), content, window).Select(p => p.Point).DistinctBy(p => p.Code, StringComparer.Ordinal);
        return new(caption, headers, [.. points.Select(p => ImmutableArray.Create(
            p.Code, $"{p.Pinyin} {p.HanziSimplified}", atlas.Words.Regions[p.Region].In(language), LocationSentence.Of(atlas, p, language)))]);
    }

    /// <summary>The skin areas and courses of nerves that the chart can show, each once.</summary>
    public static ImmutableArray<BodyLayer> Layers(PointAtlas atlas, BodyView view, BodyWidth width, BodyChartContent content)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(content);
        var window = content.WindowOn(view);
        return [.. LayerPlacement.On(atlas, Figure.Of(view, width)).Where(l => l.Places.Any(window.Holds)).Select(l => l.Layer).Distinct()];
    }

    /// <summary>Whether the layer of cautions marks the point.</summary>
    public static bool IsHighlyDangerous(AtlasPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.Hazards?.Severity is "high" or "absolute";
    }

    private static ImmutableArray<PlacedPoint> Shown(ImmutableArray<PlacedPoint> placed, BodyChartContent content, ChartWindow window) =>
        [.. placed.Where(p => (content.Only?.Contains(p.Point.Code) ?? true) && window.Holds(p.At))];
}
