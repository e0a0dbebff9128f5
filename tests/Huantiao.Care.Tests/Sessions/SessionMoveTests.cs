using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using static Huantiao.Care.Sessions.NeedlingSession;

namespace Huantiao.Care.Tests.Sessions;

/// <summary>One device: each state, its moves, and what it refuses.</summary>
public class SessionMoveTests
{
    [Fact]
    public void Session_OfNoEvents_IsNone() => Assert.Null(SessionLog.Empty.Session);

    [Fact]
    public void Session_WholeVisit_WalksThroughItsStates()
    {
        var tablet = Tablet.WithNeedles(2);
        Assert.IsType<NeedlingSession.Needling>(tablet.Session);

        tablet.Do<NeedlingSession.Needling>((s, m) => s.Retain(m, 30, 2));
        Assert.IsType<Retaining>(tablet.Session);
        tablet.BeginRemoving();
        Assert.IsType<Removing>(tablet.Session);
        foreach (var needle in tablet.Session.Record.Needles)
            tablet.Remove(needle.Key);
        tablet.Sign();

        Assert.All(Assert.IsType<Signed>(tablet.Session).Record.Needles, n => Assert.IsType<NeedleFate.Out>(n.Fate));
        Assert.Empty(tablet.Session.Record.Conflicts);
    }

    [Fact]
    public void Begin_WithoutClearance_IsRefused()
    {
        var tablet = new Tablet(Tablet.Practitioner);
        tablet.Open();

        Assert.IsType<Refusal.NotCleared>(Assert.Single(tablet.Refused<Prepared>((s, m) => s.Begin(m))));
    }

    [Fact]
    public void Begin_WhileAStopStands_IsRefusedUntilItIsLifted()
    {
        var tablet = new Tablet(Tablet.Practitioner);
        tablet.Open();
        tablet.Do<Unsigned>((s, m) => s.Clear(m, Guid.CreateVersion7(), Guid.CreateVersion7()));
        var stop = tablet.Do<Unsigned>((s, m) => s.Stop(m, StopCause.Screen, "saddle numbness"));

        var refusal = Assert.IsType<Refusal.StopStands>(Assert.Single(tablet.Refused<Prepared>((s, m) => s.Begin(m))));
        tablet.Do<Unsigned>((s, m) => s.Lift(m, stop.Key, "seen by the emergency department, letter on file"));
        tablet.Do<Prepared>((s, m) => s.Begin(m));

        Assert.Equal((stop.Key, "saddle numbness"), (refusal.Stop.Key, refusal.Stop.Because));
        Assert.IsType<NeedlingSession.Needling>(tablet.Session);
    }

    [Fact]
    public void Session_StoppedWhileNeedling_HasNoMoveForNeedlesAndGoesOnWhenLifted()
    {
        var tablet = Tablet.WithNeedles(1);

        var stop = tablet.Do<Unsigned>((s, m) => s.Stop(m, StopCause.ConsentWithdrawn, "wants to stop"));
        var interrupted = Assert.IsType<Interrupted>(tablet.Session);
        Assert.IsType<Refusal.StopStands>(Assert.Single(tablet.Refused<Interrupted>((s, m) => s.Resume(m))));
        tablet.Do<Unsigned>((s, m) => s.Lift(m, stop.Key, "asked to go on"));

        Assert.Equal(SessionPhase.Needling, interrupted.Before);
        Assert.IsType<NeedlingSession.Needling>(tablet.Session);
    }

    [Theory]
    [InlineData(SessionPhase.Needling)]
    [InlineData(SessionPhase.Retaining)]
    [InlineData(SessionPhase.Removing)]
    public void Resume_AfterAnInterruption_ContinuesWhereItWas(SessionPhase phase)
    {
        var tablet = Tablet.WithNeedles(1);
        if (phase == SessionPhase.Retaining)
            tablet.Do<NeedlingSession.Needling>((s, m) => s.Retain(m, 20, null));
        if (phase == SessionPhase.Removing)
            tablet.BeginRemoving();

        tablet.Do<NeedlingSession>((s, m) => s switch
        {
            NeedlingSession.Needling on => on.Interrupt(m, "fire alarm"),
            Retaining on => on.Interrupt(m, "fire alarm"),
            Removing on => on.Interrupt(m, "fire alarm"),
            _ => throw new InvalidOperationException(),
        });
        var before = Assert.IsType<Interrupted>(tablet.Session).Before;
        tablet.Do<Interrupted>((s, m) => s.Resume(m));

        Assert.Equal((phase, phase), (before, tablet.Session.Record.Phase));
        Assert.Empty(tablet.Session.Record.Conflicts);
    }

