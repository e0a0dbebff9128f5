using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using Huantiao.Records.Portable;

namespace Huantiao.Records.Backups;

/// <summary>What a backup or a restore went through.</summary>
/// <param name="Rows">Rows of each table.</param>
public sealed record BackupReport(IReadOnlyDictionary<string, long> Rows);

/// <summary>The whole database in one locked file, in rows that either database can take back. The program may go on working meanwhile: what is written is one moment's state.</summary>
public static class Backup
{
    internal const string Format = "huantiao-backup";
    internal const int FormatVersion = 1;

    /// <summary>Writes the backup, then makes it the file of that name: there is never half a backup under it.</summary>
    /// <exception cref="RecordsException">The file is there already or cannot be written.</exception>
    public static async Task<BackupReport> WriteAsync(Database database, string file, BackupKey key, CancellationToken cancel = default)
    {
        if (File.Exists(file))
            throw new RecordsException($"{file} is there already: a backup never takes the place of another file.");
        await using (var db = database.NewContext())
        {
            db.Act(Actor.Program);
            db.Audit.Export("backup", Path.GetFileName(file) is { Length: <= 150 } name ? name : "file");
            await db.SaveChangesAsync(cancel);
        }

        var unfinished = $"{file}.{Guid.CreateVersion7():N}.unfinished";
        try
        {
            BackupReport report;
            await using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                report = await WriteAsync(database, stream, key, cancel);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, file, overwrite: false);
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordsException($"{file} cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    internal static async Task<BackupReport> WriteAsync(Database database, Stream stream, BackupKey key, CancellationToken cancel)
    {
        await using var db = database.NewContext();
        await using var connection = await database.Dialect.OpenForReadingAsync(database.ConnectionString, cancel);
        // One moment for all tables: a snapshot on both databases.
        await using var snapshot = await database.Dialect.BeginSnapshotAsync(connection, cancel);
        var locked = LockedStream.ToWrite(stream, key);
        var pressed = new BrotliStream(locked, CompressionLevel.Fastest);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);

        await LineAsync(pressed, json =>
        {
            json.WriteString("format", Format);
            json.WriteNumber("version", FormatVersion);
            json.WriteNumber("madeAt", database.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        });
        foreach (var table in TableShape.All(db))
        {
            await LineAsync(pressed, json =>
            {
                json.WriteString("table", table.Name);
                json.WriteStartArray("columns");
                foreach (var column in table.Columns)
                    json.WriteStringValue(column.Name);
                json.WriteEndArray();
            });
            var digest = new RowDigest();
            await foreach (var row in RowsAsync(connection, snapshot, table, cancel))
            {
                digest.Add(row.Span);
                await pressed.WriteAsync(row, cancel);
                pressed.WriteByte((byte)'\n');
            }

            await LineAsync(pressed, json =>
            {
                json.WriteString("end", table.Name);
                json.WriteNumber("rows", digest.Rows);
                json.WriteString("sum", digest.Sum);
            });
            rows[table.Name] = digest.Rows;
        }

        await LineAsync(pressed, json => json.WriteBoolean("complete", true));
        // Only a writer that came this far says that this was all.
        await pressed.DisposeAsync();
        await locked.DisposeAsync();
        return new(rows);
    }

    /// <summary>Every row as a JSON array of its values, in the order of the shape's columns.</summary>
    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> RowsAsync(
        DbConnection connection, DbTransaction transaction, TableShape table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {string.Join(", ", table.Columns.Select(c => c.Name))} FROM {table.Name}";
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        var values = new object?[table.Columns.Count];
        using var buffer = new MemoryStream();
        await using var json = new Utf8JsonWriter(buffer, PortableRow.Readable);
        while (await reader.ReadAsync(cancel))
        {
            PortableRow.Read(reader, table.Columns, values);
            buffer.SetLength(0);
            json.Reset();
            json.WriteStartArray();
            foreach (var value in values)
                PortableRow.WriteValue(json, value);
            json.WriteEndArray();
            await json.FlushAsync(cancel);
            yield return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        }
    }

    private static async Task LineAsync(Stream stream, Action<Utf8JsonWriter> write)
    {
        await using (var json = new Utf8JsonWriter(stream, PortableRow.Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }
}
