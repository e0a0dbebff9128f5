using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>How a session ends: by idling, by age, by its owner, by an administrator; always at the next request.</summary>
public sealed class SessionTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_Idle_IsOver_AndUsedInTime_IsNot()
    {
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        for (var i = 0; i < 4; i++)
        {
            clinic.Clock.Advance(TimeSpan.FromMinutes(14));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/en/clinic")).Status);
        }

        clinic.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/en/clinic")).Status);
    }

    [Fact]
    public async Task Session_AlwaysInUse_IsOverAfterTwelveHours()
    {
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        for (var minutes = 0; minutes < 11 * 60 + 50; minutes += 10)
        {
            clinic.Clock.Advance(TimeSpan.FromMinutes(10));
            await browser.GetAsync("/en/clinic");
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/en/clinic")).Status);
        clinic.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/en/clinic")).Status);
    }

    [Fact]
    public async Task IdleTime_OfTheClinic_Counts()
    {
        using var browser = await clinic.SignedInAsync(clinic.Theirs, Role.Administrator);
        await using (var db = clinic.NewContext(clinic.Theirs))
        {
            db.ClinicSettings.Add(new() { ClinicId = clinic.Theirs.Id, Name = ClinicSettings.IdleMinutes, Value = "5" });
            await db.SaveChangesAsync(Now);
        }

        clinic.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/en/clinic")).Status);
    }

    [Fact]
    public async Task Account_Disabled_IsOutAtTheNextRequest()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Leaver", Role.FrontDesk);
        using var browser = await clinic.SignedInAsync(account, clinic.Ours);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/en/clinic")).Status);
        await using (var db = clinic.NewContext())
        {
            (await db.Users.FirstAsync(a => a.Id == account.Id, Now)).DisabledAt = clinic.Clock.GetUtcNow();
            await db.SaveChangesAsync(Now);
        }

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/en/clinic")).Status);
    }

    [Fact]
    public async Task Membership_EndedByAnAdministrator_IsOutAtTheNextRequest()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Leaver", Role.FrontDesk);
        using var leaver = await clinic.SignedInAsync(account, clinic.Ours);
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        await administrator.GetAsync("/en/clinic/people/" + account.Id);

        Assert.Equal("/en/clinic/people?done=ended", (await administrator.PostAsync($"/en/clinic/people/{account.Id}/end")).Location);

        Assert.Equal(HttpStatusCode.SeeOther, (await leaver.GetAsync("/en/clinic")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await leaver.PostAsync("/en/account/lock")).Status);
    }

    [Fact]
    public async Task Role_TakenAway_CountsAtTheNextRequest()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Changer", Role.Administrator);
        using var browser = await clinic.SignedInAsync(account, clinic.Ours);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/en/clinic/people")).Status);
        await using (var db = clinic.NewContext())
        {
            (await db.Memberships.FirstAsync(m => m.AccountId == account.Id, Now)).Active = false;
            db.Memberships.Add(new() { ClinicId = clinic.Ours.Id, AccountId = account.Id, Role = Role.FrontDesk, Since = clinic.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Now);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/en/clinic/people")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/en/clinic")).Status);
    }

    [Fact]
    public async Task Sessions_OfOneself_AreSeenAndEnded_OfOthersNot()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Two Devices", Role.FrontDesk);
        using var here = await clinic.SignedInAsync(account, clinic.Ours);
        using var there = await clinic.SignedInAsync(account, clinic.Ours);
        using var somebody = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var page = await here.GetAsync("/en/account");
        var sessions = page.Page.QuerySelectorAll("input[name=session]").Select(i => i.GetAttribute("value")!).ToList();

        Assert.Equal([HeldSecret.Hash(there.Cookies[HostCookie.Session])], sessions);
        Assert.Equal(HttpStatusCode.NotFound, (await here.PostAsync("/en/account/sessions/end", ("session", HeldSecret.Hash(somebody.Cookies[HostCookie.Session])))).Status);
        Assert.Equal(HttpStatusCode.OK, (await somebody.GetAsync("/en/clinic")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await here.PostAsync("/en/account/sessions/end", ("session", sessions[0]))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await there.GetAsync("/en/clinic")).Status);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/en/clinic")).Status);
    }

    [Fact]
    public async Task SignOut_EndsTheSession_ForgetsTheDevice_AndClearsThePagesThatTheBrowserKept()
    {
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var secret = browser.Cookies[HostCookie.Session];
        await browser.GetAsync("/en/clinic");

        var answer = await browser.PostAsync("/en/account/sign-out");

        Assert.Equal("/en/account/signed-out", answer.Location);
        // Not its storage: taps of needling sessions may wait there.
        Assert.Equal("\"cache\"", answer.Headers.GetValues("Clear-Site-Data").Single());
        browser.Cookies[HostCookie.Session] = secret;
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/en/clinic")).Status);
    }

    [Fact]
    public async Task Person_OfTwoClinics_ChoosesOneASession()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Both", Role.FrontDesk);
        await using (var db = clinic.NewContext())
        {
            db.Memberships.Add(new() { ClinicId = clinic.Theirs.Id, AccountId = account.Id, Role = Role.Administrator, Since = clinic.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Now);
        }

        using var browser = await clinic.SignedInAsync(account, null);
        Assert.Equal("/en/account/clinics", (await browser.GetAsync("/en/clinic")).Location);
        await browser.GetAsync("/en/account/clinics");
        var before = browser.Cookies[HostCookie.Session];
        Assert.Equal("/en/clinic", (await browser.PostAsync("/en/account/clinics", ("clinic", clinic.Ours.Id.ToString()))).Location);
        Assert.NotEqual(before, browser.Cookies[HostCookie.Session]);
        Assert.Equal("Ring Clinic", (await browser.GetAsync("/en/clinic")).Heading);
        // Administrator there, not here.
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/en/clinic/people")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/en/account/clinics", ("clinic", Guid.CreateVersion7().ToString()))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("guessed")]
    public async Task Cookie_ThatIsNoSession_IsNobody(string secret)
    {
        using var browser = clinic.NewBrowser();
        browser.Cookies[HostCookie.Session] = secret;

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/en/clinic")).Status);
    }

    [Fact]
    public async Task ShortCode_OnADeviceOfTheShift_TakesOver_WithFiveTries()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Tablet User", Role.Practitioner);
        var app = await clinic.PasswordAsync(account, "seven quiet herons");
        using var tablet = clinic.NewBrowser();
        await tablet.GetAsync("/en/account/sign-in");
        await tablet.PostAsync("/en/account/sign-in", ("email", account.Email!), ("password", "seven quiet herons"));
        await tablet.GetAsync("/en/account/code");
        await tablet.PostAsync("/en/account/code", ("code", Totp.Code(app, clinic.Clock.GetUtcNow())));
        await tablet.GetAsync("/en/account");
        Assert.Equal("/en/account?done=saved", (await tablet.PostAsync("/en/account/short-code", ("short", "482915"))).Location);
        await tablet.GetAsync("/en/clinic");

        Assert.Equal("/en/account/switch", (await tablet.PostAsync("/en/account/lock")).Location);
        Assert.Equal(HttpStatusCode.SeeOther, (await tablet.GetAsync("/en/clinic")).Status);
        Assert.Contains("Tablet User", (await tablet.GetAsync("/en/account/switch")).Text, StringComparison.Ordinal);
        Assert.Equal("/en/clinic", (await SwitchAsync(tablet, "482915")).Location);
        Assert.Contains("Tablet User", (await tablet.GetAsync("/en/clinic")).Page.QuerySelector(".who")!.TextContent, StringComparison.Ordinal);

        // A short code is not enough to change a way in.
        await tablet.GetAsync("/en/account");
        Assert.Equal("/en/account/sign-in?to=%2Faccount&done=prove", (await tablet.PostAsync("/en/account/short-code", ("short", "739201"))).Location);

        // Elsewhere the code is nothing.
        using var elsewhere = clinic.NewBrowser();
        Assert.Equal("/en/account/sign-in", (await SwitchAsync(elsewhere, "482915")).Location);

        await tablet.GetAsync("/en/clinic");
        await tablet.PostAsync("/en/account/lock");
        for (var i = 0; i < Shifts.Tries; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SwitchAsync(tablet, "111222")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SwitchAsync(tablet, "482915")).Status);
        Assert.Null((await tablet.GetAsync("/en/account/switch")).Page.QuerySelector("input[name=code]"));

        async Task<Answered> SwitchAsync(ClinicBrowser browser, string code)
        {
            await browser.GetAsync("/en/account/sign-in");
            return await browser.PostAsync("/en/account/switch", ("account", account.Id.ToString()), ("code", code));
        }
    }

    [Fact]
    public async Task ShortCode_AfterTheShift_IsNothing()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Tablet User", Role.Practitioner);
        var app = await clinic.PasswordAsync(account, "seven quiet herons");
        using var tablet = clinic.NewBrowser();
        await tablet.GetAsync("/en/account/sign-in");
        await tablet.PostAsync("/en/account/sign-in", ("email", account.Email!), ("password", "seven quiet herons"));
        await tablet.GetAsync("/en/account/code");
        await tablet.PostAsync("/en/account/code", ("code", Totp.Code(app, clinic.Clock.GetUtcNow())));
        await tablet.GetAsync("/en/account");
        await tablet.PostAsync("/en/account/short-code", ("short", "482915"));
        await tablet.PostAsync("/en/account/lock");
        clinic.Clock.Advance(TimeSpan.FromHours(12));
        await tablet.GetAsync("/en/account/sign-in");

        Assert.Equal("/en/account/sign-in", (await tablet.PostAsync("/en/account/switch", ("account", account.Id.ToString()), ("code", "482915"))).Location);
    }
}