    [Theory]
    [InlineData(2026, 11, 22, false)] // its last day
    [InlineData(2026, 11, 21, true)]
    public void Insert_OfALotPastItsLastDay_IsRefused(int year, int month, int day, bool isRefused)
    {
        var tablet = Tablet.WithNeedles(0);
        var needle = Tablet.Point(0) with { Lot = new(null, "L1", new(year, month, day)) };

        var move = Assert.IsType<NeedlingSession.Needling>(tablet.Session).Insert(tablet.Moment(), needle);

        Assert.Equal(isRefused, move is Move.Refused);
        if (move is Move.Refused refused)
            Assert.Equal(new Refusal.LotExpired(new(year, month, day)), Assert.Single(refused.Because));
    }

    [Fact]
    public void LeaveIn_PressNeedle_GoesHomeWithConsentAndInstructions()
    {
        var tablet = Tablet.WithNeedles(0);
        var (press, filiform) = (tablet.Insert(3), tablet.Insert(0));
        tablet.BeginRemoving();

        Assert.IsType<Refusal.NotForHome>(Assert.Single(tablet.Refused<WithNeedles>((s, m) => s.LeaveIn(m, filiform, Guid.CreateVersion7(), "pull it", new(2026, 11, 24)))));
        Assert.Throws<ArgumentException>(() => ((WithNeedles)tablet.Session).LeaveIn(tablet.Moment(), press, Guid.Empty, "pull it", new(2026, 11, 24)));
        Assert.Throws<ArgumentException>(() => ((WithNeedles)tablet.Session).LeaveIn(tablet.Moment(), press, Guid.CreateVersion7(), " ", new(2026, 11, 24)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((WithNeedles)tablet.Session).LeaveIn(tablet.Moment(), press, Guid.CreateVersion7(), "pull it", new(2026, 11, 21)));
        tablet.Do<WithNeedles>((s, m) => s.LeaveIn(m, press, Guid.CreateVersion7(), "pull it on Tuesday", new(2026, 11, 24)));
        tablet.Remove(filiform);
        tablet.Sign();

        Assert.Equal(new NeedleFate.Home(new(2026, 11, 24)), tablet.Session.Record.Needles[0].Fate);
    }

    /// <summary>What the move takes, the record counts as gone home: nothing is left in between.</summary>
    [Theory]
    [InlineData(NeedleKind.Press, true)]
    [InlineData(NeedleKind.Unknown, true)]
    [InlineData(NeedleKind.Filiform, false)]
    public void LeaveIn_DescribedAsAPressNeedleLater_GoesHomeUnlessItWentInAsAnother(NeedleKind recorded, bool goes)
    {
        var tablet = Tablet.WithNeedles(0);
        var needle = tablet.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, Tablet.Point(0) with { Kind = recorded })).Key;
        tablet.Do<WithNeedles>((s, m) => s.Describe(m, needle, Tablet.Point(0) with { Kind = NeedleKind.Press }));

        Move LeaveIn(WithNeedles s, Moment m) => s.LeaveIn(m, needle, Guid.CreateVersion7(), "pull it", new(2026, 11, 24));
        if (!goes)
        {
            Assert.IsType<Refusal.NotForHome>(Assert.Single(tablet.Refused<WithNeedles>(LeaveIn)));
            return;
        }

