using System.Collections.Immutable;

namespace Huantiao.Knowledge.Tables;

/// <summary>Finds the delimiter, reads the header, and lays out the rows of a <see cref="DelimitedTable"/>.</summary>
internal static class TableParser
{
    private const int MostRaggedFaults = 100;
    private const int SampleRecords = 20;

    public static TableReading Parse(string text, string name)
    {
        var (delimiter, start, line) = FindDelimiter(text);
        var reader = new DelimitedText(text, delimiter, start, line);
        var fields = new List<DelimitedText.Slice>();
        if (!reader.Read(fields))
            return new(null, [new(TableFailure.Empty, 0, null, "The file holds nothing but blank lines. Give a table whose first line names the columns.")]);
        if (reader.Fault is { } broken)
            return new(null, [broken]);

        var faults = ImmutableArray.CreateBuilder<TableFault>();
        var headerLine = reader.RecordLine;
        var columns = Header(text, fields);
        var index = CheckHeader(columns, headerLine, faults);
        if (faults.Count > 0)
            return new(null, faults.ToImmutable());

        var cells = new List<DelimitedText.Slice>();
        var lines = new List<int>();
        ReadRows(text, reader, fields, columns.Length, cells, lines, faults);
        return new(new(name, text, delimiter, headerLine, columns, index, cells, lines), faults.ToImmutable());
    }

    private static void ReadRows(
        string text, DelimitedText reader, List<DelimitedText.Slice> fields, int width, List<DelimitedText.Slice> cells, List<int> lines,
        ImmutableArray<TableFault>.Builder faults)
    {
        var ragged = 0;
        while (reader.Read(fields))
        {
            if (reader.Fault is { } broken)
            {
                faults.Add(broken);
                continue;
            }

            // Spreadsheets write empty fields beyond the last column.
            while (fields.Count > width && text.AsSpan(fields[^1].Start, fields[^1].Length).IsWhiteSpace())
                fields.RemoveAt(fields.Count - 1);
            if (fields.Count == width)
            {
                cells.AddRange(fields);
                lines.Add(reader.RecordLine);
            }
            else if (++ragged <= MostRaggedFaults)
            {
                faults.Add(new(TableFailure.Ragged, reader.RecordLine, null,
                    $"This row has {Counted(fields.Count)}, the header {Counted(width)}. Put text that holds a delimiter in quotes, or add the missing fields."));
            }
        }

        if (ragged > MostRaggedFaults)
            faults.Add(new(TableFailure.Ragged, 0, null, $"{Whole(ragged - MostRaggedFaults)} more rows have a wrong number of fields."));
    }

    private static ImmutableArray<string> Header(string text, List<DelimitedText.Slice> fields)
    {
        while (fields.Count > 1 && text.AsSpan(fields[^1].Start, fields[^1].Length).IsWhiteSpace())
            fields.RemoveAt(fields.Count - 1);
        return [.. fields.Select(f => text.Substring(f.Start, f.Length).Trim().Replace("\"\"", "\"", StringComparison.Ordinal))];
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

    /// <summary>The delimiter under which the first records agree on the most fields.</summary>
    private static (char Delimiter, int Start, int Line) FindDelimiter(string text)
    {
        if (text.Length > 5 && text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text[4] is ',' or ';' or '\t' && text[5] is '\r' or '\n')
            return (text[4], text.AsSpan(5).StartsWith("\r\n", StringComparison.Ordinal) ? 7 : 6, 2);

        var best = (Delimiter: ',', Agrees: false, Fields: 1);
        foreach (var delimiter in (ReadOnlySpan<char>)[',', ';', '\t'])
        {
            var reader = new DelimitedText(text, delimiter);
            var fields = new List<DelimitedText.Slice>();
            if (!reader.Read(fields) || fields.Count < 2)
                continue;
            var (width, agrees) = (fields.Count, true);
            for (var i = 0; i < SampleRecords && reader.Read(fields); i++)
                agrees &= fields.Count == width;
            if ((agrees && !best.Agrees) || (agrees == best.Agrees && width > best.Fields))
                best = (delimiter, agrees, width);
        }

        return (best.Delimiter, 0, 1);
    }

    private static string Counted(int fields) => fields == 1 ? "1 field" : Whole(fields) + " fields";

    private static string Whole(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
