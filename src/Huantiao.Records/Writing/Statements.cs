using System.Data.Common;
using Npgsql;

namespace Huantiao.Records.Writing;

/// <summary>Statements of one transaction that wait for nothing of each other: on PostgreSQL they go there and back together.</summary>
internal sealed class Statements : IAsyncDisposable
{
    private readonly List<DbCommand> commands = [];

    public void Add(params IEnumerable<DbCommand> some) => commands.AddRange(some);

    public async Task RunAsync(DbConnection connection, DbTransaction transaction)
    {
        if (connection is not NpgsqlConnection postgres)
        {
            foreach (var command in commands)
                await command.ExecuteNonQueryAsync();
            return;
        }

        if (commands.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(postgres, (NpgsqlTransaction)transaction);
        foreach (var command in commands)
        {
            var one = new NpgsqlBatchCommand(command.CommandText);
            var parameters = command.Parameters.Cast<NpgsqlParameter>().ToArray();
            command.Parameters.Clear();
            one.Parameters.AddRange(parameters);
            batch.BatchCommands.Add(one);
        }

        await batch.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in commands)
            await command.DisposeAsync();
    }
}
