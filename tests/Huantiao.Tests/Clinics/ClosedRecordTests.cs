using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>Nothing is written into a record that is part of another or that its person wants unused: tried at every address with a patient in it that changes something.</summary>
public sealed class ClosedRecordTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    /// <summary>What must be possible all the same: handing over, taking a consent back, an emergency, ending the restriction.</summary>
    private static readonly HashSet<string> Beside = new(
        ["/clinic/patients/{patient:guid}/export", "/clinic/patients/{patient:guid}/consents/{consent:guid}/withdraw", "/clinic/emergency/{patient:guid}", "/clinic/patients/{patient:guid}/restriction"], StringComparer.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEnumerable<(RouteEndpoint Address, Capability Needs, string Method)> Writing => RouteTests.Guarded(clinic)
        .Where(g => g.Method != "GET" && g.Address.RoutePattern.RawText!.Contains("{patient:guid}", StringComparison.Ordinal) && !Beside.Contains(g.Address.RoutePattern.RawText));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EveryWritingAddress_OfAClosedRecord_IsRefused(bool merged)
    {
        var patient = await clinic.NewPatientAsync(clinic.Ours, "Closed Person");
        var other = await clinic.NewPatientAsync(clinic.Ours, "Closed Person");
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            if (merged)
            {
                await db.MergeAsync(Guid.CreateVersion7(), other.Id, patient.Id, "the same", Cancel);
            }
            else
            {
                var row = await db.Patients.SingleAsync(p => p.Id == patient.Id, Cancel);
                (row.RestrictedAt, row.RestrictionReason) = (clinic.Clock.GetUtcNow(), "asked for");
                await db.SaveChangesAsync(Cancel);
            }
        }

        var tried = 0;
        foreach (var (address, needs, method) in Writing)
        {
            var account = await clinic.MemberAsync(clinic.Ours, "Asker", Capabilities.RolesWith(needs)[0]);
            if (needs == Capability.Sign)
                await clinic.LicenceAsync(clinic.Ours, account, new(2030, 1, 1));
            using var browser = await clinic.SignedInAsync(account, clinic.Ours);
            await browser.GetAsync("/en/clinic");
            var request = browser.Form("/en" + SeparationTests.Fill(address, name => name == "patient" ? patient.Id.ToString() : Guid.CreateVersion7().ToString()), ("token", browser.Token!), ("key", Guid.CreateVersion7().ToString()));
            request.Method = new(method);
            request.Headers.Add("X-Request-Token", browser.Token);

            var answer = await browser.SendAsync(request);

            Assert.True(answer.Status == HttpStatusCode.Conflict, $"{method} {address.RoutePattern.RawText}: {answer.Status}");
            Assert.Contains(merged ? "part of another one" : "Nothing is written", answer.Heading, StringComparison.Ordinal);
            Assert.EndsWith("the record is closed", (await clinic.TrailAsync(clinic.Ours))[^1], StringComparison.Ordinal);
            tried++;
        }

        Assert.True(tried >= 15, $"only {tried} addresses");
        await using var after = clinic.NewContext(clinic.Ours);
        Assert.Equal(2, (await after.Patients.AsNoTracking().SingleAsync(p => p.Id == patient.Id, Cancel)).Version);
        Assert.False(await after.Intakes.AnyAsync(i => i.PatientId == patient.Id, Cancel));
        Assert.False(await after.Plans.AnyAsync(i => i.PatientId == patient.Id, Cancel));
        Assert.False(await after.IntakeLinks.AnyAsync(i => i.PatientId == patient.Id, Cancel));
    }

    [Fact]
    public async Task Consent_OfARestrictedRecord_CanBeTakenBack()
    {
        var patient = await clinic.NewPatientAsync(clinic.Ours, "Kept Person");
        var consent = new Huantiao.Records.Intakes.Consent
        {
            ClinicId = clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = patient.Id, Purpose = Huantiao.Records.Intakes.ConsentPurpose.Research, TextVersion = "1", Language = "en", Given = true,
            SignedAs = "K. P.", SignedAt = clinic.Clock.GetUtcNow(),
        };
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            var row = await db.Patients.SingleAsync(p => p.Id == patient.Id, Cancel);
            (row.RestrictedAt, row.RestrictionReason) = (clinic.Clock.GetUtcNow(), "asked for");
            db.Consents.Add(consent);
            await db.SaveChangesAsync(Cancel);
        }

        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        await desk.GetAsync("/en/clinic");
        var answer = await desk.PostAsync($"/en/clinic/patients/{patient.Id}/consents/{consent.Id}/withdraw");

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        await using var after = clinic.NewContext(clinic.Ours);
        Assert.NotNull((await after.Consents.SingleAsync(c => c.Id == consent.Id, Cancel)).WithdrawnAt);
    }

    [Fact]
    public async Task Visit_OfARestrictedRecord_IsNotBooked()
    {
        var patient = await clinic.NewPatientAsync(clinic.Ours, "Unused Person");
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            var row = await db.Patients.SingleAsync(p => p.Id == patient.Id, Cancel);
            (row.RestrictedAt, row.RestrictionReason) = (clinic.Clock.GetUtcNow(), "asked for");
            await db.SaveChangesAsync(Cancel);
        }

        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        await desk.GetAsync("/en/clinic");
        var answer = await desk.PostAsync("/en/clinic/visits/new", ("key", Guid.CreateVersion7().ToString()), ("patient", patient.Id.ToString()));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
    }

    [Fact]
    public async Task Restriction_AskedForAndEnded_ClosesTheRecordMeanwhile_AndTheTrailSaysWhy()
    {
        var patient = await clinic.NewPatientAsync(clinic.Ours, "Disputing Person");
        using var practitioner = await clinic.SignedInAsync(clinic.Ours, Role.Practitioner);
        var address = $"/en/clinic/patients/{patient.Id}";
        async Task<Answered> ChangeAsync(string reason)
        {
            var version = (await practitioner.GetAsync(address + "/restriction")).Page.QuerySelector("input[name=version]")!.GetAttribute("value")!;
            return await practitioner.PostAsync(address + "/restriction", ("version", version), ("reason", reason));
        }

        Assert.Equal(["Say in a few words what happened."], (await ChangeAsync("asked")).Wrong);
        Assert.Equal(address + "?done=restricted", (await ChangeAsync("Disputes the diagnosis, letter of 3 May")).Location);

        Assert.Contains("Disputes the diagnosis", (await practitioner.GetAsync(address + "/restriction")).Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await practitioner.GetAsync(address)).Page.QuerySelector("#restricted"));
        Assert.Equal(HttpStatusCode.Conflict, (await practitioner.PostAsync(address + "/edit", ("version", "2"), ("name", "Somebody Else"))).Status);

        Assert.Equal(address + "?done=restriction-lifted", (await ChangeAsync("Entry corrected, agreed by telephone")).Location);
        Assert.Null((await practitioner.GetAsync(address)).Page.QuerySelector("#restricted"));
        var trail = await clinic.TrailAsync(clinic.Ours);
        Assert.Contains(trail, line => line.EndsWith("restricted: Disputes the diagnosis, letter of 3 May", StringComparison.Ordinal));
        Assert.Contains(trail, line => line.EndsWith("restriction lifted: Entry corrected, agreed by telephone", StringComparison.Ordinal));

        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        await desk.GetAsync("/en/clinic");
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync(address + "/restriction")).Status);
    }
}
