using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

/// <summary>What a device gives with every move: its own name, the key it made for the event, who acts, and its clock.</summary>
/// <param name="Key">UUIDv7, made by the caller: the same event sent twice has the same key.</param>
/// <param name="At">The device's clock, with the clinic's offset from UTC: the day of the session is read from it.</param>
public sealed record Moment(Guid Key, Guid Device, Guid By, DateTimeOffset At);

/// <summary>Events of a device by their numbers, both ends included.</summary>
public sealed record EventRange(Guid Device, long From, long To);

/// <summary>
/// Who recorded an event, where, when, and what that device then knew of other devices. What one event knew of another is told by
/// <see cref="Seen"/> alone; the clocks of two devices are never compared.
/// </summary>
public sealed record Stamp
{
    /// <summary>More events than that no device makes in one session.</summary>
    public const long MostEvents = 1_000_000;

    /// <param name="sequence">1 for the device's first event of this session, 2 for its second, and so on: a missing number is a lost event.</param>
    /// <param name="seen">For each other device, the number up to which all its events were known or given up.</param>
    /// <param name="lacking">Events below those numbers that were given up and not there.</param>
    /// <exception cref="ArgumentException">The key is no UUIDv7, the device or the person is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not from 1 (of <paramref name="seen"/>: 0) to <see cref="MostEvents"/>.</exception>
    public Stamp(Guid key, Guid device, long sequence, DateTimeOffset at, Guid by, ImmutableSortedDictionary<Guid, long> seen, ImmutableArray<EventRange> lacking)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (key.Version != 7)
            throw new ArgumentException("The key of an event is a UUIDv7.", nameof(key));
        if (device == Guid.Empty)
            throw new ArgumentException("An event names its device.", nameof(device));
        if (by == Guid.Empty)
            throw new ArgumentException("An event names who recorded it.", nameof(by));
        if (sequence is < 1 or > MostEvents)
            throw new ArgumentOutOfRangeException(nameof(sequence), sequence, "The number of an event is 1 to 1,000,000.");
        if (seen.Values.Any(v => v is < 0 or > MostEvents))
            throw new ArgumentOutOfRangeException(nameof(seen), "What was seen of a device is 0 to 1,000,000 events.");
        (Key, Device, Sequence, At, By, Seen, Lacking) = (key, device, sequence, at, by, seen, lacking.IsDefault ? [] : lacking);
    }

    public Guid Key { get; }

    public Guid Device { get; }

    public long Sequence { get; }

    public DateTimeOffset At { get; }

    public Guid By { get; }

    public ImmutableSortedDictionary<Guid, long> Seen { get; }

    public ImmutableArray<EventRange> Lacking { get; }

    /// <summary>The clinic's day, by the offset that the device gave.</summary>
    internal DateOnly Day => DateOnly.FromDateTime(At.DateTime);

    /// <summary>
    /// Grows along every chain of events that knew of each other, and depends on this event alone: sorting by it puts causes before effects
    /// whatever else has arrived.
    /// </summary>
    internal long Weight => Sequence + Seen.Where(s => s.Key != Device).Sum(s => s.Value);

    /// <summary>Whether the device knew the other event when it recorded this one.</summary>
    internal bool Saw(Stamp other) => other.Device == Device
        ? other.Sequence < Sequence
        : Seen.TryGetValue(other.Device, out var upTo) && other.Sequence <= upTo && (Lacking.IsEmpty || !Lacks(other));

    private bool Lacks(Stamp other) => Lacking.Any(l => l.Device == other.Device && l.From <= other.Sequence && other.Sequence <= l.To);
}
