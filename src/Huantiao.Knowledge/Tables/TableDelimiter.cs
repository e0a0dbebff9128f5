namespace Huantiao.Knowledge.Tables;

/// <summary>Finds out which of three delimiters a table has.</summary>
/// <remarks>CsvHelper's own guess takes a table with decimal commas for one with commas as soon as a single line of it is broken; that line's fault would then be told wrongly.</remarks>
internal static class TableDelimiter
{
    private const int SampleRecords = 20;

    /// <summary>The delimiter under which the first records agree on the most fields; null where a "sep=" line names it, which the reader follows.</summary>
    /// <param name="bytes">The table.</param>
    /// <param name="fields">An empty store; it is left empty.</param>
    public static char? Find(byte[] bytes, FieldStore fields)
    {
        var best = (Delimiter: ',', Agrees: false, Fields: 1);
        foreach (var delimiter in (ReadOnlySpan<char>)[',', ';', '\t'])
        {
            using var records = new TableRecords(bytes, delimiter);
            var width = CountNext(records, fields, out var namesDelimiter);
            if (namesDelimiter)
                return null;
            if (width < 2)
                continue;
            var agrees = true;
            for (var i = 0; i < SampleRecords && CountNext(records, fields, out _) is > 0 and var count; i++)
                agrees &= count == width;
            if ((agrees && !best.Agrees) || (agrees == best.Agrees && width > best.Fields))
                best = (delimiter, agrees, width);
        }

        return best.Delimiter;
    }

    private static int CountNext(TableRecords records, FieldStore fields, out bool namesDelimiter)
    {
        var count = records.Read(fields) ? fields.Count : 0;
        namesDelimiter = count == 2 && fields[0].Equals("sep=", StringComparison.OrdinalIgnoreCase) && fields[1].IsEmpty;
        fields.KeepFirst(0);
        return count;
    }
}
