using System.Collections.Immutable;

namespace Huantiao.Knowledge.Tables;

/// <summary>Reads the header and lays out the rows of a <see cref="DelimitedTable"/>.</summary>
internal static class TableParser
{
    private const int MostRaggedFaults = 100;

    /// <param name="bytes">UTF-8, or UTF-16 with its byte order mark.</param>
    public static TableReading Parse(byte[] bytes, string name)
    {
        var cells = new FieldStore(bytes.Length);
        using var records = new TableRecords(bytes, TableDelimiter.Find(bytes, cells));
        if (!records.Read(cells))
            return new(null, [new(TableFailure.Empty, 0, null, "The file holds nothing but blank lines. Give a table whose first line names the columns.")]);
        if (records.Fault is { } broken)
            return new(null, [broken]);

        var faults = ImmutableArray.CreateBuilder<TableFault>();
        var headerLine = records.Line;
        var columns = TakeHeader(cells);
        var index = CheckHeader(columns, headerLine, faults);
        if (faults.Count > 0)
            return new(null, faults.ToImmutable());

        var lines = new List<int>();
        ReadRows(records, columns.Length, cells, lines, faults);
        return new(new(name, records.Delimiter, headerLine, columns, index, cells, lines), faults.ToImmutable());
    }

    private static void ReadRows(TableRecords records, int width, FieldStore cells, List<int> lines, ImmutableArray<TableFault>.Builder faults)
    {
        var ragged = 0;
        var whole = 0;
        while (records.Read(cells))
        {
            cells.DropEmptyBeyond(whole + width); // Spreadsheets write empty fields beyond the last column.
            var fields = cells.Count - whole;
            if (records.Fault is null && fields == width)
            {
                whole = cells.Count;
                lines.Add(records.Line);
                continue;
            }

            cells.KeepFirst(whole);
            if (records.Fault is { } broken)
            {
                faults.Add(broken);
            }
            else if (++ragged <= MostRaggedFaults)
            {
                faults.Add(new(TableFailure.Ragged, records.Line, null,
                    $"This row has {Counted(fields)}, the header {Counted(width)}. Put text that holds a delimiter in quotes, or add the missing fields."));
            }
        }

        if (ragged > MostRaggedFaults)
            faults.Add(new(TableFailure.Ragged, 0, null, $"{Whole(ragged - MostRaggedFaults)} more rows have a wrong number of fields."));
    }

    private static ImmutableArray<string> TakeHeader(FieldStore cells)
    {
        cells.DropEmptyBeyond(1);
        var names = new string[cells.Count];
        for (var i = 0; i < names.Length; i++)
            names[i] = cells[i].ToString();
        cells.KeepFirst(0);
        return [.. names];
    }

    private static Dictionary<string, int> CheckHeader(ImmutableArray<string> columns, int line, ImmutableArray<TableFault>.Builder faults)
    {
        var index = new Dictionary<string, int>(ColumnNames.Comparer);
        if (columns.All(c => TableNumber.TryRead(c, decimalComma: true, out _)))
        {
            faults.Add(new(TableFailure.NoHeader, line, null, "The first line holds no column names. Add a header line, for example \"study,yi,vi\"."));
            return index;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (i == 0 && columns[i].Length == 0)
                continue; // Tables written with row names leave the first name blank.
            if (ColumnNames.IsBlank(columns[i]))
                faults.Add(new(TableFailure.NoHeader, line, null, $"Column {Whole(i + 1)} has no name. Name it."));
            else if (!index.TryAdd(columns[i], i))
                faults.Add(new(TableFailure.DuplicateHeader, line, columns[i], $"Two columns are called \"{columns[i]}\" (case and spaces do not count). Rename or remove one."));
        }

        return index;
    }

    private static string Counted(int fields) => fields == 1 ? "1 field" : Whole(fields) + " fields";

    private static string Whole(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
