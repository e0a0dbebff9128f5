using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Assessment;

/// <summary>What tradition calls the picture of pain in one leg. It is a name, and says nothing of a cause.</summary>
public abstract record ChannelNaming
{
    private ChannelNaming()
    {
    }

    /// <summary>No areas of pain were marked, so nothing can be named.</summary>
    public sealed record NotDrawn : ChannelNaming;

    /// <summary>The areas of this leg belong to no channel of the table.</summary>
    public sealed record None : ChannelNaming;

    /// <summary>One channel, or several: then <see cref="Patterns"/> has each, and no opinion on which leads.</summary>
    public sealed record Named(ImmutableArray<TraditionalPattern> Patterns) : ChannelNaming
    {
        public LocalText InWords() => CareWords.Text(
            "channel.named", ("names", CareWords.List(Patterns.Select(p => p.Name))),
            ("evidence", CareWords.Sentences(Patterns.Select(p => p.Evidence).DistinctBy(e => e.In("en"), StringComparer.Ordinal))));
    }
}

/// <summary>Names channel patterns from the areas of pain, by the table of the pathway.</summary>
public static class ChannelPatterns
{
    /// <param name="leg">Left or right.</param>
    public static ChannelNaming Of(TreatmentKnowledge knowledge, PainMap pain, PainSide leg)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(pain);
        if (!pain.IsDrawn)
            return new ChannelNaming.NotDrawn();
        var keys = pain.Marks.Where(m => m.Area.InLeg && m.Side == leg).Select(m => m.Area.Pattern).ToHashSet();
        ImmutableArray<TraditionalPattern> named = [.. knowledge.Patterns.Where(p => p.IsChannel && keys.Contains(p.Key))];
        return named.IsEmpty ? new ChannelNaming.None() : new ChannelNaming.Named(named);
    }
}
