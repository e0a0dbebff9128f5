using System.Diagnostics;

namespace Huantiao.Tests.Cli;

public sealed class FrontDoorTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Run_WithoutTheSdk_SaysInOneLineWhatToInstall()
    {
        var door = scratch.Write("huantiao", File.ReadAllBytes(Path.Combine(Repository.Root, "huantiao")));
        var tools = Directory.CreateDirectory(Path.Combine(scratch.Folder, "bin")).FullName;
        foreach (var tool in (string[])["sh", "dirname", "readlink", "find", "head", "touch", "grep", "cat", "mkdir", "flock"])
        {
            var real = ((string[])["/usr/bin", "/bin"]).Select(d => Path.Combine(d, tool)).FirstOrDefault(File.Exists);
            if (real is not null)
                File.CreateSymbolicLink(Path.Combine(tools, tool), real);
        }

        var ran = await BuiltProgram.RunAsync(new ProcessStartInfo("/bin/sh", [door, "--version"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = tools },
        });

        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Contains(".NET 10 SDK", ran.Error, StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void CiRun_IsTheTestScriptAndNothingMore()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, ".ci", "run")).Where(l => l.Length > 0 && !l.StartsWith('#')).ToArray();

        Assert.EndsWith("/test\"", Assert.Single(lines), StringComparison.Ordinal);
    }
}
