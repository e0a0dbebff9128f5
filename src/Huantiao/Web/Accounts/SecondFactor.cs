using System.Globalization;
using System.Text.Json;
using Huantiao.Records;
using Huantiao.Web.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary>The second factor beside a password: an authenticator app, and recovery codes on paper. Secrets are sealed, codes hashed; each is good once.</summary>
internal static class SecondFactor
{
    public const int RecoveryCodes = 10;

    private const string Provider = "huantiao";
    private const string AppSecret = "totp";
    private const string UsedStep = "totp-step";
    private const string Recovery = "recovery";

    // 80 random bits: a fast hash of them can be kept.
    private const int RecoveryCharacters = 16;

    public static async Task<bool> HasAppAsync(HuantiaoDb db, Guid account, CancellationToken cancel) =>
        await db.UserTokens.AnyAsync(t => t.UserId == account && t.LoginProvider == Provider && t.Name == AppSecret, cancel);

    public static async Task<int> RecoveryLeftAsync(HuantiaoDb db, Guid account, CancellationToken cancel) =>
        await FindAsync(db, account, Recovery, cancel) is { Value: { } codes } ? JsonSerializer.Deserialize<string[]>(codes)!.Length : 0;

    /// <summary>An app that has just shown a right code; the step of that code is used.</summary>
    public static async Task SetAppAsync(HuantiaoDb db, IDataProtectionProvider seal, Guid account, byte[] secret, long step, CancellationToken cancel)
    {
        await SetAsync(db, account, AppSecret, Convert.ToBase64String(Protector(seal).Protect(secret)), cancel);
        await SetAsync(db, account, UsedStep, step.ToString(CultureInfo.InvariantCulture), cancel);
    }

    /// <summary>New recovery codes in place of any before; shown now and never again.</summary>
    public static async Task<string[]> NewRecoveryCodesAsync(HuantiaoDb db, Guid account, CancellationToken cancel)
    {
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => HeldSecret.Typable(RecoveryCharacters)).ToArray();
        await SetAsync(db, account, Recovery, JsonSerializer.Serialize(codes.Select(c => HeldSecret.Hash(HeldSecret.Bare(c))).ToArray()), cancel);
        return codes;
    }

    /// <summary>Takes a code of the app, or a recovery code, once. Saved with the caller's next save, which fails if another took the same code meanwhile.</summary>
    /// <returns>How: "code", "recovery code"; null when it is neither.</returns>
    public static async Task<string?> TakeAsync(HuantiaoDb db, IDataProtectionProvider seal, Guid account, string typed, DateTimeOffset now, CancellationToken cancel)
    {
        if (typed.Length > 64)
            return null;
        if (HeldSecret.Bare(typed).Length == RecoveryCharacters)
            return await TakeRecoveryAsync(db, account, HeldSecret.Hash(HeldSecret.Bare(typed)), cancel) ? "recovery code" : null;
        if (await FindAsync(db, account, AppSecret, cancel) is not { Value: { } stored })
            return null;
        var used = await FindAsync(db, account, UsedStep, cancel);
        var last = long.TryParse(used?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : 0;
        if (Totp.Step(Protector(seal).Unprotect(Convert.FromBase64String(stored)), typed, now, last) is not { } found)
            return null;
        // One statement decides between two who send the same code at the same moment.
        return await ReplaceAsync(db, account, UsedStep, used?.Value, found.ToString(CultureInfo.InvariantCulture), cancel) ? "code" : null;
    }

    public static async Task RemoveAsync(HuantiaoDb db, Guid account, CancellationToken cancel) =>
        db.UserTokens.RemoveRange(await db.UserTokens.Where(t => t.UserId == account && t.LoginProvider == Provider).ToListAsync(cancel));

    private static async Task<bool> TakeRecoveryAsync(HuantiaoDb db, Guid account, string hash, CancellationToken cancel)
    {
        if (await FindAsync(db, account, Recovery, cancel) is not { Value: { } stored })
            return false;
        var codes = JsonSerializer.Deserialize<string[]>(stored)!;
        return codes.Contains(hash, StringComparer.Ordinal)
            && await ReplaceAsync(db, account, Recovery, stored, JsonSerializer.Serialize(codes.Where(c => c != hash).ToArray()), cancel);
    }

    private static async Task<bool> ReplaceAsync(HuantiaoDb db, Guid account, string name, string? before, string after, CancellationToken cancel) =>
        await db.UserTokens.Where(t => t.UserId == account && t.LoginProvider == Provider && t.Name == name && t.Value == before)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, after), cancel) == 1;

    private static Task<IdentityUserToken<Guid>?> FindAsync(HuantiaoDb db, Guid account, string name, CancellationToken cancel) =>
        db.UserTokens.AsNoTracking().FirstOrDefaultAsync(t => t.UserId == account && t.LoginProvider == Provider && t.Name == name, cancel);

    private static async Task SetAsync(HuantiaoDb db, Guid account, string name, string value, CancellationToken cancel)
    {
        if (await db.UserTokens.FirstOrDefaultAsync(t => t.UserId == account && t.LoginProvider == Provider && t.Name == name, cancel) is { } token)
            token.Value = value;
        else
            db.UserTokens.Add(new() { UserId = account, LoginProvider = Provider, Name = name, Value = value });
    }

    private static IDataProtector Protector(IDataProtectionProvider seal) => seal.CreateProtector("authenticator app");
}
