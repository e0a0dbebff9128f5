using Npgsql;

namespace Huantiao.Tests.Clinics;

/// <summary>The same on a database of its own on the PostgreSQL server of the tests. A server that is missing fails.</summary>
public sealed class PostgreSqlClinic : RunningClinic
{
    public override async ValueTask InitializeAsync()
    {
        Connection = await NewDatabaseAsync();
        await base.InitializeAsync();
    }

    /// <summary>Makes an empty database; returns where it is.</summary>
    internal static async Task<string> NewDatabaseAsync()
    {
        var server = Environment.GetEnvironmentVariable("HUANTIAO_TEST_POSTGRES")
            ?? throw new InvalidOperationException("HUANTIAO_TEST_POSTGRES is not set: run ./test, or tests/postgres run <command>.");
        var name = $"c{Guid.CreateVersion7():N}";
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }
}
