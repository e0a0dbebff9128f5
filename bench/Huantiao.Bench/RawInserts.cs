using System.Data.Common;
using Huantiao.Records;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Huantiao.Bench;

/// <summary>The peer of what the program saves: a connection of one's own, statements prepared once, and every commit flushed to the disk before the next.</summary>
internal sealed class RawInserts : IAsyncDisposable
{
    private readonly DbConnection open;
    private readonly List<DbCommand> commands = [];

    /// <param name="connection">PostgreSQL's; null: SQLite in the folder.</param>
    /// <param name="statements">Their parameters are written "@name".</param>
    public RawInserts(string? connection, string folder, params IEnumerable<(string Sql, string[] Parameters)> statements)
    {
        open = connection is null ? new SqliteConnection($"Data Source={Path.Combine(folder, Database.FileName)};Foreign Keys=True") : new NpgsqlConnection(connection);
        open.Open();
        if (connection is null)
        {
            using var pragma = open.CreateCommand();
            pragma.CommandText = "PRAGMA synchronous = FULL";
            pragma.ExecuteNonQuery();
        }

        foreach (var (sql, parameters) in statements)
        {
            var command = open.CreateCommand();
            command.CommandText = sql;
            foreach (var name in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            commands.Add(command);
        }
    }

    /// <summary>SQLite has one writer: more connections only wait for each other's lock, so that one is its best.</summary>
    public static int Writers(string? connection, int writers) => connection is null ? 1 : writers;

    /// <summary>Runs all statements with these values, one list for each, in one commit. On PostgreSQL they go there together.</summary>
    public async Task RunAsync(params object[][] values)
    {
        for (var i = 0; i < commands.Count; i++)
        {
            for (var j = 0; j < values[i].Length; j++)
                commands[i].Parameters[j].Value = values[i][j];
        }

        if (commands.Count == 1)
            await commands[0].ExecuteNonQueryAsync();
        else if (open is NpgsqlConnection postgres)
            await TogetherAsync(postgres);
        else
            await EachAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in commands)
            await command.DisposeAsync();
        await open.DisposeAsync();
    }

    /// <summary>A batch without a transaction around it is one.</summary>
    private async Task TogetherAsync(NpgsqlConnection postgres)
    {
        await using var batch = new NpgsqlBatch(postgres);
        foreach (var command in commands)
        {
            var one = new NpgsqlBatchCommand(command.CommandText);
            foreach (NpgsqlParameter parameter in command.Parameters)
                one.Parameters.Add(parameter.Clone());
            batch.BatchCommands.Add(one);
        }

        await batch.ExecuteNonQueryAsync();
    }

    private async Task EachAsync()
    {
        await using var transaction = await open.BeginTransactionAsync();
        foreach (var command in commands)
        {
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }
}
