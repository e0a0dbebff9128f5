using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Huantiao.Tests.Cli;

/// <summary>What only a process shows: exit codes, streams, signals, ports.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Batch_OverPipes_AnswersOnOutputAndCountsOnError()
    {
        var ran = await BuiltProgram.RunAsync(BuiltProgram.Command("meta", "--batch", "-"), Bcg.Line("a") + "\nbroken\n");

        Assert.Equal(1, ran.Code);
        Assert.Equal(2, ran.Lines.Length);
        Assert.Equal("1 of 2 analyses have no result; their lines say why.\n", ran.Error);
    }

    [Fact]
    public async Task Meta_Piped_IsPlainText()
    {
        var ran = await BuiltProgram.RunAsync(BuiltProgram.Command("meta", scratch.Write("bcg.csv", Bcg.Csv), "--measure", "RR"));

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.DoesNotContain('\e', ran.Out);
    }

    [Fact]
    public async Task Run_MistakeInTyping_ExitsWithTwoAndWritesOnErrorOnly()
    {
        var ran = await BuiltProgram.RunAsync(BuiltProgram.Command("metta"));

        Assert.Equal((2, ""), (ran.Code, ran.Out));
    }

    [Fact]
    public async Task Serve_UntilInterrupted_AnswersAndEndsWithZero()
    {
        var data = Directory.CreateTempSubdirectory("huantiao-data-");
        using var process = Process.Start(BuiltProgram.Command("serve", "--urls", "http://127.0.0.1:0", "--data", data.FullName))!;
        try
        {
            var cancel = TestContext.Current.CancellationToken;
            var line = await process.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(60), cancel);
            Assert.NotNull(line);
            var address = line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal));
            using var client = new HttpClient();

            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(new Uri(address), "/health/live"), cancel)).StatusCode);
            using var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"])!;
            await process.WaitForExitAsync(cancel).WaitAsync(TimeSpan.FromSeconds(30), cancel);
            Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(cancel)));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Serve_PortInUse_SaysSoInOneLine()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var ran = await BuiltProgram.RunAsync(BuiltProgram.Command("serve", "--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"));

        AssertOneLine(ran, "in use by another program");
    }

    [Fact]
    public async Task Serve_DataFolderThatCannotBeWritten_SaysSoInOneLine()
    {
        // /proc is read-only to everyone, root included; a folder under a file cannot be made by anyone either.
        var folder = Directory.Exists("/proc/self") ? "/proc/huantiao" : Path.Combine(scratch.Write("file", "x"), "data");

        AssertOneLine(await BuiltProgram.RunAsync(BuiltProgram.Command("serve", "--urls", "http://127.0.0.1:0", "--data", folder)), "cannot be written");
    }

    [Fact]
    public async Task Serve_BrokenPathway_SaysWhereInOneLine() =>
        AssertOneLine(await BuiltProgram.RunAsync(BuiltProgram.Command("serve", scratch.BrokenPathway())), "trials.csv:3");

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("nonsense")]
    public async Task Serve_AddressThatIsNone_SaysSoInOneLine(string urls) =>
        AssertOneLine(await BuiltProgram.RunAsync(BuiltProgram.Command("serve", "--urls", urls)), urls);

    private static void AssertOneLine(Ran ran, string why)
    {
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Contains(why, ran.Error, StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
    }
}
