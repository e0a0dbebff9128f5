using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

/// <summary>Where a needle is, as far as the record can tell.</summary>
public abstract record NeedleFate
{
    private NeedleFate()
    {
    }

    /// <summary>Whether nothing is left to be done about it.</summary>
    public abstract bool IsAccountedFor { get; }

    /// <summary>In the person.</summary>
    public sealed record In : NeedleFate
    {
        public override bool IsAccountedFor => false;
    }

    /// <summary>Pulled in haste; nobody has counted yet.</summary>
    public sealed record Pulled : NeedleFate
    {
        public override bool IsAccountedFor => false;
    }

    /// <summary>Out, and part of it is missing.</summary>
    public sealed record BrokenOff : NeedleFate
    {
        public override bool IsAccountedFor => false;
    }

    /// <summary>Taken out and recorded point by point.</summary>
    public sealed record Out(DateTimeOffset At, NeedleCondition Condition) : NeedleFate
    {
        public override bool IsAccountedFor => true;
    }

    /// <summary>One of those that a count found complete.</summary>
    public sealed record CountedOut(Guid Count) : NeedleFate
    {
        public override bool IsAccountedFor => true;
    }

    /// <summary>A press needle that went home with the person.</summary>
    public sealed record Home(DateOnly RemoveBy) : NeedleFate
    {
        public override bool IsAccountedFor => true;
    }

    /// <summary>Settled by words or by a report.</summary>
    public sealed record SettledAs(Settlement How) : NeedleFate
    {
        public override bool IsAccountedFor => true;
    }
}

/// <summary>A needle of a session.</summary>
/// <param name="Recorded">As recorded when it went in.</param>
/// <param name="Now">With later descriptions and amendments.</param>
/// <param name="At">When it was recorded.</param>
public sealed record SessionNeedle(Guid Key, Insertion Recorded, Insertion Now, bool RecordedLate, DateTimeOffset At, Guid By, NeedleFate Fate);

/// <summary>The count that stands: no later one has taken its place.</summary>
/// <param name="Key">Of the event.</param>
/// <param name="Counted">Whole needles in the tray.</param>
/// <param name="Expected">How many should be there.</param>
/// <param name="Explained">Missing ones that were settled, less those too many.</param>
/// <param name="IsSecondLook">Whether it was made after, and in knowledge of, another count.</param>
/// <param name="IsStale">
/// A needle went in of which the one who counted did not know, and it may lie in the tray in place of one that is still in the person: to be counted again.
/// </param>
public sealed record StandingCount(Guid Key, int Counted, int Expected, int Explained, bool IsSecondLook, bool IsStale)
{
    public bool Agrees => !IsStale && Counted + Explained == Expected;
}

/// <summary>Needles in and needles out. Pure: a set of events in, the account out.</summary>
internal sealed class NeedleLedger
{
    private readonly ImmutableArray<SessionEvent> _events;
    private readonly ImmutableHashSet<Guid> _retracted;
    private readonly ILookup<Guid, SessionEvent.Removed> _removals;
    private readonly ILookup<Guid, SessionEvent.LeftIn> _left;
    private readonly ILookup<Guid, SessionEvent.Settled> _settled;
    private readonly ImmutableArray<SessionEvent.Counted> _counts;

    public NeedleLedger(ImmutableArray<SessionEvent> events)
    {
        _events = events;
        var byKey = events.ToLookup(e => e.Key);
        var mistakes = events.OfType<SessionEvent.Retracted>().Where(r => byKey[r.About].Any(r.Saw)).Select(r => r.About).ToImmutableHashSet();
        _removals = events.OfType<SessionEvent.Removed>().Where(r => !mistakes.Contains(r.Key)).ToLookup(r => r.Needle);
        _left = events.OfType<SessionEvent.LeftIn>().Where(r => !mistakes.Contains(r.Key)).ToLookup(r => r.Needle);
        _counts = [.. events.OfType<SessionEvent.Counted>()];
        _settled = events.OfType<SessionEvent.Settled>().Where(IsValid).ToLookup(s => s.About);
        // What was taken out, or went home, was there, whoever says it was a slip of the finger.
        RetractedAndOut = [.. mistakes.Where(m => byKey[m].OfType<SessionEvent.Inserted>().Any() && (_removals[m].Any() || _left[m].Any())).Order()];
        _retracted = mistakes.Except(RetractedAndOut);
        Inserted = [.. events.OfType<SessionEvent.Inserted>().Where(i => !_retracted.Contains(i.Key)).DistinctBy(i => i.Key)];
        Retracted = [.. events.OfType<SessionEvent.Inserted>().Where(i => _retracted.Contains(i.Key))];

        var latest = _counts.Where(c => !_counts.Any(o => o.Saw(c))).ToList();
        CountsContradict = latest.Select(c => (c.Count, string.Join(',', Covered(c).Select(i => i.Key)))).Distinct().Count() > 1;
        Count = latest.Count == 0 || CountsContradict ? null : Standing(latest[0]);
        Needles = [.. Inserted.Select(i => new SessionNeedle(i.Key, i.Needle, Described(i), i.RecordedLate, i.Stamp.At, i.Stamp.By, Fate(i)))];
    }

