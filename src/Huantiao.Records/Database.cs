using Huantiao.Records.Auditing;
using Huantiao.Records.Model;
using Huantiao.Records.Needling;
using Huantiao.Records.Writing;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records;

/// <summary>The database of an installation, opened: SQLite in the data folder, or PostgreSQL where a connection is given.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly DbContextOptions<HuantiaoDb> options;

    private Database(Dialect dialect, string connectionString, SealKey key, TimeProvider clock)
    {
        Dialect = dialect;
        ConnectionString = connectionString;
        SealKey = key;
        Clock = clock;
        options = dialect.Options(connectionString);
        Writes = new(this);
    }

    /// <summary>Name of SQLite's file in the data folder.</summary>
    public const string FileName = "huantiao.db";

    /// <summary>True for PostgreSQL.</summary>
    public bool IsPostgreSql => Dialect is PostgreSqlDialect;

    internal Dialect Dialect { get; }

    internal string ConnectionString { get; }

    internal SealKey SealKey { get; }

    internal TimeProvider Clock { get; }

    internal WriteChannel Writes { get; }

    internal SessionLogs Logs { get; } = new();

    /// <summary>Opens the database, and brings its tables up to date; two nodes may do so at once.</summary>
    /// <param name="connection">A connection string of PostgreSQL ("Host=…") or SQLite ("Data Source=…"); null: <see cref="FileName"/> in the data folder.</param>
    /// <param name="dataFolder">Where SQLite's file and the audit key lie.</param>
    /// <param name="clock">What the time is.</param>
    /// <param name="auditKeyFile">Where the audit key lies, when it is kept elsewhere than in the data folder. Nodes of one database share one key.</param>
    /// <exception cref="RecordsException">It cannot be opened; the message says why and what to do.</exception>
    public static async Task<Database> OpenAsync(string? connection, string dataFolder, TimeProvider clock, string? auditKeyFile = null, CancellationToken cancel = default)
    {
        // Nobody else on the machine has anything to look for there.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(dataFolder);
        else
            Directory.CreateDirectory(dataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var dialect = Dialect.For(connection);
        var database = new Database(
            dialect,
            dialect.Complete(connection ?? $"Data Source={Path.Combine(dataFolder, FileName)}"),
            SealKey.LoadOrCreate(auditKeyFile ?? Path.Combine(dataFolder, "keys", "audit.key")),
            clock);
        try
        {
            await using var db = database.NewContext();
            await dialect.MigrateAsync(db, cancel);
            return database;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException)
        {
            await database.DisposeAsync();
            throw new RecordsException($"The database cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>A context that has entered no clinic yet: for signing in and setting up, or to <see cref="HuantiaoDb.Enter"/> one later.</summary>
    public HuantiaoDb NewContext()
    {
        var db = new HuantiaoDb(options, this);
        if (Dialect.OpensOnce)
            db.Database.OpenConnection();
        return db;
    }

    /// <summary>A context in a clinic.</summary>
    public HuantiaoDb NewContext(Guid clinic, Actor who)
    {
        var db = NewContext();
        db.Enter(clinic, who);
        return db;
    }

    /// <summary>Waits until everything that was handed over is saved.</summary>
    public async ValueTask DisposeAsync()
    {
        await Writes.DisposeAsync();
        Dialect.Release(ConnectionString);
    }
}
