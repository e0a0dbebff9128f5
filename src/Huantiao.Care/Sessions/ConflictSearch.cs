using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

/// <summary>Finds every point on which the events of a session do not agree.</summary>
internal sealed class ConflictSearch(ImmutableArray<SessionEvent> care, NeedleLedger ledger, SessionGaps gaps)
{
    private readonly ILookup<Guid, SessionEvent> _byKey = care.ToLookup(e => e.Key);

    public ImmutableArray<Conflict> All() => [.. Identity(), .. Turns(), .. Targets(), .. Stops(), .. Needles(), .. Times()];

    /// <summary>Events that need a report: needles through a stop or without a clearance, and pulling everything at once.</summary>
    public IEnumerable<Guid> ToBeReported() => Stops().Select(c => c switch
    {
        Conflict.ThroughStop through => through.Needle,
        Conflict.WithoutClearance without => without.Needle,
        _ => Guid.Empty,
    }).Where(k => k != Guid.Empty).Concat(care.OfType<SessionEvent.AllPulled>().Select(p => p.Key)).Distinct();

    /// <summary>Planned ends that no later one has taken the place of.</summary>
    public static ImmutableArray<(SessionEvent Event, DateTimeOffset End)> Ends(ImmutableArray<SessionEvent> care)
    {
        var all = care.Select(e => (Event: e, End: e switch
        {
            SessionEvent.Retained retained => retained.PlannedEnd,
            SessionEvent.RetentionChanged changed => changed.PlannedEnd,
            _ => (DateTimeOffset?)null,
        })).Where(e => e.End is not null).Select(e => (e.Event, e.End!.Value)).ToList();
        return [.. all.Where(e => !all.Exists(o => o.Event.Saw(e.Event)))];
    }

    private IEnumerable<Conflict> Identity()
    {
        foreach (var same in _byKey.Where(g => g.Skip(1).Any()))
            yield return new Conflict.SameKey(same.Key);
        foreach (var same in care.GroupBy(e => (e.Stamp.Device, e.Stamp.Sequence)).Where(g => g.Select(e => e.Key).Distinct().Skip(1).Any()))
            yield return new Conflict.SameNumber(same.Key.Device, same.Key.Sequence);
        foreach (var (device, from, to) in gaps.Missing)
            yield return new Conflict.Missing(device, from, to);
        if (!care.OfType<SessionEvent.Opened>().Any())
            yield return new Conflict.NotOpened();
        foreach (var again in care.OfType<SessionEvent.Opened>().Skip(1))
            yield return new Conflict.OpenedTwice(again.Key);
    }

    private IEnumerable<Conflict> Turns()
    {
        foreach (var happened in care)
        {
            var known = PhaseWalk.Along(care, happened);
            if (!known.Allows(happened))
                yield return new Conflict.OutOfTurn(happened.Key, known.Phase);
        }
    }

    private IEnumerable<Conflict> Targets()
    {
        foreach (var happened in care)
        {
            var there = happened switch
            {
                SessionEvent.Described e => Is<SessionEvent.Inserted>(e.Needle),
                SessionEvent.Removed e => Is<SessionEvent.Inserted>(e.Needle),
                SessionEvent.LeftIn e => Is<SessionEvent.Inserted>(e.Needle),
                SessionEvent.Lifted e => Is<SessionEvent.Stopped>(e.Stop),
                SessionEvent.Settled e => Is<SessionEvent.Inserted>(e.About) || Is<SessionEvent.Counted>(e.About),
                SessionEvent.Retracted e => Is<SessionEvent.Inserted>(e.About) || Is<SessionEvent.Removed>(e.About) || Is<SessionEvent.LeftIn>(e.About),
                SessionEvent.Reported e => _byKey.Contains(e.About),
                _ => true,
            };
            if (!there)
                yield return new Conflict.AboutNothing(happened.Key);
        }

        bool Is<T>(Guid key)
            where T : SessionEvent
            => _byKey[key].OfType<T>().Any();
    }

    /// <summary>Over all insertions, those too that were taken back: what went through a stop is not undone by saying that it was a mistake.</summary>
    private IEnumerable<Conflict> Stops()
    {
        foreach (var needle in care.OfType<SessionEvent.Inserted>())
        {
            ImmutableArray<SessionEvent> known = [.. care.Where(needle.Saw)];
            if (!known.OfType<SessionEvent.Cleared>().Any())
                yield return new Conflict.WithoutClearance(needle.Key);
            var stood = SessionRecord.Standing(known).Concat<SessionEvent>(known.OfType<SessionEvent.AllPulled>()).Select(s => s.Key).ToHashSet();
            foreach (var stop in care.Where(e => e is SessionEvent.Stopped or SessionEvent.AllPulled && !e.Saw(needle)))
            {
                if (stood.Contains(stop.Key) && !needle.RecordedLate)
                    yield return new Conflict.ThroughStop(needle.Key, stop.Key);
                else if (stood.Contains(stop.Key) || !needle.Saw(stop))
                    yield return new Conflict.StopNotKnown(needle.Key, stop.Key);
            }

            foreach (var other in care.Where(e => e is SessionEvent.Interrupted or SessionEvent.RemovalBegun && !needle.Saw(e) && !e.Saw(needle)))
                yield return new Conflict.InWhileOut(needle.Key, other.Key);
        }
    }

    private IEnumerable<Conflict> Needles()
    {
        foreach (var needle in ledger.Inserted)
        {
            var described = care.OfType<SessionEvent.Described>().Where(d => d.Needle == needle.Key).ToList();
            var last = described.Count > 0 ? described[^1] : null;
            foreach (var other in described.Where(d => d != last && !described.Exists(o => o.Saw(d)) && d.As != last!.As))
                yield return new Conflict.DetailsDiffer(needle.Key, other.Key);
            if (ledger.Described(needle).Lot?.Expiry is { } lastDay && lastDay < needle.Stamp.Day)
                yield return new Conflict.ExpiredLot(needle.Key);
            if (care.OfType<SessionEvent.LeftIn>().Any(l => l.Needle == needle.Key) && !NeedleLedger.MayGoHome(needle.Needle, ledger.Described(needle)))
                yield return new Conflict.NotForHome(needle.Key);
        }

        foreach (var key in ledger.SettledAndOut)
            yield return new Conflict.SettledAndOut(key);
        foreach (var key in ledger.HomeOrOut)
            yield return new Conflict.HomeOrOut(key);
        foreach (var key in ledger.RetractedAndOut)
            yield return new Conflict.RetractedAndOut(key);
    }

    private IEnumerable<Conflict> Times()
    {
        var ends = Ends(care);
        foreach (var (later, end) in ends.Where(e => e.End != ends.Min(o => o.End)))
            yield return new Conflict.EndsDiffer(ends.MinBy(o => o.End).Event.Key, later.Key);
        foreach (var retained in care.OfType<SessionEvent.Retained>().Where(r => r.CountedIn is not null))
        {
            var out_ = care.OfType<SessionEvent.Removed>().Where(retained.Saw).Select(r => r.Needle).ToHashSet();
            var in_ = ledger.Inserted.Count(i => (i.RecordedLate || retained.Saw(i)) && !out_.Contains(i.Key));
            if (in_ != retained.CountedIn)
                yield return new Conflict.CountedInDiffers(retained.Key, retained.CountedIn!.Value, in_);
        }
    }
}
