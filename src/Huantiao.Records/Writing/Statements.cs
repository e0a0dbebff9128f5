using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huantiao.Records.Writing;

/// <summary>Statements of one transaction that wait for nothing of each other: on PostgreSQL they go there and back together.</summary>
internal sealed class Statements : IAsyncDisposable
{
    private readonly List<(DbCommand Command, Expected? Expected)> commands = [];

    public void Add(params IEnumerable<DbCommand> some) => commands.AddRange(some.Select(c => (c, (Expected?)null)));

    /// <summary>Statements that must change so many rows together: one less, and somebody else has changed a row since it was read.</summary>
    public void AddExactly(IEnumerable<DbCommand> some, int rows)
    {
        var expected = new Expected { Missing = rows };
        commands.AddRange(some.Select(c => (c, (Expected?)expected)));
    }

    /// <exception cref="DbUpdateConcurrencyException">Rows that were expected were not there.</exception>
    public async Task RunAsync(DbConnection connection, DbTransaction transaction)
    {
        if (commands.Count == 0)
            return;
        if (connection is NpgsqlConnection postgres)
            await RunTogetherAsync(postgres, (NpgsqlTransaction)transaction);
        else
            await RunEachAsync();
        if (commands.Exists(c => c.Expected is { Missing: not 0 }))
            throw new DbUpdateConcurrencyException("A row was changed by somebody else since it was read.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (command, _) in commands)
            await command.DisposeAsync();
    }

    private async Task RunEachAsync()
    {
        foreach (var (command, expected) in commands)
        {
            var rows = await command.ExecuteNonQueryAsync();
            if (expected is not null)
                expected.Missing -= rows;
        }
    }

    private async Task RunTogetherAsync(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (command, _) in commands)
        {
            var one = new NpgsqlBatchCommand(command.CommandText);
            var parameters = command.Parameters.Cast<NpgsqlParameter>().ToArray();
            command.Parameters.Clear();
            one.Parameters.AddRange(parameters);
            batch.BatchCommands.Add(one);
        }

        await batch.ExecuteNonQueryAsync();
        for (var i = 0; i < commands.Count; i++)
        {
            if (commands[i].Expected is { } expected)
                expected.Missing -= batch.BatchCommands[i].RecordsAffected;
        }
    }

    private sealed class Expected
    {
        public int Missing { get; set; }
    }
}
