using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>Finds room beside the body for names of what lies on it; all lengths in cun of the picture.</summary>
internal sealed class NameRoom(Figure figure, ChartWindow window)
{
    private const double Step = 0.2;
    private const double Gap = 0.5;

    /// <summary>How much a place off the middle of what is named counts against a longer way to the name.</summary>
    private const double CostOfShare = 6;

    private static readonly double[] Shares = [0.5, 0.62, 0.38, 0.74, 0.26, 0.86, 0.14, 0.95, 0.05];
    private readonly List<Box> _taken = [];

    /// <summary>Notes a name that stands on the body, round its middle.</summary>
    public void Take(Place middle, double width, double height) => _taken.Add(new(middle.X - (width / 2), middle.Y - (height / 2), width, height));

    /// <summary>Room beside the body, with a line to what is named. Null where none is left.</summary>
    /// <param name="along">What is named, from end to end.</param>
    public NamePlace? Beside(IReadOnlyList<Place> along, double width, double height) =>
        Best(along, width, height, (from, direction) => Edge(from, direction) + (direction * Gap), box => IsFree(box) && !IsOnBody(box));

    /// <summary>Room next to what is named, on the body, as in a close-up that shows nothing else.</summary>
    public NamePlace? Near(IReadOnlyList<Place> along, double width, double height) =>
        Best(along, width, height, (from, direction) => from.X + (direction * Gap * height), IsFree);

    private NamePlace? Best(IReadOnlyList<Place> along, double width, double height, Func<Place, int, double> start, Func<Box, bool> fits)
    {
        (NamePlace Name, Box Box, double Cost)? best = null;
        foreach (var share in Shares)
        {
            var from = along[(int)Math.Round(share * (along.Count - 1))];
            foreach (var direction in (ReadOnlySpan<int>)[1, -1])
            {
                var x = start(from, direction);
                var box = new Box(direction > 0 ? x : x - width, from.Y - (height / 2), width, height);
                var cost = Math.Abs(x - from.X) + (CostOfShare * Math.Abs(share - 0.5));
                if ((best is null || cost < best.Value.Cost) && fits(box))
                    best = (new(from, new(x, from.Y), direction < 0), box, cost);
            }
        }

        if (best is not { } found)
            return null;
        _taken.Add(found.Box);
        return found.Name;
    }

    private double Edge(Place from, int direction)
    {
        var x = from.X;
        while (figure.Holds(new(x, from.Y)) && x > window.Left && x < window.Left + window.Width)
            x += direction * Step;
        return x;
    }

    private bool IsFree(Box box) =>
        box.Left >= window.Left && box.Left + box.Width <= window.Left + window.Width && box.Bottom >= window.Top - window.Height && box.Bottom + box.Height <= window.Top
        && !_taken.Exists(b => b.Left < box.Left + box.Width && box.Left < b.Left + b.Width && b.Bottom < box.Bottom + box.Height && box.Bottom < b.Bottom + b.Height);

    private bool IsOnBody(Box box)
    {
        for (var x = 0.0; x <= 1; x += 0.125)
        {
            for (var y = 0.0; y <= 1; y += 0.5)
            {
                if (figure.Holds(new(box.Left + (x * box.Width), box.Bottom + (y * box.Height))))
                    return true;
            }
        }

        return false;
    }

    private readonly record struct Box(double Left, double Bottom, double Width, double Height);
}

/// <summary>Where a name stands beside the body.</summary>
internal sealed record NamePlace(Place From, Place To, bool Ends);
