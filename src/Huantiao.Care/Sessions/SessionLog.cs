using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

/// <summary>
/// The events of one session that have arrived here, as a set: what came twice stands once, and the order in which things came is of no weight.
/// Two devices that hold the same events hold the same session.
/// </summary>
public sealed class SessionLog
{
    private readonly ImmutableDictionary<Guid, ImmutableArray<SessionEvent>> _byKey;

    private SessionLog(ImmutableDictionary<Guid, ImmutableArray<SessionEvent>> byKey)
    {
        _byKey = byKey;
        Events = [.. byKey.Values.SelectMany(e => e).OrderBy(e => e.Stamp.Weight).ThenBy(e => e.Stamp.Device).ThenBy(e => e.Stamp.Sequence).ThenBy(e => e.Key)
            .ThenBy(e => byKey[e.Key].Length == 1 ? "" : SessionText.Write(e), StringComparer.Ordinal)];
        Gaps = SessionGaps.Of(Events);
    }

    public static SessionLog Empty { get; } = new(ImmutableDictionary<Guid, ImmutableArray<SessionEvent>>.Empty);

    /// <summary>Causes before effects; events that knew nothing of each other in an order that is the same everywhere.</summary>
    public ImmutableArray<SessionEvent> Events { get; }

    /// <summary>What is known to be missing.</summary>
    internal SessionGaps Gaps { get; }

    /// <summary>The session as these events tell it; null while there are none.</summary>
    public NeedlingSession? Session => Events.IsEmpty ? null : NeedlingSession.Of(this);

    /// <summary>With one more event. One that is already there changes nothing; another under the same key is kept beside it, as a conflict.</summary>
    public SessionLog With(SessionEvent happened) => With([happened]);

    public SessionLog With(IEnumerable<SessionEvent> happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var byKey = _byKey;
        foreach (var one in happened)
        {
            if (!byKey.TryGetValue(one.Key, out var there))
                byKey = byKey.Add(one.Key, [one]);
            else if (!there.Any(t => ReferenceEquals(t, one) || SessionText.Write(t) == SessionText.Write(one)))
                byKey = byKey.SetItem(one.Key, there.Add(one));
        }

        return byKey == _byKey ? this : new(byKey);
    }

    public SessionLog MergedWith(SessionLog other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return With(other.Events);
    }

    /// <summary>The stamp of this device's next event.</summary>
    /// <exception cref="ArgumentException">The key is already that of an event.</exception>
    internal Stamp Next(Moment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (_byKey.ContainsKey(moment.Key))
            throw new ArgumentException("Make a new key for each event.", nameof(moment));
        var own = Events.Where(e => e.Stamp.Device == moment.Device).Select(e => e.Stamp.Sequence).DefaultIfEmpty(0).Max();
        // A number of its own that others have seen is taken, even if this device has forgotten the event.
        var told = Events.Select(e => e.Stamp.Seen.TryGetValue(moment.Device, out var upTo) ? upTo : 0).DefaultIfEmpty(0).Max();
        return new(moment.Key, moment.Device, Math.Max(own, told) + 1, moment.At, moment.By, Gaps.KnownUpTo.Remove(moment.Device));
    }
}

/// <summary>Numbers of a device's events that others know of, or that a later one passes over.</summary>
/// <param name="Missing">Ranges without an event, those that were given up left out.</param>
/// <param name="KnownUpTo">For each device the number up to which everything is here or given up.</param>
internal sealed record SessionGaps(ImmutableArray<(Guid Device, long From, long To)> Missing, ImmutableSortedDictionary<Guid, long> KnownUpTo)
{
    public static SessionGaps Of(ImmutableArray<SessionEvent> events)
    {
        var missing = ImmutableArray.CreateBuilder<(Guid, long, long)>();
        var known = ImmutableSortedDictionary.CreateBuilder<Guid, long>();
        var givenUp = events.OfType<SessionEvent.GivenUp>().ToLookup(g => g.Device);
        var told = events.SelectMany(e => e.Stamp.Seen).Where(s => s.Value > 0).Concat(events.Select(e => KeyValuePair.Create(e.Stamp.Device, e.Stamp.Sequence)));
        foreach (var device in told.GroupBy(t => t.Key, t => t.Value).OrderBy(g => g.Key))
        {
            var here = events.Where(e => e.Stamp.Device == device.Key).Select(e => (From: e.Stamp.Sequence, To: e.Stamp.Sequence))
                .Concat(givenUp[device.Key].Select(g => (g.From, To: Math.Min(g.To, Stamp.MostEvents)))).OrderBy(r => r.From);
            var (next, first) = (1L, missing.Count);
            foreach (var (from, to) in here)
            {
                if (from > next)
                    missing.Add((device.Key, next, from - 1));
                next = Math.Max(next, to + 1);
            }

            if (device.Max() >= next)
                missing.Add((device.Key, next, device.Max()));
            known[device.Key] = missing.Count > first ? missing[first].Item2 - 1 : Math.Min(next - 1, Stamp.MostEvents);
        }

        return new(missing.ToImmutable(), known.ToImmutable());
    }
}
