using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Huantiao.Knowledge.Atlas;

/// <summary>A small piece of skin: where each view shows it, and what it belongs to.</summary>
/// <param name="Side">The person's side.</param>
/// <param name="Area">In square cun, taking limbs as round.</param>
/// <param name="Region">Index in <see cref="SkinMap.Regions"/>; -1: in none.</param>
/// <param name="Dermatomes">Indices in <see cref="BodySkin.Dermatomes"/>; areas of nerve roots overlap, and much skin is in none of those drawn.</param>
/// <param name="Seen">Where the views to draw on show it.</param>
public sealed record SkinCell(BodySide Side, double Area, int Region, ImmutableArray<int> Dermatomes, ImmutableArray<SkinSight> Seen);

/// <summary>A place on a view, the view by its index in <see cref="SkinMap.Views"/>.</summary>
public readonly record struct SkinSight(int View, Place At);

/// <summary>
/// The body's skin as cells of about a sixth of a square cun. A cell is one piece of skin, whichever view shows it: what is shaded from the back and from the side counts once.
/// </summary>
public sealed class BodySkin
{
    /// <summary>Side of a cell in cun along, and across on flat surfaces.</summary>
    public const double CellCun = 0.4;

    /// <summary>Cells of hands and feet are finer.</summary>
    public const double FineCellCun = 0.15;

    /// <summary>Degrees round a limb that a cell takes.</summary>
    public const double CellDegrees = 7.5;

    /// <summary>A view shows the skin that faces it within 75 degrees: what turns further away is lost in the line of the edge.</summary>
    private static readonly double LeastCosine = Math.Cos(double.DegreesToRadians(75));

    private const double WidestFlat = 10;

    private readonly FrozenDictionary<(int View, int X, int Y), ImmutableArray<(int Cell, Place At)>> _near;

    private BodySkin(PointAtlas atlas, BodyWidth width)
    {
        Map = atlas.Skin;
        Dermatomes = [.. atlas.Layers.Where(l => l.Kind == "dermatome")];
        var figures = Map.Views.Select(v => Figure.Of(v.In(atlas.Body), width)).ToImmutableArray();
        Cells = [.. Map.Surfaces.SelectMany(s => new SurfaceCells(this, s, Figure.Of(atlas.Body.View(s.Home), width), figures).All())];
        _near = Cells.SelectMany((c, i) => c.Seen.Select(s => (Key: Square(s.View, s.At), Cell: i, s.At)))
            .GroupBy(p => p.Key, p => (p.Cell, p.At)).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
    }

    public SkinMap Map { get; }

    /// <summary>Skin areas of nerve roots, in the atlas's order.</summary>
    public ImmutableArray<BodyLayer> Dermatomes { get; }

    public ImmutableArray<SkinCell> Cells { get; }

