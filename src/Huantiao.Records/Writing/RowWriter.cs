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
        var command = Command(connection, transaction, $"INSERT INTO {table} ({string.Join(", ", names)}) SELECT * FROM {Arrays(columns.Count)}");
        AddColumns(command, columns, all);
        return [command];
    }

    /// <summary>The statements that give rows new values where they still have the version that was read.</summary>
    /// <param name="columns">Those of the table, and the version read.</param>
    /// <param name="key">The columns by which a row is found.</param>
    /// <param name="version">The column that counts the versions, and the one that holds the version read.</param>
    public static IEnumerable<DbCommand> Updates(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<ColumnShape> columns, IReadOnlyList<string> key, (string Now, string Read) version, IReadOnlyList<object?[]> rows)
    {
        var set = columns.Select(c => c.Name).Where(c => !key.Contains(c) && c != version.Read).ToList();
        if (connection is NpgsqlConnection)
        {
            var where = string.Join(" AND ", key.Select(k => $"t.{k} = v.{k}").Append($"t.{version.Now} = v.{version.Read}"));
            var command = Command(
                connection, transaction, $"UPDATE {table} AS t SET {string.Join(", ", set.Select(c => $"{c} = v.{c}"))} FROM {Arrays(columns.Count)} AS v({string.Join(", ", columns.Select(c => c.Name))}) WHERE {where}");
            AddColumns(command, columns, rows);
            return [command];
        }

        var sql = $"UPDATE {table} SET {string.Join(", ", set.Select(c => $"{c} = @{c}"))} WHERE {string.Join(" AND ", key.Select(k => $"{k} = @{k}").Append($"{version.Now} = @{version.Read}"))}";
        return rows.Select(row => Command(connection, transaction, sql, [.. columns.Select((c, i) => ("@" + c.Name, row[i]))]));
    }

    private static string Arrays(int columns) => $"unnest({string.Join(", ", Enumerable.Range(1, columns).Select(i => FormattableString.Invariant($"${i}")))})";

    private static void AddColumns(DbCommand command, IReadOnlyList<ColumnShape> columns, IReadOnlyList<object?[]> rows)
    {
        for (var i = 0; i < columns.Count; i++)
            command.Parameters.Add(Column(columns[i].Kind, rows, i));
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

    private static NpgsqlParameter Column(ColumnKind kind, IReadOnlyList<object?[]> rows, int i) => kind switch
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
