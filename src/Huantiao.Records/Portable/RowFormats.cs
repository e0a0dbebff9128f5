using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Huantiao.Records.Portable;

/// <summary>How rows are written into a file of an export.</summary>
internal interface IRowFormat
{
    byte[] Head();

    byte[] Row(object?[] values);
}

/// <summary>One JSON object a line, members named as the columns: what an import reads.</summary>
internal sealed class NdjsonRows(TableShape table) : IRowFormat
{
    public byte[] Head() => [];

    public byte[] Row(object?[] values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, PortableRow.Readable))
        {
            json.WriteStartObject();
            for (var i = 0; i < values.Length; i++)
            {
                json.WritePropertyName(table.Columns[i].Name);
                PortableRow.WriteValue(json, values[i]);
            }

            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}

/// <summary>CSV (RFC 4180) for a spreadsheet. A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises.</summary>
internal sealed class CsvRows(TableShape table) : IRowFormat
{
    public byte[] Head() => Encoding.UTF8.GetBytes(string.Join(",", table.Columns.Select(c => c.Name)) + "\r\n");

    public byte[] Row(object?[] values) => Encoding.UTF8.GetBytes(string.Join(",", values.Select(Cell)) + "\r\n");

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text),
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{value.GetType()} has no place in a CSV file."),
    };

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
