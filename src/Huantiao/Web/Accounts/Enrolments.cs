using Huantiao.Records;
using Huantiao.Records.Accounts;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary>
/// <c>/account/enrol</c>: whoever holds a good link chooses how to sign in: a passkey, or a password with an authenticator app. The account, its clinic and
/// the use of the link are saved together with that, or not at all; a page closed half-way costs nothing.
/// </summary>
internal static class Enrolments
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/account/enrol", ShowAsync);
        routes.OpenPost("/account/enrol/options", OptionsAsync);
        routes.OpenPost("/account/enrol/passkey", TakePasskeyAsync);
        routes.OpenPost("/account/enrol/password", TakePasswordAsync);
    }

    public static void Begin(ClinicRequest request, Enrolment enrolment)
    {
        Steps.Set(request.Http, new(request.Now + Steps.EnrolmentLasts) { Enrolment = enrolment });
        request.Go("/account/enrol");
    }

    public static async Task<bool> CanSignInAsync(HuantiaoDb db, Account account, CancellationToken cancel) =>
        await db.UserPasskeys.AnyAsync(p => p.UserId == account.Id, cancel) || (account.PasswordHash is not null && await SecondFactor.HasAppAsync(db, account.Id, cancel));

    private static Task ShowAsync(ClinicRequest request)
    {
        if (Steps.Find(request.Http)?.Enrolment is { } enrolment)
            return PageAsync(request, enrolment, Form.Showing());
        request.Go("/account/sign-in");
        return Task.CompletedTask;
    }

    private static async Task OptionsAsync(ClinicRequest request)
    {
        if (Steps.Find(request.Http) is not { Enrolment: { } enrolment } step)
        {
            await request.RefuseAsync(StatusCodes.Status401Unauthorized, Refusal.LinkOver);
            return;
        }

        var options = await Passkeys.CreationAsync(request.Http, enrolment.Account, enrolment.Email, enrolment.Name);
        Steps.Set(request.Http, step with { Ceremony = options.AttestationState });
        await PasskeySignIn.SendAsync(request.Http, options.CreationOptionsJson);
    }

    private static async Task TakePasskeyAsync(ClinicRequest request)
    {
        var answer = await PasskeySignIn.ReadAsync(request.Http);
        if (answer is null || Steps.Find(request.Http) is not { Enrolment: { } enrolment, Ceremony: { } state }
            || await OpenAsync(request, enrolment) is not { } opened
            || !await Passkeys.AttestAsync(request.Http, request.Db, enrolment.Account, answer.Credential, state, PasskeyName(request)))
        {
            await request.RefuseAsync(StatusCodes.Status401Unauthorized, Refusal.LinkOver);
            return;
        }

        await FinishAsync(request, opened.Account, opened.Clinic, "a link and a new passkey");
        await request.JsonAsync(new PasskeyDone($"/{request.Language.Tag}/clinic?done=welcome"), PasskeyJson.Default.PasskeyDone);
    }

    private static async Task TakePasswordAsync(ClinicRequest request)
    {
        if (Steps.Find(request.Http)?.Enrolment is not { } enrolment)
        {
            await request.RefuseAsync(StatusCodes.Status401Unauthorized, Refusal.LinkOver);
            return;
        }

        var form = request.Form;
        var password = form.Secret("password", Passwords.Most);
        var code = form.Text("code", 20);
        if (password.Length > 0 && Passwords.Problem(password, enrolment.Name, enrolment.Email, enrolment.Clinic) is { } problem)
            form.Refuse("password", problem, Passwords.Least, Passwords.Most);
        var secret = Convert.FromBase64String(enrolment.App);
        var step = Totp.Step(secret, code, request.Now, usedStep: 0);
        if (code.Length > 0 && step is null)
            form.Refuse("code", "Enrol.WrongCode");
        if (!form.IsGood)
        {
            await PageAsync(request, enrolment, form);
            return;
        }

        if (await OpenAsync(request, enrolment) is not { } opened)
        {
            await request.RefuseAsync(StatusCodes.Status410Gone, Refusal.LinkOver);
            return;
        }

        opened.Account.PasswordHash = Passwords.Hash(password);
        await SecondFactor.SetAppAsync(request.Db, request.Http.RequestServices.GetRequiredService<IDataProtectionProvider>(), opened.Account.Id, secret, step!.Value, request.Cancel);
        var codes = await SecondFactor.NewRecoveryCodesAsync(request.Db, opened.Account.Id, request.Cancel);
        await FinishAsync(request, opened.Account, opened.Clinic, "a link, a new password and code");
        await request.PageAsync<RecoveryCodesPage>((nameof(RecoveryCodesPage.Codes), codes));
    }

    /// <summary>Everything that completes the enrolment but the way to sign in, added and not yet saved; null when the link has been used or is over.</summary>
    private static async Task<(Account Account, Guid? Clinic)?> OpenAsync(ClinicRequest request, Enrolment enrolment)
    {
        var db = request.Db;
        if (await SetupLinks.FindByHashAsync(db, enrolment.Link, request.Now, request.Cancel) is not { } link)
            return null;
        link.UsedAt = request.Now;
        if (link.Purpose == SetupPurpose.FirstStart)
            return Found(request, enrolment);
        var account = await db.Users.FirstAsync(a => a.Id == enrolment.Account, request.Cancel);
        if (link.Purpose == SetupPurpose.Recovery)
            await ForgetOldWaysAsync(request, account);
        else
            await Invitations.AcceptAsync(db, account.Id, link.ClinicId!.Value, request.Now, request.Cancel);
        return (account, link.Purpose == SetupPurpose.Invitation ? link.ClinicId : null);
    }

    private static (Account Account, Guid? Clinic) Found(ClinicRequest request, Enrolment enrolment)
    {
        var account = new Account
        {
            Id = enrolment.Account,
            DisplayName = enrolment.Name,
            UserName = enrolment.Email,
            NormalizedUserName = enrolment.Email.ToUpperInvariant(),
            Email = enrolment.Email,
            NormalizedEmail = enrolment.Email.ToUpperInvariant(),
            Language = request.Language.Tag,
            CreatedAt = request.Now,
            SecurityStamp = HeldSecret.New(),
        };
        request.Db.Users.Add(account);
        var clinic = Founding.Add(request.Db, enrolment.Clinic!, enrolment.TimeZone!, request.Language.Tag, account.Id, enrolment.Treats, request.Now);
        return (account, clinic);
    }

    private static async Task ForgetOldWaysAsync(ClinicRequest request, Account account)
    {
        var db = request.Db;
        (account.PasswordHash, account.SwitchCodeHash, account.SecurityStamp) = (null, null, HeldSecret.New());
        db.UserPasskeys.RemoveRange(await db.UserPasskeys.Where(p => p.UserId == account.Id).ToListAsync(request.Cancel));
        await SecondFactor.RemoveAsync(db, account.Id, request.Cancel);
        await Shifts.ForgetAsync(db, account.Id, null, request.Cancel);
        await Sessions.EndAsync(db, s => s.AccountId == account.Id, request.Now, request.Cancel);
    }

    private static async Task FinishAsync(ClinicRequest request, Account account, Guid? clinic, string how)
    {
        Lockout.Succeeded(account);
        await Shifts.RememberAsync(request.Http, request.Db, account.Id);
        await Sessions.BeginAsync(request.Http, request.Db, account, clinic, strongAt: request.Now, how);
        Steps.Clear(request.Http);
    }

    private static string PasskeyName(ClinicRequest request) => Browsers.InAFewWords(request.Http.Request.Headers.UserAgent.ToString());

    private static Task PageAsync(ClinicRequest request, Enrolment enrolment, Form form)
    {
        var secret = Convert.FromBase64String(enrolment.App);
        var parameters = new (string, object?)[]
        {
            (nameof(EnrolPage.Form), form),
            (nameof(EnrolPage.Enrolment), enrolment),
            (nameof(EnrolPage.AppSecret), Totp.ToBase32(secret)),
            (nameof(EnrolPage.AppAddress), Totp.Address(secret, enrolment.Email, request.Words["Site.Name"])),
            (nameof(EnrolPage.NamedHost), PasskeySignIn.NamedHost(request.Http)),
        };
        return form.IsGood ? request.PageAsync<EnrolPage>(parameters) : request.AgainAsync<EnrolPage>(parameters);
    }
}

