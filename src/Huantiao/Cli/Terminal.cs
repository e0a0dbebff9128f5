using System.Text;

namespace Huantiao.Cli;

/// <summary>Where a command reads and writes: answers go to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
internal sealed class Terminal : IDisposable
{
    // Text that is piped or saved is read later in an editor, where 100 columns is what a page of ours needs.
    private const int WidthWhenPiped = 100;

    public Terminal(Stream input, Stream output, TextWriter error)
    {
        Input = input;
        Output = output;
        Out = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        Error = error;
    }

    public Stream Input { get; }

    /// <summary>The bytes beneath <see cref="Out"/>, for commands that write JSON.</summary>
    public Stream Output { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Columns to fill.</summary>
    public int Width { get; init; } = WidthWhenPiped;

    /// <summary>Whether colours may be used: a terminal that understands them, and a person who has not asked for none.</summary>
    public bool Colour { get; init; }

    /// <summary>Whether lines and blocks beyond ASCII can be shown.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary>The process's own streams. Colour and width by the terminal; none when piped, when TERM is dumb or NO_COLOR is set (no-color.org).</summary>
    public static Terminal OfProcess()
    {
        var piped = Console.IsOutputRedirected;
        var dumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
        var refused = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Terminal(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.Error)
        {
            Width = piped ? WidthWhenPiped : WidthOfWindow(),
            Colour = !piped && !dumb && !refused,
            Unicode = !dumb,
        };
    }

    /// <summary>What was written is flushed by the command itself, which can still say so when it fails.</summary>
    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
    }

    private static int WidthOfWindow()
    {
        try
        {
            return Math.Clamp(Console.WindowWidth, 40, 200);
        }
        catch (IOException)
        {
            return WidthWhenPiped;
        }
    }
}
