using System.Collections.Immutable;
using Huantiao.Records;
using Huantiao.Records.Accounts;
using Huantiao.Records.Clinics;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Access;

/// <summary>
/// Sessions live in the database: ending one, disabling an account or a membership counts at the very next request, on every node.
/// The browser holds a secret, the table its hash.
/// </summary>
internal static class Sessions
{
    /// <summary>However busy, nobody stays signed in for longer: a working day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    // A write at every request would cost more than the request; half a minute is small beside the shortest idle time.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromSeconds(30);

    // Asked at every request, so it is translated once, for each of the two databases.
    private static readonly Func<HuantiaoDb, string, IAsyncEnumerable<Found>> OnSqlite = Compile();
    private static readonly Func<HuantiaoDb, string, IAsyncEnumerable<Found>> OnPostgreSql = Compile();

    /// <summary>The person behind a session's secret; null when it is unknown, over, or its account may no longer.</summary>
    /// <param name="isActing">Whether this request is somebody's doing, which counts against idleness; a page that asks by itself is not.</param>
    public static async Task<Staff?> FindAsync(HuantiaoDb db, TimeProvider clock, string secret, bool isActing, CancellationToken cancel)
    {
        var hash = HeldSecret.Hash(secret);
        var now = clock.GetUtcNow();
        var rows = new List<Found>();
        await foreach (var row in (db.IsOnPostgreSql ? OnPostgreSql : OnSqlite)(db, hash).WithCancellation(cancel))
            rows.Add(row);
        if (rows.FirstOrDefault() is not { } found || now - found.CreatedAt >= Longest || now < found.CreatedAt.AddMinutes(-5))
            return null;

        var here = rows.Where(r => r.Clinic is not null && r.Clinic.Id == found.Entered).ToList();
        var entered = here is [{ Clinic: { } clinic, IdleMinutes: var idle }, ..]
            ? new ClinicEntered(clinic.Id, clinic.Name, Zone(clinic.TimeZone), clinic.Language, clinic.Invented, ClinicSettings.Idle(idle))
            : null;
        if (now - found.LastSeenAt >= (entered?.Idle ?? ClinicSettings.IdleAtFirst))
            return null;
        if (isActing && now - found.LastSeenAt >= SeenEvery)
            await SeeAsync(db, hash, now, cancel);
        return new(
            found.Account, found.Name, found.Email ?? "", entered, [.. here.Select(r => r.Role).OfType<Role>()],
            rows.Select(r => r.Clinic?.Id).OfType<Guid>().Distinct().Count(), hash, found.CreatedAt);
    }

    /// <summary>Begins a session under a new secret, tells the trail, and gives the browser its cookie. Where the person works in one clinic, that is entered.</summary>
    /// <param name="strongAt">When the person proved who they are by a passkey, or by a password and a code; null: not in this session.</param>
    /// <param name="how">For the trail: "passkey", "password and code", "short code".</param>
    /// <param name="since">Where it goes on from an earlier session of the same person: from when the longest time counts.</param>
    public static async Task BeginAsync(HttpContext context, HuantiaoDb db, Account account, Guid? clinic, DateTimeOffset? strongAt, string how, DateTimeOffset? since = null)
    {
        var now = context.Clock().GetUtcNow();
        var cancel = context.RequestAborted;
        clinic ??= await OnlyClinicAsync(db, account.Id, cancel);
        // Whatever session this browser held is over: a new person never continues an old one.
        if (context.Request.Cookies[HostCookie.Session] is { Length: > 0 } old)
            await EndAsync(db, s => s.IdHash == HeldSecret.Hash(old), now, cancel);
        var secret = HeldSecret.New();
        var origin = context.Origin();
        db.Sessions.Add(new()
        {
            IdHash = HeldSecret.Hash(secret),
            AccountId = account.Id,
            ClinicId = clinic,
            CreatedAt = since ?? now,
            LastSeenAt = now,
            StrongAt = strongAt,
            Origin = origin,
            Device = Browsers.InAFewWords(context.Request.Headers.UserAgent.ToString()),
        });
        if (clinic is { } entered)
            db.Enter(entered, Actor.Staff(account.Id, origin));
        else
            db.Act(Actor.Staff(account.Id, origin));
        db.Audit.Access("session", account.Id.ToString(), "begun by " + how);
        await db.SaveChangesAsync(cancel);
        HostCookie.Set(context, HostCookie.Session, secret, Longest);
    }

