using System.Globalization;
using System.Text;
using Huantiao.Cli;

namespace Huantiao.Tests.Cli;

/// <summary>What a command did.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    public string[] Lines => Out.TrimEnd('\n').Split('\n');
}

/// <summary>Runs the command line in this process, as Program does, with streams of our own.</summary>
internal static class InProcess
{
    public static Ran Run(params string[] args) => Run(args, "");

    public static Ran Run(string[] args, string input, string language = "en", int width = 100, bool colour = false)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            using var output = new MemoryStream();
            using var error = new StringWriter();
            int code;
            using (var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error) { Width = width, Colour = colour })
                code = CommandTree.Run(args, terminal);
            return new Ran(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}

/// <summary>A folder for one test, gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("huantiao-test-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A copy of the pathway that ships, with one field too many on line 3 of trials.csv.</summary>
    public string BrokenPathway()
    {
        var source = Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "pathways")).Single();
        var target = Path.Combine(Folder, "copy");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var trials = Path.Combine(target, "trials.csv");
        var lines = File.ReadAllLines(trials);
        lines[2] += ",one field too many";
        File.WriteAllLines(trials, lines);
        return target;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
