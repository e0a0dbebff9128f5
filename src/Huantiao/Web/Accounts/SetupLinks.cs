using Huantiao.Records;
using Huantiao.Records.Accounts;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary>The links by which somebody gets an account: the set-up link of an empty installation, invitations, and new ways in for who lost theirs.</summary>
internal static class SetupLinks
{
    /// <summary>From the terminal to a browser: a day. An invitation has to be read by somebody: three.</summary>
    public static readonly TimeSpan FirstStartLasts = TimeSpan.FromHours(24);
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(3);
    public static readonly TimeSpan RecoveryLasts = TimeSpan.FromHours(24);

    // 120 random bits, still short enough to type from another screen.
    private const int Characters = 24;

    /// <summary>Makes the set-up link of an installation that has no clinic yet, in place of any before; null when there is one.</summary>
    /// <returns>The secret, to be shown once: the database holds its hash.</returns>
    public static async Task<string?> ForFirstStartAsync(Database database, TimeProvider clock, CancellationToken cancel)
    {
        await using var db = database.NewContext();
        if (await db.Clinics.AnyAsync(c => !c.Invented, cancel))
            return null;
        db.Act(Actor.Program);
        var now = clock.GetUtcNow();
        foreach (var old in await db.SetupLinks.Where(l => l.Purpose == SetupPurpose.FirstStart && l.UsedAt == null).ToListAsync(cancel))
            old.UsedAt = now;
        var code = Make(db, SetupPurpose.FirstStart, null, null, now, FirstStartLasts);
        db.Audit.Access("setup_link", "first start", "made");
        await db.SaveChangesAsync(cancel);
        return code;
    }

    /// <summary>Adds a link; saved with the caller's next save.</summary>
    public static string Make(HuantiaoDb db, SetupPurpose purpose, Guid? account, Guid? clinic, DateTimeOffset now, TimeSpan lasts)
    {
        var code = HeldSecret.Typable(Characters);
        db.SetupLinks.Add(new()
        {
            TokenHash = HashOf(code),
            Purpose = purpose,
            AccountId = account,
            ClinicId = clinic,
            CreatedAt = now,
            ExpiresAt = now + lasts,
        });
        return code;
    }

    /// <summary>The link of a code that is still good.</summary>
    public static async Task<SetupLink?> FindAsync(HuantiaoDb db, string code, DateTimeOffset now, CancellationToken cancel)
    {
        var hash = HashOf(code);
        return await db.SetupLinks.FirstOrDefaultAsync(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now, cancel);
    }

    public static async Task<SetupLink?> FindByHashAsync(HuantiaoDb db, string hash, DateTimeOffset now, CancellationToken cancel) =>
        await db.SetupLinks.FirstOrDefaultAsync(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now, cancel);

    private static string HashOf(string code) => HeldSecret.Hash(HeldSecret.Bare(code));
}
