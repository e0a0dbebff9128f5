namespace Huantiao.Knowledge.Atlas;

/// <summary>Where a point is best looked at: the view that shows it farthest from the edge of the body, and its place there.</summary>
public sealed record CloseUp(BodyView View, PlacedPoint Placed)
{
    private const double Step = 0.1;
    private const double Enough = 4;
    private const int Directions = 12;

    /// <summary>Whether the view shows less than the standing person.</summary>
    public static bool IsDetail(BodyView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Height < 20;
    }

    /// <summary>Hands and feet have views of their own, which are enlarged and come first; null where no view shows the point.</summary>
    internal static CloseUp? Best(IEnumerable<(Figure Figure, PlacedPoint? Placed)> views)
    {
        CloseUp? best = null;
        var bestScore = double.MinValue;
        foreach (var (figure, placed) in views)
        {
            if (placed is null)
                continue;
            var score = Depth(figure, placed.At) + (IsDetail(figure.View) ? Enough : 0);
            if (score > bestScore)
                (best, bestScore) = (new(figure.View, placed), score);
        }

        return best;
    }

    /// <summary>Cun to the nearest edge of the skin, as far as it matters.</summary>
    private static double Depth(Figure figure, Place at)
    {
        for (var radius = Step; radius < Enough; radius += Step)
        {
            for (var i = 0; i < Directions; i++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * i / Directions);
                if (!figure.Holds(new(at.X + (radius * cosine), at.Y + (radius * sine))))
                    return radius;
            }
        }

        return Enough;
    }
}
