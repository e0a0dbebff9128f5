using System.Collections.Immutable;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Assessment;

/// <summary>A side on which pain is marked; the back has a middle too.</summary>
public enum PainSide
{
    Unknown,
    Left,
    Right,
    Midline,
}

/// <summary>Pain marked in an area, on a side.</summary>
public sealed record PainMark(PainArea Area, PainSide Side);

/// <summary>Where it hurts, as the person marked it. A map that nobody drew is not a body without pain.</summary>
public sealed class PainMap
{
    private PainMap(bool isDrawn, ImmutableArray<PainMark> marks) => (IsDrawn, Marks) = (isDrawn, marks);

    /// <summary>Nobody has asked yet.</summary>
    public static PainMap NotDrawn { get; } = new(false, []);

    /// <summary>False: nothing is known of where it hurts.</summary>
    public bool IsDrawn { get; }

    /// <summary>Each area and side once, in the order of the pathway's table.</summary>
    public ImmutableArray<PainMark> Marks { get; }

    /// <summary>The map with those areas; without any, the person marked no pain. Null where an area is not the pathway's, or has no such side: the leg has no middle.</summary>
    public static PainMap? TryDraw(TreatmentKnowledge knowledge, IEnumerable<(string Area, PainSide Side)> marks)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(marks);
        var found = new List<PainMark>();
        foreach (var (key, side) in marks.Distinct())
        {
            if (knowledge.Area(key) is not { } area || side is not (PainSide.Left or PainSide.Right or PainSide.Midline) || (side == PainSide.Midline && area.InLeg))
                return null;
            found.Add(new(area, side));
        }

        return new(true, [.. found.OrderBy(m => knowledge.PainAreas.IndexOf(m.Area)).ThenBy(m => m.Side)]);
    }

    /// <summary>Whether pain is marked in that leg; unknown where nothing was drawn.</summary>
    public Answer InLeg(PainSide side) => Has(m => m.Area.InLeg && m.Side == side);

    /// <summary>Whether pain is marked in any leg.</summary>
    public Answer InAnyLeg => Has(m => m.Area.InLeg);

    public Answer InBothLegs => Answers.All([InLeg(PainSide.Left), InLeg(PainSide.Right)]);

    public Answer InBack => Has(m => !m.Area.InLeg);

    public Answer BelowKnee => Has(m => m.Area.BelowKnee);

    private Answer Has(Func<PainMark, bool> of) => IsDrawn ? Answers.From(Marks.Any(of)) : Answer.Unknown;
}
