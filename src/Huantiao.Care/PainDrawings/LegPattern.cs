using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.PainDrawings;

/// <summary>
/// Which side of the leg the pain runs down, and so the name that tradition would give it. A name, never a diagnosis: whether choosing points by it matters is not known.
/// </summary>
/// <param name="Side">Left or right leg.</param>
/// <param name="Aspects">Most drawn first; two or three: tradition speaks of a mixed pattern.</param>
public sealed record LegPattern(BodySide Side, ImmutableArray<LegAspect> Aspects)
{
    /// <summary>An aspect with less pain than this is not spoken of. Our own choice.</summary>
    public const double LeastShare = 0.05;

    /// <summary>"Mainly": an aspect counts when it has at least this part of the share of the most drawn. Our own choice.</summary>
    public const double LeastOfMost = 0.5;

    public bool IsMixed => Aspects.Length > 1;

    /// <summary>One for each leg where pain is drawn on thigh or lower leg; none where tradition has nothing to name. Only pain counts, not tingling, numbness or weakness.</summary>
    public static ImmutableArray<LegPattern> Of(SkinMap map, PainShares shares)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(shares);
        return
        [
            .. from leg in shares.Aspects.GroupBy(a => a.Side)
               let most = leg.Max(a => a.Of(Feeling.Pain))
               where most >= LeastShare
               let named = leg.Where(a => a.Of(Feeling.Pain) >= Math.Max(LeastShare, LeastOfMost * most)).OrderByDescending(a => a.Of(Feeling.Pain))
               select new LegPattern(leg.Key, [.. named.Select(a => map.Aspects.First(x => x.Id == a.Id))]),
        ];
    }
}
