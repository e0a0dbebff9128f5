using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>Inviting, changing roles, giving a new way in, licences.</summary>
public sealed class PeopleTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invitation_TakenUp_IsAMemberWithThoseRolesAndNoOthers()
    {
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        var code = await InviteAsync(administrator, "new@example.org", "front-desk");
        using var browser = clinic.NewBrowser();
        await browser.GetAsync("/en/account/join");
        Assert.Equal("/en/account/enrol", (await browser.PostAsync("/en/account/join", ("code", code))).Location);
        var app = SetUpTests.AppOf(await browser.GetAsync("/en/account/enrol"));
        var done = await browser.PostAsync("/en/account/enrol/password", ("password", "four slow otters"), ("code", Totp.Code(app, clinic.Clock.GetUtcNow())));

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal("Ring Clinic", (await browser.GetAsync("/en/clinic")).Heading);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/en/clinic/people")).Status);
        using var again = clinic.NewBrowser();
        await again.GetAsync("/en/account/join");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await again.PostAsync("/en/account/join", ("code", code))).Status);
    }

    /// <summary>Whether the address has an account in another clinic is not to be seen; taking it up needs that account's own sign-in.</summary>
    [Fact]
    public async Task Invitation_OfSomebodyFromAnotherClinic_LooksTheSameAndOpensOnlyToThem()
    {
        var theirs = await clinic.MemberAsync(clinic.Theirs, "Works There", Role.Administrator);
        await clinic.PasswordAsync(theirs, "four slow otters");
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        var code = await InviteAsync(administrator, theirs.Email!, "practitioner");
        var list = await administrator.GetAsync("/en/clinic/people");
        Assert.DoesNotContain("Works There", list.Text, StringComparison.Ordinal);

        using var holder = clinic.NewBrowser();
        await holder.GetAsync("/en/account/join");
        Assert.Equal("/en/account/sign-in?to=%2Faccount%2Fclinics&done=invited", (await holder.PostAsync("/en/account/join", ("code", code))).Location);
        Assert.Equal("/en/account/sign-in", (await holder.GetAsync("/en/account/enrol")).Location);

        using var themselves = await clinic.SignedInAsync(theirs, clinic.Theirs);
        Assert.Contains("Invites you", (await themselves.GetAsync("/en/account/clinics")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await themselves.PostAsync("/en/account/clinics", ("clinic", clinic.Ours.Id.ToString()))).Status);
        await themselves.GetAsync("/en/account/clinics");
        Assert.Equal("/en/clinic", (await themselves.PostAsync("/en/account/clinics/accept", ("clinic", clinic.Ours.Id.ToString()))).Location);
        Assert.Equal("Ring Clinic", (await themselves.GetAsync("/en/clinic")).Heading);
    }

    [Fact]
    public async Task NewWayIn_ForAMember_EndsTheOldOnes()
    {
        var member = await clinic.MemberAsync(clinic.Ours, "Lost Phone", Role.Practitioner);
        await clinic.PasswordAsync(member, "four slow otters");
        using var still = await clinic.SignedInAsync(member, clinic.Ours);
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        await administrator.GetAsync("/en/clinic/people/" + member.Id);
        var page = await administrator.PostAsync($"/en/clinic/people/{member.Id}/link");
        var code = CodeOf(page);
        Assert.Equal(HttpStatusCode.OK, (await still.GetAsync("/en/clinic")).Status);

        using var browser = clinic.NewBrowser();
        await browser.GetAsync("/en/account/join");
        await browser.PostAsync("/en/account/join", ("code", code));
        var app = SetUpTests.AppOf(await browser.GetAsync("/en/account/enrol"));
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/en/account/enrol/password", ("password", "nine loud herons"), ("code", Totp.Code(app, clinic.Clock.GetUtcNow())))).Status);

        Assert.Equal(HttpStatusCode.SeeOther, (await still.GetAsync("/en/clinic")).Status);
        using var old = clinic.NewBrowser();
        await old.GetAsync("/en/account/sign-in");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await old.PostAsync("/en/account/sign-in", ("email", member.Email!), ("password", "four slow otters"))).Status);
    }

    /// <summary>Whoever can make a new way in for somebody can become them: in a second clinic that would open its records to this one.</summary>
    [Fact]
    public async Task NewWayIn_ForAMemberOfTwoClinics_IsRefused()
    {
        var both = await clinic.MemberAsync(clinic.Ours, "Both", Role.Practitioner);
        await using (var db = clinic.NewContext())
        {
            db.Memberships.Add(new() { ClinicId = clinic.Theirs.Id, AccountId = both.Id, Role = Role.Practitioner, Since = clinic.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Now);
        }

        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        await administrator.GetAsync("/en/clinic/people/" + both.Id);

        Assert.Equal($"/en/clinic/people/{both.Id}?done=recovery-elsewhere", (await administrator.PostAsync($"/en/clinic/people/{both.Id}/link")).Location);
        await using var after = clinic.NewContext();
        Assert.False(await after.SetupLinks.AnyAsync(l => l.AccountId == both.Id, Now));
    }

    [Fact]
    public async Task Administrator_TheLast_CanNeitherLeaveNorLoseTheRole()
    {
        var found = new Clinic { Id = Guid.CreateVersion7(), Name = "Small", TimeZone = "UTC", Language = "en", CreatedAt = clinic.Clock.GetUtcNow() };
        await using (var db = clinic.NewContext())
        {
            db.Clinics.Add(found);
            await db.SaveChangesAsync(Now);
        }

        var only = await clinic.MemberAsync(found, "Only One", Role.Administrator);
        using var browser = await clinic.SignedInAsync(only, found);
        await browser.GetAsync("/en/clinic/people/" + only.Id);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync($"/en/clinic/people/{only.Id}/end")).Status);
        Assert.Equal(["A clinic needs an administrator, and this is the only one."], (await browser.PostAsync($"/en/clinic/people/{only.Id}/roles", ("roles", "practitioner"))).Wrong);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/en/clinic/people")).Status);
    }

    [Fact]
    public async Task Researcher_WithAnotherRole_IsRefused()
    {
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        await administrator.GetAsync("/en/clinic/people");

        var answer = await administrator.PostAsync("/en/clinic/people", ("name", "R"), ("email", "r@example.org"), ("roles", "researcher"), ("roles", "front-desk"));

        Assert.Equal(["A researcher sees no names, so this role stands alone."], answer.Wrong);
    }

    [Theory]
    [InlineData(null, "No licence entered", false)]
    [InlineData("2026-11-22", "Licence ended 22 November 2026", false)]
    [InlineData("2026-11-23", "Licence until 23 November 2026, 0 days left", true)]
    [InlineData("2027-01-22", "Licence until 22 January 2027, 60 days left", true)]
    [InlineData("2027-01-23", null, true)]
    public async Task Licence_OnTheDay_IsSaidToBothAndDecidesSigning(string? expires, string? said, bool maySign)
    {
        var name = "Practitioner " + Guid.CreateVersion7();
        var account = await clinic.MemberAsync(clinic.Ours, name, Role.Practitioner);
        if (expires is not null)
            await clinic.LicenceAsync(clinic.Ours, account, DateOnly.ParseExact(expires, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        using var practitioner = await clinic.SignedInAsync(account, clinic.Ours);
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);

        Assert.Equal(said, (await practitioner.GetAsync("/en/clinic")).Page.QuerySelector("#own-licence .chip")?.TextContent);
        Assert.Equal(said, (await administrator.GetAsync("/en/clinic")).Page.QuerySelectorAll("#licences li").FirstOrDefault(li => li.TextContent.Contains(name, StringComparison.Ordinal))?.QuerySelector(".chip")?.TextContent);
        await using var db = clinic.NewContext();
        var entered = new ClinicEntered(clinic.Ours.Id, "", TimeZoneInfo.Utc, "en", false, TimeSpan.FromMinutes(15));
        Assert.Equal(maySign, (await Licensing.StandingAsync(db, entered, account.Id, clinic.Clock, Now)).MaySign);
    }

    [Fact]
    public async Task Licence_SentTwice_IsEnteredOnce_AndAStaleChangeIsRefused()
    {
        var member = await clinic.MemberAsync(clinic.Ours, "P", Role.Practitioner);
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        var page = await administrator.GetAsync("/en/clinic/people/" + member.Id);
        var key = page.Page.QuerySelector("input[name=key]")!.GetAttribute("value")!;
        (string, string)[] fields = [("key", key), ("authority", "Board"), ("number", "7"), ("expires", "2030-01-01")];
        foreach (var _ in "ab")
            Assert.Equal(HttpStatusCode.SeeOther, (await administrator.PostAsync($"/en/clinic/people/{member.Id}/licences", fields)).Status);
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.Equal(1, await db.Licences.CountAsync(l => l.AccountId == member.Id, Now));

        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.PostAsync($"/en/clinic/people/{member.Id}/licences/{key}", ("version", "1"), ("expires", "2031-01-01"))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await administrator.PostAsync($"/en/clinic/people/{member.Id}/licences/{key}", ("version", "1"), ("expires", "2029-01-01"))).Status);
        Assert.Equal(new(2031, 1, 1), (await db.Licences.AsNoTracking().SingleAsync(l => l.AccountId == member.Id, Now)).Expires);
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line.StartsWith($"Write licence {key}", StringComparison.Ordinal) && line.Contains("expires", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnotherClinic_FoundedHere_IsEmptyAndItsFoundersOwn()
    {
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        await administrator.GetAsync("/en/clinic/settings");

        Assert.Equal("/en/clinic", (await administrator.PostAsync("/en/clinic/found", ("clinic", "Second Clinic"), ("zone", "Asia/Shanghai"))).Location);

        Assert.Equal("Second Clinic", (await administrator.GetAsync("/en/clinic")).Heading);
        Assert.Single((await administrator.GetAsync("/en/clinic/people")).Page.QuerySelectorAll("main ul.list > li"));
    }

    [Fact]
    public async Task Settings_Saved_CountAndStandInTheTrail()
    {
        using var administrator = await clinic.SignedInAsync(clinic.Theirs, Role.Administrator);
        var version = (await administrator.GetAsync("/en/clinic/settings")).Page.QuerySelector("input[name=version]")!.GetAttribute("value")!;
        (string, string)[] fields = [("version", version), ("name", "Renamed"), ("zone", "Asia/Shanghai"), ("language", "zh-Hans"), ("idle", "20"), ("address", "1 Street\nTown")];

        Assert.Equal("/en/clinic/settings?done=saved", (await administrator.PostAsync("/en/clinic/settings", fields)).Location);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await administrator.PostAsync("/en/clinic/settings", fields)).Status);
        var page = await administrator.GetAsync("/en/clinic/settings?done=saved");
        Assert.Equal("Saved.", page.Page.QuerySelector(".done")!.TextContent);
        Assert.Equal("20", page.Page.QuerySelector("#idle")!.GetAttribute("value"));
        Assert.Equal("1200", page.Page.Body!.GetAttribute("data-idle"));
        Assert.Contains(await clinic.TrailAsync(clinic.Theirs), line => line.StartsWith("Write clinic ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AuditPage_ShowsWhoDidWhat_AndItsOwnReading()
    {
        var nosy = await clinic.MemberAsync(clinic.Ours, "Nosy Person", Role.FrontDesk);
        using var refused = await clinic.SignedInAsync(nosy, clinic.Ours);
        await refused.GetAsync("/en/clinic/audit");
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);

        var rows = (await administrator.GetAsync($"/en/clinic/audit?action=refused&person={nosy.Id}")).Page.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();

        // Signing in may have been refused to her before: that is told of her, not by her.
        Assert.Single(rows, row => row.Contains("Nosy Person", StringComparison.Ordinal));
        Assert.StartsWith("Read audit_entry list", (await clinic.TrailAsync(clinic.Ours))[^1], StringComparison.Ordinal);
    }

    private static async Task<string> InviteAsync(ClinicBrowser administrator, string email, string role)
    {
        await administrator.GetAsync("/en/clinic/people");
        var page = await administrator.PostAsync("/en/clinic/people", ("name", "Somebody"), ("email", email), ("roles", role));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return CodeOf(page);
    }

    private static string CodeOf(Answered page) => page.Page.QuerySelector("p.code")!.TextContent.Split('#')[1];
}
