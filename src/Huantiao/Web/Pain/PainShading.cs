using System.Collections.Immutable;
using Huantiao.Care.PainDrawings;
using Huantiao.Charts;
using Huantiao.Knowledge.Atlas;
using Huantiao.Points;

namespace Huantiao.Web.Pain;

/// <summary>A drawing as shaded skin: which weave stands for which feeling, and what each view shows of it.</summary>
internal static class PainShading
{
    public static Weave WeaveOf(Feeling feeling) => feeling switch
    {
        Feeling.Pain => Weave.Slant,
        Feeling.Tingling => Weave.Dots,
        Feeling.Numbness => Weave.Level,
        _ => Weave.Crosses,
    };

    public static ImmutableArray<BodyShade> Strokes(PainDrawing drawing, string view) =>
        [.. drawing.Strokes.Where(s => s.View == view).Select(s => new BodyShade(WeaveOf(s.Feeling), s.Places, s.BreadthCun))];

    /// <summary>Strokes on the view, and named regions as far as it shows them.</summary>
    public static ImmutableArray<BodyShade> All(PainDrawing drawing, DrawingView view, PointBook book)
    {
        var figure = Figure.Of(view.In(book.Atlas.Body), book.Width);
        var regions = drawing.Regions.SelectMany(named => RegionPlacement.On(book.Atlas, figure, book.Atlas.Skin.Region(named.Region)!, named.Side)
            .Select(ring => new BodyShade(WeaveOf(named.Feeling), ring, null)));
        return [.. regions, .. Strokes(drawing, view.Id)];
    }

    /// <summary>The views that were drawn on, and for each named region the one that shows most of it.</summary>
    public static ImmutableArray<DrawingView> Views(PointBook book, params IEnumerable<PainDrawing> drawings)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        var figures = book.Atlas.Skin.Views.Select(v => (View: v, Figure: Figure.Of(v.In(book.Atlas.Body), book.Width))).ToList();
        foreach (var drawing in drawings)
        {
            wanted.UnionWith(drawing.Strokes.Select(s => s.View));
            foreach (var named in drawing.Regions.DistinctBy(r => (r.Region, r.Side)))
                wanted.Add(figures.MaxBy(f => RegionPlacement.On(book.Atlas, f.Figure, book.Atlas.Skin.Region(named.Region)!, named.Side).Sum(Extent)).View.Id);
        }

        return [.. book.Atlas.Skin.Views.Where(v => wanted.Contains(v.Id))];
    }

    /// <summary>A picture of one view.</summary>
    public static string Draw(PointBook book, DrawingView view, ImmutableArray<BodyShade> shades, ChartFrame frame) => BodyChart.Draw(
        book.Atlas, view.In(book.Atlas.Body), book.Width,
        new BodyChartContent { Points = false, Channels = false, LinkPrefix = null, Shades = shades, IsDrawnOn = true }, frame);

    /// <summary>Square cun within a ring.</summary>
    private static double Extent(ImmutableArray<Place> ring) =>
        Math.Abs(Enumerable.Range(0, ring.Length).Sum(i => (ring[i].X * ring[(i + 1) % ring.Length].Y) - (ring[(i + 1) % ring.Length].X * ring[i].Y))) / 2;
}
