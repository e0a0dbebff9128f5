namespace Huantiao.Charts;

/// <summary>Text laid out for a terminal, where Chinese takes two cells a character.</summary>
public static class TerminalText
{
    /// <summary>Cells that the text takes.</summary>
    public static int Cells(string text) => TextMetrics.Cells(text);

    /// <summary>Lines of at most <paramref name="cells"/>, broken at spaces or between wide characters, never before closing punctuation.</summary>
    public static IReadOnlyList<string> Wrap(string text, int cells) => TextMetrics.Wrap(text, cells, t => TextMetrics.Cells(t));

    /// <summary>The text with spaces after it up to <paramref name="cells"/>.</summary>
    public static string Pad(string text, int cells) => text + new string(' ', Math.Max(0, cells - TextMetrics.Cells(text)));
}
