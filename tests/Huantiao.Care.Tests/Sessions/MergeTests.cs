using Huantiao.Care.Sessions;
using static Huantiao.Care.Sessions.NeedlingSession;

namespace Huantiao.Care.Tests.Sessions;

/// <summary>Two devices on one session.</summary>
public class MergeTests
{
    [Fact]
    public void With_TheSameEventAgain_ChangesNothing()
    {
        var tablet = Tablet.WithNeedles(2);

        var again = tablet.Log.With(tablet.Log.Events.Select(e => SessionText.Read(SessionText.Write(e))));

        Assert.Same(tablet.Log, again);
    }

    [Fact]
    public void With_AnotherEventUnderTheSameKey_KeepsBothAndSaysSo()
    {
        var tablet = Tablet.WithNeedles(1);
        var first = tablet.Log.Events.OfType<SessionEvent.Inserted>().Single();
        var other = first with { Needle = Tablet.Point(1) };

        var (one, two) = (tablet.Log.With(other), SessionLog.Empty.With(other).MergedWith(tablet.Log));

        Assert.Equal(tablet.Log.Events.Length + 1, one.Events.Length);
        Assert.Equal(one.Events.Select(SessionText.Write), two.Events.Select(SessionText.Write));
        Assert.Contains(one.Session!.Record.Conflicts, c => c is Conflict.SameKey);
    }

    [Fact]
    public void Merge_NeedlesFromTwoDevices_CountsBoth()
    {
        var one = Tablet.WithNeedles(1);
        var two = one.Beside();
        one.Insert(1);
        two.Insert(2);
        one.Hear(two.Log.Events);
        two.Hear(one.Log.Events);

        Assert.Equal((3, 3), (one.Session.Record.NeedlesIn, two.Session.Record.NeedlesIn));
        Assert.Equal(one.Log.Events.Select(e => e.Key), two.Log.Events.Select(e => e.Key));
        Assert.Empty(one.Session.Record.Conflicts);
    }

    [Fact]
    public void Merge_ANeedleTheSignatureDidNotKnowOf_OpensTheSessionAgain()
    {
        var one = Tablet.WithNeedles(1);
        var two = one.Beside();
        var late = two.Insert(1);
        one.BeginRemoving();
        one.Count(1);
        one.Sign();
        Assert.IsType<Signed>(one.Session);

        one.Hear(two.Log.Events);

        var open = Assert.IsType<Removing>(one.Session);
        Assert.False(Assert.Single(open.Signatures).Stands);
        Assert.True(open.Record.Count!.IsStale);
        Assert.Contains(open.Record.Unsettled, u => u is Unsettled.NeedleOpen { Needle.Key: var key } && key == late);
        Assert.Contains(open.Record.Conflicts, c => c is Conflict.InWhileOut);
    }

    /// <summary>The tray holds a needle nobody here knew of in place of one that is still in the person: the number agrees, and is wrong.</summary>
    [Fact]
    public void Count_WithAnUnknownNeedleInTheTray_IsNotTakenOnceThatIsKnown()
    {
        var one = Tablet.WithNeedles(1); // stays in the person
        var two = one.Beside();
        var unknown = two.Insert(1);
        two.Remove(unknown);
        one.BeginRemoving();
        one.Count(1);
        one.Hear(two.Log.Events);

        Assert.IsType<NeedleFate.In>(one.Session.Record.Needles[0].Fate);
        Assert.Single(one.Open<Unsettled.CountDiffers>());
    }

    [Fact]
    public void Merge_AStopUnknownWhereANeedleWentIn_IsShownAndToBeRead()
    {
        var one = Tablet.WithNeedles(1);
        var two = one.Beside();
        var needle = two.Insert(1);
        var stop = one.Do<Unsigned>((s, m) => s.Stop(m, StopCause.ConsentWithdrawn, "stop"));
        one.Hear(two.Log.Events);
        one.BeginRemoving();
        one.Count(2);

        var conflict = Assert.IsType<Conflict.StopNotKnown>(Assert.Single(one.Session.Record.Conflicts));
        Assert.Equal((needle, stop.Key), (conflict.Needle, conflict.Stop));
        Assert.Equal(conflict, Assert.IsType<Unsettled.ConflictOpen>(Assert.Single(one.Session.Record.Unsettled)).Conflict);
        one.Do<Unsigned>((s, m) => s.Acknowledge(m, conflict, "the needle was in before the person spoke"));
        one.Sign();

        Assert.Equal(conflict, Assert.Single(Assert.IsType<Signed>(one.Session).Record.Conflicts));
    }

