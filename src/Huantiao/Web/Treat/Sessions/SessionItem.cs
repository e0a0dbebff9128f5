using System.Collections.Immutable;
using Huantiao.Care.Sessions;
using Huantiao.Charts;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A line of the list of needles: one that was prescribed, one that is in or was, or both.</summary>
/// <param name="Planned">Null: nobody prescribed it.</param>
/// <param name="Needle">Null: it has not gone in.</param>
public sealed record SessionItem(Insertion? Planned, SessionNeedle? Needle)
{
    public Insertion Shown => Needle?.Now ?? Planned ?? throw new InvalidOperationException("A line is about a needle.");

    /// <summary>"planned", or what became of it.</summary>
    public string Fate => Needle is null ? "planned" : SessionWords.Fate(Needle.Fate);

    public NeedleState Mark => Needle is null ? NeedleState.Planned : Needle.Fate.IsAccountedFor ? NeedleState.Removed : NeedleState.In;

    /// <summary>What was prescribed, in its order, each with the needle that went in there; then what went in besides.</summary>
    public static ImmutableArray<SessionItem> Of(NeedlingSession session)
    {
        var left = session.Record.Needles.ToList();
        var items = ImmutableArray.CreateBuilder<SessionItem>();
        foreach (var planned in session.Record.Opening?.Prescription.Needles ?? [])
        {
            var there = left.FindIndex(n => n.Now.Point == planned.Point && n.Now.Side == planned.Side);
            items.Add(new(planned, there < 0 ? null : left[there]));
            if (there >= 0)
                left.RemoveAt(there);
        }

        items.AddRange(left.Select(n => new SessionItem(null, n)));
        return items.ToImmutable();
    }
}
