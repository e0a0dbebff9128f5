using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huantiao.Records.Model;

/// <summary>Where the two databases differ.</summary>
internal abstract class Dialect
{
    /// <summary>What makes a row that is read wait for others that change it.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>
    /// Whether a context opens its connection once and keeps it, rather than for each query: opening one of SQLite costs as much as a query, and it is nobody
    /// else's. PostgreSQL's connections are few, shared, and quickly taken from the pool.
    /// </summary>
    public virtual bool OpensOnce => false;

    public static Dialect For(string? connection) =>
        connection is null || connection.Contains("Data Source", StringComparison.OrdinalIgnoreCase) || connection.Contains("DataSource", StringComparison.OrdinalIgnoreCase)
            ? new SqliteDialect()
            : new PostgreSqlDialect();

    /// <summary>The connection string with what every connection of ours needs.</summary>
    /// <exception cref="RecordsException">It cannot be read.</exception>
    public abstract string Complete(string connection);

    public abstract DbContextOptions<HuantiaoDb> Options(string connection);

    /// <param name="connection">The connection string.</param>
    /// <param name="much">For so many rows that one statement may take long.</param>
    public abstract Task<DbConnection> OpenForWritingAsync(string connection, bool much = false);

    /// <summary>A connection of its own for reading much, which holds nobody up.</summary>
    public abstract Task<DbConnection> OpenForReadingAsync(string connection, CancellationToken cancel);

    /// <summary>A transaction in which all that is read is one moment's state.</summary>
    public abstract Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>Brings the tables up to date, one process at a time, and sets the guards of the audit trail.</summary>
    public abstract Task MigrateAsync(HuantiaoDb db, CancellationToken cancel);

    /// <summary>Guards of the audit trail that the database no longer has, or has switched off.</summary>
    public abstract Task<IReadOnlyList<string>> MissingGuardsAsync(HuantiaoDb db, CancellationToken cancel);

    /// <summary>Closes what is kept open for later, so that the files can be moved.</summary>
    public virtual void Release(string connection)
    {
    }

    protected static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancel = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>SQLite: one file, write-ahead log, every commit flushed to the disk.</summary>
internal sealed class SqliteDialect : Dialect
{
    public override string ForUpdate => "";

    public override bool OpensOnce => true;

    public override string Complete(string connection)
    {
        try
        {
            var built = new SqliteConnectionStringBuilder(connection) { ForeignKeys = true, DefaultTimeout = 30 };
            return built.ConnectionString;
        }
        catch (ArgumentException e)
        {
            throw new RecordsException($"The connection string cannot be read: {e.Message}", e);
        }
    }

    public override DbContextOptions<HuantiaoDb> Options(string connection) =>
        ContextOptions.Builder().UseSqlite(connection, o => o.MigrationsAssembly("Huantiao.Records.Sqlite")).Options;

    /// <summary>Deferred: it reads the write-ahead log as it was at its first look, and takes no writer's lock.</summary>
    public override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancel) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    public override async Task<DbConnection> OpenForReadingAsync(string connection, CancellationToken cancel)
    {
        // Not shared with what writes: a reader's transaction would begin as a writer's.
        var open = new SqliteConnection(new SqliteConnectionStringBuilder(connection) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        await open.OpenAsync(cancel);
        return open;
    }

    public override async Task<DbConnection> OpenForWritingAsync(string connection, bool much = false)
    {
        var open = new SqliteConnection(connection);
        await open.OpenAsync();
        await ExecuteAsync(open, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        return open;
    }

    public override async Task MigrateAsync(HuantiaoDb db, CancellationToken cancel)
    {
        if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            return;
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        await using var turn = await TakeTurnAsync(file + ".migrating", cancel);
        // The file lock says that nobody else migrates: a mark left by a process that was killed while it did must not block for ever.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await db.Database.MigrateAsync(cancel);
        foreach (var guard in AppendOnly.Sqlite)
            await db.Database.ExecuteSqlRawAsync(guard, cancel);
    }

    public override async Task<IReadOnlyList<string>> MissingGuardsAsync(HuantiaoDb db, CancellationToken cancel) =>
        [.. AppendOnly.NamesOn(postgreSql: false).Except(await db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync(cancel), StringComparer.Ordinal)];

    public override void Release(string connection)
    {
        using var one = new SqliteConnection(connection);
        SqliteConnection.ClearPool(one);
    }

    private static async Task<FileStream> TakeTurnAsync(string file, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(100, cancel);
            }
        }
    }
}

/// <summary>PostgreSQL 15 or later.</summary>
internal sealed class PostgreSqlDialect : Dialect
{
    /// <summary>Any number, the same for every node: who holds it migrates.</summary>
    private const long MigrationLock = 0x4875616e7469616f;

    public override string ForUpdate => " FOR UPDATE";

    public override string Complete(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "huantiao", MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 }.ConnectionString;
        }
        catch (ArgumentException e)
        {
            throw new RecordsException($"The connection string cannot be read: {e.Message}", e);
        }
    }

    public override DbContextOptions<HuantiaoDb> Options(string connection) =>
        ContextOptions.Builder().UseNpgsql(connection, o => o.MigrationsAssembly("Huantiao.Records.PostgreSql")).Options;

    public override async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancel) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

    public override async Task<DbConnection> OpenForReadingAsync(string connection, CancellationToken cancel)
    {
        var open = new NpgsqlConnection(Patient(connection));
        await open.OpenAsync(cancel);
        return open;
    }

    public override async Task<DbConnection> OpenForWritingAsync(string connection, bool much = false)
    {
        var open = new NpgsqlConnection(much ? Patient(connection) : connection);
        await open.OpenAsync();
        // Whatever the server's default: what is told as saved is on the disk.
        await ExecuteAsync(open, "SET synchronous_commit = on");
        return open;
    }

    public override async Task MigrateAsync(HuantiaoDb db, CancellationToken cancel)
    {
        await using var turn = new NpgsqlConnection(db.Database.GetConnectionString());
        await turn.OpenAsync(cancel);
        await ExecuteAsync(turn, $"SELECT pg_advisory_lock({MigrationLock})", cancel);
        try
        {
            if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
                return;
            await db.Database.MigrateAsync(cancel);
            foreach (var guard in AppendOnly.PostgreSql)
                await ExecuteAsync(turn, guard, cancel);
        }
        finally
        {
            await ExecuteAsync(turn, $"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    public override async Task<IReadOnlyList<string>> MissingGuardsAsync(HuantiaoDb db, CancellationToken cancel) =>
        [.. AppendOnly.NamesOn(postgreSql: true).Except(await db.Database.SqlQuery<string>($"SELECT tgname::text AS \"Value\" FROM pg_trigger WHERE tgenabled = 'O'").ToListAsync(cancel), StringComparer.Ordinal)];

    /// <summary>Waits as long as a statement over a whole table takes.</summary>
    private static string Patient(string connection) => new NpgsqlConnectionStringBuilder(connection) { CommandTimeout = 0 }.ConnectionString;
}
