using Huantiao.Records.Accounts;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Its credential id in base64url.</param>
public sealed record OwnPasskey(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>
/// <c>/account</c>: one's own ways to sign in, sessions and short code. To change a way in, the person must have proven who they are within a quarter of an
/// hour by a passkey or by password and code; a short code is not enough.
/// </summary>
internal static class OwnAccount
{
    private static readonly TimeSpan FreshlyProven = TimeSpan.FromMinutes(15);

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/account", Capability.OwnAccount, request => PageAsync(request, Form.Showing()));
        routes.Post("/account/short-code", Capability.OwnAccount, SetShortCodeAsync);
        routes.Post("/account/sessions/end", Capability.OwnAccount, EndSessionAsync);
        routes.Post("/account/sessions/end-others", Capability.OwnAccount, EndOtherSessionsAsync);
    }

    /// <summary>True, and the browser sent to the door and back, when it was too long ago.</summary>
    public static async Task<bool> MustProveAsync(ClinicRequest request)
    {
        if (await Sessions.StrongForAsync(request.Db, request.Staff, request.Now, request.Cancel) is { } ago && ago <= FreshlyProven)
            return false;
        if (request.Http.WantsJson())
            await request.RefuseAsync(StatusCodes.Status401Unauthorized, Refusal.SignedOut);
        else
            request.Go("/account/sign-in?to=%2Faccount", "prove");
        return true;
    }

    public static async Task PageAsync(ClinicRequest request, Form form)
    {
        var (db, me) = (request.Db, request.Staff.AccountId);
        var account = await db.Users.AsNoTracking().FirstAsync(a => a.Id == me, request.Cancel);
        var passkeys = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == me).ToListAsync(request.Cancel);
        IReadOnlyList<Session> sessions = await db.Sessions.AsNoTracking()
            .Where(s => s.AccountId == me && s.EndedAt == null && s.CreatedAt > request.Now - Sessions.Longest).OrderByDescending(s => s.LastSeenAt).ToListAsync(request.Cancel);
        var parameters = new (string, object?)[]
        {
            (nameof(OwnAccountPage.Form), form),
            (nameof(OwnAccountPage.Passkeys), (IReadOnlyList<OwnPasskey>)[.. passkeys.Select(p => new OwnPasskey(OwnPasskeys.IdOf(p.CredentialId), p.Data.Name ?? "", p.Data.CreatedAt))]),
            (nameof(OwnAccountPage.HasPassword), account.PasswordHash is not null),
            (nameof(OwnAccountPage.RecoveryLeft), await SecondFactor.RecoveryLeftAsync(db, me, request.Cancel)),
            (nameof(OwnAccountPage.HasShortCode), account.SwitchCodeHash is not null),
            (nameof(OwnAccountPage.Sessions), sessions),
            (nameof(OwnAccountPage.NamedHost), PasskeySignIn.NamedHost(request.Http)),
        };
        await (form.IsGood ? request.PageAsync<OwnAccountPage>(parameters) : request.AgainAsync<OwnAccountPage>(parameters));
    }

    private static async Task SetShortCodeAsync(ClinicRequest request)
    {
        if (await MustProveAsync(request))
            return;
        var code = request.Form.Text("short", 6);
        if (code.Length > 0 && !IsGoodShortCode(code))
            request.Form.Refuse("short", "ShortCode.Bad");
        if (!request.Form.IsGood)
        {
            await PageAsync(request, request.Form);
            return;
        }

        var account = await request.Db.Users.FirstAsync(a => a.Id == request.Staff.AccountId, request.Cancel);
        account.SwitchCodeHash = Passwords.Hash(code);
        request.Db.Audit.Access("account", account.Id.ToString(), "short code set");
        await request.SeeAsync("/account", "saved");
    }

    /// <summary>Six digits that are neither a row, nor one repeated, nor a pair or three repeated: those are tried first.</summary>
    internal static bool IsGoodShortCode(string code)
    {
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            return false;
        var steps = Enumerable.Range(1, 5).Select(i => code[i] - code[i - 1]).Distinct().ToArray();
        return !(steps.Length == 1 && steps[0] is >= -1 and <= 1) && code[..3] != code[3..] && !(code[..2] == code[2..4] && code[2..4] == code[4..]) && code.Distinct().Count() > 2;
    }

    private static async Task EndSessionAsync(ClinicRequest request)
    {
        var (hash, me) = (request.Form.Typed("session"), request.Staff.AccountId);
        if (await Sessions.EndAsync(request.Db, s => s.IdHash == hash && s.AccountId == me, request.Now, request.Cancel) == 0)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Access("session", me.ToString(), "ended by its owner");
        await request.SeeAsync("/account", "saved");
    }

    private static async Task EndOtherSessionsAsync(ClinicRequest request)
    {
        var (own, me) = (request.Staff.SessionHash, request.Staff.AccountId);
        await Sessions.EndAsync(request.Db, s => s.IdHash != own && s.AccountId == me, request.Now, request.Cancel);
        await Shifts.ForgetAsync(request.Db, me, null, request.Cancel);
        request.Db.Audit.Access("session", me.ToString(), "all others ended by their owner");
        await request.SeeAsync("/account", "saved");
    }
}
