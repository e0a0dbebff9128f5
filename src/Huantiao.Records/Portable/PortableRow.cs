using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Huantiao.Records.Portable;

/// <summary>A row as text that says the same on both databases, and back.</summary>
internal static class PortableRow
{
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The values of the reader's row, one for each column; null for what is not there.</summary>
    public static void Read(DbDataReader reader, IReadOnlyList<ColumnShape> columns, object?[] values)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            values[i] = reader.IsDBNull(i) ? null : columns[i].Kind switch
            {
                ColumnKind.Key => reader.GetGuid(i),
                ColumnKind.Whole => reader.GetFieldType(i) == typeof(int) ? reader.GetInt32(i) : reader.GetInt64(i),
                ColumnKind.Number => reader.GetDouble(i),
                ColumnKind.Flag => reader.GetBoolean(i),
                ColumnKind.Day => reader.GetFieldValue<DateOnly>(i),
                ColumnKind.Bytes => reader.GetFieldValue<byte[]>(i),
                ColumnKind.Json => InOneForm(reader.GetString(i)),
                _ => reader.GetString(i),
            };
        }
    }

    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case Guid key: json.WriteStringValue(key.ToString()); break;
            case long whole: json.WriteNumberValue(whole); break;
            case int whole: json.WriteNumberValue(whole); break;
            case double number: json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case DateOnly day: json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case string text: json.WriteStringValue(text); break;
            default: throw new NotSupportedException($"{value.GetType()} has no portable form.");
        }
    }

    /// <summary>The value as the column's own type.</summary>
    /// <exception cref="FormatException">It is not of that kind.</exception>
    public static object? ReadValue(JsonElement value, ColumnShape column)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.Null)
                return column.Nullable ? null : throw new FormatException("it must not be empty");
            return column.Kind switch
            {
                ColumnKind.Key => value.GetGuid(),
                ColumnKind.Whole => column.Wide ? value.GetInt64() : value.GetInt32(),
                ColumnKind.Number => value.GetDouble(),
                ColumnKind.Flag => value.GetBoolean(),
                ColumnKind.Day => DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                ColumnKind.Bytes => value.GetBytesFromBase64(),
                ColumnKind.Json => InOneForm(value.GetString()!),
                _ => value.GetString(),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or JsonException)
        {
            throw new FormatException($"{column.Name} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Members in the order of their names, no spaces: PostgreSQL gives JSON back in an order of its own.</summary>
    private static string InOneForm(string json) => Sorted(JsonNode.Parse(json))?.ToJsonString() ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        null => null,
        _ => node.DeepClone(),
    };
}
