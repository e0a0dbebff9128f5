using Huantiao.Records.Accounts;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary><c>/account/sign-in</c>: a passkey (see <see cref="PasskeySignIn"/>), or e-mail and password here and a code at <see cref="CodeSignIn"/>.</summary>
internal static class SignIn
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/account/sign-in", ShowAsync);
        routes.OpenPost("/account/sign-in", TakeAsync);
        routes.OpenGet("/account/signed-out", request => request.PageAsync<SignedOutPage>());
    }

    private static async Task ShowAsync(ClinicRequest request) => await PageAsync(request, Form.Showing(("to", request.Query("to"))));

    private static async Task TakeAsync(ClinicRequest request)
    {
        var form = request.Form;
        var email = form.Email("email");
        var password = form.Secret("password");
        if (!form.IsGood)
        {
            await PageAsync(request, form);
            return;
        }

        var name = email.ToUpperInvariant();
        var account = await request.Db.Users.FirstOrDefaultAsync(a => a.NormalizedEmail == name, request.Cancel);
        // The same work and the same words whether the account exists, is paused, is disabled or has no password.
        var right = Passwords.Verify(account?.PasswordHash, password);
        if (account is null || !right || account.DisabledAt is not null || Lockout.IsPaused(account, request.Now)
            || !await SecondFactor.HasAppAsync(request.Db, account.Id, request.Cancel))
        {
            if (account is not null && !right)
                await Lockout.FailedAsync(request.Db, account.Id, request.Now, request.Cancel);
            request.Db.Audit.Refused("account", account?.Id.ToString() ?? "unknown", why: "password");
            form.Refuse("email", "SignIn.Wrong");
            await request.Db.SaveChangesAsync(request.Cancel);
            await PageAsync(request, form);
            return;
        }

        Steps.Set(request.Http, new(request.Now + Steps.Lasts, form.Typed("to")) { Account = account.Id });
        request.Go("/account/code");
    }

    private static async Task PageAsync(ClinicRequest request, Form form)
    {
        var parameters = new (string, object?)[]
        {
            (nameof(SignInPage.Form), form),
            (nameof(SignInPage.SetUp), await request.Db.Clinics.AnyAsync(request.Cancel)),
            (nameof(SignInPage.Shift), await Shifts.OnThisDeviceAsync(request.Http, request.Db)),
            (nameof(SignInPage.NamedHost), PasskeySignIn.NamedHost(request.Http)),
        };
        await (form.IsGood ? request.PageAsync<SignInPage>(parameters) : request.AgainAsync<SignInPage>(parameters));
    }

    /// <summary>Where to go after signing in: a page of ours that was asked for, or the start. Never an address elsewhere.</summary>
    public static string Target(string? to) =>
        to is ['/', not ('/' or '\\'), ..] && !to.Contains('\\', StringComparison.Ordinal) && !to.Any(char.IsControl)
            && (to is "/account" or "/account/clinics" || !to.StartsWith("/account", StringComparison.OrdinalIgnoreCase)) ? to : "/clinic";
}

/// <summary><c>/account/code</c>: after the right password, the code of the authenticator app or a recovery code.</summary>
internal static class CodeSignIn
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/account/code", ShowAsync);
        routes.OpenPost("/account/code", TakeAsync);
    }

    private static Task ShowAsync(ClinicRequest request)
    {
        if (Steps.Find(request.Http)?.Account is not null)
            return request.PageAsync<CodePage>((nameof(CodePage.Form), Form.Showing()));
        request.Go("/account/sign-in");
        return Task.CompletedTask;
    }

    private static async Task TakeAsync(ClinicRequest request)
    {
        if (Steps.Find(request.Http) is not { Account: { } id } step)
        {
            request.Go("/account/sign-in");
            return;
        }

        var typed = request.Form.Secret("code", 64);
        var account = await request.Db.Users.FirstAsync(a => a.Id == id, request.Cancel);
        if (!request.Form.IsGood || account.DisabledAt is not null || Lockout.IsPaused(account, request.Now)
            || await SecondFactor.TakeAsync(request.Db, request.Http.RequestServices.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(), id, typed, request.Now, request.Cancel) is not { } how)
        {
            await Lockout.FailedAsync(request.Db, id, request.Now, request.Cancel);
            request.Db.Audit.Refused("account", id.ToString(), why: "code");
            await request.Db.SaveChangesAsync(request.Cancel);
            request.Form.Refuse("code", "Code.Wrong");
            await request.AgainAsync<CodePage>((nameof(CodePage.Form), request.Form));
            return;
        }

        await EnterAsync(request, account, "password and " + how, step.To);
    }

    /// <summary>The end of every full way in: the session begins, and this device knows the person for the shift.</summary>
    public static async Task EnterAsync(ClinicRequest request, Account account, string how, string? to)
    {
        Lockout.Succeeded(account);
        await Shifts.RememberAsync(request.Http, request.Db, account.Id);
        await Sessions.BeginAsync(request.Http, request.Db, account, clinic: null, strongAt: request.Now, how);
        Steps.Clear(request.Http);
        request.Go(SignIn.Target(to));
    }
}
