using System.Text;
using Huantiao.Charts;

namespace Huantiao.Cli.Pool;

/// <summary>Rows of cells as lines of a table: the first column to the left, the others to the right or as told. Chinese takes two cells a character.</summary>
internal sealed class Columns(params string[] headers)
{
    private const string Between = "  ";

    private readonly List<string[]> rows = [headers];

    public void Add(params string[] cells) => rows.Add(cells);

    /// <param name="left">Places of columns of words.</param>
    public string Lay(params ReadOnlySpan<int> left)
    {
        var lines = new StringBuilder();
        var widths = Enumerable.Range(0, headers.Length).Select(i => rows.Max(r => TerminalText.Cells(r[i]))).ToArray();
        foreach (var row in rows)
        {
            var line = new StringBuilder();
            for (var i = 0; i < row.Length; i++)
            {
                var room = new string(' ', widths[i] - TerminalText.Cells(row[i]));
                line.Append(i == 0 ? "" : Between).Append(i == 0 || left.Contains(i) ? row[i] + room : room + row[i]);
            }

            lines.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return lines.ToString();
    }
}
