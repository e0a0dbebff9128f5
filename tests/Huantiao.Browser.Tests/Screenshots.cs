using Huantiao.Records;
using Huantiao.Records.Needling;
using Huantiao.Web;
using Huantiao.Web.Clinics;
using Huantiao.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>
/// Makes docs/screenshots/points anew, for people to look at; nothing is asserted, so it runs only when asked for:
/// <c>dotnet run --project tests/Huantiao.Browser.Tests -- -explicit only -class '*Screenshots'</c>.
/// </summary>
[Collection(nameof(Browser))]
public sealed class Screenshots(Browser browser)
{
    private const int Width = 720;

    [Fact(Explicit = true)]
    public async Task Points_EachViewInBothThemes()
    {
        var folder = Path.Combine(Root(), "docs", "screenshots", "points");
        Directory.CreateDirectory(folder);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            // One language in one theme each: a look at both.
            var (language, theme) = scheme == ColorScheme.Light ? ("en", "light") : ("zh-Hans", "dark");
            var page = await browser.OpenAsync($"/{language}/points", Width, 1600, scheme);
            foreach (var view in browser.Site.Points.Atlas.Body.Views)
            {
                await page.GotoAsync($"{browser.Address}/{language}/points/view/{view.Id}");
                foreach (var box in await page.Locator(".layers input:not(#layer-large):not(#layer-cautions)").AllAsync())
                    await box.CheckAsync();
                await page.EvaluateAsync("document.activeElement.blur()");
                await SaveAsync(page, ".bodychart", Path.Combine(folder, $"{view.Id}-{theme}.webp"));
            }

            await page.Context.CloseAsync();
        }
    }

    /// <summary>docs/screenshots/clinic: the pages of the desk on a phone, a tablet and a screen.</summary>
    [Fact(Explicit = true)]
    public async Task Clinic_TheDesk()
    {
        var folder = Path.Combine(Root(), "docs", "screenshots", "clinic");
        Directory.CreateDirectory(folder);
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(820);
        await clinic.SetUpAsync(page);
        var patient = await DiaryTests.AddAsync(clinic, "Ada Lovelace", "1985-12-10");
        await DiaryTests.AddAsync(clinic, "Lovelace Ada", "1985-12-10");
        await DiaryTests.BookAsync(clinic, patient);
        await DiaryTests.BookAsync(clinic, await DiaryTests.AddAsync(clinic, "王小明", "1990-10-12"), 45, emergency: false);
        foreach (var (name, path) in new[] { ("day", "/clinic/day"), ("week", "/clinic/diary"), ("patients", "/clinic/patients"), ("chart", $"/clinic/patients/{patient}"), ("book", $"/clinic/visits/new?patient={patient}"), ("mail", "/clinic/settings/mail") })
        {
            foreach (var (width, language) in new[] { (390, "en"), (820, "zh-Hans"), (1440, "en") })
            {
                await page.SetViewportSizeAsync(width, 900);
                await page.GotoAsync($"{clinic.Address}/{language}{path}");
                await SaveAsync(page, "html", Path.Combine(folder, $"{name}-{width.ToString(System.Globalization.CultureInfo.InvariantCulture)}.webp"));
            }
        }

        await page.Context.CloseAsync();
    }

    /// <summary>
    /// Every page of needling sessions in the invented clinic, on a phone, a tablet and a screen, by day, by night and on paper, in both languages: into HUANTIAO_SHOTS, for the eye; axe looks at each too.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Needling_EveryPage()
    {
        var shots = Environment.GetEnvironmentVariable("HUANTIAO_SHOTS") is { Length: > 0 } named ? named : throw new InvalidOperationException("Set HUANTIAO_SHOTS to a folder.");
        var above = Directory.CreateTempSubdirectory("huantiao-shots-");
        var folder = Environment.GetEnvironmentVariable("HUANTIAO_DEMO") is { Length: > 0 } made ? made : Path.Combine(above.FullName, "data-demo");
        await DemoFolder.ReadyAsync(folder, Browser.PathwayFolder, browser.Site, TimeProvider.System, () => { }, TestContext.Current.CancellationToken);
        var door = new DemoDoor();
        await using (var app = WebApp.Build(new WebOptions("http://127.0.0.1:0", Browser.PathwayFolder, folder) { Demo = door, TriesPerMinute = 1000 }, browser.Site))
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            var database = await app.Services.GetRequiredService<OpeningDatabase>().Ready;
            var address = app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
            var page = await (await browser.NewContextAsync(1440)).NewPageAsync();
            await page.GotoAsync($"{address}/en/demo#{door.Code}");
            await page.ClickAsync("li:has-text('Wren Needham') button >> nth=0");
            await page.WaitForURLAsync("**/clinic");
            var faults = new List<string>();
            foreach (var (name, path) in await PlacesAsync(database))
            {
                foreach (var (width, language, scheme) in new[] { (390, "en", ColorScheme.Light), (390, "zh-Hans", ColorScheme.Dark), (820, "en", ColorScheme.Dark), (1440, "zh-Hans", ColorScheme.Light), (1440, "en", ColorScheme.Light) })
                {
                    await page.SetViewportSizeAsync(width, 900);
                    await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                    await page.GotoAsync($"{address}/{language}{path}");
                    if (await page.Locator("needling-session").CountAsync() > 0)
                        await NeedlingTests.ReadyAsync(page);
                    await page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"{name}-{width.ToString(System.Globalization.CultureInfo.InvariantCulture)}-{language}-{scheme}.png"), FullPage = true });
                    try
                    {
                        await ClinicTests.CheckHereAsync(page, name, width);
                    }
                    catch (Xunit.Sdk.XunitException fault)
                    {
                        faults.Add($"{name} {width} {language} {scheme}: {fault.Message}");
                    }
                }

                await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, Media = Media.Print });
                await page.GotoAsync($"{address}/en{path}");
                await page.SetViewportSizeAsync(720, 900);
                await page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"{name}-paper.png"), FullPage = true });
                await page.EmulateMediaAsync(new() { Media = Media.Screen });
            }

            await page.Context.CloseAsync();
            Assert.True(faults.Count == 0, string.Join("\n", faults));
        }

        above.Delete(recursive: true);
    }

    /// <summary>One of each: a session that goes on, one signed, one that nobody has signed, an adverse event, a lot.</summary>
    private static async Task<IReadOnlyList<(string Name, string Path)>> PlacesAsync(Database database)
    {
        await using var outside = database.NewContext();
        outside.Act(Actor.Program);
        var clinic = await outside.Clinics.OrderBy(c => c.CreatedAt).Select(c => c.Id).FirstAsync();
        await using var db = database.NewContext(clinic, Actor.Program);
        var sessions = await db.NeedlingSessions.OrderByDescending(s => s.OpenedAt).ToListAsync();
        var (going, signed, left) = (sessions.First(s => s.NeedlesIn > 0), sessions.First(s => s.Phase == SheetPhase.Signed), sessions.First(s => s is { Phase: SheetPhase.Removing }));
        var adverse = await db.AdverseEvents.OrderBy(e => e.NoticedAt).Select(e => e.Id).FirstAsync();
        return
        [
            ("board", "/clinic/board"), ("unsigned", "/clinic/sessions/unsigned"), ("lots", "/clinic/lots"), ("trace", "/clinic/lots/trace?lot=INV-A7"), ("adverse", "/clinic/adverse"),
            ("adverse-one", $"/clinic/adverse/{adverse}"), ("adverse-new", $"/clinic/adverse/new?session={signed.Id}"), ("rates", "/clinic/adverse/rates"), ("after-list", "/clinic/after"),
            ("after-phone", "/after"), ("after-done", "/after/done"), ("groups", "/clinic/point-groups"), ("session-going", $"/clinic/sessions/{going.Id}"), ("session-left", $"/clinic/sessions/{left.Id}"),
            ("session-signed", $"/clinic/sessions/{signed.Id}"), ("summary", $"/clinic/sessions/{signed.Id}/summary"), ("stricta", $"/clinic/sessions/{signed.Id}/stricta"),
            ("sessions", $"/clinic/patients/{signed.PatientId}/sessions"), ("sessions-going", $"/clinic/patients/{going.PatientId}/sessions"),
        ];
    }

    /// <summary>Chromium writes WebP itself, which is a third of a PNG here.</summary>
    private static async Task SaveAsync(IPage page, string part, string file)
    {
        var box = await page.Locator(part).First.EvaluateAsync<double[]>("e => { const r = e.getBoundingClientRect(); return [r.x + scrollX, r.y + scrollY, r.width, r.height]; }");
        var session = await page.Context.NewCDPSessionAsync(page);
        var answer = await session.SendAsync("Page.captureScreenshot", new Dictionary<string, object>
        {
            ["format"] = "webp",
            ["quality"] = 80,
            ["captureBeyondViewport"] = true,
            ["clip"] = new Dictionary<string, object> { ["x"] = box[0], ["y"] = box[1], ["width"] = box[2], ["height"] = box[3], ["scale"] = 1 },
        });
        await File.WriteAllBytesAsync(file, answer!.Value.GetProperty("data").GetBytesFromBase64(), TestContext.Current.CancellationToken);
        await session.DetachAsync();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Huantiao.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
