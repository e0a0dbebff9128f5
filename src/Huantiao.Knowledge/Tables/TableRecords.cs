using CsvHelper;

namespace Huantiao.Knowledge.Tables;

/// <summary>The records of delimited text, cut by CsvHelper: blank ones are passed over, each has its line and what is wrong with its quotes.</summary>
internal sealed class TableRecords : IDisposable
{
    private readonly CsvReader _reader;
    private CsvMalformedReason? _malformed;

    /// <param name="bytes">UTF-8, or UTF-16 with its byte order mark.</param>
    /// <param name="delimiter">Null: as the "sep=" line says.</param>
    public TableRecords(byte[] bytes, char? delimiter) => _reader = CsvReader.Create(bytes, new CsvReaderOptions
    {
        Separator = delimiter,
        HasHeader = false, // The header is read as a record like the others: it too has a line and may be broken.
        TrimWhitespace = true,
        WhitespaceCharacters = " ", // A tab may be the delimiter.
        TrackLineNumbers = true,
        OnMalformedRecord = record => _malformed = record.Reason,
    });

    public char Delimiter => _reader.Separator;

    /// <summary>Line on which the record last read starts.</summary>
    public int Line => checked((int)_reader.LineNumber);

    /// <summary>What is wrong with the quotes of the record last read; null: nothing.</summary>
    public TableFault? Fault { get; private set; }

    /// <summary>Adds the fields of the next record that is not blank; false at the end of the text.</summary>
    public bool Read(FieldStore fields)
    {
        var before = fields.Count;
        while (true)
        {
            _malformed = null;
            if (!_reader.Read())
                return false;
            Fault = FindFault();
            fields.AddRecord(_reader);
            if (Fault is not null || !fields.AreEmptyFrom(before))
                return true;
            fields.KeepFirst(before);
        }
    }

    public void Dispose() => _reader.Dispose();

    private TableFault? FindFault() => _malformed switch
    {
        null => null,
        CsvMalformedReason.UnterminatedQuote => Broken("A quote is opened in this row and never closed. Close it, or double it if it is part of the text."),
        CsvMalformedReason.StrayQuote when AreQuotedFieldsWhole() => null, // 5" in a field without quotes is plain text.
        _ => Broken("There is a quote that neither opens nor closes a field. Put the field in quotes and double those that are part of the text."),
    };

    /// <summary>Only the first trouble of a record is reported: behind a harmless quote a worse one may stand.</summary>
    private bool AreQuotedFieldsWhole()
    {
        for (var i = 0; i < _reader.FieldCount; i++)
        {
            var raw = _reader.GetRawSpan(i).Trim((byte)' ');
            if (raw is [(byte)'"', ..] && !IsWhole(raw))
                return false;
        }

        return true;
    }

    /// <summary>True where the first and last byte are the only quotes that are not doubled.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> quoted)
    {
        if (quoted.Length < 2 || quoted[^1] != '"')
            return false;
        var inside = quoted[1..^1];
        for (var at = inside.IndexOf((byte)'"'); at >= 0; at = inside.IndexOf((byte)'"'))
        {
            if (at + 1 == inside.Length || inside[at + 1] != '"')
                return false;
            inside = inside[(at + 2)..];
        }

        return true;
    }

    private TableFault Broken(string message) => new(TableFailure.BadQuote, Line, null, message);
}
