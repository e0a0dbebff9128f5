using System.Diagnostics;

namespace Huantiao.Tests.Cli;

/// <summary>The built program as a process of its own.</summary>
internal static class BuiltProgram
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "huantiao.dll");

    public static ProcessStartInfo Command(params string[] args) => new("dotnet", [Assembly, .. args])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["LC_ALL"] = "C.UTF-8", ["DOTNET_NOLOGO"] = "1" },
    };

    public static async Task<Ran> RunAsync(ProcessStartInfo command, string input = "")
    {
        using var process = Process.Start(command)!;
        try
        {
            var cancel = TestContext.Current.CancellationToken;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
            await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancel).WaitAsync(TimeSpan.FromSeconds(120), cancel);
            return new Ran(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