    /// <summary>Those that were not recorded by mistake.</summary>
    public ImmutableArray<SessionEvent.Inserted> Inserted { get; }

    public ImmutableArray<SessionEvent.Inserted> Retracted { get; }

    public ImmutableArray<Guid> RetractedAndOut { get; }

    public ImmutableArray<SessionNeedle> Needles { get; }

    /// <summary>Null where nobody has counted, or two counts contradict each other.</summary>
    public StandingCount? Count { get; }

    /// <summary>Two devices counted, neither knew of the other, and they do not say the same: it has to be counted again.</summary>
    public bool CountsContradict { get; }

    /// <summary>Whether a device that knows these events may settle what is missing: only after a second look.</summary>
    public bool IsLookedForTwice => _counts.Any(IsSecondLook);

    /// <summary>Needles of which one device says out and another says home.</summary>
    public IEnumerable<Guid> HomeOrOut => Inserted.Where(i => IsHome(i.Key) is not null && _removals[i.Key].Any()).Select(i => i.Key);

    /// <summary>Needles that one device settles as missing while another takes them out.</summary>
    public IEnumerable<Guid> SettledAndOut => Inserted.Where(i => IsOut(i.Key) && _settled[i.Key].Any(s => !_removals[i.Key].Any(r => r.Saw(s) || s.Saw(r)))).Select(i => i.Key);

    /// <summary>A press needle, as it is described now; one that was recorded as another kind when it went in is not made one by words.</summary>
    public static bool MayGoHome(Insertion recorded, Insertion now) => (now.Kind, recorded.Kind) is (NeedleKind.Press, NeedleKind.Press or NeedleKind.Unknown);

    public Insertion Described(SessionEvent.Inserted needle) =>
        _events.OfType<SessionEvent.Described>().LastOrDefault(d => d.Needle == needle.Key)?.As ?? needle.Needle;

    private bool IsSecondLook(SessionEvent.Counted count) => _counts.Any(count.Saw);

    /// <summary>A needle that broke in the hand needs no search; all else is settled after a second look, in knowledge of it.</summary>
    private bool IsValid(SessionEvent.Settled settled) =>
        _counts.Any(c => settled.Saw(c) && IsSecondLook(c))
        || (settled.How is Settlement.Broken && _removals[settled.About].Any(r => r.Condition == NeedleCondition.Broken && settled.Saw(r)));

    /// <summary>What a count could have found: needles that its device knew of, and those that were in by then and recorded late.</summary>
    private IEnumerable<SessionEvent.Inserted> Covered(SessionEvent.Counted count) => Inserted.Where(i => i.RecordedLate || count.Saw(i));

    private StandingCount Standing(SessionEvent.Counted count)
    {
        var second = IsSecondLook(count);
        var explanations = second ? _settled[count.Key].ToList() : [];
        return new(
            count.Key, count.Count, Covered(count).Count(i => IsExpectedInTray(i, count)),
            explanations.Count(s => s.How is not Settlement.NeverRecorded) - explanations.Count(s => s.How is Settlement.NeverRecorded), second,
            _events.OfType<SessionEvent.Inserted>().Any(i => !i.RecordedLate && !count.Saw(i) && !i.Saw(count)));
    }

    private bool IsExpectedInTray(SessionEvent.Inserted needle, SessionEvent.Counted count) =>
        IsHome(needle.Key) is null && (IsOut(needle.Key) || !_settled[needle.Key].Any(s => !IsInTray(s, count)));

    /// <summary>
    /// Taken out whole by whoever held it, before or after it was said to be missing: it lies in the tray, and the one that is missing from there is another.
    /// </summary>
    private bool IsOut(Guid needle) => _removals[needle].Any(r => r.Condition != NeedleCondition.Broken);

    /// <summary>What was found before the count lies in the tray; what broke or was not found does not.</summary>
    private static bool IsInTray(SessionEvent.Settled settled, SessionEvent.Counted count) => settled.How is Settlement.Found && count.Saw(settled);

    /// <summary>Goes home, unless it was taken out by somebody who knew that.</summary>
    private SessionEvent.LeftIn? IsHome(Guid needle) => _left[needle].LastOrDefault(l => !_removals[needle].Any(r => r.Saw(l)));

    private NeedleFate Fate(SessionEvent.Inserted needle)
    {
        var removals = _removals[needle.Key].ToList();
        if (_settled[needle.Key].LastOrDefault(s => s.How is not Settlement.NeverRecorded && !IsOut(s.About)) is { } settled)
            return new NeedleFate.SettledAs(settled.How);
        if (IsHome(needle.Key) is { } left && MayGoHome(needle.Needle, Described(needle)))
            return new NeedleFate.Home(left.RemoveBy);
        if (removals.Exists(r => r.Condition == NeedleCondition.Broken))
            return new NeedleFate.BrokenOff();
        if (removals.Count > 0)
            return new NeedleFate.Out(removals[0].Stamp.At, removals[0].Condition);
        if (Count is { Agrees: true } && Covered(_counts.First(c => c.Key == Count.Key)).Any(i => i.Key == needle.Key))
            return new NeedleFate.CountedOut(Count.Key);
        return _events.OfType<SessionEvent.AllPulled>().Any(p => p.Saw(needle)) ? new NeedleFate.Pulled() : new NeedleFate.In();
    }
}
