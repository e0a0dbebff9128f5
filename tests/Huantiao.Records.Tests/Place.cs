using System.Globalization;
using Huantiao.Records.Accounts;
using Huantiao.Records.Clinics;
using Huantiao.Records.Patients;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Huantiao.Records.Tests;

/// <summary>The two databases. Every test that stores runs on both.</summary>
public static class Databases
{
    public const string Sqlite = "SQLite";
    public const string PostgreSql = "PostgreSQL";

    public static TheoryData<string> Both => [Sqlite, PostgreSql];
}

/// <summary>A new, empty database on one of the two, with a clinic, an account and a clock; gone when the test is over.</summary>
public sealed class Place : IAsyncDisposable
{
    private readonly string kind;
    private readonly string name = $"t{Guid.CreateVersion7():N}";

    private Place(string kind) => this.kind = kind;

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public string Folder { get; private set; } = "";

    public string? Connection { get; private set; }

    public Database Database { get; private set; } = null!;

    public FakeTimeProvider Clock { get; } = new(Start);

    public Guid Clinic { get; } = Guid.CreateVersion7();

    public Guid Account { get; } = Guid.CreateVersion7();

    public Actor Staff => Actor.Staff(Account, "192.0.2.7");

    /// <summary>A PostgreSQL that is missing fails the test: it is not skipped.</summary>
    public static string Server => Environment.GetEnvironmentVariable("HUANTIAO_TEST_POSTGRES")
        ?? throw new InvalidOperationException("HUANTIAO_TEST_POSTGRES is not set: run ./test, or tests/postgres run <command>.");

    public static async Task<Place> OpenAsync(string kind)
    {
        var place = await EmptyAsync(kind);
        await using var db = place.Database.NewContext(place.Clinic, Actor.Program);
        db.Add(NewClinic(place.Clinic, "Willow House"));
        db.Add(NewAccount(place.Account, "Dr Wen"));
        db.Add(new Membership { ClinicId = place.Clinic, AccountId = place.Account, Role = Role.Practitioner, Since = Start });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return place;
    }

    /// <param name="sameKeyAs">Whose audit key is brought along, as somebody who moves to another machine does.</param>
    public static async Task<Place> EmptyAsync(string kind, Place? sameKeyAs = null)
    {
        var place = new Place(kind) { Folder = Directory.CreateTempSubdirectory("huantiao-records-").FullName };
        if (kind == Databases.PostgreSql)
        {
            await AdministerAsync($"CREATE DATABASE {place.name} TEMPLATE {await PostgreSqlMould.Value}");
            place.Connection = new NpgsqlConnectionStringBuilder(Server) { Database = place.name }.ConnectionString;
        }
        else
        {
            File.Copy(await SqliteMould.Value, Path.Combine(place.Folder, Database.FileName));
        }

        if (sameKeyAs is not null)
        {
            Directory.CreateDirectory(Path.Combine(place.Folder, "keys"));
            File.Copy(Path.Combine(sameKeyAs.Folder, "keys", "audit.key"), Path.Combine(place.Folder, "keys", "audit.key"));
        }

        place.Database = await place.OpenAgainAsync();
        return place;
    }

    /// <summary>Tables are made once a run, by the real migrations, and copied for each test.</summary>
    private static readonly Lazy<Task<string>> PostgreSqlMould = new(async () =>
    {
        var mould = $"m{Guid.CreateVersion7():N}";
        await AdministerAsync($"CREATE DATABASE {mould}");
        var connection = new NpgsqlConnectionStringBuilder(Server) { Database = mould }.ConnectionString;
        var folder = Directory.CreateTempSubdirectory("huantiao-records-").FullName;
        await (await Database.OpenAsync(connection, folder, TimeProvider.System)).DisposeAsync();
        Directory.Delete(folder, recursive: true);
        NpgsqlConnection.ClearAllPools();
        await AdministerAsync($"ALTER DATABASE {mould} ALLOW_CONNECTIONS false");
        return mould;
    });

    private static readonly Lazy<Task<string>> SqliteMould = new(async () =>
    {
        var folder = Directory.CreateTempSubdirectory("huantiao-records-").FullName;
        await (await Database.OpenAsync(null, folder, TimeProvider.System)).DisposeAsync();
        SqliteConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return Path.Combine(folder, Database.FileName);
    });

    /// <summary>The same database opened by another process, as it were.</summary>
    public async Task<Database> OpenAgainAsync() => await Database.OpenAsync(Connection, Folder, Clock, cancel: TestContext.Current.CancellationToken);

    public HuantiaoDb Context() => Database.NewContext(Clinic, Staff);

    public static Clinic NewClinic(Guid id, string name) => new() { Id = id, Name = name, TimeZone = "Europe/London", Language = "en", CreatedAt = Start };

    public static Account NewAccount(Guid id, string name) => new()
    {
        Id = id,
        DisplayName = name,
        CreatedAt = Start,
        UserName = $"{id:N}@example.org",
        NormalizedUserName = $"{id:N}@EXAMPLE.ORG",
        SecurityStamp = "stamp",
    };

    public Patient NewPatient(string patientName = "Ada Example", string? phone = null) =>
        new() { ClinicId = Clinic, Id = Guid.CreateVersion7(), Name = patientName, Phone = phone, CreatedAt = Clock.GetUtcNow() };

    public async Task<Patient> AddPatientAsync(string patientName = "Ada Example")
    {
        var patient = NewPatient(patientName);
        await using var db = Context();
        db.Add(patient);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return patient;
    }

    /// <summary>SQL as somebody with the database's own password would run it.</summary>
    public async Task<int> SqlAsync(string sql)
    {
        await using System.Data.Common.DbConnection connection = kind == Databases.PostgreSql ? new NpgsqlConnection(Connection) : new SqliteConnection($"Data Source={Path.Combine(Folder, Database.FileName)}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<long> CountAsync(string table)
    {
        await using System.Data.Common.DbConnection connection = kind == Databases.PostgreSql ? new NpgsqlConnection(Connection) : new SqliteConnection($"Data Source={Path.Combine(Folder, Database.FileName)}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (kind == Databases.PostgreSql)
        {
            await AdministerAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
