using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Huantiao.Care.Sessions;
using Huantiao.Records;
using Huantiao.Records.Accounts;
using Huantiao.Records.Needling;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Bench;

/// <summary>What boards and session pages that ask by themselves cost the running program, for bench/sessions.sh: they ask over HTTP as our scripts do, while a session changes each second.</summary>
internal static class ServedBench
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BoardAsks = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan PageAsks = TimeSpan.FromSeconds(2);

    /// <summary>"boards 1 pages 0: …% of a core; a change is on the board after …".</summary>
    /// <param name="connection">Where the program's database is; null: SQLite in the folder. The changes are made by this process, as a second node would.</param>
    /// <param name="address">Where the program serves.</param>
    /// <param name="process">The program's number.</param>
    public static async Task RunAsync(string? connection, string folder, Uri address, int process)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await Rates.ClinicAsync(database);
        Guid practitioner;
        List<Guid> rooms;
        await using (var db = database.NewContext(clinic, Actor.Program))
        {
            (practitioner, _) = await ManySessions.BasicsAsync(db);
            rooms = await db.NeedlingSessions.Where(s => s.Phase == SheetPhase.Retaining).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync();
        }

        using var browser = await SignedInAsync(database, clinic, practitioner, address);
        foreach (var (boards, pages, changes) in ((int, int, bool)[])[(1, 0, true), (1, 0, true), (20, 0, true), (0, 20, false), (0, 20, true)])
            await MeasureAsync(new(database, clinic, practitioner, rooms, browser, process), boards, pages, changes);
    }

    private static async Task MeasureAsync(Scene scene, int boards, int pages, bool changes)
    {
        using var over = new CancellationTokenSource();
        var (changed, late) = (new ConcurrentQueue<(string Mark, long At)>(), new ConcurrentBag<double>());
        var asked = new int[2];
        var asking = Enumerable.Range(0, boards).Select(i => AskAsync(scene, "/en/clinic/board/rooms", BoardAsks, i, changed, late, asked, over.Token))
            .Concat(Enumerable.Range(0, pages).Select(i => AskAsync(scene, $"/en/clinic/sessions/{scene.Rooms[i]}/state?after=12", PageAsks, i, null, late, asked, over.Token))).ToList();
        // Everything has been asked for a few times before it counts.
        await Task.Delay(TimeSpan.FromSeconds(4));
        using var program = Process.GetProcessById(scene.Process);
        var (used, began) = (program.TotalProcessorTime, Stopwatch.GetTimestamp());
        for (var second = 1; Stopwatch.GetElapsedTime(began) < Measured; second++)
        {
            if (changes)
                changed.Enqueue(await ChangeAsync(scene, Random.Shared.Next(pages > 0 ? pages : scene.Rooms.Count)));
            var left = TimeSpan.FromSeconds(second) - Stopwatch.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
                await Task.Delay(left);
        }

        program.Refresh();
        var (spent, passed) = (program.TotalProcessorTime - used, Stopwatch.GetElapsedTime(began));
        await over.CancelAsync();
        await Task.WhenAll(asking);
        var times = late.Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"boards {boards} pages {pages} changes {(changes ? 1 : 0)}/s: {100 * spent / passed:0.0}% of a core; {asked[0]} answers in full, {asked[1]} not modified"));
        if (times.Count > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  a change is on the board after {times[times.Count / 2]:0} ms (median), {times[^1]:0} ms (longest of {times.Count})"));
    }

    /// <summary>Asks as the script does, with the tag of the last answer, until it is over.</summary>
    private static async Task AskAsync(Scene scene, string path, TimeSpan every, int which, ConcurrentQueue<(string Mark, long At)>? changed, ConcurrentBag<double> late, int[] asked, CancellationToken over)
    {
        var (tag, waiting) = ("", new List<(string Mark, long At)>());
        var known = 0;
        try
        {
            // Not all of them at the same moment.
            await Task.Delay(every * (which % 20) / 20, over);
            while (true)
            {
                var began = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                if (tag.Length > 0)
                    request.Headers.Add("If-None-Match", tag);
                using var answer = await scene.Browser.SendAsync(request, over);
                var text = await answer.Content.ReadAsStringAsync(over);
                var heard = Stopwatch.GetTimestamp();
                Interlocked.Increment(ref asked[answer.StatusCode == HttpStatusCode.NotModified ? 1 : 0]);
                if (answer.StatusCode == HttpStatusCode.OK)
                    tag = answer.Headers.ETag!.ToString();
                else if (answer.StatusCode != HttpStatusCode.NotModified)
                    throw new InvalidOperationException($"{path}: {answer.StatusCode}");
                if (changed is not null)
                {
                    waiting.AddRange(changed.Skip(known));
                    known += changed.Count - known;
                    foreach (var change in waiting.Where(c => text.Contains(c.Mark, StringComparison.Ordinal)).ToList())
                    {
                        late.Add(Stopwatch.GetElapsedTime(change.At, heard).TotalMilliseconds);
                        waiting.Remove(change);
                    }
                }

                var left = every - Stopwatch.GetElapsedTime(began);
                await Task.Delay(left > TimeSpan.FromMilliseconds(100) ? left : TimeSpan.FromMilliseconds(100), over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
        }
    }

    /// <summary>Another end of the retention, whose milliseconds no other has.</summary>
    private static async Task<(string Mark, long At)> ChangeAsync(Scene scene, int room)
    {
        await using var db = scene.Database.NewContext(scene.Clinic, Actor.Staff(scene.Practitioner, "127.0.0.1"));
        var now = TimeProvider.System.GetUtcNow();
        var end = DateTimeOffset.FromUnixTimeMilliseconds(now.AddMinutes(20 + room).ToUnixTimeMilliseconds());
        await db.ArriveAsync(
            scene.Rooms[room],
            log => [((Move.Made)((NeedlingSession.Retaining)log.Session!).ChangeRetention(new(Guid.CreateVersion7(), scene.Rooms[room], scene.Practitioner, now), end)).Event], scene.Practitioner);
        return (end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), Stopwatch.GetTimestamp());
    }

    /// <summary>Somebody signed in: the table holds the hash of a secret that is known here.</summary>
    private static async Task<HttpClient> SignedInAsync(Database database, Guid clinic, Guid account, Uri address)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using (var db = database.NewContext())
        {
            db.Act(Actor.Program);
            // Invented people cannot sign in until they are let in.
            (await db.Users.FirstAsync(u => u.Id == account)).DisabledAt = null;
            var now = TimeProvider.System.GetUtcNow();
            db.Sessions.Add(new Session { IdHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), AccountId = account, ClinicId = clinic, CreatedAt = now, LastSeenAt = now });
            await db.SaveChangesAsync();
        }

        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("Cookie", "__Host-huantiao=" + secret);
        return browser;
    }

    private sealed record Scene(Database Database, Guid Clinic, Guid Practitioner, IReadOnlyList<Guid> Rooms, HttpClient Browser, int Process);
}
