using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>Who gets in by a link, how often and for how long.</summary>
public sealed class IntakeLinkTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    [Fact]
    public async Task Link_Opened_OpensNothingAnyMoreByLinkOrCode()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        using var second = clinic.NewBrowser();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Intakes.OpenAsync(second, sent.Secret)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Intakes.OpenAsync(second, sent.Code)).Status);
        Assert.Equal("/en/intake/open", (await second.GetAsync("/en/intake")).Location);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/en/intake")).Status);
        phone.Dispose();
    }

    [Fact]
    public async Task Code_TypedByHand_OpensAsTheLinkDoes()
    {
        var sent = await Intakes.SendAsync(clinic);
        using var phone = clinic.NewBrowser();

        Assert.Equal("/en/intake", (await Intakes.OpenAsync(phone, sent.Code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant())).Location);
        Assert.True(sent.Secret.Replace("-", "", StringComparison.Ordinal).Length * 5 >= 128);
    }

    /// <summary>Two phones that press the button at the same moment: one of them is in.</summary>
    [Fact]
    public async Task Link_OnTwoPhonesAtOnce_OpensOne()
    {
        for (var i = 0; i < 5; i++)
        {
            var sent = await Intakes.SendAsync(clinic);
            using var one = clinic.NewBrowser();
            using var other = clinic.NewBrowser();

            var both = await Task.WhenAll(Intakes.OpenAsync(one, sent.Secret), Intakes.OpenAsync(other, sent.Code));

            Assert.Single(both, answer => answer.Status == HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task Link_LookedAtOnly_IsNotUsedUp()
    {
        var sent = await Intakes.SendAsync(clinic);
        using var messenger = clinic.NewBrowser();
        await messenger.GetAsync("/en/intake/open");
        using var phone = clinic.NewBrowser();

        Assert.Equal("/en/intake", (await Intakes.OpenAsync(phone, sent.Secret)).Location);
    }

    [Fact]
    public async Task Link_AfterHalfAnHour_IsOverAndThePhoneAfterADay()
    {
        await using var later = new RunningClinic();
        await later.InitializeAsync();
        var sent = await Intakes.SendAsync(later);
        later.Clock.Advance(TimeSpan.FromMinutes(29));
        using var phone = later.NewBrowser();
        Assert.Equal("/en/intake", (await Intakes.OpenAsync(phone, sent.Secret)).Location);
        var missed = await Intakes.SendAsync(later);
        later.Clock.Advance(TimeSpan.FromMinutes(31));
        using var late = later.NewBrowser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Intakes.OpenAsync(late, missed.Secret)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Intakes.OpenAsync(late, missed.Code)).Status);

        later.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/en/intake")).Status);
        later.Clock.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal("/en/intake/open", (await phone.GetAsync("/en/intake")).Location);
    }

    [Fact]
    public async Task NewLink_ForTheSameQuestionnaire_GoesOnThereAndEndsTheOldPhone()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await Intakes.AnswerAsync(phone, "fever", "no");
        var again = await Intakes.SendAsync(clinic, sent.Patient);
        using var other = clinic.NewBrowser();

        Assert.Equal("/en/intake", (await Intakes.OpenAsync(other, again.Secret)).Location);
        Assert.Equal("/en/intake/open", (await phone.GetAsync("/en/intake")).Location);
        Assert.Contains("1 of", (await other.GetAsync("/en/intake")).Text, StringComparison.Ordinal);
        phone.Dispose();
    }

    /// <summary>The clinic's tablet in a patient's hands: nothing of the clinic opens on it, and when it is handed back nothing of the patient.</summary>
    [Fact]
    public async Task Tablet_HandedOver_HasNoSessionOfStaffLeft()
    {
        var patient = await clinic.NewPatientAsync(clinic.Ours, "Tablet Person");
        using var tablet = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var session = tablet.Cookies[HostCookie.Session];
        await tablet.GetAsync($"/en/clinic/patients/{patient.Id}/intake");

        var handed = await tablet.PostAsync($"/en/clinic/patients/{patient.Id}/intake/here", ("key", Guid.CreateVersion7().ToString()));

        Assert.Equal("/en/intake", handed.Location);
        Assert.DoesNotContain(HostCookie.Session, tablet.Cookies.Keys, StringComparer.Ordinal);
        Assert.Contains("Tablet Person", (await tablet.GetAsync("/en/intake")).Text, StringComparison.Ordinal);
        tablet.Cookies[HostCookie.Session] = session;
        Assert.StartsWith("/en/account/sign-in", (await tablet.GetAsync("/en/clinic")).Location, StringComparison.Ordinal);
        tablet.Cookies.Remove(HostCookie.Session);
        await tablet.GetAsync("/en/intake");
        Assert.Equal("/en/intake/left", (await tablet.PostAsync("/en/intake/leave")).Location);
        Assert.Equal("/en/intake/open", (await tablet.GetAsync("/en/intake")).Location);
        Assert.DoesNotContain("Tablet Person", (await tablet.GetAsync("/en/intake/left")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_OfLinkCodeAndPhone_AreNowhereInTheDatabase()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await using var db = clinic.NewContext(clinic.Ours);
        var rows = await db.IntakeLinks.Where(l => l.PatientId == sent.Patient.Id).ToListAsync(TestContext.Current.CancellationToken);
        var trail = string.Join('\n', await clinic.TrailAsync(clinic.Ours));

        Assert.Equal(2, rows.Count);
        foreach (var secret in new[] { sent.Secret, sent.Code, HeldSecret.Bare(sent.Secret), HeldSecret.Bare(sent.Code), phone.Cookies[HostCookie.Intake] })
        {
            Assert.DoesNotContain(rows, r => r.TokenHash == secret || r.DeviceHash == secret);
            Assert.DoesNotContain(secret, trail, StringComparison.Ordinal);
        }

        // The short code could be tried through if its plain hash were stored.
        Assert.DoesNotContain(rows, r => r.TokenHash == HeldSecret.Hash(HeldSecret.Bare(sent.Code)));
        phone.Dispose();
    }

    [Fact]
    public async Task Codes_TriedThrough_AreLimited()
    {
        await using var strict = new RunningClinic { TriesPerMinute = 5 };
        await strict.InitializeAsync();
        using var browser = strict.NewBrowser();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
            statuses.Add((await Intakes.OpenAsync(browser, "AAAA-AAA" + i)).Status);

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task Phone_WithASecretOfNobody_GetsNothing()
    {
        using var phone = clinic.NewBrowser();
        phone.Cookies[HostCookie.Intake] = HeldSecret.New();
        Assert.Equal("/en/intake/open", (await phone.GetAsync("/en/intake/check")).Location);
        await phone.GetAsync("/en/intake/open");

        Assert.Equal(HttpStatusCode.Unauthorized, (await phone.PostAsync("/en/intake/submit", ("name", "X"))).Status);
    }
}