    /// <summary>Marks sessions as over; saved with the caller's next save.</summary>
    public static async Task<int> EndAsync(HuantiaoDb db, System.Linq.Expressions.Expression<Func<Session, bool>> which, DateTimeOffset now, CancellationToken cancel)
    {
        var open = await db.Sessions.Where(s => s.EndedAt == null).Where(which).ToListAsync(cancel);
        foreach (var session in open)
            session.EndedAt = now;
        return open.Count;
    }

    /// <summary>How long ago the person of this session proved who they are with a second factor; null: not in this session.</summary>
    public static async Task<TimeSpan?> StrongForAsync(HuantiaoDb db, Staff staff, DateTimeOffset now, CancellationToken cancel) =>
        now - await db.Sessions.Where(s => s.IdHash == staff.SessionHash).Select(s => s.StrongAt).FirstOrDefaultAsync(cancel);

    private static async Task<Guid?> OnlyClinicAsync(HuantiaoDb db, Guid account, CancellationToken cancel)
    {
        var clinics = await db.Memberships.Where(m => m.AccountId == account && m.Active).Select(m => m.ClinicId).Distinct().Take(2).ToListAsync(cancel);
        return clinics.Count == 1 ? clinics[0] : null;
    }

    private static async Task SeeAsync(HuantiaoDb db, string hash, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Sessions.FirstOrDefaultAsync(s => s.IdHash == hash && s.EndedAt == null, cancel) is { } session)
        {
            session.LastSeenAt = now;
            await db.SaveChangesAsync(cancel);
        }
    }

    // Before any clinic is entered: hence the clinics by name.
    private static Func<HuantiaoDb, string, IAsyncEnumerable<Found>> Compile() => EF.CompileAsyncQuery((HuantiaoDb db, string hash) =>
        from session in db.Sessions.IgnoreQueryFilters().AsNoTracking()
        join account in db.Users on session.AccountId equals account.Id
        where session.IdHash == hash && session.EndedAt == null && account.DisabledAt == null
        from membership in db.Memberships.Where(m => m.AccountId == account.Id && m.Active).DefaultIfEmpty()
        from clinic in db.Clinics.Where(c => c.Id == membership!.ClinicId).DefaultIfEmpty()
        from idle in db.ClinicSettings.Where(s => s.ClinicId == clinic!.Id && s.Name == ClinicSettings.IdleMinutes).DefaultIfEmpty()
        select new Found(
            session.ClinicId, session.CreatedAt, session.LastSeenAt, account.Id, account.DisplayName, account.Email, membership == null ? null : membership.Role, clinic,
            idle == null ? null : idle.Value));

    /// <summary>A session with one of its person's roles; without a clinic where they have none.</summary>
    private sealed record Found(
        Guid? Entered, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, Guid Account, string Name, string? Email, Role? Role, Clinic? Clinic, string? IdleMinutes);

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}

/// <summary>A browser in a few words, for its owner to recognise the session: "Firefox · Android". Nothing of it is trusted.</summary>
internal static class Browsers
{
    private static readonly ImmutableArray<(string Mark, string Name)> Names =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly ImmutableArray<(string Mark, string Name)> Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string InAFewWords(string agent)
    {
        var (browser, system) = (First(Names, agent), First(Systems, agent));
        return string.Join(" · ", new[] { browser, system }.OfType<string>());

        static string? First(ImmutableArray<(string Mark, string Name)> table, string agent) =>
            table.Where(row => agent.Contains(row.Mark, StringComparison.Ordinal)).Select(row => row.Name).FirstOrDefault();
    }
}
