using System.Diagnostics;
using System.Globalization;
using Huantiao.Records.Auditing;
using Microsoft.Playwright;
using Npgsql;

namespace Huantiao.Browser.Tests;

/// <summary>
/// The server is killed while somebody taps on a session page that is open, at random moments, and comes back: the page goes on meanwhile, hands in what waited by itself, and everything that it had shown stands in the record once.
/// HUANTIAO_KILLS says how often on each database; HUANTIAO_PROGRAM names a program that starts faster than the one built for the tests.
/// </summary>
[Collection(nameof(Browser))]
public sealed class KilledServerTests(Browser browser)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Server_KilledWhileSomebodyTaps_HasEverythingThatThePageHadShown_AndTheTimeRings(string kind)
    {
        await using var clinic = await RunningClinic.StartAsync(browser, kind == "SQLite" ? null : await NewPostgreSqlAsync());
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var sessions = new List<Guid>();
        for (var i = 0; i < Killing.Times; i++)
            sessions.Add(await visitor.OpenAsync(Killing.Many));
        var page = await visitor.OtherDeviceAsync(390, 844);
        var moments = new Random(31);
        var (told, late) = (new List<Killing.Shown>(), new List<double>());
        await clinic.RestartAsync(async () =>
        {
            var server = await StartAsync(clinic.ToServe);
            try
            {
                foreach (var session in sessions)
                {
                    await page.GotoAsync(visitor.Address(session));
                    await NeedlingTests.ReadyAsync(page);
                    var shown = Killing.Listen(page);
                    told.Add(shown);
                    await Killing.TapAwayAsync(page, moments.Next(1, 20));
                    await Task.Delay(moments.Next(0, 1200), Now);
                    server.Kill();
                    await server.WaitForExitAsync(Now);
                    server.Dispose();
                    await Task.Delay(moments.Next(0, 1000), Now);
                    server = await StartAsync(clinic.ToServe);
                    await Assertions.Expect(page.Locator("#clock")).ToHaveAttributeAsync("data-time", "over", new() { Timeout = 30_000 });
                    await Assertions.Expect(page.Locator("[data-hush]")).ToBeVisibleAsync();
                    await Assertions.Expect(page.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved", new() { Timeout = 60_000 });
                    late.AddRange(shown.Late);
                }
            }
            finally
            {
                server.Kill();
                await server.WaitForExitAsync(Now);
                server.Dispose();
            }
        });

        for (var i = 0; i < sessions.Count; i++)
        {
            var record = (await visitor.StoredAsync(sessions[i])).Record;
            var needles = record.Needles.Select(n => $"{n.Now.Point}:{Huantiao.Web.Treat.Sessions.SessionWords.Word(n.Now.Side)}").Order(StringComparer.Ordinal);
            Assert.Equal(told[i].Needles.Keys.Order(StringComparer.Ordinal), needles);
            Assert.NotNull(record.Timer);
            Assert.Empty(record.Conflicts);
        }

        Assert.Empty((await AuditCheck.RunAsync(clinic.Database, Now)).Problems);
        Killing.InTime(late);
        await page.Context.CloseAsync();
        await desk.Context.CloseAsync();
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture, $"{kind}: {sessions.Count} servers killed, {told.Sum(t => t.Needles.Count)} taps shown, none lost; {late.Count} times rang, at most {late.DefaultIfEmpty(0).Max():0} ms late"));
    }

    private static async Task<Process> StartAsync(string[] args)
    {
        var published = Environment.GetEnvironmentVariable("HUANTIAO_PROGRAM");
        var start = published is { Length: > 0 } ? new ProcessStartInfo(published, args) : new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "huantiao.dll"), .. args]);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (true, true, false);
        var server = Process.Start(start)!;
        // The first line says where it serves; what it says later is read away.
        if (await server.StandardOutput.ReadLineAsync(Now) is null)
            throw new InvalidOperationException(await server.StandardError.ReadToEndAsync(Now));
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        return server;
    }

    private static async Task<string> NewPostgreSqlAsync()
    {
        var server = Environment.GetEnvironmentVariable("HUANTIAO_TEST_POSTGRES") ?? throw new InvalidOperationException("HUANTIAO_TEST_POSTGRES is not set: run ./test, or tests/postgres run <command>.");
        var name = $"s{Guid.CreateVersion7():N}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(Now);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(Now);
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }
}
