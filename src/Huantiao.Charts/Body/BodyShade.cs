using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>How shaded skin looks: a colour and a weave of its own, so that no kind is told by colour alone.</summary>
public enum Weave
{
    /// <summary>Rust, slanting lines.</summary>
    Slant,

    /// <summary>Teal, dots.</summary>
    Dots,

    /// <summary>Blue, level lines.</summary>
    Level,

    /// <summary>Plum, small crosses.</summary>
    Crosses,
}

/// <summary>Shaded skin: the way of a brush, or an area.</summary>
/// <param name="Places">On the view, in cun: along the brush, or round the area.</param>
/// <param name="BreadthCun">Of the brush; null: an area.</param>
public sealed record BodyShade(Weave Weave, ImmutableArray<Place> Places, double? BreadthCun);
