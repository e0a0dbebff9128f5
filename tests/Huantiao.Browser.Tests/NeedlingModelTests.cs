using System.Text.Json;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Huantiao.Web.Serving;
using Huantiao.Web.Treat.Sessions;

namespace Huantiao.Browser.Tests;

/// <summary>The model of the session page and that of the server say the same of the same events, whatever devices did and whatever got lost on the way.</summary>
[Collection(nameof(Browser))]
public sealed class NeedlingModelTests(Browser browser)
{
    private const int Visits = 400;

    [Fact]
    public async Task Told_OfRandomEventsOfThreeDevices_IsWhatTheServerSays()
    {
        var page = await browser.OpenAsync("/en/about");
        var random = new Random(20261123);
        var logs = Enumerable.Range(0, Visits).Select(_ => Visit(random)).ToList();

        var said = await page.EvaluateAsync<string[]>(
            """
            async ([address, logs]) => {
              await import(address);
              const { told } = customElements.get("needling-session");
              return logs.map((log) => {
                const s = told(JSON.parse(log));
                const fates = s.needles.map((n) => `${n.key} ${n.now.point} ${n.fate}`).sort();
                const count = s.count === null ? "none" : `${s.count.counted} ${s.count.expected} ${s.count.explained} ${s.count.second} ${s.count.stale} ${s.count.agrees}`;
                const missing = s.gaps.missing.map((m) => `${m.device} ${m.from}-${m.to}`).sort();
                return JSON.stringify([s.phase, s.pulled, s.open, fates, count, s.contradict, missing, s.stops.map((e) => e.stamp.key).sort(), s.cleared, s.timer === null ? "" : String(s.timer.end)]);
              });
            }
            """,
            new object[] { SiteFiles.Address("needling.js"), logs.Select(l => "[" + string.Join(',', l.Events.Select(SessionText.Write)) + "]").ToArray() });

        for (var i = 0; i < Visits; i++)
            Assert.Equal(Said(logs[i]), said[i]);
        Assert.InRange(logs.Count(l => l.Session!.Record.Conflicts.OfType<Conflict.Missing>().Any()), Visits / 20, Visits);
        Assert.InRange(logs.Count(l => l.Session!.Record.Count is { Agrees: true }), Visits / 20, Visits);
        await page.Context.CloseAsync();
    }

    private static string Said(SessionLog log)
    {
        var record = log.Session!.Record;
        var phase = record.Phase.ToString().ToLowerInvariant();
        var count = record.Count is { } c ? $"{c.Counted} {c.Expected} {c.Explained} {Word(c.IsSecondLook)} {Word(c.IsStale)} {Word(c.Agrees)}" : "none";
        var missing = record.Conflicts.OfType<Conflict.Missing>().Select(m => $"{m.Device} {m.From}-{m.To}").Order(StringComparer.Ordinal);
        var fates = record.Needles.Select(n => $"{n.Key} {n.Now.Point} {SessionWords.Fate(n.Fate)}").Order(StringComparer.Ordinal);
        var isPulled = log.Events.OfType<SessionEvent.AllPulled>().Any();
        return JsonSerializer.Serialize(new object[]
        {
            phase, isPulled, record.NeedlesIn, fates.ToArray(), count, record.Unsettled.OfType<Unsettled.CountsContradict>().Any(), missing.ToArray(),
            record.Stops.Select(s => s.Key.ToString()).Order(StringComparer.Ordinal).ToArray(), log.Events.OfType<SessionEvent.Cleared>().Any(),
            record.Timer is { } timer ? timer.PlannedEnd.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture) : "",
        });