    [Fact]
    public void Merge_ANeedleThatKnewOfTheStop_IsSignedOnlyWithAReport()
    {
        var tablet = Tablet.WithNeedles(0);
        var stop = tablet.Do<Unsigned>((s, m) => s.Stop(m, StopCause.Screen, "stop"));
        var lie = Made.Up(tablet, s => new SessionEvent.Inserted(Tablet.Point(0), false) { Stamp = s });
        tablet.Hear([lie]);
        tablet.BeginRemoving();
        tablet.Count(1);

        var breach = Assert.Single(tablet.Session.Record.Conflicts.OfType<Conflict.ThroughStop>());
        Assert.Equal((lie.Key, stop.Key), (breach.Needle, breach.Stop));
        Assert.IsType<Refusal.NotThere>(Assert.Single(tablet.Refused<Unsigned>((s, m) => s.Acknowledge(m, breach, "words are not enough"))));
        Assert.Equal(lie.Key, Assert.IsType<Unsettled.ReportMissing>(Assert.Single(tablet.Session.Record.Unsettled)).About);
        tablet.Do<Unsigned>((s, m) => s.Report(m, lie.Key, Guid.CreateVersion7()));
        tablet.Sign();

        Assert.Contains(breach, Assert.IsType<Signed>(tablet.Session).Record.Conflicts);
    }

