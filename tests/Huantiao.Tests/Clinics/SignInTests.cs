using System.Net;
using Huantiao.Records.Accounts;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>Getting in by password and code, and not getting in.</summary>
public sealed class SignInTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private const string Password = "seven quiet herons";

    [Fact]
    public async Task PasswordAndCode_Right_BeginASessionUnderANewSecret()
    {
        var (account, app) = await PersonAsync();
        using var browser = clinic.NewBrowser();

        Assert.Equal("/en/account/code", (await PasswordAsync(browser, account.Email!, Password)).Location);
        Assert.False(browser.Cookies.ContainsKey(HostCookie.Session));
        var done = await CodeAsync(browser, Totp.Code(app, clinic.Clock.GetUtcNow()));

        Assert.Equal("/en/clinic", done.Location);
        var secret = browser.Cookies[HostCookie.Session];
        Assert.Equal("Ring Clinic", (await browser.GetAsync("/en/clinic")).Heading);
        await using var db = clinic.NewContext();
        var session = await db.Sessions.SingleAsync(s => s.AccountId == account.Id, TestContext.Current.CancellationToken);
        Assert.Equal(HeldSecret.Hash(secret), session.IdHash);
        Assert.Equal(clinic.Ours.Id, session.ClinicId);
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line.Contains("begun by password and code", StringComparison.Ordinal) && line.Contains(account.Id.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nobody@example.org", Password)]
    [InlineData(null, "another password")]
    public async Task Password_WrongOrUnknown_SaysTheSame(string? email, string password)
    {
        var (account, _) = await PersonAsync();
        using var browser = clinic.NewBrowser();

        var answer = await PasswordAsync(browser, email ?? account.Email!, password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["E-mail and password do not belong together, or there were too many tries. Check both, or wait a few minutes."], answer.Wrong);
        Assert.DoesNotContain(password, answer.Text, StringComparison.Ordinal);
        Assert.False(browser.Cookies.ContainsKey(HostCookie.Step));
    }

    [Fact]
    public async Task Password_RightWithoutASecondFactor_IsNotEnough()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "No App", Role.FrontDesk);
        await using (var db = clinic.NewContext())
        {
            (await db.Users.FirstAsync(a => a.Id == account.Id, TestContext.Current.CancellationToken)).PasswordHash = Passwords.Hash(Password);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var browser = clinic.NewBrowser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PasswordAsync(browser, account.Email!, Password)).Status);
    }

    [Fact]
    public async Task Code_UsedOnce_IsNotTakenAgain()
    {
        var (account, app) = await PersonAsync();
        var code = Totp.Code(app, clinic.Clock.GetUtcNow());
        using var first = clinic.NewBrowser();
        await PasswordAsync(first, account.Email!, Password);
        Assert.Equal(HttpStatusCode.SeeOther, (await CodeAsync(first, code)).Status);

        using var second = clinic.NewBrowser();
        await PasswordAsync(second, account.Email!, Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CodeAsync(second, code)).Status);
        Assert.False(second.Cookies.ContainsKey(HostCookie.Session));
    }

    [Fact]
    public async Task Code_WithoutThePasswordBefore_LeadsBackToTheDoor()
    {
        using var browser = clinic.NewBrowser();

        Assert.Equal("/en/account/sign-in", (await browser.PostAsync("/en/account/code", ("code", "123456"))).Location);
    }

    [Fact]
    public async Task RecoveryCode_TakesTheAppsPlaceOnce()
    {
        var (account, _) = await PersonAsync();
        string[] codes;
        await using (var db = clinic.NewContext())
        {
            codes = await SecondFactor.NewRecoveryCodesAsync(db, account.Id, TestContext.Current.CancellationToken);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            var stored = (await db.UserTokens.Where(t => t.UserId == account.Id).ToListAsync(TestContext.Current.CancellationToken)).Select(t => t.Value).ToList();
            Assert.DoesNotContain(stored, value => codes.Any(code => value!.Contains(code, StringComparison.Ordinal) || value.Contains(HeldSecret.Bare(code), StringComparison.Ordinal)));
        }

        Assert.Equal(SecondFactor.RecoveryCodes, codes.Distinct(StringComparer.Ordinal).Count());
        foreach (var (typed, expected) in new[] { (codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), HttpStatusCode.SeeOther), (codes[0], HttpStatusCode.UnprocessableEntity), (codes[1], HttpStatusCode.SeeOther) })
        {
            using var browser = clinic.NewBrowser();
            await PasswordAsync(browser, account.Email!, Password);
            Assert.Equal(expected, (await CodeAsync(browser, typed)).Status);
        }
    }

    [Fact]
    public async Task Password_FiveWrong_PausesTheAccountAlsoForTheRightOne()
    {
        var (account, app) = await PersonAsync();
        using var browser = clinic.NewBrowser();
        for (var i = 0; i < Lockout.Tries; i++)
            await PasswordAsync(browser, account.Email!, "wrong " + i);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PasswordAsync(browser, account.Email!, Password)).Status);
        clinic.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("/en/account/code", (await PasswordAsync(browser, account.Email!, Password)).Location);
        Assert.Equal("/en/clinic", (await CodeAsync(browser, Totp.Code(app, clinic.Clock.GetUtcNow()))).Location);
    }

    [Theory]
    [InlineData("/clinic/people?x=1", "/en/clinic/people?x=1")]
    [InlineData("//evil.example", "/en/clinic")]
    [InlineData("/\\evil.example", "/en/clinic")]
    [InlineData("https://evil.example", "/en/clinic")]
    [InlineData("/account/sign-out", "/en/clinic")]
    [InlineData("/account/clinics", "/en/account/clinics")]
    public async Task Target_AfterSigningIn_IsAPageOfOurs(string wanted, string expected)
    {
        var (account, app) = await PersonAsync();
        using var browser = clinic.NewBrowser();
        await browser.GetAsync("/en/account/sign-in?to=" + Uri.EscapeDataString(wanted));
        await browser.PostAsync("/en/account/sign-in", ("email", account.Email!), ("password", Password), ("to", wanted));

        Assert.Equal(expected, (await CodeAsync(browser, Totp.Code(app, clinic.Clock.GetUtcNow()))).Location);
    }

    [Fact]
    public async Task SignIn_WhileSomebodyElseWasSignedIn_EndsTheirSession()
    {
        var (account, app) = await PersonAsync();
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var before = browser.Cookies[HostCookie.Session];
        await PasswordAsync(browser, account.Email!, Password);
        await CodeAsync(browser, Totp.Code(app, clinic.Clock.GetUtcNow()));

        Assert.NotEqual(before, browser.Cookies[HostCookie.Session]);
        browser.Cookies[HostCookie.Session] = before;
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/en/clinic")).Status);
    }

    [Fact]
    public async Task Form_WithoutTokenOrFromElsewhere_IsNotTaken()
    {
        var (account, _) = await PersonAsync();
        using var browser = clinic.NewBrowser();
        await browser.GetAsync("/en/account/sign-in");
        (string, string)[] fields = [("email", account.Email!), ("password", Password)];

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(browser.Form("/en/account/sign-in", fields))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(browser.Form("/en/account/sign-in", [("token", "made-up"), .. fields]))).Status);
        var foreign = browser.Form("/en/account/sign-in", [("token", browser.Token!), .. fields]);
        foreign.Headers.Remove("Origin");
        foreign.Headers.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(foreign)).Status);
        var crossSite = browser.Form("/en/account/sign-in", [("token", browser.Token!), .. fields]);
        crossSite.Headers.Remove("Sec-Fetch-Site");
        crossSite.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(crossSite)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/en/account/sign-in", fields)).Status);
    }

    private async Task<(Account Account, byte[] App)> PersonAsync()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Dr Li Wei", Role.Practitioner);
        return (account, await clinic.PasswordAsync(account, Password));
    }

    private static async Task<Answered> PasswordAsync(ClinicBrowser browser, string email, string password)
    {
        await browser.GetAsync("/en/account/sign-in");
        return await browser.PostAsync("/en/account/sign-in", ("email", email), ("password", password));
    }

    private static async Task<Answered> CodeAsync(ClinicBrowser browser, string code)
    {
        await browser.GetAsync("/en/account/code");
        return await browser.PostAsync("/en/account/code", ("code", code));
    }
}
