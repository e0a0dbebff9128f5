using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>Writes skin areas of nerve roots and courses of nerves, each with its name: nothing is told by colour alone.</summary>
internal sealed partial class BodyPen
{
    private const double NameSize = 1.5;

    /// <summary>An area narrower than this many heights of a letter has its name beside the body.</summary>
    private const double NarrowestForName = 1.35;

    /// <summary>A strip narrower than this, in cun of a whole body, is the edge of an area that another view shows.</summary>
    private const double Edge = 0.4;

    /// <summary>A piece with this many places has a name of its own beside that of the broadest piece.</summary>
    private const int LongPiece = 16;

    public void Areas(IEnumerable<PlacedLayer> layers, Figure figure, NameRoom room, string language)
    {
        var shown = layers.Where(IsShown).ToList();
        if (shown.Count == 0)
            return;
        sheet.Svg.Add($"""<g class="dermatomes" role="img" aria-label="{Names(shown, language)}"><g fill="{sheet.Warm}" fill-opacity=".14" stroke="{sheet.Warm}" stroke-width="{BodyPaths.Round(0.12 * _size)}" stroke-dasharray="{BodyPaths.Round(0.5 * _size)} {BodyPaths.Round(0.3 * _size)}" stroke-linejoin="round">""");
        Pieces("areas", shown, figure.View.Side, layer => _paths.Ring(layer.Places));
        sheet.Svg.Add($"</g>");
        var (names, beside) = (new SvgWriter(), new List<(string Name, IReadOnlyList<Place> Along)>());
        foreach (var pieces in shown.Select(p => (Piece: p, Widest: BodyPaths.Widest(p.Places, window))).GroupBy(p => (p.Piece.Layer.Id, p.Piece.Side)))
        {
            var main = pieces.MaxBy(p => p.Widest.Breadth).Piece;
            foreach (var (piece, widest) in pieces.Where(p => p.Piece == main || p.Piece.Places.Length >= LongPiece))
            {
                if (widest.Breadth * units > NarrowestForName * NameSize * _size)
                {
                    room.Take(widest.Middle, TextMetrics.Width(piece.Layer.Id, NameSize * _size) / units, NameSize * _size / units);
                    Write(names, widest.Middle, piece.Layer.Id, Anchor.Middle);
                }
                else if (widest.Breadth * units > Edge * _size)
                {
                    beside.Add((piece.Layer.Id, BodyPaths.Middles(piece.Places)));
                }
            }
        }

        Beside(names, beside, room);
        sheet.Svg.Add($"</g>");
    }

    public void Courses(IEnumerable<PlacedLayer> layers, Figure figure, NameRoom room, string language)
    {
        var shown = layers.Where(IsShown).ToList();
        if (shown.Count == 0)
            return;
        sheet.Svg.Add($"""<g class="nerves" role="img" aria-label="{Names(shown, language)}"><g fill="none" stroke="{sheet.Warm}" stroke-width="{BodyPaths.Round(0.34 * _size)}" stroke-opacity=".7" stroke-linecap="round">""");
        Pieces("courses", shown, figure.View.Side, layer => _paths.Data(Curve.Along(layer.Places), false));
        sheet.Svg.Add($"</g>");
        Beside(new(), shown.Where(l => !mirrors || l.Side == figure.View.Side).GroupBy(l => l.Layer.Id, StringComparer.Ordinal).Select(pieces =>
        {
            var course = pieces.MaxBy(p => p.Places.Count(window.Holds))!;
            return (course.Layer.Name.In(language), (IReadOnlyList<Place>)[.. Curve.Along(course.Places).Flatten().Where(window.Holds)]);
        }), room);
        sheet.Svg.Add($"</g>");
    }

    /// <summary>Names beside the body, with a line to what they name; on it where there is no room, as in a close-up.</summary>
    private void Beside(SvgWriter written, IEnumerable<(string Name, IReadOnlyList<Place> Along)> names, NameRoom room)
    {
        var lines = new System.Text.StringBuilder();
        foreach (var (name, along) in names)
        {
            var (width, height) = (TextMetrics.Width(name, NameSize * _size) / units, NameSize * _size / units);
            if (room.Beside(along, width, height) is { } place)
            {
                lines.Append(_paths.Polyline([place.From, place.To]));
                Write(written, place.To, name, place.Ends ? Anchor.End : Anchor.Start);
            }
            else if (room.Near(along, width, height) is { } near)
            {
                Write(written, near.To, name, near.Ends ? Anchor.End : Anchor.Start);
            }
        }

        if (lines.Length > 0)
            sheet.Svg.Add($"""<path fill="none" stroke="{sheet.Muted}" stroke-width="{BodyPaths.Round(0.1 * _size)}" d="{lines.ToString()}"/>""");
        sheet.Svg.Add($"""<g font-size="{BodyPaths.Round(NameSize * _size)}" fill="{sheet.Ink}" stroke="{sheet.Paper}" stroke-width="{BodyPaths.Round(0.35 * _size)}" stroke-linejoin="round" paint-order="stroke">""").Add(written).Add($"</g>");
    }

    /// <summary>Names keep a rim of paper, so that they read on skin, lines and areas alike.</summary>
    private void Write(SvgWriter names, Place at, string name, Anchor anchor)
    {
        names.Add($"""<text x="{_paths.X(at.X)}" y="{BodyPaths.Round(_paths.Y(at.Y) + (0.35 * NameSize * _size))}" """);
        if (anchor != Anchor.Start)
            names.Add($"""text-anchor="{(anchor == Anchor.End ? "end" : "middle")}" """);
        names.Add($""">{name}</text>""");
    }

    private void Pieces(string part, IEnumerable<PlacedLayer> layers, BodySide side, Func<PlacedLayer, string> data)
    {
        var pieces = new SvgWriter();
        if (mirrors)
            pieces.Add($"""<g id="{sheet.Id(part)}">""");
        foreach (var layer in layers.Where(l => !mirrors || l.Side == side))
            pieces.Add($"""<path data-layer="{layer.Layer.Id}" d="{data(layer)}"/>""");
        sheet.Svg.Add(mirrors ? Twice(part, pieces.Add($"</g>")) : pieces);
    }

    private bool IsShown(PlacedLayer layer) => layer.Places.Any(window.Holds);

    private static string Names(IEnumerable<PlacedLayer> shown, string language) =>
        string.Join("; ", shown.Select(l => l.Layer.Name.In(language)).Distinct(StringComparer.Ordinal));
}
