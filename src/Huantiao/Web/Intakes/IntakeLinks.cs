using Huantiao.Records;
using Huantiao.Records.Intakes;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>What is shown once to staff: the link's own secret, and the code that can be typed instead.</summary>
internal sealed record NewLink(string Secret, string Code, DateTimeOffset Until);

/// <summary>
/// Links by which a patient answers: one use, half an hour to open. Each is two rows for one intake, the long secret of the QR code and the short code for typing;
/// the use of one is the use of both.
/// </summary>
internal static class IntakeLinks
{
    /// <summary>To be opened: the time in a waiting room.</summary>
    public static readonly TimeSpan OpensFor = TimeSpan.FromMinutes(30);

    /// <summary>To be finished, on the phone that opened it.</summary>
    public static readonly TimeSpan GoesOnFor = TimeSpan.FromHours(24);

    // 140 bits; and 40 bits, which the limit on tries, the half hour and the key of the fingerprint protect.
    private const int SecretCharacters = 28;
    private const int CodeCharacters = 8;

    /// <summary>Adds a link and ends all earlier ones of the same intake, and the phone that had it; saved with the caller's next save.</summary>
    public static async Task<NewLink> MakeAsync(HuantiaoDb db, SealedKeys keys, Guid patient, Guid intake, DateTimeOffset now, CancellationToken cancel)
    {
        await EndAsync(db, intake, now, cancel);
        var link = new NewLink(HeldSecret.Typable(SecretCharacters), HeldSecret.Typable(CodeCharacters), now + OpensFor);
        foreach (var hash in new[] { HeldSecret.Hash(HeldSecret.Bare(link.Secret)), keys.Fingerprint(HeldSecret.Bare(link.Code)) })
        {
            db.IntakeLinks.Add(new()
            {
                ClinicId = db.Clinic,
                Id = Guid.CreateVersion7(),
                PatientId = patient,
                IntakeId = intake,
                TokenHash = hash,
                CreatedAt = now,
                ExpiresAt = link.Until,
            });
        }

        return link;
    }

    /// <summary>No link of the intake opens it any more, and no phone goes on with it.</summary>
    public static async Task EndAsync(HuantiaoDb db, Guid intake, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var old in await db.IntakeLinks.Where(l => l.IntakeId == intake && (l.UsedAt == null || l.DeviceHash != null)).ToListAsync(cancel))
            (old.UsedAt, old.DeviceHash) = (old.UsedAt ?? now, null);
    }

    /// <summary>The link of what was typed or scanned, if it can still be opened. No clinic is entered yet: the secret says which.</summary>
    public static async Task<IntakeLink?> FindAsync(HuantiaoDb db, SealedKeys keys, string typed, DateTimeOffset now, CancellationToken cancel)
    {
        var bare = HeldSecret.Bare(typed);
        var hash = bare.Length <= CodeCharacters ? keys.Fingerprint(bare) : HeldSecret.Hash(bare);
        return await db.IntakeLinks.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now, cancel);
    }
}
