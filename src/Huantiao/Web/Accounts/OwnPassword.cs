using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary><c>/account/password</c>: a new password together with an authenticator app, and new recovery codes. Other sessions end with the old password.</summary>
internal static class OwnPassword
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/account/password", Capability.OwnAccount, ShowAsync);
        routes.Post("/account/password", Capability.OwnAccount, TakeAsync);
        routes.Post("/account/recovery", Capability.OwnAccount, NewCodesAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await OwnAccount.MustProveAsync(request))
            return;
        var secret = Totp.NewSecret();
        var enrolment = new Enrolment("", request.Staff.AccountId, request.Staff.Name, request.Staff.Email, null, null, false, Convert.ToBase64String(secret));
        Steps.Set(request.Http, new(request.Now + Steps.EnrolmentLasts) { Account = request.Staff.AccountId, Enrolment = enrolment });
        await PageAsync(request, secret, Form.Showing());
    }

    private static async Task TakeAsync(ClinicRequest request)
    {
        if (await OwnAccount.MustProveAsync(request))
            return;
        var me = request.Staff.AccountId;
        if (Steps.Find(request.Http) is not { Enrolment: { } enrolment, Account: { } whose } || whose != me)
        {
            request.Go("/account/password");
            return;
        }

        var secret = Convert.FromBase64String(enrolment.App);
        var form = request.Form;
        var password = form.Secret("password", Passwords.Most);
        var code = form.Text("code", 20);
        if (password.Length > 0 && Passwords.Problem(password, request.Staff.Name, request.Staff.Email, request.Staff.Clinic?.Name) is { } problem)
            form.Refuse("password", problem, Passwords.Least, Passwords.Most);
        var step = Totp.Step(secret, code, request.Now, usedStep: 0);
        if (code.Length > 0 && step is null)
            form.Refuse("code", "Enrol.WrongCode");
        if (!form.IsGood)
        {
            await PageAsync(request, secret, form);
            return;
        }

        var account = await request.Db.Users.FirstAsync(a => a.Id == me, request.Cancel);
        account.PasswordHash = Passwords.Hash(password);
        account.SecurityStamp = HeldSecret.New();
        await SecondFactor.SetAppAsync(request.Db, request.Http.RequestServices.GetRequiredService<IDataProtectionProvider>(), me, secret, step!.Value, request.Cancel);
        var codes = await SecondFactor.NewRecoveryCodesAsync(request.Db, me, request.Cancel);
        var own = request.Staff.SessionHash;
        await Sessions.EndAsync(request.Db, s => s.AccountId == me && s.IdHash != own, request.Now, request.Cancel);
        request.Db.Audit.Access("account", me.ToString(), "password and app set");
        Steps.Clear(request.Http);
        await request.PageAsync<RecoveryCodesPage>((nameof(RecoveryCodesPage.Codes), codes));
    }

    private static async Task NewCodesAsync(ClinicRequest request)
    {
        if (await OwnAccount.MustProveAsync(request))
            return;
        var me = request.Staff.AccountId;
        if (!await SecondFactor.HasAppAsync(request.Db, me, request.Cancel))
        {
            await request.NothingAsync();
            return;
        }

        var codes = await SecondFactor.NewRecoveryCodesAsync(request.Db, me, request.Cancel);
        request.Db.Audit.Access("account", me.ToString(), "new recovery codes");
        await request.PageAsync<RecoveryCodesPage>((nameof(RecoveryCodesPage.Codes), codes));
    }

    private static Task PageAsync(ClinicRequest request, byte[] secret, Form form)
    {
        var parameters = new (string, object?)[]
        {
            (nameof(OwnPasswordPage.Form), form),
            (nameof(OwnPasswordPage.AppSecret), Totp.ToBase32(secret)),
            (nameof(OwnPasswordPage.AppAddress), Totp.Address(secret, request.Staff.Email, request.Words["Site.Name"])),
        };
        return form.IsGood ? request.PageAsync<OwnPasswordPage>(parameters) : request.AgainAsync<OwnPasswordPage>(parameters);
    }
}
