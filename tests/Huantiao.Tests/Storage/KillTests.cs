using System.Diagnostics;
using System.Globalization;
using Huantiao.Care.Sessions;
using Huantiao.Records;
using Huantiao.Records.Auditing;
using Huantiao.Records.Needling;
using Huantiao.Tests.Cli;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huantiao.Tests.Storage;

/// <summary>
/// The program is killed while it writes, at random moments, as a power cut of the process would: nothing that it had named as saved may be gone, and nothing may be half there.
/// HUANTIAO_KILLS says how often on each database; bench/kill.sh does it a hundred times, with the program that HUANTIAO_PROGRAM names.
/// </summary>
public class KillTests
{
    private const int Kills = 10;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Exercise_KilledAtRandomMoments_LosesNothingAndHalvesNothing(string kind)
    {
        using var scratch = new Scratch();
        var data = Path.Combine(scratch.Folder, "data");
        var connection = kind == "SQLite" ? null : await NewPostgreSqlAsync();
        var times = Environment.GetEnvironmentVariable("HUANTIAO_KILLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : Kills;
        var named = new List<string>();
        var moments = new Random(7);
        string[] where = connection is null ? ["--data", data] : ["--data", data, "--database", connection];

        for (var i = 0; i < times; i++)
            named.AddRange(await KillAsync(["exercise", .. where], moments.Next(0, 250)));

        Assert.True(named.Count >= times, $"only {named.Count} saves were named in {times} runs");
        await using var database = await Database.OpenAsync(connection, data, TimeProvider.System, cancel: Cancel);
        await AssertAllThereAsync(database, named);
        Assert.Empty((await AuditCheck.RunAsync(database, Cancel)).Problems);
        TestContext.Current.SendDiagnosticMessage($"{kind}: {times} kills, {named.Count} acknowledged saves, none lost");
    }

    /// <summary>Events of needling sessions: none that was named is gone, no batch is half there, and the board's numbers are those of the events.</summary>
    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task ExerciseOfSessions_KilledAtRandomMoments_LosesNoEventAndHalvesNothing(string kind)
    {
        using var scratch = new Scratch();
        var data = Path.Combine(scratch.Folder, "data");
        var connection = kind == "SQLite" ? null : await NewPostgreSqlAsync();
        var times = Environment.GetEnvironmentVariable("HUANTIAO_KILLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : Kills;
        var named = new List<string>();
        var moments = new Random(9);
        string[] where = connection is null ? ["--data", data] : ["--data", data, "--database", connection];

        for (var i = 0; i < times; i++)
            named.AddRange(await KillAsync(["exercise", "--sessions", .. where], moments.Next(0, 250)));

        Assert.True(named.Count >= times, $"only {named.Count} events were named in {times} runs");
        await using var database = await Database.OpenAsync(connection, data, TimeProvider.System, cancel: Cancel);
        await using var db = database.NewContext();
        db.Enter(await db.Clinics.Select(c => c.Id).SingleAsync(Cancel), Actor.Program);
        var stored = (await db.SessionEvents.Select(e => new { e.SessionId, e.EventKey }).ToListAsync(Cancel)).Select(e => $"event {e.SessionId} {e.EventKey}").ToHashSet(StringComparer.Ordinal);
        Assert.Empty(named.Except(stored, StringComparer.Ordinal));
        var sheets = await db.NeedlingSessions.AsNoTracking().ToListAsync(Cancel);
        foreach (var sheet in sheets)
        {
            var kept = (await db.FindSessionAsync(sheet.Id, Cancel))!;
            var line = BoardLine.Of(kept.Session, DateTimeOffset.MinValue);
            Assert.Equal((kept.Through, line.NeedlesIn, line.IsSigned ? "Signed" : line.Phase.ToString()), (sheet.Arrived, sheet.NeedlesIn, sheet.Phase.ToString()));
        }

        // One line of the trail for each batch that brought something, and for none that is not there.
        var lines = await db.AuditEntries.CountAsync(e => e.Kind == "needling_session", Cancel);
        Assert.Equal(sheets.Sum(s => s.Version), lines);
        Assert.Empty((await AuditCheck.RunAsync(database, Cancel)).Problems);
        TestContext.Current.SendDiagnosticMessage($"{kind}: {times} kills, {named.Count} acknowledged events, none lost");
    }

    private static async Task<List<string>> KillAsync(string[] args, int afterMilliseconds)
    {
        var command = BuiltProgram.Command(args);
        // The program as it is published starts faster than the one that was built for the tests.
        if (Environment.GetEnvironmentVariable("HUANTIAO_PROGRAM") is { Length: > 0 } published)
        {
            command.FileName = published;
            command.ArgumentList.RemoveAt(0);
        }

        using var process = Process.Start(command)!;
        var lines = new List<string>();
        try
        {
            // The first word that something is saved; from then on any moment is as good as another.
            if (await process.StandardOutput.ReadLineAsync(Cancel) is not { } first)
                throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Cancel));
            lines.Add(first);
            var reading = Task.Run(
                async () =>
                {
                    while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
                        lines.Add(line);
                },
                Cancel);
            await Task.Delay(afterMilliseconds, Cancel);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            await reading;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        // The last line may have been cut by the kill; then nobody was told. A whole one has all its words.
        return lines.FindAll(l => l.Split(' ') is ["reading", { Length: 36 }, { Length: > 0 }] or ["draft", { Length: 36 }, _, { Length: > 0 }] or ["event", { Length: 36 }, { Length: 36 }]);
    }

    private static async Task AssertAllThereAsync(Database database, List<string> named)
    {
        await using var db = database.NewContext();
        db.Enter(await db.Clinics.Select(c => c.Id).SingleAsync(Cancel), Actor.Program);
        var readings = await db.Measurements.ToDictionaryAsync(m => m.Id, m => m.Value, Cancel);
        var drafts = await db.Intakes.ToDictionaryAsync(m => m.Id, Cancel);
        var earlier = (await db.EarlierVersions.Where(v => v.Kind == "intake").Select(v => new { v.DocumentId, v.Version }).ToListAsync(Cancel)).ToLookup(v => v.DocumentId, v => v.Version);
        foreach (var words in named.Select(n => n.Split(' ')))
        {
            var key = Guid.Parse(words[1], CultureInfo.InvariantCulture);
            if (words[0] == "reading")
                Assert.Equal(double.Parse(words[2], CultureInfo.InvariantCulture), readings[key]);
            else
                Assert.True(drafts[key].Version >= int.Parse(words[2], CultureInfo.InvariantCulture));
        }

        // Whole: each version but the last is kept, and each write has its line and each line its write.
        Assert.All(drafts.Values, d => Assert.Equal(Enumerable.Range(1, d.Version - 1), earlier[d.Id].Order()));
        var lines = await db.AuditEntries.GroupBy(e => e.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, Cancel);
        // The invented patients' own readings came as one bulk.
        Assert.Equal(readings.Count - (20 * 3), lines["measurement"]);
        Assert.Equal(drafts.Values.Sum(d => d.Version), lines.GetValueOrDefault("intake"));
    }

    private static async Task<string> NewPostgreSqlAsync()
    {
        var server = Environment.GetEnvironmentVariable("HUANTIAO_TEST_POSTGRES") ?? throw new InvalidOperationException("HUANTIAO_TEST_POSTGRES is not set: run ./test, or tests/postgres run <command>.");
        var name = $"k{Guid.CreateVersion7():N}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(Cancel);
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }
}
