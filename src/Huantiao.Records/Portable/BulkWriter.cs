using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Huantiao.Records.Portable;

/// <summary>Many rows into one table, as fast as the database takes them. It shares the connection's transaction.</summary>
internal abstract class BulkWriter : IAsyncDisposable
{
    public static async Task<BulkWriter> BeginAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<ColumnShape> columns, CancellationToken cancel) => connection switch
    {
        NpgsqlConnection npgsql => new PostgreSqlBulk(
            await npgsql.BeginBinaryImportAsync($"COPY {table} ({string.Join(", ", columns.Select(c => c.Name))}) FROM STDIN (FORMAT BINARY)", cancel), columns),
        _ => new SqliteBulk((SqliteConnection)connection, (SqliteTransaction)transaction, table, columns),
    };

    /// <summary>One row, a value for each column.</summary>
    public abstract Task WriteAsync(IReadOnlyList<object?> values, CancellationToken cancel);

    /// <summary>Without it nothing was written.</summary>
    public abstract Task CompleteAsync(CancellationToken cancel);

    public abstract ValueTask DisposeAsync();

    private sealed class PostgreSqlBulk(NpgsqlBinaryImporter importer, IReadOnlyList<ColumnShape> columns) : BulkWriter
    {
        private readonly NpgsqlDbType[] types = [.. columns.Select(c => c.Kind switch
        {
            ColumnKind.Key => NpgsqlDbType.Uuid,
            ColumnKind.Whole => c.Wide ? NpgsqlDbType.Bigint : NpgsqlDbType.Integer,
            ColumnKind.Number => NpgsqlDbType.Double,
            ColumnKind.Flag => NpgsqlDbType.Boolean,
            ColumnKind.Day => NpgsqlDbType.Date,
            ColumnKind.Bytes => NpgsqlDbType.Bytea,
            ColumnKind.Json => NpgsqlDbType.Jsonb,
            _ => NpgsqlDbType.Text,
        })];

        public override async Task WriteAsync(IReadOnlyList<object?> values, CancellationToken cancel)
        {
            // The server answers only at the end, when every row has been checked: however long that takes.
            importer.Timeout = TimeSpan.FromDays(1);
            await importer.StartRowAsync(cancel);
            for (var i = 0; i < types.Length; i++)
            {
                if (values[i] is { } value)
                    await importer.WriteAsync(value, types[i], cancel);
                else
                    await importer.WriteNullAsync(cancel);
            }
        }

        public override async Task CompleteAsync(CancellationToken cancel) => await importer.CompleteAsync(cancel);

        public override ValueTask DisposeAsync() => importer.DisposeAsync();
    }

    private sealed class SqliteBulk : BulkWriter
    {
        private readonly SqliteCommand command;

        public SqliteBulk(SqliteConnection connection, SqliteTransaction transaction, string table, IReadOnlyList<ColumnShape> columns)
        {
            command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ({string.Join(", ", columns.Select(c => "@" + c.Name))})";
            foreach (var column in columns)
                command.Parameters.Add(new SqliteParameter { ParameterName = "@" + column.Name });
        }

        public override async Task WriteAsync(IReadOnlyList<object?> values, CancellationToken cancel)
        {
            for (var i = 0; i < values.Count; i++)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancel);
        }

        public override Task CompleteAsync(CancellationToken cancel) => Task.CompletedTask;

        public override ValueTask DisposeAsync() => command.DisposeAsync();
    }
}
