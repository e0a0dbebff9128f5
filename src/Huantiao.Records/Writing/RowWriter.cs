using System.Data.Common;
using System.Globalization;
using System.Text;
using Huantiao.Records.Portable;
using Npgsql;
using NpgsqlTypes;

namespace Huantiao.Records.Writing;

/// <summary>Rows that the program writes beside those of a context: many in one statement, within a transaction.</summary>
internal static class RowWriter
{
    private const int MostRows = 100;

    public static async Task InsertAsync(DbConnection connection, DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        foreach (var command in Inserts(connection, transaction, table, columns, rows))
        {
            await using (command)
                await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The statements that insert the rows. PostgreSQL takes each column as one array, in a statement that stays the same and is parsed once.</summary>
    public static IEnumerable<DbCommand> Inserts(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<ColumnShape> columns, IEnumerable<object?[]> rows)
    {
        var names = columns.Select(c => c.Name).ToArray();
        if (connection is not NpgsqlConnection)
            return Inserts(connection, transaction, table, names, rows);
        var all = rows.ToList();
        if (all.Count == 0)
            return [];
        var command = (NpgsqlCommand)Command(connection, transaction, $"INSERT INTO {table} ({string.Join(", ", names)}) SELECT * FROM unnest({string.Join(", ", names.Select((_, i) => FormattableString.Invariant($"${i + 1}")))})");
        for (var i = 0; i < columns.Count; i++)
            command.Parameters.Add(Column(columns[i].Kind, all, i));
        return [command];
    }

    private static IEnumerable<DbCommand> Inserts(DbConnection connection, DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        foreach (var some in rows.Chunk(MostRows))
        {
            var sql = new StringBuilder($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ");
            var command = Command(connection, transaction, "");
            for (var i = 0; i < some.Length; i++)
            {
                sql.Append(i == 0 ? "(" : ", (");
                for (var j = 0; j < columns.Length; j++)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"p{i}_{j}");
                    sql.Append(j == 0 ? "@" : ", @").Append(name);
                    Add(command, name, some[i][j]);
                }

                sql.Append(')');
            }

            command.CommandText = sql.ToString();
            yield return command;
        }
    }

    public static DbCommand Command(DbConnection connection, DbTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            Add(command, name, value);
        return command;
    }

    private static NpgsqlParameter Column(ColumnKind kind, List<object?[]> rows, int i) => kind switch
    {
        ColumnKind.Key => new NpgsqlParameter<Guid?[]> { TypedValue = [.. rows.Select(r => (Guid?)r[i])], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
        ColumnKind.Whole => new NpgsqlParameter<long?[]> { TypedValue = [.. rows.Select(r => r[i] is int whole ? whole : (long?)r[i])], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        ColumnKind.Text => new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(r => (string?)r[i])], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        ColumnKind.Number => new NpgsqlParameter<double?[]> { TypedValue = [.. rows.Select(r => (double?)r[i])], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double },
        ColumnKind.Flag => new NpgsqlParameter<bool?[]> { TypedValue = [.. rows.Select(r => (bool?)r[i])], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Boolean },
        ColumnKind.Day => new NpgsqlParameter<DateOnly?[]> { TypedValue = [.. rows.Select(r => (DateOnly?)r[i])], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
        ColumnKind.Bytes => new NpgsqlParameter<byte[]?[]> { TypedValue = [.. rows.Select(r => (byte[]?)r[i])], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
        _ => throw new NotSupportedException($"No array of {kind} is written."),
    };

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
