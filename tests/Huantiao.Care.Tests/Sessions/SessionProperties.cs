using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Huantiao.Care.Sessions;
using static Huantiao.Care.Sessions.NeedlingSession;

namespace Huantiao.Care.Tests.Sessions;

/// <summary>What holds for every sequence of moves on two devices, however their messages are lost, repeated and reordered.</summary>
public class SessionProperties
{
    private const int Many = 10_000;

    /// <summary>At every step, on each device as far as it knows, and once everything has arrived: what is signed is true of the person in the room.</summary>
    [Property(MaxTest = Many, Arbitrary = [typeof(Visits)])]
    public void Session_OfTwoDevices_IsNeverSignedWithANeedleUnaccountedFor(Step[] steps)
    {
        var room = TwoTablets.Play(steps);
        room.Close(everythingArrives: steps.Length % 3 > 0);

        Assert.Empty(room.Faults);
        foreach (var log in (SessionLog[])[room.Tablets[0].Log, room.Tablets[1].Log, SessionLog.Empty.With(room.Made)])
        {
            var here = room.Made.Where(e => log.Events.Any(t => t.Key == e.Key));
            Assert.True(log.Session is not Signed signed || room.IsTrue(signed, here), room.Story());
        }
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(Visits)])]
    public void Session_OfTheSameEvents_IsTheSameInAnyOrderLosesNothingAndShowsEveryStop(Step[] steps)
    {
        var room = TwoTablets.Play(steps);
        room.Close(everythingArrives: true);
        var random = new Random(steps.Length + steps.Sum(s => s.Pick));

        var sent = room.Made.Concat(room.Made.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(sent);
        var oneByOne = sent.Aggregate(SessionLog.Empty, (log, e) => log.With(SessionText.Read(SessionText.Write(e))));
        var merged = SessionLog.Empty.With(sent.Take(sent.Length / 2)).MergedWith(SessionLog.Empty.With(sent.Skip(sent.Length / 2)));

        var whole = SessionLog.Empty.With(room.Made);
        Assert.Equal(Told(whole), Told(oneByOne));
        Assert.Equal(Told(whole), Told(merged));
        // Nothing is lost, and every needle ever recorded is either counted or said to have been a mistake.
        Assert.Equal(room.Made.Select(e => e.Key).Order(), whole.Events.Select(e => e.Key).Order());
        var record = whole.Session!.Record;
        Assert.Equal(room.Made.OfType<SessionEvent.Inserted>().Select(e => e.Key).Order(), record.Needles.Select(n => n.Key).Concat(record.Retracted.Select(r => r.Key)).Order());
        AssertStopsShown(room, whole.Session!);
    }

    /// <summary>A client that signs whatever is there, whatever the rules say, over any part of what happened.</summary>
    [Property(MaxTest = Many, Arbitrary = [typeof(Visits)])]
    public void Signature_ForcedOverAnyPartOfTheEvents_StandsOnlyWhereItIsTrue(Step[] steps)
    {
        var room = TwoTablets.Play(steps);
        if (steps.Length % 2 == 0)
            room.Close(everythingArrives: true);
        var random = new Random(steps.Sum(s => s.Pick));
        var lost = random.Next(4);
        var part = room.Made.Where(e => e is not SessionEvent.Signed && random.Next(20) >= lost).ToList();
        var tablet = new Tablet(Tablet.Practitioner);
        tablet.Hear(part);
        if (part.Count == 0)
            return;

        var covers = part.Where(e => e is not SessionEvent.Amended).Select(e => e.Key).Order().ToImmutableArray();
        tablet.Hear([Made.Up(tablet, s => new SessionEvent.Signed(Tablet.Licence, covers) { Stamp = s })]);

        if (tablet.Session is not Signed signed)
            return;
        Assert.True(room.IsTrue(signed, part), room.Story());
        Assert.All(signed.Record.Needles, n => Assert.True(n.Fate.IsAccountedFor));
        Assert.All(signed.Record.Conflicts.Where(c => c.IsSettledByWords), c => Assert.Contains(part, e => e is SessionEvent.Acknowledged a && a.Conflict == c.Id));
        var whole = SessionLog.Empty.With(room.Made).MergedWith(tablet.Log).Session!;
        Assert.True(whole is not Signed late || room.IsTrue(late, room.Made), room.Story());
    }

    /// <summary>The properties above would hold of a session that nobody can ever sign: most of these can be, and all kinds of trouble occur.</summary>
    [Fact]
    public void Play_OfManySequences_MeetsWhatItIsMeantToMeet()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var signed = 0;
        foreach (var steps in Visits.Steps().Generator.Sample(400, 40))
        {
            var room = TwoTablets.Play(steps);
            signed += room.Close(everythingArrives: true) ? 1 : 0;
            foreach (var kind in room.Made.Select(e => e.GetType().Name).Concat(room.Tablets[0].Session.Record.Conflicts.Select(c => c.GetType().Name)).Distinct())
                seen[kind] = seen.GetValueOrDefault(kind) + 1;
        }

        Assert.True(signed > 300, $"Only {signed} of 400 were signed.");
        string[] needed =
        [
            "Inserted", "Removed", "LeftIn", "AllPulled", "Counted", "Settled", "Retracted", "Lifted", "GivenUp", "Resumed", "NeedledAgain",
            "StopNotKnown", "InWhileOut", "DetailsDiffer", "EndsDiffer",
        ];
        Assert.DoesNotContain(needed, n => seen.GetValueOrDefault(n) < 3);
    }

    /// <summary>A needle and a stop that did not know of each other are always shown, and read before anybody signs; one that knew of it is never made.</summary>
    private static void AssertStopsShown(TwoTablets room, NeedlingSession session)
    {
        foreach (var needle in room.Made.OfType<SessionEvent.Inserted>().Where(n => !n.RecordedLate))
        {
            foreach (var stop in room.Made.Where(e => e is SessionEvent.Stopped or SessionEvent.AllPulled))
            {
                if (room.Knew[needle.Key].Contains(stop.Key) || room.Knew[stop.Key].Contains(needle.Key))
                    continue;
                var shown = session.Record.Conflicts.Any(c => c is Conflict.StopNotKnown n && n.Needle == needle.Key && n.Stop == stop.Key);
                Assert.True(shown, $"{needle.Key} {stop.Key}\n{room.Story()}");
                Assert.True(
                    session is not Signed || room.Made.Any(e => e is SessionEvent.Acknowledged a && a.Conflict == $"stop-not-known:{needle.Key}:{stop.Key}"), room.Story());
            }
        }

        Assert.False(session.Record.Conflicts.Any(c => c is Conflict.ThroughStop or Conflict.AboutNothing), room.Story());
    }

    private static string Told(SessionLog log)
    {
        var (session, record) = (log.Session!, log.Session!.Record);
        IEnumerable<string> lines =
        [
            session.GetType().Name, $"{record.Phase} {record.Practitioner} {record.Timer} {record.Count} {record.NeedlesIn}",
            .. record.Needles.Select(n => n.ToString()), .. record.Conflicts.Select(c => c.Id), .. record.Unsettled.Select(u => u.ToString()!), .. record.Stops.Select(s => s.ToString()),
            .. session.Signatures.Select(s => $"{s.Event.Key} {s.Stands}"), .. log.Events.Select(SessionText.Write),
        ];
        return string.Join('\n', lines);
    }
}

/// <summary>Makes visits of up to some forty steps.</summary>
public static class Visits
{
    public static Arbitrary<Step[]> Steps() => Arb.From(
        from count in Gen.Choose(4, 40)
        from steps in (from tablet in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Constant(1)))
                       from what in Gen.Choose(0, 799)
                       from pick in Gen.Choose(0, 999)
                       select new Step(tablet, what, pick)).ArrayOf(count)
        select Start.Concat(steps).ToArray(),
        steps => Enumerable.Range(0, steps.Length).Select(i => steps.Where((_, n) => n != i).ToArray()));

    /// <summary>Cleared, begun (if the dice agree), told to the other.</summary>
    private static readonly Step[] Start = [new(0, 3, 1), new(0, 11, 1), new(1, 1, 0)];
}
