using System.Data.Common;
using Huantiao.Care.Sessions;
using Huantiao.Care.Tests.Sessions;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Needling;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Tests;

/// <summary>Events arrive as networks bring them, on either database; what is read back is the session that the events themselves tell.</summary>
public class SessionBookTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Two devices at once, and a second node; batches repeated, torn and out of order.</summary>
    [Theory]
    [InlineData(Databases.Sqlite, 1)]
    [InlineData(Databases.Sqlite, 2)]
    [InlineData(Databases.Sqlite, 3)]
    [InlineData(Databases.PostgreSql, 4)]
    [InlineData(Databases.PostgreSql, 5)]
    [InlineData(Databases.PostgreSql, 6)]
    public async Task ArriveAsync_RandomBatchesFromTwoDevicesAndTwoNodes_TellTheSameSession(string kind, int seed)
    {
        await using var place = await Place.OpenAsync(kind);
        await using var otherNode = await place.OpenAgainAsync();
        var random = new Random(seed);
        for (var visit = 0; visit < 3; visit++)
        {
            var room = TwoTablets.Play(Enumerable.Range(0, 80).Select(_ => new Step(random.Next(2), random.Next(1000), random.Next(1000))));
            var sheet = await BeginAsync(place, room.Made[0]);
            var devices = room.Made.GroupBy(e => e.Stamp.Device).Select(g => Torn(g.ToList(), random)).ToList();

            await Task.WhenAll(devices.Select((batches, d) => Task.Run(
                async () =>
                {
                    foreach (var batch in batches)
                    {
                        await using var db = (d == 0 ? place.Database : otherNode).NewContext(place.Clinic, place.Staff);
                        await db.ArriveAsync(sheet, batch, place.Account, cancel: Cancel);
                    }
                },
                Cancel)));

            var told = SessionLog.Empty.With(room.Made);
            foreach (var database in (Database[])[place.Database, otherNode])
            {
                await using var db = database.NewContext(place.Clinic, place.Staff);
                var kept = (await db.FindSessionAsync(sheet, Cancel))!;
                AssertSame(told, kept);
            }

            await using var again = await place.OpenAgainAsync();
            await using var fresh = again.NewContext(place.Clinic, place.Staff);
            AssertSame(told, (await fresh.FindSessionAsync(sheet, Cancel))!);
        }
    }

    /// <summary>What one node remembers is old once another has written: nothing is made of it, answered from it or written twice.</summary>
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ArriveAsync_WhatAnotherNodeHasTakenIn_IsSeenBeforeAnythingIsMadeOrAnswered(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await using var otherNode = await place.OpenAgainAsync();
        var tablet = Tablet.WithNeedles(2);
        var id = await BeginAsync(place, tablet.Log.Events[0]);
        await ArriveHereAsync([tablet.Log.Events[1]]);
        await using (var there = otherNode.NewContext(place.Clinic, place.Staff))
            await there.ArriveAsync(id, [.. tablet.Log.Events[1..4]], place.Account, cancel: Cancel);

        var seen = new List<int>();
        await using var db = place.Context();
        var asked = (await db.ArriveAsync(
            id,
            log =>
            {
                seen.Add(log.Events.Length);
                return [];
            },
            place.Account,
            cancel: Cancel))!;
        var again = await ArriveHereAsync([tablet.Log.Events[2]]);
        await using (var there = otherNode.NewContext(place.Clinic, place.Staff))
            await there.ArriveAsync(id, [tablet.Log.Events[4]], place.Account, cancel: Cancel);
        var last = await ArriveHereAsync([.. tablet.Log.Events[3..]]);

        Assert.Equal(4, seen[^1]);
        Assert.Equal((4, 4), (asked.Through, again.Through));
        AssertSame(tablet.Log, last);
        Assert.Equal(tablet.Log.Events.Length, await db.SessionEvents.CountAsync(e => e.SessionId == id, Cancel));

        async Task<KeptSession> ArriveHereAsync(SessionEvent[] events)
        {
            await using var here = place.Context();
            return (await here.ArriveAsync(id, events, place.Account, cancel: Cancel))!;
        }
    }

    /// <summary>Many sessions at once go to the database together; one of them that another node was first with does not hold the others up, nor is it lost.</summary>
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ArriveAsync_ManySessionsAtOnceAndOneStale_AreAllKept(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await using var otherNode = await place.OpenAgainAsync();
        var tablets = Enumerable.Range(0, 24).Select(_ => Tablet.WithNeedles(1)).ToList();
        var sessions = new List<Guid>();
        foreach (var tablet in tablets)
            sessions.Add(await BeginAsync(place, tablet.Log.Events[0]));
        await using (var there = otherNode.NewContext(place.Clinic, place.Staff))
            await there.ArriveAsync(sessions[7], [tablets[7].Log.Events[^1]], place.Account, cancel: Cancel);

        foreach (var turn in Enumerable.Range(1, tablets[0].Log.Events.Length - 1))
        {
            await Task.WhenAll(tablets.Select((tablet, i) => Task.Run(
                async () =>
                {
                    await using var db = place.Context();
                    await db.ArriveAsync(sessions[i], [tablet.Log.Events[turn]], place.Account, cancel: Cancel);
                },
                Cancel)));
        }

        await using var asking = otherNode.NewContext(place.Clinic, place.Staff);
        foreach (var (i, tablet) in tablets.Index())
            AssertSame(tablet.Log, (await asking.FindSessionAsync(sessions[i], Cancel))!);
        Assert.Equal(1, await asking.NeedlingSessions.Where(s => s.Id == sessions[7]).Select(s => s.NeedlesIn).SingleAsync(Cancel));
    }

    /// <summary>After every batch, what stands on the sheet is what the events tell so far.</summary>
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ArriveAsync_AfterEachBatch_SheetIsWhatTheEventsTell(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var random = new Random(11);
        var phases = new HashSet<SheetPhase>();
        for (var visit = 0; visit < 12; visit++)
        {
            var room = TwoTablets.Play(Enumerable.Range(0, 60).Select(_ => new Step(random.Next(2), random.Next(1000), random.Next(1000))));
            room.Close(everythingArrives: true);
            var id = await BeginAsync(place, room.Made[0]);
            var arrived = new List<SessionEvent> { room.Made[0] };
            foreach (var batch in room.Made.Skip(1).Chunk(4))
            {
                await using var db = place.Context();
                await db.ArriveAsync(id, batch, place.Account, cancel: Cancel);
                arrived.AddRange(batch);
                var sheet = await db.NeedlingSessions.AsNoTracking().SingleAsync(s => s.Id == id, Cancel);

                var line = BoardLine.Of(SessionLog.Empty.With(arrived).Session!, DateTimeOffset.MinValue);
                Assert.Equal(
                    (line.IsSigned ? "Signed" : line.Phase.ToString(), line.NeedlesIn, line.PlannedEnd?.ToUnixTimeMilliseconds(), line.IsCountDeferred, line.NeedsEyes, line.Practitioner!.Value, arrived.Count),
                    (sheet.Phase.ToString(), sheet.NeedlesIn, sheet.PlannedEnd?.ToUnixTimeMilliseconds(), sheet.CountDeferred, sheet.NeedsEyes, sheet.PractitionerId, sheet.Arrived));
                phases.Add(sheet.Phase);
            }
        }

        Assert.Contains(SheetPhase.Signed, phases);
        Assert.True(phases.Count >= 4, string.Join(' ', phases));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ArriveAsync_AnotherTextUnderOneKey_IsKeptBesideTheFirst(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var tablet = Tablet.WithNeedles(1);
        var id = await BeginAsync(place, tablet.Log.Events[0]);
        var needle = tablet.Log.Events.OfType<SessionEvent.Inserted>().Single();
        var other = needle with { Needle = Tablet.Point(2) };
        await using var db = place.Context();

        await db.ArriveAsync(id, [.. tablet.Log.Events], place.Account, cancel: Cancel);
        var kept = (await db.ArriveAsync(id, [other, needle, other], place.Account, cancel: Cancel))!;

        Assert.Equal(tablet.Log.Events.Length + 1, kept.Through);
        Assert.Contains(kept.Session.Record.Conflicts, c => c is Conflict.SameKey same && same.Event == needle.Key);
        Assert.Equal(2, await db.SessionEvents.CountAsync(e => e.EventKey == needle.Key, Cancel));
        // One line of the trail for a batch, none for one that brings nothing new.
        var lines = await db.AuditEntries.CountAsync(e => e.Kind == "needling_session", Cancel);
        await db.ArriveAsync(id, [needle], place.Account, cancel: Cancel);
        Assert.Equal(lines, await db.AuditEntries.CountAsync(e => e.Kind == "needling_session", Cancel));
    }

    [Theory]
    [InlineData(Databases.Sqlite, "UPDATE session_event SET text = 'x'")]
    [InlineData(Databases.Sqlite, "DELETE FROM session_event")]
    [InlineData(Databases.PostgreSql, "UPDATE session_event SET text = 'x'")]
    [InlineData(Databases.PostgreSql, "DELETE FROM session_event")]
    [InlineData(Databases.PostgreSql, "TRUNCATE session_event")]
    public async Task Events_ChangedPastTheProgram_AreRefusedByTheDatabase(string kind, string sql)
    {
        await using var place = await Place.OpenAsync(kind);
        await BeginAsync(place, Tablet.WithNeedles(1).Log.Events[0]);

        await Assert.ThrowsAnyAsync<DbException>(() => place.SqlAsync(sql));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ArriveAsync_NeedlesOfALot_AreFoundByTheLot(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var (here, there) = (Tablet.WithNeedles(0), Tablet.WithNeedles(0));
        here.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, Tablet.Point(0) with { Lot = new("09506000134352", " ab-1 ", null) }));
        here.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, Tablet.Point(1) with { Lot = new("09506000134352", "AB-1", null) }));
        there.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, Tablet.Point(1) with { Lot = new(null, "other", null) }));
        var sessions = new List<Guid>();
        foreach (var tablet in (Tablet[])[here, there])
        {
            sessions.Add(await BeginAsync(place, tablet.Log.Events[0]));
            await using var db = place.Context();
            foreach (var happened in tablet.Log.Events)
                await db.ArriveAsync(sessions[^1], [happened], place.Account, cancel: Cancel);
        }

        await using var asking = place.Context();
        var found = await asking.SessionLots.Where(l => l.Lot == "AB-1").Select(l => l.SessionId).ToListAsync(Cancel);
        Assert.Equal([sessions[0]], found);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ArriveAsync_LastNeedleOut_AsksOnceAfterADay(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var tablet = Tablet.WithNeedles(1);
        var needle = tablet.Log.Events.OfType<SessionEvent.Inserted>().Single().Key;
        var id = await BeginAsync(place, tablet.Log.Events[0], email: "ada@example.org");
        tablet.Do<NeedlingSession.Needling>((s, m) => s.BeginRemoving(m));
        await using (var db = place.Context())
        {
            await db.ArriveAsync(id, [.. tablet.Log.Events], place.Account, "https://clinic.example", Cancel);
            Assert.False(await db.AfterQuestions.AnyAsync(Cancel));
        }

        var out_ = tablet.Do<NeedlingSession.Removing>((s, m) => s.Remove(m, needle, NeedleCondition.Whole));
        await using (var db = place.Context())
        {
            await db.ArriveAsync(id, [out_], place.Account, "https://clinic.example", Cancel);
            var question = await db.AfterQuestions.AsNoTracking().SingleAsync(Cancel);
            Assert.Equal((out_.Stamp.At.AddHours(24), out_.Stamp.At.AddHours(72), AskingState.Waiting), (question.AskFrom, question.AskUntil, question.State));
        }

        var due = out_.Stamp.At.AddHours(25).ToUniversalTime();
        await using var one = place.Context();
        await using var two = place.Context();
        Assert.Empty(await one.DueQuestionsAsync(out_.Stamp.At.AddHours(23), Cancel));
        var (first, second) = (Assert.Single(await one.DueQuestionsAsync(due, Cancel)), Assert.Single(await two.DueQuestionsAsync(due, Cancel)));

        var written = await Task.WhenAll(one.QueueAsync(first, new('a', 64), "s", "b", due, Cancel), two.QueueAsync(second, new('b', 64), "s", "b", due, Cancel));

        Assert.Single(written, w => w);
        await using var after = place.Context();
        Assert.Equal(1, await after.OutboxMails.CountAsync(Cancel));
        Assert.Equal(1, await after.AfterLinks.CountAsync(Cancel));
        Assert.Empty(await after.DueQuestionsAsync(due, Cancel));
        var letter = await after.OutboxMails.SingleAsync(Cancel);
        Assert.True(await after.StillAsksAsync(letter, due, Cancel));
        Assert.False(await after.StillAsksAsync(letter, due.AddDays(3), Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task DueQuestionsAsync_WhoNeverSaidYesToLetters_IsLeftForTheTelephone(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var tablet = Tablet.WithNeedles(1);
        var id = await BeginAsync(place, tablet.Log.Events[0]);
        tablet.Do<NeedlingSession.Needling>((s, m) => s.Remove(m, s.Record.Needles[0].Key, NeedleCondition.Whole));
        await using var db = place.Context();
        await db.ArriveAsync(id, [.. tablet.Log.Events], place.Account, "https://clinic.example", Cancel);

        Assert.Empty(await db.DueQuestionsAsync(Tablet.Noon.AddHours(30), Cancel));
        await db.SaveChangesAsync(Cancel);

        await using var after = place.Context();
        Assert.Equal(AskingState.Dropped, (await after.AfterQuestions.SingleAsync(Cancel)).State);
    }

    private static void AssertSame(SessionLog told, KeptSession kept)
    {
        Assert.Equal(told.Events.Select(SessionText.Write), kept.Log.Events.Select(SessionText.Write));
        Assert.Equal(told.Session!.GetType(), kept.Session.GetType());
        Assert.Equal(told.Session.Record.Conflicts, kept.Session.Record.Conflicts);
        Assert.Equal(told.Session.Record.Needles.Select(n => (n.Key, n.Fate)), kept.Session.Record.Needles.Select(n => (n.Key, n.Fate)));
        Assert.Equal(kept.Log.Events.Length, kept.Through);
        Assert.Equal(kept.Through, kept.Sheet.Arrived);
    }

    /// <summary>Batches of a device: its events in pieces, some of them twice, none in order, all of them at least once.</summary>
    private static List<SessionEvent[]> Torn(List<SessionEvent> events, Random random)
    {
        var batches = new List<SessionEvent[]>();
        var shuffled = events.Concat(events.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(shuffled);
        for (var at = 0; at < shuffled.Length;)
        {
            var size = 1 + random.Next(6);
            batches.Add([.. shuffled.Skip(at).Take(size)]);
            at += size;
        }

        return batches;
    }

    private static async Task<Guid> BeginAsync(Place place, SessionEvent opening, string? email = null)
    {
        await using var db = place.Context();
        var patient = place.NewPatient();
        patient.Email = email;
        var plan = new Plan { ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = patient.Id, Content = "{}", SchemaVersion = 1, CreatedAt = Place.Start, By = place.Account };
        db.AddRange(patient, plan);
        if (email is not null)
        {
            db.Add(new Consent
            {
                ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = patient.Id, Purpose = ConsentPurpose.Reminders, TextVersion = "1", Language = "en", Given = true, SignedAs = "Ada",
                SignedAt = Place.Start,
            });
        }

        await db.SaveChangesAsync(Cancel);
        var id = Guid.CreateVersion7();
        await db.BeginAsync(
            new() { ClinicId = place.Clinic, Id = id, PatientId = patient.Id, PlanId = plan.Id, PractitionerId = place.Account, OpenedAt = Place.Start, OpenedBy = place.Account }, [opening], place.Account, Cancel);
        return id;
    }
}