    public static BodySkin Of(PointAtlas atlas, BodyWidth width)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(width);
        return new(atlas, width);
    }

    /// <summary>Indices of the cells that a round brush touches, drawn along a chain of places.</summary>
    /// <param name="view">Index in <see cref="SkinMap.Views"/>.</param>
    /// <param name="places">One place is a dot.</param>
    /// <param name="breadth">Of the brush in cun.</param>
    public IEnumerable<int> Under(int view, ImmutableArray<Place> places, double breadth)
    {
        var (radius, found) = (breadth / 2, new HashSet<int>());
        for (var i = 0; i < places.Length; i++)
        {
            var (from, to) = (places[Math.Max(0, i - 1)], places[i]);
            var (left, right) = (Math.Min(from.X, to.X) - radius, Math.Max(from.X, to.X) + radius);
            var (bottom, top) = (Math.Min(from.Y, to.Y) - radius, Math.Max(from.Y, to.Y) + radius);
            for (var x = (int)Math.Floor(left); x <= right; x++)
            {
                for (var y = (int)Math.Floor(bottom); y <= top; y++)
                {
                    if (!_near.TryGetValue((view, x, y), out var cells))
                        continue;
                    foreach (var (cell, at) in cells)
                    {
                        if (Distance(at, from, to) <= radius)
                            found.Add(cell);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Where a surface's band includes a place: degrees turn round, cun do not.</summary>
    internal static bool Includes(ImmutableArray<LayerBand> bands, string surface, bool isRound, double along, double around)
    {
        for (var i = 0; i + 1 < bands.Length; i++)
        {
            var (a, b) = (bands[i], bands[i + 1]);
            if (a.Frame != surface || b.Frame != surface || along < a.Along || along > b.Along)
                continue;
            var share = b.Along > a.Along ? (along - a.Along) / (b.Along - a.Along) : 0;
            var (from, to) = (double.Lerp(a.From, b.From, share), double.Lerp(a.To, b.To, share));
            var at = isRound ? around - (360 * Math.Floor((around - from) / 360)) : around;
            if (at >= from && at <= to)
                return true;
        }

        return false;
    }

    private static (int View, int X, int Y) Square(int view, Place at) => (view, (int)Math.Floor(at.X), (int)Math.Floor(at.Y));

    /// <summary>From a place to a straight piece.</summary>
    private static double Distance(Place at, Place from, Place to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = (dx * dx) + (dy * dy);
        var share = length == 0 ? 0 : Math.Clamp((((at.X - from.X) * dx) + ((at.Y - from.Y) * dy)) / length, 0, 1);
        return double.Hypot(at.X - from.X - (share * dx), at.Y - from.Y - (share * dy));
    }

    /// <summary>Lays the cells of one surface, on both sides.</summary>
    private sealed class SurfaceCells(BodySkin skin, BodySurface surface, Figure home, ImmutableArray<Figure> figures)
    {
        private readonly bool _isFlat = surface.Shape == SurfaceShape.Flat;
        private readonly BodyFrame _homeFrame = home.View.Frames[surface.Frames.First(home.View.Frames.ContainsKey)];

        public IEnumerable<SkinCell> All()
        {
            var step = _isFlat && surface.To - surface.From < 12 ? FineCellCun : CellCun;
            var rows = (int)Math.Ceiling((surface.To - surface.From) / step);
            var height = (surface.To - surface.From) / rows;
            var (first, last, column) = surface.Shape switch
            {
                SurfaceShape.Half => (0.0, 180.0, CellDegrees),
                SurfaceShape.Round => (0.0, 360.0, CellDegrees),
                _ => (-WidestFlat, WidestFlat, step),
            };
            for (var row = 0; row < rows; row++)
            {
                var along = surface.From + ((row + 0.5) * height);
                var breadth = _isFlat ? step : LimbSurface.HalfWidth(home, _homeFrame, along) * double.DegreesToRadians(column);
                for (var around = first + (column / 2); around < last; around += column)
                {
                    // A picture shows other skin beside a flat surface: only what a region claims is this surface.
                    if (_isFlat && (!IsOnHome(along, around) || Region(along, around) < 0))
                        continue;
                    yield return Cell(BodySide.Left, along, around, height * breadth);
                    yield return Cell(BodySide.Right, along, around, height * breadth);
                }
            }
        }

        private SkinCell Cell(BodySide side, double along, double around, double area)
        {
            var seen = ImmutableArray.CreateBuilder<SkinSight>();
            for (var i = 0; i < figures.Length; i++)
            {
                if (Sight(figures[i], side, along, around) is { } at)
                    seen.Add(new(i, at));
            }

            var roots = skin.Dermatomes.Select((d, i) => (d, i)).Where(p => Includes(p.d.Bands, surface.Id, !_isFlat, along, around)).Select(p => p.i);
            return new(side, area, Region(along, around), [.. roots], seen.ToImmutable());
        }

        private int Region(double along, double around)
        {
            for (var i = 0; i < skin.Map.Regions.Length; i++)
            {
                if (Includes(skin.Map.Regions[i].Bands, surface.Id, !_isFlat, along, around))
                    return i;
            }

            return -1;
        }

        /// <summary>Of a view that shows both sides only the drawn half is measured; the other is its mirror image.</summary>
        private bool IsOnHome(double along, double across)
        {
            var at = Figure.At(_homeFrame, home.Width, along, across);
            return home.Holds(at) && (!home.View.IsSymmetric || at.X > 0);
        }

        private Place? Sight(Figure figure, BodySide side, double along, double around)
        {
            var view = figure.View;
            if (!view.IsSymmetric && view.Side != side)
                return null;
            if (surface.Frames.FirstOrDefault(view.Frames.ContainsKey) is not { } name)
                return null;
            var frame = view.Frames[name];
            var drawn = _isFlat ? Figure.At(frame, figure.Width, along, around) : LimbSurface.Facing(figure, frame, along, around, LeastCosine);
            if (drawn is not { } at || IsCovered(figure, frame, at))
                return null;
            var mirrored = view.IsSymmetric ? view.Side != side : view.IsMirrored;
            return mirrored ? new(-at.X, at.Y) : at;
        }

        /// <summary>From the side an arm lies in front of the trunk.</summary>
        private static bool IsCovered(Figure figure, BodyFrame frame, Place at) =>
            frame.Outline == "body" && frame.Id != "hand_back" && figure.Skin("arm") is { } arm && Outline.Holds(arm, at);
    }
}
