namespace Huantiao.Knowledge.Tables;

/// <summary>Where fields lie in a text.</summary>
/// <remarks>
/// Two integers a field in one list: a list of a structure of our own would be compiled anew at each start of the program,
/// and reading the first table is part of every start.
/// </remarks>
internal sealed class FieldList
{
    private readonly List<int> _packed = [];

    public int Count => _packed.Count / 2;

    public void Clear() => _packed.Clear();

    /// <param name="escaped">The field holds doubled quotes.</param>
    public void Add(int start, int length, bool escaped)
    {
        _packed.Add(start);
        _packed.Add(escaped ? ~length : length);
    }

    public void AddRange(FieldList others) => _packed.AddRange(others._packed);

    public void RemoveLast() => _packed.RemoveRange(_packed.Count - 2, 2);

    public ReadOnlySpan<char> Span(string text, int field)
    {
        var length = _packed[(2 * field) + 1];
        return text.AsSpan(_packed[2 * field], length < 0 ? ~length : length);
    }

    /// <summary>The field's text, trimmed, doubled quotes made one.</summary>
    public string Text(string text, int field)
    {
        var plain = Span(text, field).Trim().ToString();
        return _packed[(2 * field) + 1] < 0 ? plain.Replace("\"\"", "\"", StringComparison.Ordinal) : plain;
    }

    public bool IsBlank(string text, int field) => Span(text, field).IsWhiteSpace();

    public bool AreBlank(string text)
    {
        for (var i = 0; i < Count; i++)
        {
            if (!IsBlank(text, i))
                return false;
        }

        return true;
    }
}
