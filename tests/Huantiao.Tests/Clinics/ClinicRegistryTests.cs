using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Huantiao.Records.Invented;
using Huantiao.Registry;
using Huantiao.Tests.Courses;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>The page of what leaves for the registry: it shows first, signs what it showed, and remembers.</summary>
public sealed class ClinicRegistryTests(CourseClinic clinic) : IClassFixture<CourseClinic>
{
    private const string Period = "?from=2025-09-01&until=2026-11-23";
    private static readonly (string, string)[] Dates = [("from", "2025-09-01"), ("until", "2026-11-23")];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.Practitioner)]
    [InlineData(Role.FrontDesk)]
    [InlineData(Role.Researcher)]
    public async Task Page_ForWhoIsNoAdministrator_IsRefused(Role role)
    {
        using var browser = await clinic.SignedInAsync(clinic.Ours, role);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/en/clinic/registry")).Status);
    }

    [Fact]
    public async Task Page_OfAPeriod_ShowsTheFileThenSignsTheSameNumbersAndWarnsTheNextTime()
    {
        var (invented, browser) = await InventedAsync(80, 4);
        using var _ = browser;
        Assert.Null((await browser.GetAsync("/en/clinic/registry")).Page.QuerySelector("#leaves"));
        await browser.PostAsync("/en/clinic/registry/key");
        var shown = await browser.GetAsync("/en/clinic/registry" + Period);
        var digest = Digest(shown);

        var (name, bytes) = await browser.DownloadAsync("/en/clinic/registry", [("key", Guid.CreateVersion7().ToString()), ("digest", digest), .. Dates]);

        var (file, problem) = SealedSummary.Read(bytes);
        Assert.Null(problem);
        Assert.Equal(digest, SealedSummary.DigestOf(file!.Summary));
        Assert.Equal($"summary-20250901-20261123-{digest[..8]}.json", name);
        Assert.Contains(file.Fingerprint, shown.Text, StringComparison.Ordinal);
        await using var db = clinic.NewContext(invented);
        var cut = await db.RegistryCuts.SingleAsync(Now);
        Assert.Equal(await db.MeasuredCourses.CountAsync(Now), cut.Began);
        Assert.Equal(await db.Consents.CountAsync(c => c.Purpose == ConsentPurpose.Research && c.Given && c.WithdrawnAt == null, Now), cut.Consented);
        Assert.Equal(file.Summary.Groups[0].People, cut.Consented);
        Assert.Contains($"{cut.Consented} of {cut.Began} people", shown.Text, StringComparison.Ordinal);
        Assert.Contains(await clinic.TrailAsync(invented), line => line.StartsWith($"Export registry_summary {cut.Id}", StringComparison.Ordinal));
        var again = await browser.GetAsync("/en/clinic/registry" + Period);
        Assert.Contains("This one has the same numbers", again.Text, StringComparison.Ordinal);
        Assert.Equal(digest[..16], again.Page.QuerySelector("section[aria-labelledby=left] tbody tr :last-child")!.TextContent.Trim());
    }

    /// <summary>Somebody takes back their consent between looking and signing: nothing leaves, and the page shows what would leave now.</summary>
    [Fact]
    public async Task TakeOut_OfNumbersThatHaveChanged_IsRefusedAndShownAnew()
    {
        var (invented, browser) = await InventedAsync(60, 5);
        using var _ = browser;
        await browser.GetAsync("/en/clinic/registry");
        await browser.PostAsync("/en/clinic/registry/key");
        var digest = Digest(await browser.GetAsync("/en/clinic/registry" + Period));
        await using (var db = clinic.NewContext(invented))
        {
            var consent = await db.Consents.FirstAsync(c => c.Purpose == ConsentPurpose.Research && c.Given && c.WithdrawnAt == null, Now);
            consent.WithdrawnAt = clinic.Clock.GetUtcNow();
            await db.SaveChangesAsync(Now);
        }

        var refused = await browser.PostAsync("/en/clinic/registry", [("key", Guid.CreateVersion7().ToString()), ("digest", digest), .. Dates]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEqual(digest, Digest(refused));
        await using var after = clinic.NewContext(invented);
        Assert.False(await after.RegistryCuts.AnyAsync(Now));
    }

    [Fact]
    public async Task Page_OfAClinicWithAFewPeople_TellsNothingOfThem()
    {
        using var person = await clinic.NeedledAsync();
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            db.Consents.Add(new() { ClinicId = clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = person.Id, Purpose = ConsentPurpose.Research, TextVersion = "1", Language = "en", Given = true, SignedAs = "Invented", SignedAt = clinic.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Now);
        }

        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        await browser.GetAsync("/en/clinic/registry");
        await browser.PostAsync("/en/clinic/registry/key");

        var page = await browser.GetAsync("/en/clinic/registry?from=2026-11-01&until=2026-11-23");

        Assert.Contains("fewer than 11 people: nothing is told", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.GetAsync("/en/clinic/registry?from=2026-11-24&until=2026-11-23")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.GetAsync("/en/clinic/registry?from=never&until=2026-12-23")).Status);
    }

    private static string Digest(Answered page) => page.Page.QuerySelector("input[name=digest]")!.GetAttribute("value")!;

    private async Task<(Clinic Clinic, ClinicBrowser Administrator)> InventedAsync(int people, int seed)
    {
        var measures = clinic.Serves.Treatment!.Measures;
        var id = await InventedClinic.GenerateAsync(clinic.Database, people, seed, new(measures, measures.Find("HT_LEG_NRS")!), Now);
        await using var db = clinic.NewContext();
        var made = await db.Clinics.SingleAsync(c => c.Id == id, Now);
        return (made, await clinic.SignedInAsync(made, Role.Administrator));
    }
}
