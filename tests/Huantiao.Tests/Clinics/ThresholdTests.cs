using System.Net;
using Huantiao.Records.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>Numbers without a guideline: off until a practitioner with a licence signs them off by name.</summary>
public sealed class ThresholdTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Threshold_SignedByALicensedPractitioner_IsOnUnderTheirName_AndOffAgain()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Dr Signer", Role.Practitioner);
        using var browser = await clinic.SignedInAsync(account, clinic.Ours);
        Assert.Equal("off", (await browser.GetAsync("/en/clinic/thresholds")).Page.QuerySelector("#main .card .chip")!.TextContent);
        (string, string)[] fields = [("value", "3,5"), ("version", "0"), ("answers", "yes")];

        // No licence, no signature.
        var refused = await browser.PostAsync("/en/clinic/thresholds/inr_stop", fields);
        Assert.Equal((HttpStatusCode.Forbidden, "No licence entered"), (refused.Status, refused.Heading));
        await clinic.LicenceAsync(clinic.Ours, account, new(2026, 11, 22));
        Assert.Equal("Licence ended", (await browser.PostAsync("/en/clinic/thresholds/inr_stop", fields)).Heading);
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line.EndsWith("licence: Sign", StringComparison.Ordinal) && line.Contains(account.Id.ToString(), StringComparison.Ordinal));
        await clinic.LicenceAsync(clinic.Ours, account, new(2030, 1, 1));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/en/clinic/thresholds/inr_stop", ("value", "3.5"), ("version", "0"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/en/clinic/thresholds/inr_stop", ("value", "99"), ("version", "0"), ("answers", "yes"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/en/clinic/thresholds/none", fields)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/en/clinic/thresholds/inr_stop", fields)).Status);
        await using var db = clinic.NewContext(clinic.Ours);
        var setting = await db.ClinicSettings.AsNoTracking().SingleAsync(s => s.Name == "threshold:inr_stop", Now);
        Assert.Equal(("3.5", account.Id, clinic.Clock.GetUtcNow()), (setting.Value, setting.SignedOffBy!.Value, setting.SignedOffAt!.Value));
        var page = await browser.GetAsync("/en/clinic/thresholds");
        Assert.Contains("Dr Signer", page.Page.QuerySelector("#main .card")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await browser.PostAsync("/en/clinic/thresholds/inr_stop", ("value", "4"), ("version", "7"), ("answers", "yes"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/en/clinic/thresholds/inr_stop/off")).Status);
        Assert.Null((await db.ClinicSettings.AsNoTracking().SingleAsync(s => s.Name == "threshold:inr_stop", Now)).SignedOffAt);
    }
}
