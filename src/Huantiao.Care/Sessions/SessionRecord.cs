using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

/// <summary>A reason for which no needle may go in, until it is lifted.</summary>
public sealed record StandingStop(Guid Key, StopCause Cause, string Because, DateTimeOffset At, Guid By);

/// <summary>What the events of a session say together: needles, stops, conflicts, time, and what is left to do. Computed, never stored.</summary>
public sealed class SessionRecord
{
    private readonly ImmutableArray<SessionEvent> _care;
    private readonly ConflictSearch _search;

    private SessionRecord(ImmutableArray<SessionEvent> care, SessionGaps gaps, ImmutableArray<SessionEvent.Amended> amendments, ImmutableArray<SessionEvent.Signed> signatures)
    {
        _care = care;
        Ledger = new(care);
        Walk = PhaseWalk.Along(care);
        Stops = [.. Standing(care).Select(s => new StandingStop(s.Key, s.Cause, s.Because, s.Stamp.At, s.Stamp.By))];
        Opening = care.OfType<SessionEvent.Opened>().FirstOrDefault();
        Practitioner = care.OfType<SessionEvent.TakenOver>().LastOrDefault()?.Practitioner ?? Opening?.Practitioner;
        _search = new(care, Ledger, gaps);
        Conflicts = _search.All();
        Timer = TimerOf(care);
        Amendments = amendments;
        Needles = [.. Ledger.Needles.Select(n => amendments.LastOrDefault(a => a.Needle == n.Key && a.As is not null && signatures.Any(a.Saw)) is { As: { } now } ? n with { Now = now } : n)];
        Unsettled = [.. FindUnsettled()];
    }

    /// <summary>Where the moves have brought the session; a stop that stands interrupts it besides.</summary>
    public SessionPhase Phase => Walk.Phase;

    /// <summary>Null where the opening has not arrived.</summary>
    public SessionEvent.Opened? Opening { get; }

    /// <summary>Who is responsible and signs; null where the opening has not arrived.</summary>
    public Guid? Practitioner { get; }

    /// <summary>In the order of their events; what was recorded by mistake is not among them.</summary>
    public ImmutableArray<SessionNeedle> Needles { get; }

    /// <summary>Insertions that were said to have been recorded by mistake.</summary>
    public ImmutableArray<SessionEvent.Inserted> Retracted => Ledger.Retracted;

    /// <summary>Stops that nobody has lifted.</summary>
    public ImmutableArray<StandingStop> Stops { get; }

    /// <summary>All of them, acknowledged or not.</summary>
    public ImmutableArray<Conflict> Conflicts { get; }

    /// <summary>The count that stands; null where there is none.</summary>
    public StandingCount? Count => Ledger.Count;

    /// <summary>Null until all needles were said to be in.</summary>
    public RetentionTimer? Timer { get; }

    /// <summary>What stands between this session and its signature. Empty: it may be signed.</summary>
    public ImmutableArray<Unsettled> Unsettled { get; }

    /// <summary>Said after a signature. One that knew of no signature is shown and changes nothing.</summary>
    public ImmutableArray<SessionEvent.Amended> Amendments { get; }

    /// <summary>Whether everything was pulled at once and the count is still to be made up.</summary>
    public bool IsCountDeferred => Walk.IsPulled && Needles.Any(n => n.Fate is NeedleFate.Pulled);

    /// <summary>Needles of which nobody knows that they are out, or that they may stay.</summary>
    public int NeedlesIn => Needles.Count(n => !n.Fate.IsAccountedFor);

    internal NeedleLedger Ledger { get; }

    internal PhaseWalk Walk { get; }

    internal bool IsCleared => _care.OfType<SessionEvent.Cleared>().Any();

    internal static bool IsCare(SessionEvent happened) => happened is not (SessionEvent.Signed or SessionEvent.Amended);

    /// <param name="log">For what is missing, and for what was said after a signature.</param>
    internal static SessionRecord Of(SessionLog log, IEnumerable<SessionEvent> events) =>
        new([.. events.Where(IsCare)], log.Gaps, [.. log.Events.OfType<SessionEvent.Amended>()], [.. log.Events.OfType<SessionEvent.Signed>()]);

    internal bool Has(Guid key) => _care.Any(e => e.Key == key);

    internal bool IsAcknowledged(Conflict conflict) => _care.OfType<SessionEvent.Acknowledged>().Any(a => a.Conflict == conflict.Id);

    internal ImmutableArray<Guid> Keys => [.. _care.Select(e => e.Key).Distinct().Order()];

    /// <summary>Stops that are not lifted by somebody who knew of them.</summary>
    internal static IEnumerable<SessionEvent.Stopped> Standing(ImmutableArray<SessionEvent> events) =>
        events.OfType<SessionEvent.Stopped>().Where(s => !events.OfType<SessionEvent.Lifted>().Any(l => l.Stop == s.Key && l.Saw(s)));

    private IEnumerable<Unsettled> FindUnsettled()
    {
        if (Walk.Phase != SessionPhase.Removing)
            yield return new Unsettled.NotRemoving();
        foreach (var needle in Needles.Where(n => !n.Fate.IsAccountedFor))
            yield return new Unsettled.NeedleOpen(needle);
        if (Ledger.CountsContradict)
            yield return new Unsettled.CountsContradict();
        if (Count is { Agrees: false } count)
            yield return new Unsettled.CountDiffers(count);
        foreach (var conflict in Conflicts.Where(c => c.IsSettledByWords && !IsAcknowledged(c)))
            yield return new Unsettled.ConflictOpen(conflict);
        foreach (var missing in Conflicts.Where(c => c is Conflict.Missing))
            yield return new Unsettled.ConflictOpen(missing);
        foreach (var about in _search.ToBeReported().Where(k => !_care.OfType<SessionEvent.Reported>().Any(r => r.About == k)))
            yield return new Unsettled.ReportMissing(about);
    }

    private static RetentionTimer? TimerOf(ImmutableArray<SessionEvent> care)
    {
        var ends = ConflictSearch.Ends(care);
        var start = care.OfType<SessionEvent.Retained>().FirstOrDefault();
        return start is null || ends.IsEmpty ? null : new(start.Stamp.At, ends.Min(e => e.End));
    }
}

/// <summary>Something that must be settled before the session is signed.</summary>
public abstract record Unsettled
{
    private Unsettled()
    {
    }

    /// <summary>The session is not at the point where needles are taken out.</summary>
    public sealed record NotRemoving : Unsettled;

    /// <summary>A needle that is not accounted for.</summary>
    public sealed record NeedleOpen(SessionNeedle Needle) : Unsettled;

    /// <summary>The tray holds another number than it should: look again, then settle what is missing.</summary>
    public sealed record CountDiffers(StandingCount Count) : Unsettled;

    /// <summary>Two devices counted differently: count again.</summary>
    public sealed record CountsContradict : Unsettled;

    /// <summary>A conflict that nobody has acknowledged.</summary>
    public sealed record ConflictOpen(Conflict Conflict) : Unsettled;

    /// <summary>What this event brought has to be reported.</summary>
    public sealed record ReportMissing(Guid About) : Unsettled;
}
