using Huantiao.Care.Needling;
using Huantiao.Care.Sessions;
using static Huantiao.Care.Sessions.NeedlingSession;

namespace Huantiao.Care.Tests.Sessions;

/// <summary>Every needle in, every needle out.</summary>
public class CountingTests
{
    [Fact]
    public void Sign_WithANeedleLeft_IsRefused()
    {
        var tablet = Tablet.WithNeedles(2);
        tablet.BeginRemoving();
        tablet.Remove(tablet.Session.Record.Needles[0].Key);

        var open = Assert.IsType<Refusal.StillOpen>(Assert.Single(tablet.Refused<Removing>((s, m) => s.Sign(m, Tablet.Licence)))).Unsettled;

        Assert.Equal(tablet.Session.Record.Needles[1].Key, Assert.IsType<Unsettled.NeedleOpen>(open).Needle.Key);
    }

    [Fact]
    public void Count_AsManyAsWentIn_AccountsForAll()
    {
        var tablet = Tablet.WithNeedles(3);
        tablet.BeginRemoving();
        tablet.Count(3);

        Assert.All(tablet.Session.Record.Needles, n => Assert.IsType<NeedleFate.CountedOut>(n.Fate));
        Assert.Empty(tablet.Session.Record.Unsettled);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Settle_BeforeASecondLook_IsRefused(int counted)
    {
        var tablet = Tablet.WithNeedles(3);
        tablet.BeginRemoving();
        tablet.Count(counted);
        Settlement how = counted < 3 ? new Settlement.NotFound(Guid.CreateVersion7()) : new Settlement.NeverRecorded("one more at the ankle");

        Assert.IsType<Refusal.LookAgainFirst>(Assert.Single(tablet.Refused<TakingOut>((s, m) => s.Settle(m, s.Record.Count!.Key, how))));
        tablet.Count(counted);
        Assert.Single(tablet.Open<Unsettled.CountDiffers>());
        tablet.Do<TakingOut>((s, m) => s.Settle(m, s.Record.Count!.Key, how));
        tablet.Sign();

        Assert.IsType<Signed>(tablet.Session);
    }

    [Fact]
    public void Settled_ByAClientThatSkippedTheSecondLook_AccountsForNothing()
    {
        var tablet = Tablet.WithNeedles(1);
        tablet.BeginRemoving();
        tablet.Count(0);
        var needle = tablet.Session.Record.Needles[0].Key;
        tablet.Hear([Made.Up(tablet, s => new SessionEvent.Settled(needle, new Settlement.NotFound(Guid.CreateVersion7())) { Stamp = s })]);

        Assert.Equal(needle, Assert.IsType<Unsettled.NeedleOpen>(Assert.Single(tablet.Open<Unsettled.NeedleOpen>())).Needle.Key);
    }

    [Fact]
    public void Settle_OneOfTwoMissing_IsNotEnough()
    {
        var tablet = Tablet.WithNeedles(3);
        tablet.BeginRemoving();
        tablet.Count(1);
        tablet.Count(1);
        tablet.Do<TakingOut>((s, m) => s.Settle(m, s.Record.Count!.Key, new Settlement.Found("on the floor")));

        Assert.Single(tablet.Open<Unsettled.CountDiffers>());
        Assert.Equal(3, tablet.Open<Unsettled.NeedleOpen>().Length);
    }

    [Fact]
    public void Count_FoundAtTheSecondLook_NeedsNothingMore()
    {
        var tablet = Tablet.WithNeedles(3);
        tablet.BeginRemoving();
        tablet.Count(2);
        tablet.Count(3);

        Assert.Empty(tablet.Session.Record.Unsettled);
    }

    [Fact]
    public void Count_FewerThanTapped_StaysOpenAlthoughEveryPointWasTapped()
    {
        var tablet = Tablet.WithNeedles(2);
        tablet.BeginRemoving();
        foreach (var needle in tablet.Session.Record.Needles)
            tablet.Remove(needle.Key);
        tablet.Count(1);

        Assert.Equal((1, 2), (tablet.Session.Record.Count!.Counted, tablet.Session.Record.Count.Expected));
        Assert.Single(tablet.Open<Unsettled.CountDiffers>());
    }

    [Fact]
    public void PullAll_PersonFaints_DefersTheCountButBlocksClosing()
    {
        var tablet = Tablet.WithNeedles(3);
        var pulled = tablet.Do<WithNeedles>((s, m) => s.PullAll(m, "fainted"));

        Assert.True(Assert.IsType<Interrupted>(tablet.Session).IsPulled);
        Assert.True(tablet.Session.Record.IsCountDeferred);
        Assert.IsType<Refusal.AllWerePulled>(Assert.Single(tablet.Refused<Interrupted>((s, m) => s.Resume(m))));
        tablet.BeginRemoving();
        Assert.All(tablet.Session.Record.Needles, n => Assert.IsType<NeedleFate.Pulled>(n.Fate));
        Assert.Equal((3, 3), (tablet.Open<Unsettled.NeedleOpen>().Length, BoardLine.Of(tablet.Session, tablet.Now).NeedlesIn));
        Assert.True(BoardLine.Of(tablet.Session, tablet.Now).NeedsEyes);
        tablet.Count(3);
        Assert.IsType<Unsettled.ReportMissing>(Assert.Single(tablet.Session.Record.Unsettled));
        tablet.Do<Unsigned>((s, m) => s.Report(m, pulled.Key, Guid.CreateVersion7()));
        tablet.Sign();

        Assert.IsType<Signed>(tablet.Session);
    }

    [Fact]
    public void Remove_BrokenNeedle_StaysOpenUntilReported()
    {
        var tablet = Tablet.WithNeedles(1);
        tablet.BeginRemoving();
        var needle = tablet.Session.Record.Needles[0].Key;
        tablet.Do<WithNeedles>((s, m) => s.Remove(m, needle, NeedleCondition.Broken));

        Assert.IsType<NeedleFate.BrokenOff>(tablet.Session.Record.Needles[0].Fate);
        Assert.Throws<ArgumentException>(() => new Settlement.Broken(Answer.Yes, Guid.Empty));
        tablet.Do<TakingOut>((s, m) => s.Settle(m, needle, new Settlement.Broken(Answer.Yes, Guid.CreateVersion7())));
        tablet.Sign();

        Assert.IsType<NeedleFate.SettledAs>(tablet.Session.Record.Needles[0].Fate);
    }

    [Fact]
    public void Settle_NamedNeedleNotFound_IsLeftOutOfTheCount()
    {
        var tablet = Tablet.WithNeedles(3);
        tablet.BeginRemoving();
        tablet.Count(2);
        tablet.Count(2);
        tablet.Do<TakingOut>((s, m) => s.Settle(m, s.Record.Needles[2].Key, new Settlement.NotFound(Guid.CreateVersion7())));

        Assert.Equal((2, 2), (tablet.Session.Record.Count!.Expected, tablet.Session.Record.Count.Counted));
        Assert.Empty(tablet.Session.Record.Unsettled);
    }

    [Fact]
    public void Settle_NamedNeedleThatTurnsUpAfterAll_IsExpectedInTheTrayAgain()
    {
        var tablet = Tablet.WithNeedles(2);
        tablet.BeginRemoving();
        tablet.Count(1);
        tablet.Count(1);
        var needle = tablet.Session.Record.Needles[1].Key;
        tablet.Do<TakingOut>((s, m) => s.Settle(m, needle, new Settlement.NotFound(Guid.CreateVersion7())));
        tablet.Remove(needle);

        Assert.Equal(2, tablet.Session.Record.Count!.Expected);
        tablet.Count(2);
        Assert.Empty(tablet.Session.Record.Unsettled);
        Assert.IsType<NeedleFate.Out>(tablet.Session.Record.Needles[1].Fate);
    }

    [Fact]
    public void Retain_AnotherNumberCountedIn_IsToBeExplainedOrRecordedLate()
    {
        var tablet = Tablet.WithNeedles(2);
        tablet.Do<NeedlingSession.Needling>((s, m) => s.Retain(m, 20, 3));

        Assert.Equal((3, 2), Assert.IsType<Conflict.CountedInDiffers>(Assert.Single(tablet.Session.Record.Conflicts)) is var c ? (c.Counted, c.OnRecord) : default);
        tablet.Do<WithNeedles>((s, m) => s.RecordLate(m, Tablet.Point(2)));

        Assert.Empty(tablet.Session.Record.Conflicts);
        Assert.Equal(3, tablet.Session.Record.NeedlesIn);
    }

    [Fact]
    public void RecordLate_AfterACountThatAgreed_OpensItAgain()
    {
        var tablet = Tablet.WithNeedles(2);
        tablet.BeginRemoving();
        tablet.Count(2);
        tablet.Do<WithNeedles>((s, m) => s.RecordLate(m, Tablet.Point(2)));

        Assert.Equal(3, tablet.Open<Unsettled.NeedleOpen>().Length);
        tablet.Count(3);
        Assert.Empty(tablet.Session.Record.Unsettled);
    }
}
