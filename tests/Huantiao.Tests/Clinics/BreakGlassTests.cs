using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.AspNetCore.Authorization;

namespace Huantiao.Tests.Clinics;

/// <summary>A closed record in an emergency: a reason first, half an hour, and everybody concerned is told.</summary>
public sealed class BreakGlassTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    [Fact]
    public async Task Notes_OfAFrontDesk_OpenOnlyAfterAReason_ForThatPatientAndHalfAnHour()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Front Desk", Role.FrontDesk);
        var (patient, another) = (await clinic.PatientAsync(clinic.Ours, "Pat One"), await clinic.PatientAsync(clinic.Ours, "Pat Two"));
        using var browser = await clinic.SignedInAsync(account, clinic.Ours);
        await browser.GetAsync($"/en/clinic/emergency/{patient}");
        Assert.False(await MayReadAsync(account.Id, patient));

        Assert.Equal(["Say in a few words what happened."], (await browser.PostAsync($"/en/clinic/emergency/{patient}", ("reason", "asap"))).Wrong);
        Assert.False(await MayReadAsync(account.Id, patient));
        Assert.Equal("/en/clinic?done=emergency", (await browser.PostAsync($"/en/clinic/emergency/{patient}", ("reason", "Collapsed in the waiting room"), ("to", "//evil.example"))).Location);

        Assert.True(await MayReadAsync(account.Id, patient));
        Assert.False(await MayReadAsync(account.Id, another));
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line == $"Read {BreakGlass.Kind} {patient} {account.Id} Collapsed in the waiting room");
        clinic.Clock.Advance(BreakGlass.Lasts);
        Assert.False(await MayReadAsync(account.Id, patient));

        foreach (var role in new[] { Role.Administrator, Role.Practitioner })
        {
            using var told = await clinic.SignedInAsync(clinic.Ours, role);
            var alert = (await told.GetAsync("/en/clinic")).Page.QuerySelector("#emergency")!.TextContent;
            Assert.Contains("Front Desk", alert, StringComparison.Ordinal);
            Assert.Contains("Pat One", alert, StringComparison.Ordinal);
            Assert.Contains("Collapsed in the waiting room", alert, StringComparison.Ordinal);
        }

        clinic.Clock.Advance(TimeSpan.FromDays(7));
        using var later = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        Assert.Null((await later.GetAsync("/en/clinic")).Page.QuerySelector("#emergency"));
    }

    [Fact]
    public async Task Researcher_InAnEmergencyToo_SeesNoNames()
    {
        var patient = await clinic.PatientAsync(clinic.Ours, "Pat Three");
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Researcher);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"/en/clinic/emergency/{patient}")).Status);
    }

    /// <summary>Asks the server's own rule, as an address of the notes would.</summary>
    private async Task<bool> MayReadAsync(Guid account, Guid patient)
    {
        await using var scope = clinic.App.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.RouteValues["patient"] = patient.ToString();
        http.Features.Set(new Staff(account, "", "", new(clinic.Ours.Id, "", TimeZoneInfo.Utc, "en", false, TimeSpan.FromMinutes(15)), [Role.FrontDesk], 1, "", clinic.Clock.GetUtcNow()));
        var somebody = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([], SessionHandler.SchemeName));
        return (await scope.ServiceProvider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(somebody, http, Capability.ReadNotes.ToString())).Succeeded;
    }
}
