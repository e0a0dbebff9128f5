namespace Huantiao.Knowledge.Atlas;

/// <summary>Finds one location after another on a figure; null where the view does not show it.</summary>
internal sealed class Placer(PointAtlas atlas, Figure figure)
{
    private const string TrunkSide = "trunk_side";

    /// <summary>Points of the trunk's front and back show from the side when they lie this far out (sine of the angle round the trunk).</summary>
    private const double LeastSineFromSide = 0.55;

    private readonly Place[]? _arm = figure.Skin("arm");

    public Place? Find(PointLocation location) => location switch
    {
        PointLocation.AtSpot at => Spot(at.Landmark),
        PointLocation.OnTrunk at => Trunk(at),
        PointLocation.OnLine at => Line(at),
        PointLocation.OnScalp at => Scalp(at),
        PointLocation.Between at => Between(at),
        _ => null,
    };

    private Place? Spot(string landmark)
    {
        foreach (var place in atlas.Landmarks[landmark].Places)
        {
            if (figure.View.Frames.TryGetValue(place.Frame, out var frame))
                return Uncovered(frame, Figure.At(frame, figure.Width, place.Along, place.Across));
        }

        return null;
    }

    private Place? Trunk(PointLocation.OnTrunk at)
    {
        var name = at.OnBack ? "trunk_back" : "trunk_front";
        if (Along(at.Landmark, name) is not { } level)
            return null;
        var height = level + at.Up;
        if (figure.View.Frames.TryGetValue(name, out var frame))
            return Figure.At(frame, figure.Width, height, at.Lateral);
        if (!figure.View.Frames.TryGetValue(TrunkSide, out var side) || side.Limb is not { Breadth: > 0 } shape)
            return null;
        var sine = Math.Min(1, at.Lateral / shape.Breadth);
        if (sine < LeastSineFromSide)
            return null;
        var round = double.RadiansToDegrees(Math.Asin(sine));
        return LimbSurface.Mark(figure, side, height, at.OnBack ? 180 - round : round) is { } place ? Uncovered(side, place) : null;
    }

    private Place? Line(PointLocation.OnLine at)
    {
        var line = atlas.Lines[at.Line];
        return figure.View.Frames.TryGetValue(line.Part, out var frame) && Along(at.Landmark, line.Part) is { } along
            ? LimbSurface.Mark(figure, frame, along - at.Up, line.Around)
            : null;
    }

    private Place? Scalp(PointLocation.OnScalp at)
    {
        var dome = atlas.Body.Scalp;
        var start = atlas.Landmarks[at.Landmark].Places[0].Along;
        var cun = start + (at.Landmark == "anterior_hairline" ? at.Up : -at.Up);
        var degrees = cun <= dome.CrownCun
            ? dome.FrontDegrees + (cun / dome.CrownCun * (dome.CrownDegrees - dome.FrontDegrees))
            : dome.CrownDegrees + ((cun - dome.CrownCun) / (dome.BackCun - dome.CrownCun) * (dome.BackDegrees - dome.CrownDegrees));
        var (over, aside) = (double.DegreesToRadians(degrees), double.DegreesToRadians(at.Lateral * dome.DegreesPerLateralCun));
        var wide = figure.Width.Of("head");
        var out1 = dome.HalfBreadth * Math.Sin(aside) * wide;
        var up = dome.CentreHeight + (dome.HalfHeight * Math.Sin(over) * Math.Cos(aside));
        var forwards = dome.HalfDepth * Math.Cos(over) * Math.Cos(aside);
        var frames = figure.View.Frames;
        if (frames.ContainsKey("head_side"))
            return new((dome.CentreDepth - forwards) * wide, up);
        return (frames.ContainsKey("face") && forwards > 0.25) || (frames.ContainsKey("head_back") && forwards < 0.6) ? new(out1, up) : null;
    }

    private Place? Between(PointLocation.Between at)
    {
        foreach (var from in atlas.Landmarks[at.From].Places)
        {
            var to = atlas.Landmarks[at.To].Places.FirstOrDefault(p => p.Frame == from.Frame);
            if (to is not null && figure.View.Frames.TryGetValue(from.Frame, out var frame))
            {
                return Figure.At(
                    frame, figure.Width, from.Along + (at.Share * (to.Along - from.Along)), from.Across + (at.Share * (to.Across - from.Across)));
            }
        }

        return null;
    }

    private double? Along(string landmark, string frame) => atlas.Landmarks[landmark].Places.FirstOrDefault(p => p.Frame == frame)?.Along;

    /// <summary>Null where the arm lies in front.</summary>
    private Place? Uncovered(BodyFrame frame, Place at) => _arm is not null && frame.Outline == "body" && Outline.Holds(_arm, at) ? null : at;
}