/// <summary>A new clinic with its first administrator.</summary>
internal static class Founding
{
    /// <summary>Adds the clinic and the memberships; saved with the caller's next save.</summary>
    public static Guid Add(HuantiaoDb db, string name, string timeZone, string language, Guid administrator, bool treats, DateTimeOffset now, bool invented = false)
    {
        var clinic = new Clinic { Id = Guid.CreateVersion7(), Name = name, TimeZone = timeZone, Language = language, Invented = invented, CreatedAt = now };
        db.Clinics.Add(clinic);
        db.Memberships.Add(new() { ClinicId = clinic.Id, AccountId = administrator, Role = Role.Administrator, Since = now });
        if (treats)
            db.Memberships.Add(new() { ClinicId = clinic.Id, AccountId = administrator, Role = Role.Practitioner, Since = now });
        return clinic.Id;
    }
}

/// <summary>Memberships that have been offered and not yet taken up: not active, and never ended.</summary>
internal static class Invitations
{
    public static async Task<bool> AcceptAsync(HuantiaoDb db, Guid account, Guid clinic, DateTimeOffset now, CancellationToken cancel)
    {
        var offered = await db.Memberships.Where(m => m.AccountId == account && m.ClinicId == clinic && !m.Active && m.EndedAt == null).ToListAsync(cancel);
        foreach (var membership in offered)
            membership.Active = true;
        return offered.Count > 0;
    }
}
