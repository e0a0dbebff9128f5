using System.Text;

namespace Huantiao.Web.Api;

/// <summary>Writes comma-separated text (RFC 4180) that a spreadsheet will not run.</summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();

    public CsvText Row(params ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
            _text.Append(i == 0 ? "" : ",").Append(Cell(cells[i] ?? ""));
        _text.Append("\r\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    private static string Cell(string cell)
    {
        // A leading = + - @ would be taken for a formula; a number may have its sign.
        if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _))
            cell = "'" + cell;
        return cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
