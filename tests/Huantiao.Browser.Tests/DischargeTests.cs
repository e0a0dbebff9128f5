using Huantiao.Knowledge.Atlas;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Clinics;
using Huantiao.Records.Invented;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>The end of a treatment with its papers, and what leaves for the registry: on a phone and a desk, in both languages, on the screen and on paper.</summary>
[Collection(nameof(Browser))]
public sealed class DischargeTests(Browser browser)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(390, "en", ColorScheme.Light)]
    [InlineData(1440, "zh-Hans", ColorScheme.Dark)]
    [InlineData(820, "en", ColorScheme.Dark)]
    [InlineData(390, "zh-Hans", ColorScheme.Light)]
    [InlineData(1440, "en", ColorScheme.Light)]
    public async Task End_RecordedByHand_MakesTwoPapersOfAPageOrTwo(int width, string language, ColorScheme scheme)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var staff = await clinic.OpenAsync(width, scheme);
        var person = await TreatedVisitor.WithAPlanAsync(clinic, staff, language);
        await person.LastTimeAsync(("GB30", BodySide.Left), ("BL40", BodySide.Left), ("BL60", BodySide.Left));
        await MeasuredAsync(clinic, person, (-20, 7), (-9, 6), (-2, 4));
        var name = $"{width.ToString(System.Globalization.CultureInfo.InvariantCulture)}-{language}";
        var root = $"{clinic.Address}/{language}/clinic/patients/{person.Id}";
        await staff.GotoAsync(root + "/course");
        await staff.ClickAsync("nav.steps-row a[href$='/discharge']");
        await Assertions.Expect(staff.Locator("#end")).ToBeVisibleAsync();
        await TreatTests.LooksRightAsync(staff, $"discharge-{name}");
        await staff.ClickAsync("form[action$='/discharge'] button");
        await Assertions.Expect(staff.Locator("#end-wrong")).ToBeVisibleAsync();
        await TreatTests.LooksRightAsync(staff, $"discharge-wrong-{name}");
        await staff.CheckAsync("input[name=reason][value=goals-met]");
        await staff.FillAsync("#end-recommendation", language == "en" ? "Go on walking every day." : "请继续每天步行。");
        await staff.ClickAsync("form[action$='/discharge'] button");
        await Assertions.Expect(staff.Locator(".done")).ToBeVisibleAsync();
        await TreatTests.LooksRightAsync(staff, $"discharged-{name}");

        foreach (var (paper, most) in new[] { ("summary", 2), ("letter", 1) })
        {
            await staff.GotoAsync($"{root}/discharge/{paper}");
            await TreatTests.LooksRightAsync(staff, $"discharge-{paper}-{name}");
            Assert.InRange(PrintTests.PagesOf(await PaperAsync(staff, $"discharge-{paper}-{name}")), 1, most);
        }

        await staff.GotoAsync(root + "/plan");
        Assert.Equal(0, await staff.Locator("form[action$='/revise']").CountAsync());
        await TreatTests.LooksRightAsync(staff, $"plan-ended-{name}");
        await staff.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390, "en")]
    [InlineData(1440, "zh-Hans")]
    public async Task Registry_ShowsWhatLeavesBeforeItLeaves(int width, string language)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(width);
        await clinic.SetUpAsync(page, language);
        await EnterInventedAsync(clinic);
        var name = $"{width.ToString(System.Globalization.CultureInfo.InvariantCulture)}-{language}";
        await page.GotoAsync($"{clinic.Address}/{language}/clinic/registry");
        await TreatTests.LooksRightAsync(page, $"registry-new-{name}");
        await page.ClickAsync("form[action$='/registry/key'] button");
        await page.ClickAsync("form[method=get] button");
        await Assertions.Expect(page.Locator("#leaves")).ToBeVisibleAsync();
        await page.EvaluateAsync("document.querySelectorAll('details').forEach((d) => d.open = true)");
        await TreatTests.LooksRightAsync(page, $"registry-{name}");

        var file = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("form[action$='/clinic/registry'][method=post] button"));

        var (summary, problem) = Registry.SealedSummary.Read(await File.ReadAllBytesAsync(await file.PathAsync(), Now));
        Assert.Null(problem);
        await page.GotoAsync($"{clinic.Address}/{language}/clinic/registry?from=2020-01-01&until={summary!.Summary.Cut.Until:yyyy-MM-dd}");
        Assert.Equal(1, await page.Locator("section[aria-labelledby=leaves] .notice.care").CountAsync());
        await TreatTests.LooksRightAsync(page, $"registry-again-{name}");
        await page.Context.CloseAsync();
    }

    /// <summary>The person who set the clinic up goes over to an invented clinic with people in it.</summary>
    private static async Task EnterInventedAsync(RunningClinic clinic)
    {
        var measures = clinic.Browser.Site.Treatment!.Measures;
        var id = await InventedClinic.GenerateAsync(clinic.Database, 90, 3, new(measures, measures.Find("HT_LEG_NRS")!), Now);
        await using var db = clinic.Database.NewContext();
        db.Act(Actor.Program);
        var session = await db.Sessions.OrderByDescending(s => s.LastSeenAt).FirstAsync(Now);
        db.Memberships.Add(new() { ClinicId = id, AccountId = session.AccountId, Role = Role.Administrator, Since = TimeProvider.System.GetUtcNow() });
        session.ClinicId = id;
        await db.SaveChangesAsync(Now);
    }

    /// <summary>What goes to the printer; a picture of it where pictures are wanted.</summary>
    private static async Task<byte[]> PaperAsync(IPage page, string name)
    {
        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
        if (Environment.GetEnvironmentVariable("HUANTIAO_SHOTS") is { Length: > 0 } shots)
            await File.WriteAllBytesAsync(Path.Combine(shots, name + ".pdf"), pdf, Now);
        return pdf;
    }

    private static async Task MeasuredAsync(RunningClinic clinic, TreatedVisitor person, params (int Day, double Value)[] scores)
    {
        await using var outside = clinic.Database.NewContext();
        outside.Act(Actor.Program);
        var place = await outside.Clinics.FirstAsync(Now);
        await using var db = clinic.Database.NewContext(place.Id, Actor.Program);
        foreach (var (day, value) in scores)
        {
            var at = TimeProvider.System.GetUtcNow().AddDays(day);
            db.Measurements.Add(new()
            {
                ClinicId = place.Id, Id = Guid.CreateVersion7(), PatientId = person.Id, Instrument = "HT_LEG_NRS", Item = "leg_now", Value = value, Unit = "{score}", At = at, Source = MeasurementSource.Visit,
                RecordedAt = at, RecordedBy = person.Id,
            });
        }

        await db.SaveChangesAsync(Now);
    }
}
