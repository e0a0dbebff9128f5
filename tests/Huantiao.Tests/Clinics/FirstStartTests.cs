using System.Diagnostics;
using System.Net;
using System.Text;
using Huantiao.Tests.Cli;
using Huantiao.Web.Accounts;

namespace Huantiao.Tests.Clinics;

/// <summary>The program itself, started on an empty folder; and what it writes while people use it.</summary>
public class FirstStartTests
{
    /// <summary>Names, addresses, passwords, codes and secrets go through every door and must be in no line that the program writes, but the set-up link it is asked to show.</summary>
    [Fact]
    public async Task Serve_UsedAndMisused_WritesNothingOfAnybody()
    {
        using var scratch = new Scratch();
        await using var server = await Server.StartAsync("serve", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(scratch.Folder, "data"));
        var address = new Uri((await server.LineAsync("Open http")).Split(' ')[1]);
        var code = (await server.LineAsync("/account/set-up#")).Split('#')[1].Trim();
        using var browser = new ClinicBrowser(address);
        string[] canaries = ["Canaryname", "canary@example.org", "canary-password-1", "Canaryclinic", "Canarywrong"];
        await browser.GetAsync("/en/account/set-up");
        await browser.PostAsync("/en/account/set-up", ("code", "Canarywrong"), ("clinic", "Canaryclinic"), ("zone", "UTC"), ("name", "Canaryname"), ("email", "canary@example.org"));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/en/account/set-up", ("code", code), ("clinic", "Canaryclinic"), ("zone", "UTC"), ("name", "Canaryname"), ("email", "canary@example.org"))).Status);
        var app = SetUpTests.AppOf(await browser.GetAsync("/en/account/enrol"));
        var done = await browser.PostAsync("/en/account/enrol/password", ("password", "canary-password-1"), ("code", Totp.Code(app, TimeProvider.System.GetUtcNow())));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/en/clinic?to=Canarywrong")).Status);
        using var stranger = new ClinicBrowser(address);
        await stranger.GetAsync("/en/account/sign-in?to=/clinic/Canarywrong");
        await stranger.PostAsync("/en/account/sign-in", ("email", "canary@example.org"), ("password", "Canarywrong"));
        await stranger.SendAsync(stranger.Form("/en/account/sign-in", ("email", "canary@example.org"), ("password", "canary-password-1")));
        stranger.Cookies["__Host-huantiao-step"] = "Canarywrong";
        await stranger.GetAsync("/en/account/code");
        await stranger.PostJsonAsync("/en/account/passkey", new { credential = "{\"Canarywrong\":", name = "Canaryname" });
        await stranger.GetAsync("/en/clinic/people/Canarywrong");

        var written = await server.EndAsync();

        Assert.All(
            canaries.Concat(done.Page.QuerySelectorAll(".codes .code").Select(c => c.TextContent)).Append(Totp.ToBase32(app)).Concat(browser.Cookies.Values).Append(browser.Token!),
            canary => Assert.DoesNotContain(canary, written, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(1, written.Split(code).Length - 1);
    }

    [Fact]
    public async Task Serve_DatabaseThatCannotBeOpened_EndsWithOneLine()
    {
        using var scratch = new Scratch();
        var data = Directory.CreateDirectory(Path.Combine(scratch.Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "huantiao.db"), "this is not a database, and long enough to be read as one: " + new string('x', 4096), TestContext.Current.CancellationToken);

        var ran = await BuiltProgram.RunAsync(BuiltProgram.Command("serve", "--urls", "http://127.0.0.1:0", "--data", data.FullName));

        Assert.Equal(2, ran.Code);
        Assert.StartsWith("huantiao: The database cannot be opened", ran.Error, StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Serve_Demo_SaysOnTheTerminalHowToComeIn_AndKeepsTheClinicForTheNextStart()
    {
        using var scratch = new Scratch();
        var folder = Path.Combine(scratch.Folder, "demo");
        string first, second;
        await using (var server = await Server.StartAsync("serve", "--demo", "--urls", "http://127.0.0.1:0", "--data", folder))
        {
            first = (await server.LineAsync("/demo#", 3000)).Split('#')[1].Trim();
            var address = new Uri((await server.LineAsync("Open http")).Split(' ')[1]);
            using var browser = new ClinicBrowser(address);
            var who = (await browser.GetAsync("/en/demo")).Page.QuerySelector("button[name=who]")!.GetAttribute("value")!;
            Assert.Equal("/en/clinic", (await browser.PostAsync("/en/demo", ("code", first), ("who", who))).Location);
            var written = await server.EndAsync();
            Assert.Contains("Making an invented clinic", written, StringComparison.Ordinal);
            Assert.DoesNotContain("/account/set-up", written, StringComparison.Ordinal);
        }

        await using (var server = await Server.StartAsync("serve", "--demo", "--urls", "http://127.0.0.1:0", "--data", folder))
        {
            second = (await server.LineAsync("/demo#")).Split('#')[1].Trim();
            Assert.DoesNotContain("Making an invented clinic", await server.EndAsync(), StringComparison.Ordinal);
        }

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Serve_DemoOverSomethingElse_EndsWithOneLine()
    {
        using var scratch = new Scratch();
        var data = Directory.CreateDirectory(Path.Combine(scratch.Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "letter.txt"), "mine", TestContext.Current.CancellationToken);

        var ran = await BuiltProgram.RunAsync(BuiltProgram.Command("serve", "--demo", "--urls", "http://127.0.0.1:0", "--data", data.FullName));

        Assert.Equal(2, ran.Code);
        Assert.Contains("is not empty and holds no invented clinic", ran.Error, StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
    }

    private sealed class Server(Process process) : IAsyncDisposable
    {
        private readonly StringBuilder _written = new();

        public static async Task<Server> StartAsync(params string[] args)
        {
            var server = new Server(Process.Start(BuiltProgram.Command(args))!);
            server.Listen();
            await Task.Yield();
            return server;
        }

        public async Task<string> LineAsync(string containing, int tenths = 600)
        {
            for (var i = 0; i < tenths; i++)
            {
                lock (_written)
                {
                    if (_written.ToString().Split('\n').FirstOrDefault(l => l.Contains(containing, StringComparison.Ordinal)) is { } line)
                        return line;
                }

                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            throw new InvalidOperationException($"The server did not say \"{containing}\": {_written}");
        }

        public async Task<string> EndAsync()
        {
            // What it writes is written before it ends.
            using (var stop = Process.Start("kill", $"-TERM {process.Id}"))
                await stop.WaitForExitAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.WaitForExit();
            lock (_written)
                return _written.ToString();
        }

        public ValueTask DisposeAsync()
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            process.Dispose();
            return ValueTask.CompletedTask;
        }

        private void Listen()
        {
            process.OutputDataReceived += (_, e) => Add(e.Data);
            process.ErrorDataReceived += (_, e) => Add(e.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        private void Add(string? line)
        {
            lock (_written)
                _written.Append(line).Append('\n');
        }
    }
}
