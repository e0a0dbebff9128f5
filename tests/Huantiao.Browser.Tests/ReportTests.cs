using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Huantiao.Records;
using Huantiao.Tests.Reports;
using Huantiao.Web.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>The clinic's report on a phone, a tablet and a desk, by day and by night, in both languages, and on paper.</summary>
[Collection(nameof(Browser))]
public sealed partial class ReportTests(Browser browser)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(390, "en", 700)]
    [InlineData(820, "zh-Hans", 40)]
    [InlineData(1440, "en", 700)]
    [InlineData(1440, "zh-Hans", 700)]
    public async Task Report_OfAClinic_LooksRightAndPrintsOnTwoPagesOrThree(int width, string language, int people)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(width);
        await clinic.SetUpAsync(page, language);
        await StoreAsync(clinic, people);
        var name = string.Create(CultureInfo.InvariantCulture, $"report-{width}-{language}-{people}");

        await page.GotoAsync($"{clinic.Address}/{language}/clinic/report");
        await Assertions.Expect(page.Locator("section.answer .says")).ToBeVisibleAsync();
        await NeedlingTests.LooksRightAsync(page, name, width);
        await TreatTests.LooksRightAsync(page, name + "-whole");
        // What its own words call small: no place in the funnel, no limits in the chart.
        Assert.Equal(people > 100 ? 3 : 2, await page.Locator("main svg.chart-control, main svg.chart-units").CountAsync());

        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
        if (Environment.GetEnvironmentVariable("HUANTIAO_SHOTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".pdf"), pdf, Now);
        Assert.InRange(int.Parse(PageCount().Match(Encoding.Latin1.GetString(pdf)).Groups["n"].Value, CultureInfo.InvariantCulture), 1, 3);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var gone in new[] { "nav.places", "main .button", "main details" })
            Assert.False(await page.Locator(gone).First.IsVisibleAsync(), gone);
        await page.Context.CloseAsync();
    }

    private async Task StoreAsync(RunningClinic clinic, int people)
    {
        await using var all = clinic.Database.NewContext();
        all.Act(Actor.Program);
        var (place, account) = (await all.Clinics.Select(c => c.Id).SingleAsync(Now), await all.Users.Select(u => u.Id).SingleAsync(Now));
        var plan = ReportQuestion.Of(browser.Site)!.Plan;
        await using var db = clinic.Database.NewContext(place, Actor.Program);
        db.AddRange(new InventedOutcomes(5, people, place, [account, Guid.CreateVersion7()], TimeProvider.System.GetUtcNow(), browser.Site.Treatment!.Measures, plan.HarmDays).Rows);
        await db.SaveChangesAsync(Now);
    }

    [GeneratedRegex(@"/Type\s*/Pages\b[^>]*?/Count\s+(?<n>\d+)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex PageCount();
}
