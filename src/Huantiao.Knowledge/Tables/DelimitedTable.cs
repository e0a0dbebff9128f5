using System.Collections.Immutable;
using System.Text;

namespace Huantiao.Knowledge.Tables;

/// <summary>
/// A table read from delimited text with a header: comma, semicolon or tab (found out), quotes, byte order mark, columns in any order.
/// Column names are matched without regard to case, spaces, dots, hyphens and underscores: "CI1 lo" is "ci1_lo".
/// </summary>
public sealed class DelimitedTable
{
    private readonly Dictionary<string, int> _index;
    private readonly FieldStore _cells;
    private readonly List<int> _lines;

    internal DelimitedTable(
        string file, char delimiter, int headerLine, ImmutableArray<string> columns, Dictionary<string, int> index, FieldStore cells,
        List<int> lines)
    {
        File = file;
        Delimiter = delimiter;
        HeaderLine = headerLine;
        Columns = columns;
        (_index, _cells, _lines) = (index, cells, lines);
    }

    /// <summary>The name under which problems of this table are reported.</summary>
    public string File { get; }

    public char Delimiter { get; }

    /// <summary>Physical line of the header; 1 unless blank lines or a "sep=" line come before it.</summary>
    public int HeaderLine { get; }

    /// <summary>Column names as written, trimmed, in the file's order.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Number of data rows. Blank lines are none.</summary>
    public int Count => _lines.Count;

    /// <summary>Data row <paramref name="row"/>, from 0.</summary>
    public TableRow this[int row] => row >= 0 && row < Count ? new(this, row) : throw new ArgumentOutOfRangeException(nameof(row), row, "No such row.");

    /// <summary>All rows in the file's order.</summary>
    public IEnumerable<TableRow> Rows
    {
        get
        {
            for (var i = 0; i < Count; i++)
                yield return new(this, i);
        }
    }

    /// <summary>Position of a column, or -1.</summary>
    public int IndexOf(string column) => _index.TryGetValue(column, out var index) ? index : -1;

    public bool Has(string column) => IndexOf(column) >= 0;

    /// <summary>Reads a file; faults are collected, nothing is thrown for what the file holds or for its absence.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">How problems name it; null: the path as given.</param>
    public static TableReading Load(string path, string? name = null)
    {
        byte[] bytes;
        try
        {
            bytes = System.IO.File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            var why = cause is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : "The file cannot be read: " + cause.Message;
            return new(null, [new(TableFailure.Unreadable, 0, null, why)]);
        }

        return Check(bytes, name ?? path);
    }

    /// <summary>Reads a table from bytes (standard input, an upload).</summary>
    public static TableReading Load(ReadOnlySpan<byte> bytes, string name) => Check(bytes.ToArray(), name);

    /// <summary>Reads a table from text.</summary>
    public static TableReading Parse(string text, string name) => TableParser.Parse(Encoding.UTF8.GetBytes(text), name);

    /// <summary>Reads a file that must be whole.</summary>
    /// <exception cref="TableException">The file cannot be read as a table, or a row of it has the wrong shape.</exception>
    public static DelimitedTable Read(string path, string? name = null)
    {
        var (table, faults) = Load(path, name);
        return faults.IsEmpty ? table! : throw new TableException(name ?? path, faults);
    }

    internal int LineOf(int row) => _lines[row];

    internal ReadOnlySpan<char> Field(int row, int column) => _cells[(row * Columns.Length) + column];

    private static TableReading Check(byte[] bytes, string name) =>
        TableBytes.Check(bytes) is { } fault ? new(null, [fault]) : TableParser.Parse(bytes, name);
}

/// <summary>One row of a <see cref="DelimitedTable"/>.</summary>
public readonly record struct TableRow(DelimitedTable Table, int Index)
{
    /// <summary>Physical line on which the row starts, counting from 1 at the top of the file.</summary>
    public int Line => Table.LineOf(Index);

    public FilePlace Place => new(Table.File, Line);

    /// <summary>The field's text, trimmed; empty where the column is missing or the field blank.</summary>
    public string this[string column] => Table.IndexOf(column) is >= 0 and var c ? Table.Field(Index, c).ToString() : "";

    /// <summary>The field's text by position, trimmed.</summary>
    public string this[int column] => Table.Field(Index, column).ToString();

    /// <summary>
    /// Reads a number. False: there is text that is not a number. True with null: blank, NA, NaN, or no such column.
    /// Decimal commas are read where the delimiter is a semicolon or a tab; the printed minus sign (U+2212) is a minus.
    /// </summary>
    public bool TryNumber(string column, out double? value)
    {
        value = null;
        return Table.IndexOf(column) is not (>= 0 and var c) || TryNumber(c, out value);
    }

    /// <inheritdoc cref="TryNumber(string, out double?)"/>
    public bool TryNumber(int column, out double? value) => TableNumber.TryRead(Table.Field(Index, column), Table.Delimiter != ',', out value);
}
