using Spectre.Console;

namespace Huantiao.Cli;

/// <summary>Two columns for the terminal: a short name, and text that wraps beside it. Chinese counts two columns a character.</summary>
internal sealed class KeyLines
{
    private readonly Grid grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) }).AddColumn(new GridColumn { Padding = new Padding(0) });

    public void Add(string name, string text, Style? style = null) => grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(text, style ?? Style.Plain));

    public void Write(Terminal terminal) => Write(terminal, grid);

    /// <summary>Renders anything of Spectre's at the terminal's width; lines end where their text ends.</summary>
    public static void Write(Terminal terminal, Spectre.Console.Rendering.IRenderable what)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = terminal.Unicode;
        console.Write(what);
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
            terminal.Out.WriteLine(line.TrimEnd());
    }
}
