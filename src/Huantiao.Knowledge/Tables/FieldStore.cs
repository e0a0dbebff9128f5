using CsvHelper;

namespace Huantiao.Knowledge.Tables;

/// <summary>The fields of a table, trimmed, one behind the other in one array: a million rows are not tens of millions of strings.</summary>
/// <param name="length">At least as many characters as all fields together; the bytes of the file are always enough.</param>
internal sealed class FieldStore(int length)
{
    private readonly char[] _text = GC.AllocateUninitializedArray<char>(length);
    private readonly List<int> _ends = [0];

    public int Count => _ends.Count - 1;

    public ReadOnlySpan<char> this[int field] => _text.AsSpan(_ends[field].._ends[field + 1]);

    /// <summary>Adds the fields of the record that the reader is on.</summary>
    public void AddRecord(CsvReader reader)
    {
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var start = _ends[^1];
            var written = _text.AsSpan(start, reader.GetChars(i, _text.AsSpan(start)));
            var field = written.Trim();
            field.CopyTo(written);
            _ends.Add(start + field.Length);
        }
    }

    /// <summary>Forgets all fields but the first <paramref name="count"/>.</summary>
    public void KeepFirst(int count) => _ends.RemoveRange(count + 1, Count - count);

    /// <summary>Forgets empty fields at the end while there are more than <paramref name="count"/>.</summary>
    public void DropEmptyBeyond(int count)
    {
        while (Count > count && this[Count - 1].IsEmpty)
            KeepFirst(Count - 1);
    }

    public bool AreEmptyFrom(int first) => _ends[first] == _ends[^1];
}
