using System.Globalization;
using System.Text;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>Path data of a body chart: from cun, up, to the drawing's units, down, from the window's upper left corner; a tenth of a unit exact.</summary>
internal sealed class BodyPaths(ChartWindow window, double units)
{
    public static double Round(double value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);

    public double X(double x) => Round((x - window.Left) * units);

    public double Y(double y) => Round((window.Top - y) * units);

    /// <summary>Whether any of the curve can be seen: its handles span it.</summary>
    public bool IsInWindow(Curve curve, bool mirrored)
    {
        var (left, right, bottom, top) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        foreach (var s in curve.Segments)
        {
            foreach (var p in (ReadOnlySpan<Place>)[s.From, s.Handle1, s.Handle2, s.To])
            {
                var x = mirrored ? -p.X : p.X;
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
                (bottom, top) = (Math.Min(bottom, p.Y), Math.Max(top, p.Y));
            }
        }

        return right > window.Left && left < window.Left + window.Width && top > window.Top - window.Height && bottom < window.Top;
    }

    public string Data(Curve curve, bool mirrored)
    {
        var data = new StringBuilder();
        var (x, y) = At(curve.Segments[0].From);
        Append(data.Append('M'), x, y);
        data.Append('c');
        foreach (var s in curve.Segments)
        {
            foreach (var p in (ReadOnlySpan<Place>)[s.Handle1, s.Handle2, s.To])
            {
                var (px, py) = At(p);
                Append(data, px - x, py - y);
            }

            (x, y) = At(s.To);
        }

        return (curve.IsClosed ? data.Append('z') : data).ToString();

        (double X, double Y) At(Place p) => (X(mirrored ? -p.X : p.X), Y(p.Y));
    }

    /// <summary>The first place, then steps: shorter than places, and exact, since each step is the difference of two rounded places.</summary>
    public string Polyline(IReadOnlyList<Place> places)
    {
        var data = new StringBuilder();
        var (x, y) = (X(places[0].X), Y(places[0].Y));
        Append(data.Append('M'), x, y);
        data.Append('l');
        foreach (var place in places.Skip(1))
        {
            Append(data, X(place.X) - x, Y(place.Y) - y);
            (x, y) = (X(place.X), Y(place.Y));
        }

        return data.ToString();
    }

    /// <summary>The line along the middle of a ring that goes down one edge and back along the other.</summary>
    public static Place[] Middles(IReadOnlyList<Place> ring) =>
        [.. Enumerable.Range(0, ring.Count / 2).Select(i => new Place((ring[i].X + ring[ring.Count - 1 - i].X) / 2, (ring[i].Y + ring[ring.Count - 1 - i].Y) / 2))];

    /// <summary>Where such a ring is broadest within the window, its ends apart; -1 where it has no inner part there.</summary>
    public static (double Breadth, Place Middle) Widest(IReadOnlyList<Place> ring, ChartWindow window)
    {
        var middles = Middles(ring);
        var best = (Breadth: -1.0, Middle: middles[0]);
        var ends = middles.Length / 4;
        for (var i = ends; i < middles.Length - ends; i++)
        {
            var breadth = Math.Abs(ring[i].X - ring[ring.Count - 1 - i].X);
            if (window.Holds(middles[i]) && breadth > best.Breadth)
                best = (breadth, middles[i]);
        }

        return best;
    }

    public string Ring(IReadOnlyList<Place> places) => Polyline(places) + "z";

    /// <summary>A triangle that stands round a place.</summary>
    public string Triangle(Place at, double half)
    {
        var data = new StringBuilder();
        Append(data.Append('M'), X(at.X), Round(Y(at.Y) - (1.25 * half)));
        Append(data.Append('l'), Round(half), Round(1.9 * half));
        return data.Append('h').Append(Text(Round(-2 * half))).Append('z').ToString();
    }

    private static void Append(StringBuilder data, double x, double y)
    {
        Append(data, Text(x));
        Append(data, Text(y));
    }

    /// <summary>Two numbers need no space between them where a minus, or a second decimal point, parts them.</summary>
    private static void Append(StringBuilder data, string number)
    {
        var i = data.Length - 1;
        while (i >= 0 && char.IsAsciiDigit(data[i]))
            i--;
        var follows = data.Length > 0 && char.IsAsciiDigit(data[^1]);
        if (follows && number[0] != '-' && !(number[0] == '.' && data[i] == '.'))
            data.Append(' ');
        data.Append(number);
    }

    private static string Text(double value)
    {
        var rounded = Round(value);
        return rounded == 0 ? "0" : rounded.ToString("#.#", CultureInfo.InvariantCulture);
    }
}
