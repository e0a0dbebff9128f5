using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>The shape of a mark on a point; shape and label say what colour alone must not.</summary>
public enum MarkShape
{
    Disc,
    Ring,
    DashedRing,

    /// <summary>A ring with a dot in it.</summary>
    Target,
    Cross,
    Square,
    Triangle,
}

/// <summary>A mark on one point of one side, with its label beside it.</summary>
/// <param name="Label">What the mark says, in the reader's language.</param>
public sealed record BodyMark(PointPick At, MarkShape Shape, string Label);

/// <summary>What has become of a needle.</summary>
public enum NeedleState
{
    /// <summary>Not in yet.</summary>
    Planned,

    /// <summary>Just inserted.</summary>
    In,

    /// <summary>Left in place.</summary>
    Retained,

    /// <summary>Out again.</summary>
    Removed,
}

/// <summary>A needle at a point.</summary>
public sealed record NeedleMark(PointPick At, NeedleState State)
{
    public MarkShape Shape => State switch
    {
        NeedleState.Planned => MarkShape.DashedRing,
        NeedleState.In => MarkShape.Disc,
        NeedleState.Retained => MarkShape.Target,
        _ => MarkShape.Cross,
    };
}

/// <summary>Two sets of points: what both have, and what only one has. A point on the other side is another point.</summary>
public sealed record PointComparison(ImmutableArray<PointPick> Both, ImmutableArray<PointPick> OnlyFirst, ImmutableArray<PointPick> OnlySecond)
{
    /// <summary>In the order of the sets; what stands twice in a set counts once.</summary>
    public static PointComparison Of(IEnumerable<PointPick> first, IEnumerable<PointPick> second)
    {
        var (one, other) = (first.Distinct().ToImmutableArray(), second.Distinct().ToImmutableArray());
        return new([.. one.Intersect(other)], [.. one.Except(other)], [.. other.Except(one)]);
    }

    /// <summary>Overlaid on one chart: discs for both, squares for the first alone, triangles for the second alone.</summary>
    public ImmutableArray<BodyMark> Marks(Func<PointPick, string> label) =>
    [
        .. Both.Select(p => new BodyMark(p, MarkShape.Disc, label(p))),
        .. OnlyFirst.Select(p => new BodyMark(p, MarkShape.Square, label(p))),
        .. OnlySecond.Select(p => new BodyMark(p, MarkShape.Triangle, label(p))),
    ];
}

/// <summary>Which views to draw so that every picked point is seen.</summary>
public static class BodyViews
{
    /// <summary>As few views as do it: always the one that shows most of those left, the earlier of two alike. Points without a place are on none.</summary>
    public static ImmutableArray<BodyView> Showing(PointAtlas atlas, BodyWidth width, IEnumerable<PointPick> picks)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        var left = picks.ToHashSet();
        var shown = atlas.Body.Views.Select(v => (View: v, Picks: left.Intersect(Placement.Of(atlas, v, width).Select(p => PointPick.TryFrom(atlas, p.Point.Code, p.Side)).OfType<PointPick>()).ToHashSet())).ToList();
        var chosen = ImmutableArray.CreateBuilder<BodyView>();
        while (shown.Count > 0 && shown.MaxBy(s => s.Picks.Count(left.Contains)) is var most && most.Picks.Any(left.Contains))
        {
            chosen.Add(most.View);
            left.ExceptWith(most.Picks);
        }

        return chosen.ToImmutable();
    }
}
