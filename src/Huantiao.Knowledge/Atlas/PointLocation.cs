using System.Collections.Immutable;

namespace Huantiao.Knowledge.Atlas;

/// <summary>How the place of a point is found on a body: from landmarks, in cun. The chart and the sentence are both made from it.</summary>
public abstract record PointLocation
{
    private PointLocation()
    {
    }

    /// <summary>The landmarks it is found from.</summary>
    public abstract ImmutableArray<string> Landmarks { get; }

    /// <summary>On the trunk, at the height of a landmark.</summary>
    /// <param name="Up">Cun above it; negative is below.</param>
    /// <param name="Lateral">Cun from the midline.</param>
    public sealed record OnTrunk(string Landmark, double Up, double Lateral, bool OnBack) : PointLocation
    {
        public override ImmutableArray<string> Landmarks => [Landmark];
    }

    /// <summary>On a limb, where a lengthwise line has a given distance from a landmark.</summary>
    /// <param name="Up">Cun towards the trunk from it; negative is away from the trunk.</param>
    public sealed record OnLine(string Landmark, double Up, string Line) : PointLocation
    {
        public override ImmutableArray<string> Landmarks => [Landmark];
    }

    /// <summary>At a place that has its own name.</summary>
    public sealed record AtSpot(string Landmark) : PointLocation
    {
        public override ImmutableArray<string> Landmarks => [Landmark];
    }

    /// <summary>On the scalp.</summary>
    /// <param name="Up">Cun from the landmark over the head: from a hairline towards the crown.</param>
    /// <param name="Lateral">Cun from the midline.</param>
    public sealed record OnScalp(string Landmark, double Up, double Lateral) : PointLocation
    {
        public override ImmutableArray<string> Landmarks => [Landmark];
    }

    /// <summary>On the straight line between two landmarks.</summary>
    /// <param name="Share">Share of the way from the first, 0 to 1.</param>
    public sealed record Between(string From, string To, double Share) : PointLocation
    {
        public override ImmutableArray<string> Landmarks => [From, To];
    }

    /// <summary>Found by touch, anywhere.</summary>
    public sealed record Anywhere(string Landmark) : PointLocation
    {
        public override ImmutableArray<string> Landmarks => [Landmark];
    }
}
