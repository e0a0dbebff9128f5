namespace Huantiao.Knowledge.Tables;

/// <summary>
/// Cuts delimited text (RFC 4180, any of three delimiters, any line end) into fields without copying it: a field is a slice until it is asked for.
/// </summary>
/// <remarks>
/// Our own rather than a package's reader because each record must know the physical line it starts on (quoted line breaks, blank lines),
/// every fault must be collected with its line, and a million rows must not become tens of millions of strings.
/// </remarks>
internal sealed class DelimitedText(string text, char delimiter, int start = 0, int line = 1)
{
    private int _at = start;
    private int _line = line;

    /// <summary>A piece of the text. <paramref name="Escaped"/>: it holds doubled quotes.</summary>
    public readonly record struct Slice(int Start, int Length, bool Escaped);

    /// <summary>Line on which the record last read starts.</summary>
    public int RecordLine { get; private set; }

    /// <summary>What is wrong with the quotes of the record last read; null: nothing.</summary>
    public TableFault? Fault { get; private set; }

    /// <summary>Reads the next record that is not blank into <paramref name="fields"/>; false at the end of the text.</summary>
    public bool Read(List<Slice> fields)
    {
        while (_at < text.Length)
        {
            fields.Clear();
            Fault = null;
            RecordLine = _line;
            ReadRecord(fields);
            if (Fault is not null || fields.Exists(f => !text.AsSpan(f.Start, f.Length).IsWhiteSpace()))
                return true;
        }

        return false;
    }

    private void ReadRecord(List<Slice> fields)
    {
        while (true)
        {
            fields.Add(ReadField());
            if (_at >= text.Length)
                return;
            var c = text[_at++];
            if (c == delimiter)
            {
                if (_at < text.Length)
                    continue;
                fields.Add(new(_at, 0, false));
                return;
            }

            // A line end: \n, \r\n or \r alone.
            if (c == '\r' && _at < text.Length && text[_at] == '\n')
                _at++;
            _line++;
            return;
        }
    }

    /// <summary>Leaves the position on the delimiter or line end behind the field.</summary>
    private Slice ReadField()
    {
        var begin = _at;
        while (begin < text.Length && text[begin] == ' ')
            begin++;
        if (begin < text.Length && text[begin] == '"')
            return ReadQuoted(begin + 1);

        var rest = text.AsSpan(_at);
        var length = rest.IndexOfAny(delimiter, '\r', '\n');
        if (length < 0)
            length = rest.Length;
        var slice = new Slice(_at, length, false);
        _at += length;
        return slice;
    }

    private Slice ReadQuoted(int begin)
    {
        var opened = _line;
        var escaped = false;
        for (var i = begin; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                case '\r' when i + 1 >= text.Length || text[i + 1] != '\n':
                    _line++;
                    break;
                case '"' when i + 1 < text.Length && text[i + 1] == '"':
                    escaped = true;
                    i++;
                    break;
                case '"':
                    _at = i + 1;
                    SkipToFieldEnd(opened);
                    return new(begin, i - begin, escaped);
            }
        }

        _at = text.Length;
        Fault = new(TableFailure.BadQuote, opened, null, "A quote is opened on this line and never closed. Close it, or double it if it is part of the text.");
        return new(begin, text.Length - begin, escaped);
    }

    private void SkipToFieldEnd(int opened)
    {
        while (_at < text.Length && text[_at] != delimiter && text[_at] is not ('\r' or '\n'))
        {
            if (text[_at] != ' ')
                Fault ??= new(TableFailure.BadQuote, opened, null, "There is text after a closing quote. Double the quotes that are part of the text.");
            _at++;
        }
    }
}
