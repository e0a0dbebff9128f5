using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Huantiao.Records.Writing;

/// <summary>Rows that the program writes beside those of a context: many in one statement, within a transaction.</summary>
internal static class RowWriter
{
    private const int MostRows = 100;

    public static async Task InsertAsync(DbConnection connection, DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        foreach (var some in rows.Chunk(MostRows))
        {
            var sql = new StringBuilder($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ");
            await using var command = Command(connection, transaction, "");
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
            await command.ExecuteNonQueryAsync();
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

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
