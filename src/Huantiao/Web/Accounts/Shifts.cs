using System.Globalization;
using Huantiao.Records;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary>Somebody who signed in fully on this device within the shift, and may take it over by a short code.</summary>
/// <param name="HasCode">Whether a short code has been chosen; without one a passkey is needed.</param>
public sealed record OnShift(Guid Account, string Name, bool HasCode);

/// <summary>
/// Who signed in fully on which device, for twelve hours: what a shared tablet knows. A row an account and device, under the hash of the device's cookie;
/// its value is until when, and how many wrong short codes there have been. Five, and only a full sign-in helps.
/// </summary>
internal static class Shifts
{
    public const int Tries = 5;

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);
    private const string Name = "shift";

    /// <summary>This device knows this person from now on; saved with the caller's next save.</summary>
    public static async Task RememberAsync(HttpContext context, HuantiaoDb db, Guid account)
    {
        var now = context.Clock().GetUtcNow();
        var secret = context.Request.Cookies[HostCookie.Device] is { Length: > 0 and < 100 } known ? known : HeldSecret.New();
        HostCookie.Set(context, HostCookie.Device, secret, Lasts);
        var (device, value) = (Provider(secret), Value(now + Lasts, 0));
        if (await db.UserTokens.FirstOrDefaultAsync(t => t.UserId == account && t.LoginProvider == device && t.Name == Name, context.RequestAborted) is { } row)
            row.Value = value;
        else
            db.UserTokens.Add(new() { UserId = account, LoginProvider = device, Name = Name, Value = value });
    }

    /// <summary>Who is on shift on this device.</summary>
    public static async Task<IReadOnlyList<OnShift>> OnThisDeviceAsync(HttpContext context, HuantiaoDb db)
    {
        if (context.Request.Cookies[HostCookie.Device] is not { Length: > 0 and < 100 } secret)
            return [];
        var device = Provider(secret);
        var now = context.Clock().GetUtcNow();
        var rows = await (
            from token in db.UserTokens
            join account in db.Users on token.UserId equals account.Id
            where token.LoginProvider == device && token.Name == Name && account.DisabledAt == null
            orderby account.DisplayName
            select new { account.Id, account.DisplayName, HasCode = account.SwitchCodeHash != null, token.Value }).ToListAsync(context.RequestAborted);
        return [.. rows.Where(r => Read(r.Value) is var (until, _) && until > now).Select(r => new OnShift(r.Id, r.DisplayName, r.HasCode && Read(r.Value).Failed < Tries))];
    }

    /// <summary>Takes a short code: right only for somebody on shift on this device, with tries left. Each try is counted before it is checked.</summary>
    public static async Task<bool> TakeAsync(HttpContext context, HuantiaoDb db, Guid account, string? hash, string code)
    {
        if (context.Request.Cookies[HostCookie.Device] is not { Length: > 0 and < 100 } secret || hash is null)
            return false;
        var device = Provider(secret);
        var row = await db.UserTokens.AsNoTracking().FirstOrDefaultAsync(t => t.UserId == account && t.LoginProvider == device && t.Name == Name, context.RequestAborted);
        var (until, failed) = Read(row?.Value);
        if (until <= context.Clock().GetUtcNow() || failed >= Tries)
            return false;
        // Two tries at once must not count as one: only the one that finds the count as it was read goes on.
        if (!await ReplaceAsync(Value(until, failed + 1), row!.Value))
            return false;
        if (!Passwords.Verify(hash, code))
            return false;
        await ReplaceAsync(Value(until, 0), Value(until, failed + 1));
        return true;

        async Task<bool> ReplaceAsync(string after, string? before) =>
            await db.UserTokens.Where(t => t.UserId == account && t.LoginProvider == device && t.Name == Name && t.Value == before)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, after), context.RequestAborted) == 1;
    }

    /// <summary>This device forgets this person, or everybody's devices do; saved with the caller's next save.</summary>
    public static async Task ForgetAsync(HuantiaoDb db, Guid account, string? deviceSecret, CancellationToken cancel)
    {
        var device = deviceSecret is null ? null : Provider(deviceSecret);
        db.UserTokens.RemoveRange(await db.UserTokens.Where(t => t.UserId == account && t.Name == Name && (device == null || t.LoginProvider == device)).ToListAsync(cancel));
    }

    private static string Provider(string secret) => "device:" + HeldSecret.Hash(secret);

    private static string Value(DateTimeOffset until, int failed) => string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeMilliseconds()} {failed}");

    private static (DateTimeOffset Until, int Failed) Read(string? value)
    {
        var parts = (value ?? "").Split(' ');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var until) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var failed)
            ? (DateTimeOffset.FromUnixTimeMilliseconds(until), failed)
            : (DateTimeOffset.MinValue, Tries);
    }
}
