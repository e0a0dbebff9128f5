using Huantiao.Care.Needling;
using Huantiao.Care.Sessions;
using static Huantiao.Care.Sessions.NeedlingSession;

namespace Huantiao.Care.Tests.Sessions;

/// <summary>One thing that happens: which of two devices, what, and a number that picks among the possible.</summary>
public readonly record struct Step(int Tablet, int What, int Pick);

/// <summary>
/// A room with a person, a tray and two devices, whose users do what they record and record what they do, and a network that loses, repeats and
/// reorders. What truly happened is kept beside, without any code of the product.
/// </summary>
internal sealed class TwoTablets
{
    private readonly Tablet[] _tablets;
    private readonly Func<Guid> _keys = Tablet.Keys(20261122);
    private readonly HashSet<Guid> _floor = [];
    private readonly HashSet<Guid> _slips = [];
    private int _tray;

    private TwoTablets() => _tablets = [new(Tablet.Practitioner, _keys), new(Tablet.Practitioner, _keys)];

    /// <summary>All events that were ever made, in the order of making.</summary>
    public List<SessionEvent> Made { get; } = [];

    /// <summary>For each event, the keys of what its device then held.</summary>
    public Dictionary<Guid, HashSet<Guid>> Knew { get; } = [];

    /// <summary>Needles that truly are in the person.</summary>
    public HashSet<Guid> InPerson { get; } = [];

    /// <summary>Press needles that truly went home.</summary>
    public HashSet<Guid> WentHome { get; } = [];

    public bool WasGivenUp { get; private set; }

    /// <summary>What was found wrong on the way.</summary>
    public List<string> Faults { get; } = [];

    public IReadOnlyList<Tablet> Tablets => _tablets;

    public static TwoTablets Play(IEnumerable<Step> steps)
    {
        var room = new TwoTablets();
        room._tablets[0].Open();
        room.Note(room._tablets[0], room._tablets[0].Log.Events[0], []);
        room._tablets[1].Hear(room.Made);
        foreach (var step in steps)
            room.Take(step);
        return room;
    }

    /// <summary>The users come together: everything arrives (or is given up), what is open is settled, and the first one signs if the record lets him.</summary>
    public bool Close(bool everythingArrives)
    {
        var tablet = _tablets[0];
        if (everythingArrives)
            tablet.Hear(Made);
        for (var round = 0; round < 60 && tablet.Log.Session is { } session and not Signed; round++)
        {
            if (!Settle(tablet, session))
                break;
        }

        return tablet.Session is Signed;
    }

