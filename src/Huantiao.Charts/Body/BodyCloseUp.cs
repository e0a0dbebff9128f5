using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>The view that shows a point best, and the part of it to show.</summary>
public sealed record BodyCloseUp(BodyView View, ChartWindow Window)
{
    private const double LargestPart = 20;
    private const double WindowWidth = 16;
    private const double WindowHeight = 16;

    /// <summary>
    /// A view of a small part (hand, foot) where it shows the point; else the view on which the point lies furthest from the outline, since
    /// there it faces the viewer. Null for a point without a place.
    /// </summary>
    public static BodyCloseUp? Of(PointAtlas atlas, AtlasPoint point, BodyWidth width)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(point);
        var alone = atlas with { Points = [point] };
        (BodyView View, Place At, double Depth)? best = null;
        foreach (var view in atlas.Body.Views.Where(v => !v.IsMirrored))
        {
            var figure = Figure.Of(view, width);
            if (Placement.On(alone, figure) is not [var placed, ..])
                continue;
            var depth = view.Height <= LargestPart ? double.MaxValue : figure.DepthOf(placed.At);
            if (best is null || depth > best.Value.Depth)
                best = (view, placed.At, depth);
        }

        return best is { } found ? new(found.View, Around(found.View, found.At)) : null;
    }

    private static ChartWindow Around(BodyView view, Place at)
    {
        if (view.Height <= LargestPart)
            return new(view.Left, view.Top, view.Width, view.Height);
        var left = Math.Clamp(at.X - (WindowWidth / 2), view.Left, view.Left + view.Width - WindowWidth);
        var top = Math.Clamp(at.Y + (WindowHeight / 2), view.Top - view.Height + WindowHeight, view.Top);
        return new(left, top, WindowWidth, WindowHeight);
    }
}