        static string Word(bool is_) => is_ ? "true" : "false";
    }

    /// <summary>Three devices that tap at random, tell each other now and then, and lose some of it.</summary>
    private static SessionLog Visit(Random random)
    {
        var at = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(1));
        var by = Guid.CreateVersion7(at);
        var devices = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7(at)).ToArray();
        Moment Now(int device) => new(Guid.CreateVersion7(at), devices[device], by, at = at.AddSeconds(7));
        var opened = SessionLog.Empty.With(NeedlingSession.Open(Now(0), Guid.CreateVersion7(at), Guid.CreateVersion7(at), Guid.Empty, by, Prescription.Empty));
        if (random.Next(8) > 0)
            opened = opened.With(((Move.Made)((NeedlingSession.Unsigned)opened.Session!).Clear(Now(0), Guid.CreateVersion7(at), Guid.CreateVersion7(at))).Event);
        SessionLog[] logs = [opened, opened, opened];
        var everything = new List<SessionEvent>(opened.Events);
        for (var i = random.Next(5, 40); i > 0; i--)
        {
            var device = random.Next(3);
            if (Tap(logs[device].Session!, Now(device), random) is Move.Made made)
            {
                everything.Add(made.Event);
                logs[device] = logs[device].With(made.Event);
            }

            if (random.Next(3) == 0)
                logs[random.Next(3)] = logs[random.Next(3)].MergedWith(logs[device].With(everything.Where(_ => random.Next(4) == 0)));
        }

        var lost = random.Next(3) == 0 ? random.Next(everything.Count) : -1;
        return SessionLog.Empty.With(everything.Where((_, i) => i != lost || i == 0).OrderBy(_ => random.Next()));
    }

    private static Move? Tap(NeedlingSession session, Moment now, Random random)
    {
        var needles = session.Record.Needles;
        var any = needles.IsEmpty ? Guid.Empty : needles[random.Next(needles.Length)].Key;
        var point = new Insertion("GB" + (random.Next(5) + 30).ToString(System.Globalization.CultureInfo.InvariantCulture), random.Next(2) == 0 ? BodySide.Left : BodySide.Right)
        {
            Kind = random.Next(6) switch { 0 or 1 => NeedleKind.Press, 2 => NeedleKind.Unknown, _ => NeedleKind.Filiform },
        };
        return (random.Next(20), session) switch
        {
            (0, NeedlingSession.Unsigned at) => at.Stop(now, StopCause.Observed, "seen"),
            (1, NeedlingSession.Unsigned at) when !session.Record.Stops.IsEmpty => at.Lift(now, session.Record.Stops[0].Key, "gone"),
            (2, NeedlingSession.WithNeedles at) => at.PullAll(now, "faint"),
            (3, NeedlingSession.WithNeedles at) when any != Guid.Empty => at.Retract(now, any, "slip"),
            (4, NeedlingSession.WithNeedles at) => at.RecordLate(now, point),
            (5, NeedlingSession.WithNeedles at) when any != Guid.Empty => at.LeaveIn(now, any, Guid.CreateVersion7(), "by Friday", new(2026, 11, 27)),
            (6, NeedlingSession.WithNeedles at) when any != Guid.Empty => at.Describe(now, any, point with { DepthMillimetres = 20 }),
            (7, NeedlingSession.Unsigned at) when session.Record.Conflicts.OfType<Conflict.Missing>().FirstOrDefault() is { } missing => at.GiveUp(now, missing, "lost"),
            (<= 11, NeedlingSession.WithNeedles at) when any != Guid.Empty && session is NeedlingSession.TakingOut => at.Remove(now, any, random.Next(8) == 0 ? NeedleCondition.Broken : NeedleCondition.Whole),
            (<= 13, NeedlingSession.TakingOut at) => at.Count(now, Math.Max(0, needles.Length - random.Next(2))),
            (14, NeedlingSession.TakingOut at) when any != Guid.Empty => at.Settle(now, random.Next(2) == 0 ? any : session.Record.Count?.Key ?? any, random.Next(2) == 0 ? new Settlement.Found("sleeve") : new Settlement.NotFound(Guid.CreateVersion7())),
            (15, NeedlingSession.TakingOut at) when session.Record.Count is { } count => at.Settle(now, count.Key, new Settlement.NeverRecorded("one too many")),
            (_, NeedlingSession.Prepared at) => at.Begin(now),
            (16, NeedlingSession.Needling at) => at.Interrupt(now, "telephone"),
            (17 or 18, NeedlingSession.Needling at) => at.Retain(now, 20, null),
            (_, NeedlingSession.Needling at) => at.Insert(now, point),
            (16, NeedlingSession.Retaining at) => at.ChangeRetention(now, now.At.AddMinutes(random.Next(30))),
            (17, NeedlingSession.Retaining at) => at.NeedleAgain(now),
            (_, NeedlingSession.Retaining at) => at.BeginRemoving(now),
            (16 or 17, NeedlingSession.Interrupted at) => at.Resume(now),
            (18, NeedlingSession.Interrupted at) => at.BeginRemoving(now),
            _ => null,
        };
    }
}