        tablet.Do<WithNeedles>(LeaveIn);
        Assert.IsType<NeedleFate.Home>(Assert.Single(tablet.Session.Record.Needles).Fate);
        Assert.Empty(tablet.Session.Record.Conflicts);
    }

    [Fact]
    public void Retract_InsertionRecordedByMistake_LeavesTheCountButStaysVisible()
    {
        var tablet = Tablet.WithNeedles(2);
        var slip = tablet.Session.Record.Needles[1].Key;
        tablet.Do<WithNeedles>((s, m) => s.Retract(m, slip, "slip of the finger"));
        tablet.BeginRemoving();
        tablet.Count(1);
        tablet.Sign();

        Assert.Equal(slip, Assert.Single(tablet.Session.Record.Retracted).Key);
        Assert.IsType<Signed>(tablet.Session);
    }

    [Fact]
    public void Sign_ByAnotherOrWithoutAValidLicence_IsRefused()
    {
        var tablet = Tablet.WithNeedles(1);
        tablet.BeginRemoving();
        tablet.Count(1);
        var removing = (Removing)tablet.Session;
        var other = new Tablet(Guid.CreateVersion7());

        IEnumerable<Refusal> With(Moment moment, DateOnly? last) => removing.Sign(moment, Tablet.Licence with { ValidThrough = last }) is Move.Refused no ? no.Because : [];

        Assert.IsType<Refusal.NotResponsible>(Assert.Single(With(other.Moment(), new(2027, 1, 1))));
        Assert.IsType<Refusal.LicenceNotValid>(Assert.Single(With(tablet.Moment(), new(2026, 11, 21))));
        Assert.IsType<Refusal.LicenceNotValid>(Assert.Single(With(tablet.Moment(), null)));
        Assert.Empty(With(tablet.Moment(), new(2026, 11, 22)));
    }

    [Fact]
    public void TakeOver_ByAnotherPractitioner_MakesThatPersonSign()
    {
        var first = Tablet.WithNeedles(1);
        var second = new Tablet(Guid.CreateVersion7()) { Now = first.Now };
        second.Hear(first.Log.Events);
        second.Do<Unsigned>((s, m) => s.TakeOver(m, "end of shift"));
        second.BeginRemoving();
        second.Count(1);
        first.Hear(second.Log.Events);

        Assert.IsType<Refusal.NotResponsible>(Assert.Single(first.Refused<Removing>((s, m) => s.Sign(m, Tablet.Licence))));
        second.Sign();

        Assert.IsType<Signed>(second.Session);
    }

    [Fact]
    public void Amend_AfterTheSignature_StandsBesideTheOriginal()
    {
        var tablet = Tablet.WithNeedles(1);
        tablet.BeginRemoving();
        tablet.Count(1);
        tablet.Sign();
        var needle = tablet.Session.Record.Needles[0];

        var instead = needle.Now with { Lot = new(null, "L2", new(2028, 1, 1)) };
        tablet.Do<Signed>((s, m) => s.Amend(m, needle.Key, instead, "lot corrected", "read from the box again"));

        var signed = Assert.IsType<Signed>(tablet.Session);
        Assert.Equal((needle.Recorded, instead), (signed.Record.Needles[0].Recorded, signed.Record.Needles[0].Now));
        Assert.Equal("read from the box again", Assert.Single(signed.Record.Amendments).Because);
        Assert.IsType<Refusal.NotThere>(Assert.Single(tablet.Refused<Signed>((s, m) => s.Amend(m, Guid.CreateVersion7(), null, "text", "why"))));
    }

    [Fact]
    public void FromLast_SignedSession_IsTodaysPrescriptionWithoutLotAndResponse()
    {
        var tablet = Tablet.WithNeedles(0);
        var needle = Tablet.Point(0) with { DepthMillimetres = 25, Response = NeedleResponse.DeQi, ResponseSought = NeedleResponse.DeQi, Lot = new(null, "L1", null) };
        tablet.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, needle));
        tablet.Do<NeedlingSession.Needling>((s, m) => s.Retain(m, 25, null));
        tablet.BeginRemoving();
        tablet.Count(1);
        tablet.Sign();

        var next = Prescription.FromLast((Signed)tablet.Session);

        Assert.Equal(25, next.RetentionMinutes);
        Assert.Equal(new Insertion("GB30", BodySide.Left) { DepthMillimetres = 25, ResponseSought = NeedleResponse.DeQi }, Assert.Single(next.Needles));
    }

    [Fact]
    public void Session_NotTreated_CanBeClosedWithoutNeedles()
    {
        var tablet = new Tablet(Tablet.Practitioner);
        tablet.Open();
        tablet.Do<Unsigned>((s, m) => s.Stop(m, StopCause.Screen, "new weakness"));
        tablet.Do<Prepared>((s, m) => s.Interrupt(m, "sent to hospital"));
        tablet.BeginRemoving();
        tablet.Sign();

        Assert.Empty(Assert.IsType<Signed>(tablet.Session).Record.Needles);
    }

    [Fact]
    public void Timer_OfTwoInstants_TellsWhatIsLeft()
    {
        var timer = new RetentionTimer(Tablet.Noon, Tablet.Noon.AddMinutes(30));

        Assert.Equal(30, timer.PlannedMinutes);
        Assert.Equal(TimeSpan.FromMinutes(1), timer.Left(Tablet.Noon.AddMinutes(29)));
        Assert.False(timer.IsOverdue(Tablet.Noon.AddMinutes(30).AddTicks(-1)));
        Assert.True(timer.IsOverdue(Tablet.Noon.AddMinutes(30)));
        Assert.Equal(TimeSpan.FromMinutes(-5), timer.Left(Tablet.Noon.AddMinutes(35)));
        Assert.Equal(TimeSpan.Zero, timer.In(Tablet.Noon.AddMinutes(-3)));
    }

    [Fact]
    public void Board_OfARoom_TellsNeedlesAndTime()
    {
        var tablet = Tablet.WithNeedles(2);
        tablet.Do<NeedlingSession.Needling>((s, m) => s.Retain(m, 30, null));
        var end = tablet.Now.AddMinutes(30);

        var line = BoardLine.Of(tablet.Session, tablet.Now);

        Assert.Equal((Tablet.Room, 2, SessionPhase.Retaining, false), (line.Room, line.NeedlesIn, line.Phase, line.NeedsEyes));
        Assert.Equal(TimeSpan.FromMinutes(30), line.Left(tablet.Now));
        Assert.True(BoardLine.Of(tablet.Session, end).NeedsEyes);
        tablet.BeginRemoving();
        tablet.Count(2);
        Assert.Equal((0, null, false), (BoardLine.Of(tablet.Session, end).NeedlesIn, BoardLine.Of(tablet.Session, end).PlannedEnd, BoardLine.Of(tablet.Session, end).NeedsEyes));
    }
}
