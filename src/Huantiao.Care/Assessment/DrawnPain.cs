using Huantiao.Care.PainDrawings;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Assessment;

/// <summary>Areas of the examination that a person's drawing shows: offered to the practitioner, who asks and marks. A drawing is not an examination.</summary>
public static class DrawnPain
{
    /// <summary>Share of a region from which its area is offered. Our own choice: a brush slips over borders, a dot is meant. That of <see cref="LegPattern.LeastShare"/>.</summary>
    public const double LeastShare = LegPattern.LeastShare;

    /// <summary>The areas with pain in the drawing; other feelings are not pain. Null where no area was drawn on: that is not "no pain".</summary>
    public static PainMap? Offered(TreatmentKnowledge knowledge, PainShares shares)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(shares);
        var marks = from share in shares.Regions
                    where share.Of(Feeling.Pain) >= LeastShare
                    from area in knowledge.PainAreas
                    where area.Region == share.Id
                    select (area.Key, share.Side == BodySide.Left ? PainSide.Left : PainSide.Right);
        return PainMap.TryDraw(knowledge, marks) is { Marks.IsEmpty: false } map ? map : null;
    }
}
