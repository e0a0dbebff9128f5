using System.Text;
using Huantiao.Charts;
using Spectre.Console;

namespace Huantiao.Cli;

internal enum Emphasis { None, Strong, Danger }

/// <summary>Lines for the terminal, wrapped to its width. Only a terminal with colours shows emphasis; the words say the same without.</summary>
/// <param name="widest">Columns that are enough, however wide the terminal.</param>
internal sealed class TextPage(Terminal terminal, int widest = int.MaxValue)
{
    private readonly int width = Math.Min(widest, terminal.Width);
    private readonly List<(string Name, string Text, Emphasis Emphasis)> lines = [];

    public int Count => lines.Count;

    public void Blank() => lines.Add(("", "", Emphasis.None));

    public void Add(string text, Emphasis emphasis = Emphasis.None)
    {
        foreach (var line in TerminalText.Wrap(Clean(text), width))
            lines.Add(("", line, emphasis));
    }

    /// <summary>Lines that are drawn already, such as a forest plot; they may hold their own colours.</summary>
    public void AddDrawn(string drawing)
    {
        foreach (var line in drawing.TrimEnd('\n').Split('\n'))
            lines.Add(("", line, Emphasis.None));
    }

    /// <summary>Names, and beside each its text; the names make one column.</summary>
    public void AddPairs(params IReadOnlyCollection<(string Name, string Text)> pairs)
    {
        if (pairs.Count == 0)
            return;
        var column = pairs.Max(p => TerminalText.Cells(p.Name)) + 2;
        foreach (var (name, text) in pairs)
        {
            var first = true;
            foreach (var line in TerminalText.Wrap(Clean(text), Math.Max(20, width - column)))
            {
                lines.Add((TerminalText.Pad(first ? name : "", column), line, Emphasis.None));
                first = false;
            }
        }
    }

    public void Write()
    {
        if (terminal.Colour)
            WriteInColour();
        else
            foreach (var (name, text, _) in lines)
                terminal.Out.WriteLine((name + text).TrimEnd());
    }

    /// <summary>Apart, so that the terminal library is loaded only where there is a terminal.</summary>
    private void WriteInColour()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(terminal.Out) });
        console.Profile.Width = int.MaxValue;
        foreach (var (name, text, emphasis) in lines)
        {
            if (text.Contains('\e', StringComparison.Ordinal))
            {
                terminal.Out.WriteLine(text);
                continue;
            }

            console.Write(new Text(name, new Style(decoration: Decoration.Bold)));
            console.Write(new Text(text, emphasis switch
            {
                Emphasis.Strong => new Style(decoration: Decoration.Bold),
                Emphasis.Danger => new Style(Color.Red, decoration: Decoration.Bold),
                _ => Style.Plain,
            }));
            console.WriteLine();
        }
    }

    /// <summary>Control characters of a data file never reach the terminal.</summary>
    private static string Clean(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(char.IsControl(c) ? ' ' : c);
        return clean.ToString();
    }
}
