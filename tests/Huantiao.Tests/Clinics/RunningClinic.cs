using System.Collections.Immutable;
using Huantiao.Records;
using Huantiao.Records.Accounts;
using Huantiao.Records.Clinics;
using Huantiao.Tests.Web;
using Huantiao.Web;
using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Huantiao.Tests.Clinics;

/// <summary>The real server with a real database in a folder of its own, two clinics in it, and a clock that stands until it is moved.</summary>
public class RunningClinic : IAsyncLifetime
{
    /// <summary>A condition that is not in the repository, with the questions and rules of the one that is.</summary>
    private static readonly Site TakingIn = new(MadeUp.Pathway, MadeUp.Site.Answer, PathwayFolder: Path.Combine(Repository.Root, "pathways", "sciatica"));

    private readonly string _folder = Directory.CreateTempSubdirectory("huantiao-clinic-").FullName;

    internal WebApplication App { get; private set; } = null!;

    internal Database Database { get; private set; } = null!;

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    internal Clinic Ours { get; private set; } = null!;

    internal Clinic Theirs { get; private set; } = null!;

    internal Uri Address => new(App.Urls.First());

    internal int TriesPerMinute { get; init; } = 100_000;

    /// <summary>Null: SQLite in the folder.</summary>
    internal string? Connection { get; set; }

    /// <summary>What the pages show.</summary>
    internal virtual Site Serves => TakingIn;

    /// <summary>Where the data lies.</summary>
    internal string Folder => _folder;

    public virtual async ValueTask InitializeAsync()
    {
        App = WebApp.Build(new WebOptions("http://127.0.0.1:0", Path.Combine(Repository.Root, "pathways", "sciatica"), _folder, Connection) { Clock = Clock, TriesPerMinute = TriesPerMinute }, Serves);
        await App.StartAsync();
        Database = await App.Services.GetRequiredService<OpeningDatabase>().Ready;
        await using var db = NewContext();
        Ours = Found(db, "Ring Clinic");
        Theirs = Found(db, "Other Clinic");
        await db.SaveChangesAsync();
    }

    /// <summary>A context that has entered no clinic; the test itself acts.</summary>
    internal HuantiaoDb NewContext()
    {
        var db = Database.NewContext();
        db.Act(Actor.Program);
        return db;
    }

    internal HuantiaoDb NewContext(Clinic clinic) => Database.NewContext(clinic.Id, Actor.Program);

    internal ClinicBrowser NewBrowser() => new(Address);

    /// <summary>Somebody new with these roles, who has no way to sign in yet.</summary>
    internal async Task<Account> MemberAsync(Clinic clinic, string name, params Role[] roles)
    {
        await using var db = NewContext();
        var email = $"{Guid.CreateVersion7():N}@example.org";
        var account = new Account
        {
            DisplayName = name, UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(), CreatedAt = Clock.GetUtcNow(),
            SecurityStamp = "test",
        };
        db.Users.Add(account);
        foreach (var role in roles)
            db.Memberships.Add(new() { ClinicId = clinic.Id, AccountId = account.Id, Role = role, Since = Clock.GetUtcNow() });
        await db.SaveChangesAsync();
        return account;
    }

    /// <summary>A browser in which that person is signed in: the session is put where signing in would.</summary>
    internal async Task<ClinicBrowser> SignedInAsync(Account account, Clinic? clinic, bool strongly = true)
    {
        await using var db = NewContext();
        var secret = HeldSecret.New();
        var now = Clock.GetUtcNow();
        db.Sessions.Add(new() { IdHash = HeldSecret.Hash(secret), AccountId = account.Id, ClinicId = clinic?.Id, CreatedAt = now, LastSeenAt = now, StrongAt = strongly ? now : null });
        await db.SaveChangesAsync();
        var browser = NewBrowser();
        browser.Cookies[HostCookie.Session] = secret;
        return browser;
    }

    internal async Task<ClinicBrowser> SignedInAsync(Clinic clinic, params Role[] roles) => await SignedInAsync(await MemberAsync(clinic, "A. Person", roles), clinic);

    internal async Task LicenceAsync(Clinic clinic, Account account, DateOnly expires)
    {
        await using var db = NewContext(clinic);
        db.Licences.Add(new() { ClinicId = clinic.Id, Id = Guid.CreateVersion7(), AccountId = account.Id, Authority = "Authority", Number = "1", Expires = expires });
        await db.SaveChangesAsync();
    }

    internal async Task<Guid> PatientAsync(Clinic clinic, string name) => (await NewPatientAsync(clinic, name)).Id;

    internal async Task<Huantiao.Records.Patients.Patient> NewPatientAsync(Clinic clinic, string name)
    {
        await using var db = NewContext(clinic);
        var patient = new Huantiao.Records.Patients.Patient { ClinicId = clinic.Id, Id = Guid.CreateVersion7(), Name = name, CreatedAt = Clock.GetUtcNow() };
        db.Patients.Add(patient);
        await db.SaveChangesAsync();
        return patient;
    }

    /// <summary>Gives an account a password and an app; returns the app's secret.</summary>
    internal async Task<byte[]> PasswordAsync(Account account, string password)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await using var db = NewContext();
        var secret = Totp.NewSecret();
        (await db.Users.FirstAsync(a => a.Id == account.Id)).PasswordHash = Passwords.Hash(password);
        await SecondFactor.SetAppAsync(db, scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(), account.Id, secret, 0, default);
        await db.SaveChangesAsync();
        return secret;
    }

    internal async Task<ImmutableArray<string>> TrailAsync(Clinic? clinic)
    {
        await using var db = NewContext();
        var id = clinic?.Id ?? Guid.Empty;
        return [.. (await db.AuditEntries.IgnoreQueryFilters().Where(e => e.ClinicId == id).OrderBy(e => e.Sequence).ToListAsync()).Select(e => $"{e.Action} {e.Kind} {e.RecordKey} {e.AccountId} {e.Reason}")];
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Clinic Found(HuantiaoDb db, string name)
    {
        var clinic = new Clinic { Id = Guid.CreateVersion7(), Name = name, TimeZone = "Europe/London", Language = "en", CreatedAt = Clock.GetUtcNow() };
        db.Clinics.Add(clinic);
        return clinic;
    }
}