    [Fact]
    public void Log_WithALostMessage_LetsNoNeedleInAndNoneStay()
    {
        var one = Tablet.WithNeedles(1);
        var two = one.Beside();
        var lost = one.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, Tablet.Point(1)));
        one.Insert(2);
        two.Hear(one.Log.Events.Where(e => e.Key != lost.Key));

        var missing = Assert.IsType<Refusal.EventsMissing>(Assert.Single(two.Refused<NeedlingSession.Needling>((s, m) => s.Insert(m, Tablet.Point(3))))).Missing;
        Assert.Equal((one.Id, lost.Stamp.Sequence, lost.Stamp.Sequence), (missing.Device, missing.From, missing.To));
        two.Remove(two.Session.Record.Needles[0].Key);
        two.Hear([lost]);
        two.Insert(3);

        Assert.Empty(two.Session.Record.Conflicts);
    }

    [Fact]
    public void GiveUp_EventsOfALostDevice_MakesSigningPossibleUntilTheyCome()
    {
        var one = Tablet.WithNeedles(1);
        var two = one.Beside();
        var lost = two.Insert(1);
        two.Insert(2);
        one.Hear(two.Log.Events.Where(e => e.Key != lost));
        one.BeginRemoving();
        foreach (var needle in one.Session.Record.Needles)
            one.Remove(needle.Key);
        var missing = one.Session.Record.Conflicts.OfType<Conflict.Missing>().Single();
        Assert.Single(one.Refused<Removing>((s, m) => s.Sign(m, Tablet.Licence)).OfType<Refusal.StillOpen>(), r => r.Unsettled is Unsettled.ConflictOpen { Conflict: Conflict.Missing });

        one.Do<Unsigned>((s, m) => s.GiveUp(m, missing, "the tablet fell into the sink"));
        foreach (var conflict in one.Session.Record.Conflicts.Where(c => c.IsSettledByWords))
            one.Do<Unsigned>((s, m) => s.Acknowledge(m, conflict, "read"));
        one.Sign();
        Assert.IsType<Signed>(one.Session);

        one.Hear(two.Log.Events);
        Assert.IsType<Removing>(one.Session);
        Assert.Equal(lost, Assert.Single(one.Open<Unsettled.NeedleOpen>()) is Unsettled.NeedleOpen open ? open.Needle.Key : default);
    }

    [Fact]
    public void Count_OnTwoDevicesDifferently_IsToBeDoneAgain()
    {
        var one = Tablet.WithNeedles(2);
        one.BeginRemoving();
        var two = one.Beside();
        one.Count(2);
        two.Count(1);
        one.Hear(two.Log.Events);

        Assert.Single(one.Open<Unsettled.CountsContradict>());
        Assert.Null(one.Session.Record.Count);
        one.Count(2);
        Assert.Empty(one.Session.Record.Unsettled);
    }

    [Fact]
    public void Describe_OnTwoDevicesDifferently_IsKeptAndShown()
    {
        var one = Tablet.WithNeedles(1);
        var two = one.Beside();
        var needle = one.Session.Record.Needles[0].Key;
        one.Do<WithNeedles>((s, m) => s.Describe(m, needle, Tablet.Point(0) with { DepthMillimetres = 20 }));
        two.Do<WithNeedles>((s, m) => s.Describe(m, needle, Tablet.Point(0) with { DepthMillimetres = 25 }));
        one.Hear(two.Log.Events);
        two.Hear(one.Log.Events);

        Assert.IsType<Conflict.DetailsDiffer>(Assert.Single(one.Session.Record.Conflicts));
        Assert.Equal(one.Session.Record.Needles[0].Now, two.Session.Record.Needles[0].Now);
        one.Do<WithNeedles>((s, m) => s.Describe(m, needle, Tablet.Point(0) with { DepthMillimetres = 25 }));

        Assert.Equal(25, one.Session.Record.Needles[0].Now.DepthMillimetres);
        Assert.Empty(one.Session.Record.Conflicts);
    }

    [Fact]
    public void Retain_OnTwoDevices_RingsAtTheEarlierEnd()
    {
        var one = Tablet.WithNeedles(1);
        var two = one.Beside();
        one.Do<NeedlingSession.Needling>((s, m) => s.Retain(m, 30, null));
        two.Do<NeedlingSession.Needling>((s, m) => s.Retain(m, 20, null));
        one.Hear(two.Log.Events);

        Assert.Equal(two.Now.AddMinutes(20), one.Session.Record.Timer!.PlannedEnd);
        Assert.IsType<Conflict.EndsDiffer>(Assert.Single(one.Session.Record.Conflicts));
        one.Do<Retaining>((s, m) => s.ChangeRetention(m, one.Now.AddMinutes(25)));
        Assert.Empty(one.Session.Record.Conflicts);
    }

    [Fact]
    public void Remove_AndLeaveInOnTwoDevices_AreShownAsAConflict()
    {
        var one = Tablet.WithNeedles(0);
        var press = one.Insert(3);
        var two = one.Beside();
        one.Remove(press);
        two.Do<WithNeedles>((s, m) => s.LeaveIn(m, press, Guid.CreateVersion7(), "pull it", new(2026, 11, 25)));
        one.Hear(two.Log.Events);

        Assert.Equal(press, Assert.IsType<Conflict.HomeOrOut>(Assert.Single(one.Session.Record.Conflicts)).Needle);
    }

    /// <summary>The wrong needle was named as missing: the other device had it in the tray all along, so another one is missing.</summary>
    [Fact]
    public void Settle_OfANeedleThatAnotherDeviceTookOut_OpensTheCountAgain()
    {
        var one = Tablet.WithNeedles(2);
        var two = one.Beside();
        var named = one.Session.Record.Needles[1].Key;
        two.Remove(named);
        one.BeginRemoving();
        one.Count(1);
        one.Count(1);
        one.Do<TakingOut>((s, m) => s.Settle(m, named, new Settlement.NotFound(Guid.CreateVersion7())));
        one.Sign();

        one.Hear(two.Log.Events);

        Assert.Single(one.Open<Unsettled.CountDiffers>());
        Assert.IsType<NeedleFate.In>(one.Session.Record.Needles[0].Fate);
        Assert.Equal(named, Assert.IsType<Conflict.SettledAndOut>(Assert.Single(one.Session.Record.Conflicts)).Needle);
    }

    [Fact]
    public void Retract_OfANeedleThatAnotherDeviceTookOut_DoesNotHideIt()
    {
        var one = Tablet.WithNeedles(1);
        var two = one.Beside();
        var needle = one.Session.Record.Needles[0].Key;
        one.Do<WithNeedles>((s, m) => s.Retract(m, needle, "slip"));
        two.Remove(needle);
        one.Hear(two.Log.Events);

        Assert.IsType<NeedleFate.Out>(Assert.Single(one.Session.Record.Needles).Fate);
        Assert.IsType<Conflict.RetractedAndOut>(Assert.Single(one.Session.Record.Conflicts));
    }

    [Fact]
    public void Signed_EventFromAClientWithoutSuchAMove_IsKeptWithoutEffect()
    {
        var tablet = Tablet.WithNeedles(1);
        tablet.BeginRemoving();
        tablet.Count(1);
        tablet.Sign();
        var before = tablet.Session.Record.Needles[0].Now;

        tablet.Hear([Made.Up(tablet, s => new SessionEvent.Described(tablet.Session.Record.Needles[0].Key, Tablet.Point(2)) { Stamp = s })]);

        var signed = Assert.IsType<Signed>(tablet.Session);
        Assert.Equal(before, signed.Record.Needles[0].Now);
        Assert.Single(signed.AfterSignature);
        tablet.Hear([Made.Up(tablet, s => new SessionEvent.Inserted(Tablet.Point(2), false) { Stamp = s })]);
        Assert.IsNotType<Signed>(tablet.Session);
    }

    [Fact]
    public void Merge_AnythingTheSignatureDidNotKnowOf_HasToBeSignedAgain()
    {
        var one = Tablet.WithNeedles(1);
        var two = one.Beside();
        two.Do<WithNeedles>((s, m) => s.Describe(m, s.Record.Needles[0].Key, Tablet.Point(0) with { DepthMillimetres = 30 }));
        one.BeginRemoving();
        one.Count(1);
        one.Sign();

        one.Hear(two.Log.Events);

        Assert.IsType<Removing>(one.Session);
        one.Sign();
        Assert.Equal([false, true], Assert.IsType<Signed>(one.Session).Signatures.Select(s => s.Stands));
        Assert.Equal(30, one.Session.Record.Needles[0].Now.DepthMillimetres);
    }

    [Theory]
    [InlineData(true, 2027, true)]
    [InlineData(false, 2027, false)]
    [InlineData(true, 2025, false)]
    public void Signed_ByAClientThatDoesNotAskWhoSigns_StandsOnlyForTheRightPersonAndLicence(bool isResponsible, int validThrough, bool stands)
    {
        var tablet = Tablet.WithNeedles(1);
        tablet.BeginRemoving();
        tablet.Count(1);
        var signer = isResponsible ? tablet : new Tablet(Guid.CreateVersion7()) { Now = tablet.Now };
        signer.Hear(tablet.Log.Events);

        signer.Hear([Made.Up(signer, s => new SessionEvent.Signed(Tablet.Licence with { ValidThrough = new(validThrough, 1, 1) }, [.. tablet.Log.Events.Select(e => e.Key)]) { Stamp = s })]);

        Assert.Equal(stands, Assert.Single(signer.Session.Signatures).Stands);
        Assert.Equal(stands, signer.Session is Signed);
    }

    [Fact]
    public void Merge_AfterGivingUp_AStopDidNotKnowOfTheNeedleThatComesLate()
    {
        var one = Tablet.WithNeedles(0);
        var two = one.Beside();
        var late = two.Insert(1);
        var after = two.Insert(2);
        one.Hear(two.Log.Events.Where(e => e.Key == after));
        one.Do<Unsigned>((s, m) => s.GiveUp(m, s.Record.Conflicts.OfType<Conflict.Missing>().Single(), "lost"));
        var stop = one.Do<Unsigned>((s, m) => s.Stop(m, StopCause.Observed, "pale"));

        one.Hear(two.Log.Events);

        Assert.Equal(new Conflict.StopNotKnown(late, stop.Key), Assert.Single(one.Session.Record.Conflicts.OfType<Conflict.StopNotKnown>()));
    }

    [Fact]
    public void Describe_OnADeviceWhoseClockIsBehind_StillComesAfterWhatItKnew()
    {
        var one = Tablet.WithNeedles(1);
        var needle = one.Session.Record.Needles[0].Key;
        one.Do<WithNeedles>((s, m) => s.Describe(m, needle, Tablet.Point(0) with { DepthMillimetres = 20 }));
        var two = one.Beside();
        two.Now = two.Now.AddHours(-1);
        two.Do<WithNeedles>((s, m) => s.Describe(m, needle, Tablet.Point(0) with { DepthMillimetres = 25 }));

        Assert.Equal(25, two.Session.Record.Needles[0].Now.DepthMillimetres);
        Assert.Empty(two.Session.Record.Conflicts);
    }

    [Fact]
    public void Next_OfADeviceThatForgotItsEvents_TakesNoNumberTwice()
    {
        var one = Tablet.WithNeedles(2);
        var two = one.Beside();
        two.Insert(1);
        var forgetful = SessionLog.Empty.With(two.Log.Events.Where(e => e.Stamp.Device == two.Id)).Session!;

        var made = Assert.IsType<Move.Made>(((Unsigned)forgetful).Stop(one.Moment(), StopCause.Observed, "pale"));

        Assert.True(made.Event.Stamp.Sequence > one.Log.Events.Max(e => e.Stamp.Sequence));
        Assert.Equal(one.Id, made.Event.Stamp.Device);
    }
}

/// <summary>Events as no honest client makes them.</summary>
internal static class Made
{
    /// <summary>Stamped as the tablet's next, with all it knows.</summary>
    public static SessionEvent Up(Tablet tablet, Func<Stamp, SessionEvent> make)
    {
        var others = tablet.Log.Events.Where(e => e.Stamp.Device != tablet.Id).GroupBy(e => e.Stamp.Device).ToDictionary(g => g.Key, g => g.Max(e => e.Stamp.Sequence));
        var own = tablet.Log.Events.Where(e => e.Stamp.Device == tablet.Id).Select(e => e.Stamp.Sequence).DefaultIfEmpty(0).Max();
        var moment = tablet.Moment();
        return make(new(moment.Key, tablet.Id, own + 1, moment.At, moment.By, System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(others), []));
    }
}
