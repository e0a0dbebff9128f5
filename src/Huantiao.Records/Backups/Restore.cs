using System.Data.Common;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Huantiao.Records.Portable;
using Huantiao.Records.Writing;

namespace Huantiao.Records.Backups;

/// <summary>Brings a backup back into an empty place. Everything happens in one transaction, which is committed only after every row has been read again from the database and counted against the backup: there is no half.</summary>
public static class Restore
{
    /// <exception cref="RecordsException">The place is not empty, or the backup cannot be opened, is damaged, or does not come out as it went in. Nothing was restored.</exception>
    public static async Task<BackupReport> ReadAsync(Database database, string file, BackupKey key, CancellationToken cancel = default)
    {
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read);
            return await ReadAsync(database, stream, key, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordsException($"{file} cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidDataException or InvalidOperationException)
        {
            // What was locked in was authentic, hence written by a program that this one does not understand.
            throw new RecordsException("The backup cannot be understood: it was made by another version of Huantiao, or is damaged.", e);
        }
    }

    private static async Task<BackupReport> ReadAsync(Database database, Stream stream, BackupKey key, CancellationToken cancel)
    {
        await using var db = database.NewContext();
        var tables = TableShape.All(db).ToDictionary(t => t.Name, StringComparer.Ordinal);
        await using var connection = await database.Dialect.OpenForWritingAsync(database.ConnectionString, much: true);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await EmptyAsync(connection, transaction, tables.Values, cancel);

        await using var locked = LockedStream.ToRead(stream, key);
        await using var unpressed = new BrotliStream(locked, CompressionMode.Decompress);
        using var lines = new StreamReader(unpressed, Encoding.UTF8);
        var head = await ObjectAsync(lines, cancel);
        if (head.GetProperty("format").GetString() != Backup.Format || head.GetProperty("version").GetInt32() != Backup.FormatVersion)
            throw new RecordsException("This backup was made by another version of Huantiao.");

        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var line = await ObjectAsync(lines, cancel); !line.TryGetProperty("complete", out _); line = await ObjectAsync(lines, cancel))
        {
            var name = line.GetProperty("table").GetString()!;
            var table = tables.GetValueOrDefault(name) ?? throw new RecordsException($"This version of Huantiao has no table {name}: the backup was made by a newer one.");
            rows[name] = await TableAsync(connection, transaction, table, [.. line.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)], lines, cancel);
        }

        // Read to the very end: only there does the lock say that nothing is missing.
        if (await lines.ReadLineAsync(cancel) is not null)
            throw new RecordsException("The backup is damaged: something follows its end.");
        await transaction.CommitAsync(cancel);

        db.Act(Actor.Program);
        db.Audit.Write("restore", "backup");
        await db.SaveChangesAsync(cancel);
        return new(rows);
    }

    private static async Task<long> TableAsync(DbConnection connection, DbTransaction transaction, TableShape table, IReadOnlyList<string> columns, StreamReader lines, CancellationToken cancel)
    {
        if (!columns.SequenceEqual(table.Columns.Select(c => c.Name), StringComparer.Ordinal))
            throw new RecordsException($"The columns of {table.Name} are not those of this version of Huantiao: restore with the version that made the backup, then bring it up to date.");

        var own = table.Columns.Select((c, i) => (Column: c, Index: i)).Where(c => table.PointsAtItself.Contains(c.Column.Name)).ToList();
        var later = new List<object?[]>();
        JsonElement end = default;
        await using (var bulk = await BulkWriter.BeginAsync(connection, transaction, table.Name, table.Columns, cancel))
        {
            while (true)
            {
                using var document = JsonDocument.Parse(await LineAsync(lines, cancel));
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    end = document.RootElement.Clone();
                    break;
                }

                var values = document.RootElement.EnumerateArray().Select((v, i) => PortableRow.ReadValue(v, table.Columns[i])).ToArray();
                if (own.Exists(o => values[o.Index] is not null))
                    later.Add([.. values]);
                foreach (var (_, index) in own)
                    values[index] = null;
                await bulk.WriteAsync(values, cancel);
            }

            await bulk.CompleteAsync(cancel);
        }

        foreach (var values in later)
            await PointAsync(connection, transaction, table, values, cancel);
        if (table.CountsItself && connection is Npgsql.NpgsqlConnection)
            await ExecuteAsync(connection, transaction, $"SELECT setval(pg_get_serial_sequence('{table.Name}', '{table.Key[0]}'), max({table.Key[0]})) FROM {table.Name} HAVING max({table.Key[0]}) IS NOT NULL", cancel);

        var digest = new RowDigest();
        await foreach (var row in Backup.RowsAsync(connection, transaction, table, cancel))
            digest.Add(row.Span);
        if (end.GetProperty("end").GetString() != table.Name || digest.Rows != end.GetProperty("rows").GetInt64() || digest.Sum != end.GetProperty("sum").GetString())
            throw new RecordsException($"The rows of {table.Name} do not come out of the database as they went into the backup. Nothing was restored.");
        return digest.Rows;
    }

    private static async Task PointAsync(DbConnection connection, DbTransaction transaction, TableShape table, object?[] values, CancellationToken cancel)
    {
        var named = table.Columns.Select((c, i) => (c.Name, Value: values[i])).ToList();
        await using var command = RowWriter.Command(
            connection,
            transaction,
            $"UPDATE {table.Name} SET {string.Join(", ", table.PointsAtItself.Select(c => $"{c} = @{c}"))} WHERE {string.Join(" AND ", table.Key.Select(c => $"{c} = @{c}"))}",
            [.. named.Where(n => table.PointsAtItself.Contains(n.Name) || table.Key.Contains(n.Name, StringComparer.Ordinal))]);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task EmptyAsync(DbConnection connection, DbTransaction transaction, IEnumerable<TableShape> tables, CancellationToken cancel)
    {
        foreach (var table in tables)
        {
            await using var command = RowWriter.Command(connection, transaction, $"SELECT 1 FROM {table.Name} LIMIT 1");
            if (await command.ExecuteScalarAsync(cancel) is not null)
                throw new RecordsException("There are records here already: a backup is restored into an empty place only.");
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancel)
    {
        await using var command = RowWriter.Command(connection, transaction, sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<JsonElement> ObjectAsync(StreamReader lines, CancellationToken cancel)
    {
        using var document = JsonDocument.Parse(await LineAsync(lines, cancel));
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new FormatException("a row where a table should begin");
    }

    private static async Task<string> LineAsync(StreamReader lines, CancellationToken cancel) =>
        await lines.ReadLineAsync(cancel) ?? throw new RecordsException("The backup ends too early: part of it is missing.");
}