    /// <summary>What happened, for whoever has to find out why a property does not hold.</summary>
    public string Story() => string.Join('\n', Made.Select(e =>
        $"{e.Key.ToString()[..4]} by {e.Stamp.Device.ToString()[..4]}:{e.Stamp.Sequence} saw {string.Join(',', e.Stamp.Seen.Select(s => s.Value))} {SessionText.Write(e).Split("\"stamp\"")[0]}"
        + $"{(InPerson.Contains(e.Key) ? " IN PERSON" : "")}{(_slips.Contains(e.Key) ? " SLIP" : "")}{(_floor.Contains(e.Key) ? " FLOOR" : "")}")) + $"\ntray {_tray}\n" + string.Join('\n', Faults);

    private void Take(Step step)
    {
        var tablet = _tablets[step.Tablet % 2];
        if (step.What % 8 < 3)
        {
            // One event of the other, whichever: late, early, again; those never picked are lost until the end.
            var others = Made.Where(e => e.Stamp.Device != tablet.Id).ToList();
            if (others.Count > 0)
                tablet.Hear(step.What % 2 == 0 ? [others[step.Pick % others.Count]] : others);
        }
        else
        {
            Act(tablet, tablet.Session, step.What / 8, step.Pick);
        }

        Check(tablet);
    }

    private void Act(Tablet tablet, NeedlingSession session, int what, int pick)
    {
        var needles = session.Record.Needles;
        var needle = needles.IsEmpty ? Guid.Empty : needles[pick % needles.Length].Key;
        var conflicts = session.Record.Conflicts;
        List<Action> can = [];
        if (session is Unsigned open)
        {
            can.Add(() => Do(tablet, m => open.Clear(m, _keys(), _keys())));
            if (pick % 4 == 0)
                can.Add(() => Do(tablet, m => open.Stop(m, (StopCause)(1 + (pick % 3)), "because")));
            foreach (var stop in session.Record.Stops)
                can.Add(() => Do(tablet, m => open.Lift(m, stop.Key, "because")));
            if (!conflicts.IsEmpty)
                can.Add(() => Do(tablet, m => open.Acknowledge(m, conflicts[pick % conflicts.Length], "read")));
            if (pick % 5 == 0 && conflicts.OfType<Conflict.Missing>().FirstOrDefault() is { } missing)
                can.Add(() => GiveUp(tablet, open, missing));
        }

        if (session is WithNeedles with && needle != Guid.Empty)
        {
            can.AddRange([() => TakeOut(tablet, with, needle, pick), () => TakeOut(tablet, with, needle, pick), () => Do(tablet, m => with.Describe(m, needle, Tablet.Point(pick)))]);
            can.Add(() => GoHome(tablet, with, needle));
            if (pick % 6 == 0)
                can.Add(() => PullAll(tablet, with, pick));
            // Only what never happened is taken back.
            if (_slips.Contains(needle))
                can.Add(() => Do(tablet, m => with.Retract(m, needle, "slip")));
        }

        switch (session)
        {
            case Prepared at:
                can.AddRange([() => Do(tablet, at.Begin), () => Do(tablet, at.Begin)]);
                break;
            case NeedlingSession.Needling at:
                can.AddRange([() => Insert(tablet, at, pick), () => Insert(tablet, at, pick), () => Insert(tablet, at, pick), () => Do(tablet, m => at.Retain(m, 1 + (pick % 60), null)), () => Do(tablet, at.BeginRemoving), () => Do(tablet, m => at.Interrupt(m, "because"))]);
                break;
            case Retaining at:
                can.AddRange([() => Do(tablet, at.NeedleAgain), () => Do(tablet, m => at.ChangeRetention(m, m.At.AddMinutes(pick % 30))), () => Do(tablet, at.BeginRemoving), () => Do(tablet, m => at.Interrupt(m, "because"))]);
                break;
            case Interrupted at:
                can.AddRange([() => Do(tablet, at.Resume), () => Do(tablet, at.Resume), () => Do(tablet, at.BeginRemoving), () => Do(tablet, m => at.Count(m, _tray))]);
                break;
            case Removing at:
                can.AddRange([() => Do(tablet, m => at.Count(m, _tray)), () => Do(tablet, m => at.Sign(m, Tablet.Licence)), () => Do(tablet, m => at.Sign(m, Tablet.Licence)), () => Late(tablet, at, pick)]);
                break;
            case Signed at:
                can.Add(() => Do(tablet, m => at.Amend(m, null, null, "more", "because")));
                break;
        }

        can[what % can.Count]();
    }

    /// <summary>One thing that brings the session nearer to its signature; false where nothing does.</summary>
    private bool Settle(Tablet tablet, NeedlingSession session)
    {
        var record = session.Record;
        switch (session)
        {
            case Prepared at:
                return Do(tablet, m => at.Interrupt(m, "home"));
            case NeedlingSession.Needling at:
                return Do(tablet, at.BeginRemoving);
            case Retaining at:
                return Do(tablet, at.BeginRemoving);
            case Interrupted at:
                return Do(tablet, at.BeginRemoving);
        }

        var removing = (Removing)session;
        if (record.Unsettled.IsEmpty)
            return Do(tablet, m => removing.Sign(m, Tablet.Licence));
        return record.Unsettled[0] switch
        {
            Unsettled.ConflictOpen { Conflict: Conflict.Missing missing } => GiveUp(tablet, removing, missing),
            Unsettled.ConflictOpen read => Do(tablet, m => removing.Acknowledge(m, read.Conflict, "read")),
            Unsettled.ReportMissing report => Do(tablet, m => removing.Report(m, report.About, _keys())),
            Unsettled.CountsContradict => Do(tablet, m => removing.Count(m, _tray)),
            Unsettled.CountDiffers differs => SettleCount(tablet, removing, differs.Count),
            Unsettled.NeedleOpen open => SettleNeedle(tablet, removing, open.Needle),
            _ => false,
        };
    }

    private bool SettleCount(Tablet tablet, Removing at, StandingCount count)
    {
        if (count.IsStale || !count.IsSecondLook || count.Counted != _tray)
            return Do(tablet, m => at.Count(m, _tray));
        return Do(tablet, m => at.Settle(m, count.Key, count.Counted + count.Explained < count.Expected ? new Settlement.NotFound(_keys()) : new Settlement.NeverRecorded("more")));
    }

    private bool SettleNeedle(Tablet tablet, Removing at, SessionNeedle needle) => needle.Fate is NeedleFate.BrokenOff
        ? Do(tablet, m => at.Settle(m, needle.Key, new Settlement.Broken(Answer.Unknown, _keys())))
        : InPerson.Contains(needle.Key) && needle.Key.ToByteArray()[15] % 3 > 0 ? TakeOut(tablet, at, needle.Key, 1) // some stay forgotten
        : _floor.Contains(needle.Key) && at.Record.Count is { IsSecondLook: true } ? Do(tablet, m => at.Settle(m, needle.Key, new Settlement.Found("floor")))
        : at.Record.Count is { IsSecondLook: true } ? Do(tablet, m => at.Settle(m, needle.Key, new Settlement.NotFound(_keys())))
        : Do(tablet, m => at.Count(m, _tray));

    private void Insert(Tablet tablet, NeedlingSession.Needling at, int pick)
    {
        var slip = pick % 11 == 0; // recorded, and nothing goes in
        if (Do(tablet, m => at.Insert(m, Tablet.Point(pick))))
            (slip ? _slips : InPerson).Add(Made[^1].Key);
    }

    private void Late(Tablet tablet, WithNeedles at, int pick)
    {
        if (pick % 3 == 0 && Do(tablet, m => at.RecordLate(m, Tablet.Point(pick))))
            InPerson.Add(Made[^1].Key);
    }

    private bool TakeOut(Tablet tablet, WithNeedles at, Guid needle, int pick)
    {
        // Nobody says "out" of what is not in the hand.
        if (!InPerson.Contains(needle))
            return false;
        var isBroken = pick % 9 == 0;
        if (!Do(tablet, m => at.Remove(m, needle, isBroken ? NeedleCondition.Broken : NeedleCondition.Whole)))
            return false;
        InPerson.Remove(needle);
        _tray += isBroken ? 0 : 1;
        return true;
    }

    private void GoHome(Tablet tablet, WithNeedles at, Guid needle)
    {
        if (InPerson.Contains(needle) && Do(tablet, m => at.LeaveIn(m, needle, _keys(), "pull it", new(2026, 12, 1))))
        {
            InPerson.Remove(needle);
            WentHome.Add(needle);
        }
    }

    /// <summary>In haste one may stay behind and one may fall to the floor.</summary>
    private void PullAll(Tablet tablet, WithNeedles at, int pick)
    {
        if (!Do(tablet, m => at.PullAll(m, "fainted")))
            return;
        foreach (var needle in InPerson.ToList())
        {
            var fate = (needle.ToByteArray()[14] + pick) % 5;
            if (fate == 0)
                continue;
            InPerson.Remove(needle);
            if (fate == 1)
                _floor.Add(needle);
            else
                _tray++;
        }
    }

    private bool GiveUp(Tablet tablet, Unsigned at, Conflict.Missing missing) => WasGivenUp |= Do(tablet, m => at.GiveUp(m, missing, "lost"));

    private bool Do(Tablet tablet, Func<Moment, Move> move)
    {
        HashSet<Guid> knew = [.. tablet.Log.Events.Select(e => e.Key)];
        if (move(tablet.Moment()) is not Move.Made made)
            return false;
        tablet.Hear([made.Event]);
        Note(tablet, made.Event, knew);
        return true;
    }

    private void Note(Tablet tablet, SessionEvent happened, HashSet<Guid> knew)
    {
        Made.Add(happened);
        Knew[happened.Key] = knew;
        if (happened is SessionEvent.Inserted { RecordedLate: false })
        {
            var held = Made.Where(e => knew.Contains(e.Key)).ToList();
            if (!held.OfType<SessionEvent.Cleared>().Any())
                Faults.Add("needled without clearance");
            if (held.OfType<SessionEvent.AllPulled>().Any())
                Faults.Add("needled after all were pulled");
            if (held.OfType<SessionEvent.Stopped>().Any(s => !held.OfType<SessionEvent.Lifted>().Any(l => l.Stop == s.Key)))
                Faults.Add("needled through a stop");
        }

        if (!tablet.Log.Events.Any(e => e.Key == happened.Key))
            Faults.Add("lost its own event");
    }

    private void Check(Tablet tablet)
    {
        if (tablet.Session is Signed signed && !IsTrue(signed, Made.Where(e => tablet.Log.Events.Any(t => t.Key == e.Key))))
            Faults.Add("signed with a needle unaccounted for");
    }

    /// <summary>
    /// Whether what is signed is accounted for, and, where these events tell of every needle, agrees with the person: none that is still in is called out or
    /// home, and as many are reported as not found as are still in. (Which of them, nobody may know.) Who has not heard of a needle in the tray cannot
    /// know that it makes up the number.
    /// </summary>
    public bool IsTrue(Signed signed, IEnumerable<SessionEvent> events)
    {
        var told = events.ToList();
        var needles = signed.Record.Needles;
        if (!needles.All(n => n.Fate.IsAccountedFor) || needles.Any(n => InPerson.Contains(n.Key) && n.Fate is (NeedleFate.Out or NeedleFate.Home)))
            return false;
        if (!Made.OfType<SessionEvent.Inserted>().All(told.Contains))
            return true;
        var keys = needles.Select(n => n.Key).ToHashSet();
        var missing = needles.Count(n => n.Fate is NeedleFate.SettledAs { How: Settlement.NotFound })
            + told.OfType<SessionEvent.Settled>().Where(s => s.How is Settlement.NotFound && s.About == signed.Record.Count?.Key).Select(s => s.Key).Distinct().Count();
        return InPerson.All(keys.Contains) && InPerson.Count <= missing && needles.All(n => n.Fate is not NeedleFate.Home || WentHome.Contains(n.Key));
    }
}
