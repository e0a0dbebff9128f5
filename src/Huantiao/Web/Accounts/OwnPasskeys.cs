using System.Buffers.Text;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary><c>/account/passkeys</c>: adding one's own passkeys and taking them away; the last way in stays.</summary>
internal static class OwnPasskeys
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Post("/account/passkeys/options", Capability.OwnAccount, OptionsAsync);
        routes.Post("/account/passkeys", Capability.OwnAccount, AddAsync);
        routes.Post("/account/passkeys/remove", Capability.OwnAccount, RemoveAsync);
    }

    public static string IdOf(byte[] credential) => Base64Url.EncodeToString(credential);

    private static async Task OptionsAsync(ClinicRequest request)
    {
        if (await OwnAccount.MustProveAsync(request))
            return;
        var options = await Passkeys.CreationAsync(request.Http, request.Staff.AccountId, request.Staff.Email, request.Staff.Name);
        Steps.Set(request.Http, new(request.Now + Steps.Lasts) { Account = request.Staff.AccountId, Ceremony = options.AttestationState });
        await PasskeySignIn.SendAsync(request.Http, options.CreationOptionsJson);
    }

    private static async Task AddAsync(ClinicRequest request)
    {
        if (await OwnAccount.MustProveAsync(request))
            return;
        var answer = await PasskeySignIn.ReadAsync(request.Http);
        var step = Steps.Find(request.Http);
        Steps.Clear(request.Http);
        var me = request.Staff.AccountId;
        var name = answer?.Name?.Trim() is { Length: > 0 and <= 60 } given ? given : Browsers.InAFewWords(request.Http.Request.Headers.UserAgent.ToString());
        if (answer is null || step is not { Ceremony: { } state } || step.Account != me || !await Passkeys.AttestAsync(request.Http, request.Db, me, answer.Credential, state, name))
        {
            await request.RefuseAsync(StatusCodes.Status400BadRequest, Refusal.ForeignForm);
            return;
        }

        request.Db.Audit.Access("account", me.ToString(), "passkey added");
        await request.JsonAsync(new PasskeyDone($"/{request.Language.Tag}/account?done=saved"), PasskeyJson.Default.PasskeyDone);
    }

    private static async Task RemoveAsync(ClinicRequest request)
    {
        if (await OwnAccount.MustProveAsync(request))
            return;
        var me = request.Staff.AccountId;
        var wanted = request.Form.Typed("passkey");
        var mine = await request.Db.UserPasskeys.Where(p => p.UserId == me).ToListAsync(request.Cancel);
        if (mine.Find(p => IdOf(p.CredentialId) == wanted) is not { } passkey)
        {
            await request.NothingAsync();
            return;
        }

        var account = await request.Db.Users.FirstAsync(a => a.Id == me, request.Cancel);
        if (mine.Count == 1 && account.PasswordHash is null)
        {
            request.Go("/account", "last-way");
            return;
        }

        request.Db.UserPasskeys.Remove(passkey);
        request.Db.Audit.Access("account", me.ToString(), "passkey removed");
        await request.SeeAsync("/account", "saved");
    }
}
