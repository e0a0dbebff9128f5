using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

/// <summary>
/// The events of one session that have arrived here, as a set: what came twice stands once, and the order in which things came is of no weight.
/// Two devices that hold the same events hold the same session.
/// </summary>
public sealed class SessionLog
{
    private readonly ImmutableDictionary<Guid, ImmutableArray<SessionEvent>> _byKey;
    private NeedlingSession? _session;

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
    public NeedlingSession? Session => Events.IsEmpty ? null : _session ??= NeedlingSession.Of(this);

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
        return new(moment.Key, moment.Device, Math.Max(own, told) + 1, moment.At, moment.By, Gaps.KnownUpTo.Remove(moment.Device), [.. Gaps.Lacking.Where(l => l.Device != moment.Device)]);
    }
}

/// <summary>Numbers of a device's events that others know of, or that a later one passes over.</summary>
/// <param name="Missing">Ranges without an event, those that were given up left out.</param>
/// <param name="KnownUpTo">For each device the number up to which everything is here or given up.</param>
/// <param name="Lacking">What of that was given up and is not here.</param>
internal sealed record SessionGaps(ImmutableArray<EventRange> Missing, ImmutableSortedDictionary<Guid, long> KnownUpTo, ImmutableArray<EventRange> Lacking)
{
    public static SessionGaps Of(ImmutableArray<SessionEvent> events)
    {
        var missing = ImmutableArray.CreateBuilder<EventRange>();
        var lacking = ImmutableArray.CreateBuilder<EventRange>();
        var known = ImmutableSortedDictionary.CreateBuilder<Guid, long>();
        var givenUp = events.OfType<SessionEvent.GivenUp>().ToLookup(g => g.Device, g => (g.From, To: Math.Min(g.To, Stamp.MostEvents)));
        var here = events.ToLookup(e => e.Stamp.Device, e => (From: e.Stamp.Sequence, To: e.Stamp.Sequence));
        var told = events.SelectMany(e => e.Stamp.Seen).Where(s => s.Value > 0).Concat(events.Select(e => KeyValuePair.Create(e.Stamp.Device, e.Stamp.Sequence)));
        foreach (var device in told.GroupBy(t => t.Key, t => t.Value).OrderBy(g => g.Key))
        {
            var (key, most) = (device.Key, device.Max());
            var gaps = Gaps(key, most, here[key].Concat(givenUp[key])).ToList();
            missing.AddRange(gaps);
            known[key] = gaps.Count > 0 ? gaps[0].From - 1 : most;
            lacking.AddRange(Gaps(key, known[key], here[key]));
        }

        return new(missing.ToImmutable(), known.ToImmutable(), lacking.ToImmutable());
    }

    /// <summary>Ranges from 1 to the most that none of these covers.</summary>
    private static IEnumerable<EventRange> Gaps(Guid device, long most, IEnumerable<(long From, long To)> covered)
    {
        var next = 1L;
        foreach (var (from, to) in covered.OrderBy(r => r.From))
        {
            if (from > next && next <= most)
                yield return new(device, next, Math.Min(from - 1, most));
            next = Math.Max(next, to + 1);
        }

        if (next <= most)
            yield return new(device, next, most);
    }
}
