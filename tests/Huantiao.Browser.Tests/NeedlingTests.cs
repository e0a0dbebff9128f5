using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>The needling session as a practitioner taps it: two devices, a network that goes, a page that is loaded again, a person who faints.</summary>
[Collection(nameof(Browser))]
public sealed class NeedlingTests(Browser browser)
{
    private static readonly (string, BodySide)[] Six =
        [("BL54", BodySide.Left), ("GB30", BodySide.Left), ("BL40", BodySide.Left), ("BL40", BodySide.Right), ("BL60", BodySide.Left), ("GV4", BodySide.Midline)];

    [Fact]
    public async Task Session_OnTwoDevices_EachSeesTheOther_AndAConflictIsSaid()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Six);
        var (one, two) = (await visitor.OtherDeviceAsync(390, 844), await visitor.OtherDeviceAsync(820, 1180));
        await one.GotoAsync(visitor.Address(session));
        await two.GotoAsync(visitor.Address(session));
        await ReadyAsync(one);
        await ReadyAsync(two);

        await one.TapAsync("[data-next=as-planned] button");
        await Assertions.Expect(two.Locator("li[data-fate=retained]")).ToHaveCountAsync(Six.Length);
        await two.TapAsync("[data-next=begin-removing] button");
        await two.TapAsync("li[data-at='BL60:left'] button.needle");
        await Assertions.Expect(one.Locator("li[data-at='BL60:left']")).ToHaveAttributeAsync("data-fate", "out");

        // Neither knows of the other for a while: one counts five and takes one out, the other counts six.
        await two.Context.SetOfflineAsync(true);
        await two.TapAsync("#count button[value='5']");
        await Assertions.Expect(two.Locator("[data-counted]")).Not.ToBeEmptyAsync();
        await one.TapAsync("#count button[value='6']");
        await Assertions.Expect(one.Locator("[data-next=sign]")).ToBeVisibleAsync();
        await two.Context.SetOfflineAsync(false);
        await Assertions.Expect(one.Locator("#open li[data-open=counts-contradict]")).ToBeVisibleAsync();
        await Assertions.Expect(one.Locator("[data-next=count]")).ToBeVisibleAsync();
        await LooksRightAsync(one, "conflict-390", 390);

        await one.TapAsync("#count button[value='6']");
        await Assertions.Expect(two.Locator("[data-next=sign]")).ToBeVisibleAsync();
        await two.TapAsync("[data-next=sign] button");
        await one.WaitForSelectorAsync("main.session:not(:has(needling-session))");
        Assert.IsType<NeedlingSession.Signed>(await visitor.StoredAsync(session));
        foreach (var page in new[] { one, two, desk })
            await page.Context.CloseAsync();
    }

    /// <summary>The network goes in the middle: taps go on, nothing readable lies in the browser, and all arrives in its order when it is back.</summary>
    [Fact]
    public async Task Session_WithTheNetworkCut_GoesOnAndLosesNothing()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Six);
        var phone = await visitor.OtherDeviceAsync(390, 844);
        await phone.GotoAsync(visitor.Address(session));
        await ReadyAsync(phone);
        await phone.TapAsync("li[data-at='BL54:left'] button.needle");
        await Assertions.Expect(phone.Locator("li[data-at='BL54:left']")).ToHaveAttributeAsync("data-fate", "in");
        await Assertions.Expect(phone.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved");

        await phone.Context.SetOfflineAsync(true);
        foreach (var at in new[] { "GB30:left", "BL40:left", "BL40:right" })
        {
            await phone.TapAsync($"li[data-at='{at}'] button.needle");
            await Assertions.Expect(phone.Locator($"li[data-at='{at}']")).ToHaveAttributeAsync("data-fate", "in");
        }

        await phone.TapAsync("[data-next=retain] button");
        await Assertions.Expect(phone.Locator("li[data-fate=retained]")).ToHaveCountAsync(4);
        await Assertions.Expect(phone.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "kept");
        await LooksRightAsync(phone, "offline-390", 390, axe: false);
        var stored = await phone.EvaluateAsync<string>("""
            async () => {
              const db = await new Promise((done) => { const r = indexedDB.open("huantiao-session"); r.onsuccess = () => done(r.result); });
              const get = (store, ...of) => new Promise((done) => { const r = db.transaction(store).objectStore(store)[of.length ? "get" : "getAll"](...of); r.onsuccess = () => done(r.result); });
              const rows = await get("waiting");
              const out = await crypto.subtle.exportKey("raw", await get("keys", "key")).then(() => "key came out", () => "key stays");
              db.close();
              return `${rows.length} ${out} ` + rows.map((row) => new TextDecoder("latin1").decode(row.data)).join() + localStorage.length + sessionStorage.length;
            }
            """);
        Assert.StartsWith("4 key stays", stored, StringComparison.Ordinal);
        Assert.EndsWith("00", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("GB30", stored, StringComparison.Ordinal);
        Assert.Single((await visitor.StoredAsync(session)).Record.Needles);

        // The browser loses the page; what was tapped is taken up by the next that opens it.
        await phone.GotoAsync("about:blank");
        await phone.Context.SetOfflineAsync(false);
        await phone.GotoAsync(visitor.Address(session));
        await ReadyAsync(phone);
        await Assertions.Expect(phone.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved");

        var kept = await visitor.StoredAsync(session);
        Assert.Equal(4, kept.Record.Needles.Length);
        Assert.IsType<NeedlingSession.Retaining>(kept);
        Assert.Empty(kept.Record.Conflicts);
        Assert.Equal(0, await phone.EvaluateAsync<int>("""
            async () => {
              const db = await new Promise((done) => { const r = indexedDB.open("huantiao-session"); r.onsuccess = () => done(r.result); });
              return await new Promise((done) => { const r = db.transaction("waiting").objectStore("waiting").count(); r.onsuccess = () => { db.close(); done(r.result); }; });
            }
            """));
        await phone.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    /// <summary>A finger that trembles: each button is pressed three times before the page has answered once.</summary>
    [Fact]
    public async Task Taps_ThreeTimesAtOnce_CountOnce()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Six);
        var phone = await visitor.OtherDeviceAsync(390, 844);
        await phone.GotoAsync(visitor.Address(session));
        await ReadyAsync(phone);

        await TrembleAsync("li[data-at='GB30:left'] button.needle");
        await Assertions.Expect(phone.Locator("li[data-fate=in]")).ToHaveCountAsync(1);
        await phone.TapAsync("#add > summary");
        await phone.FillAsync("[name=codes]", "BL57 l");
        await TrembleAsync("form:has([name=codes]) button:not([name])");
        await Assertions.Expect(phone.Locator("li[data-fate=in]")).ToHaveCountAsync(2);
        await TrembleAsync("[data-next=retain] button");
        await Assertions.Expect(phone.Locator("li[data-fate=retained]")).ToHaveCountAsync(2);
        await TrembleAsync("[data-next=begin-removing] button");
        await TrembleAsync("li[data-at='GB30:left'] button.needle");
        await Assertions.Expect(phone.Locator("li[data-fate=out]")).ToHaveCountAsync(1);
        await TrembleAsync("#count button[value='2']");
        await Assertions.Expect(phone.Locator("[data-next=sign]")).ToBeVisibleAsync();
        await Assertions.Expect(phone.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved");

        await TrembleAsync("[data-next=sign] button");
        await phone.WaitForSelectorAsync("main.session:not(:has(needling-session))");
        var record = Assert.IsType<NeedlingSession.Signed>(await visitor.StoredAsync(session)).Record;
        Assert.Equal(["BL57", "GB30"], record.Needles.Select(n => n.Now.Point).Order(StringComparer.Ordinal));
        Assert.Empty(record.Conflicts);
        await phone.Context.CloseAsync();
        await desk.Context.CloseAsync();

        Task TrembleAsync(string button) => phone.Locator(button).First.EvaluateAsync("button => { button.click(); button.click(); button.click(); }");
    }

    /// <summary>Two tabs of one browser are one device: without a connection each tap gets a number of its own, and each tab knows of the other's.</summary>
    [Fact]
    public async Task Session_InTwoTabsWithoutAConnection_CountsEveryTapOnce()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Six);
        var one = await visitor.OtherDeviceAsync(390, 844);
        var two = await one.Context.NewPageAsync();
        foreach (var tab in new[] { one, two })
        {
            await tab.GotoAsync(visitor.Address(session));
            await ReadyAsync(tab);
        }

        await one.Context.SetOfflineAsync(true);
        await Task.WhenAll(one.TapAsync("li[data-at='GB30:left'] button.needle"), two.TapAsync("li[data-at='BL54:left'] button.needle"));
        await one.TapAsync("li[data-at='BL60:left'] button.needle");
        foreach (var tab in new[] { one, two })
            await Assertions.Expect(tab.Locator("li[data-fate=in]")).ToHaveCountAsync(3);
        await one.Context.SetOfflineAsync(false);
        await Assertions.Expect(one.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved");
        await Assertions.Expect(two.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved");

        var record = (await visitor.StoredAsync(session)).Record;
        Assert.Equal(3, record.Needles.Length);
        Assert.Empty(record.Conflicts.Where(c => c is Conflict.SameNumber or Conflict.SameKey or Conflict.Missing));
        await one.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    /// <summary>The time goes on over a reload and rings at its end; without a touch for long the page shows the time and no record.</summary>
    [Fact]
    public async Task Retention_OverAReload_GoesOnAndRings_AndAnIdlePageShowsNoRecord()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Six);
        var phone = await visitor.OtherDeviceAsync(390, 844);
        await phone.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        await phone.GotoAsync(visitor.Address(session));
        await ReadyAsync(phone);
        await phone.TapAsync("[data-next=as-planned] button");
        await Assertions.Expect(phone.Locator("#clock")).ToHaveAttributeAsync("data-time", "runs");
        await Assertions.Expect(phone.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved");
        var end = (await visitor.StoredAsync(session)).Record.Timer!.PlannedEnd;

        await phone.ReloadAsync();
        await ReadyAsync(phone);
        await Assertions.Expect(phone.Locator("#clock")).ToHaveAttributeAsync("data-time", "runs");
        Assert.Equal(end, (await visitor.StoredAsync(session)).Record.Timer!.PlannedEnd);
        Assert.Equal(Six.Length, await phone.Locator("li[data-fate=retained]").CountAsync());

        // Sixteen minutes later nobody has touched it; later still it rings all the same. However often the server's clock, which did not go on, was heard meanwhile.
        await phone.Clock.RunForAsync(16 * 60 * 1000);
        await Assertions.Expect(phone.Locator("main.locked")).ToBeVisibleAsync();
        var locked = await phone.ContentAsync();
        Assert.DoesNotContain("Invented Person", locked, StringComparison.Ordinal);
        Assert.DoesNotContain("GB30", locked, StringComparison.Ordinal);
        await LooksRightAsync(phone, "locked-390", 390);
        await phone.Clock.RunForAsync(26 * 60 * 1000);
        await Assertions.Expect(phone.Locator("main.locked")).ToHaveAttributeAsync("data-time", "over");
        await Assertions.Expect(phone.Locator("[data-hush]")).ToBeVisibleAsync();
        await LooksRightAsync(phone, "ringing-390", 390);
        await phone.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    /// <summary>A faint: one button, one confirmation; nothing goes in, nothing is signed before the count and the report.</summary>
    [Fact]
    public async Task RapidRemoval_OfAllNeedles_BlocksTheSignatureUntilCountedAndReported()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Six);
        var phone = await visitor.OtherDeviceAsync(390, 844);
        await phone.GotoAsync(visitor.Address(session));
        await ReadyAsync(phone);
        await phone.TapAsync("[data-next=as-planned] button");
        await Assertions.Expect(phone.Locator("li[data-fate=retained]")).ToHaveCountAsync(Six.Length);

        await phone.TapAsync(".rapid summary");
        await LooksRightAsync(phone, "rapid-390", 390);
        await phone.Locator(".rapid button").First.TapAsync();
        await Assertions.Expect(phone.Locator("li[data-fate=pulled]")).ToHaveCountAsync(Six.Length);
        await Assertions.Expect(phone.Locator("[data-next=count]")).ToBeVisibleAsync();
        await Assertions.Expect(phone.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved");
        Assert.True((await visitor.StoredAsync(session)).Record.IsCountDeferred);

        await phone.TapAsync("#count button[value='5']");
        await Assertions.Expect(phone.Locator("[data-counted].wrong")).ToBeVisibleAsync();
        await phone.TapAsync("#count button[value='6']");
        await Assertions.Expect(phone.Locator("[data-counted]:not(.wrong)")).ToBeVisibleAsync();
        await Assertions.Expect(phone.Locator("#open li[data-open=report-missing]").First).ToBeVisibleAsync();
        await Assertions.Expect(phone.Locator("[data-next=open]")).ToBeVisibleAsync();
        await LooksRightAsync(phone, "report-390", 390);
        Assert.IsType<NeedlingSession.Removing>(await visitor.StoredAsync(session));
        await phone.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    /// <summary>A packet's code and points by typing: what is no point is said, and what the rules ask before a needle that nobody prescribed.</summary>
    [Fact]
    public async Task Points_Typed_AreReadAndHeldAgainstTheRules()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync([("BL40", BodySide.Left)]);
        var page = await visitor.OtherDeviceAsync(820, 1180);
        await page.GotoAsync(visitor.Address(session));
        await ReadyAsync(page);
        await page.TapAsync("details:has(form.choose) > summary");
        await page.FillAsync("[name=label]", "(01)09506000134352(17)301231(10)ABC123");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-said]")).ToContainTextAsync("ABC123");
        await page.TapAsync("form.choose > p button");
        await page.TapAsync("li[data-at='BL40:left'] button.needle");
        await page.TapAsync("#add > summary");
        await page.FillAsync("[name=codes]", "nonsense");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-said].wrong")).ToContainTextAsync("nonsense");
        await page.FillAsync("[name=codes]", "BL60 l, 足三里 both");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-said].wrong")).ToContainTextAsync("ST36");
        await page.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    /// <summary>The board across the room: overdue in words, sign and colour, ringing, without a name; and live.</summary>
    [Fact]
    public async Task Board_WithARoomOverdue_SaysSoRingsAndFollows()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(1440);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Six, TimeSpan.FromMinutes(-40));
        await visitor.DoAsync(
            session, (s, m) => ((NeedlingSession.Prepared)s).Begin(m), (s, m) => ((NeedlingSession.Needling)s).Insert(m, new("GB30", BodySide.Left)), (s, m) => ((NeedlingSession.Needling)s).Retain(m, 25, null));
        await desk.GotoAsync(clinic.Address + "/en/clinic/board");

        await Assertions.Expect(desk.Locator("li[data-state=over] .how")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator("li[data-state=over] .face")).ToContainTextAsync("+1");
        await Assertions.Expect(desk.Locator("#board-hush")).ToBeVisibleAsync();
        Assert.DoesNotContain("Invented Person", await desk.ContentAsync(), StringComparison.Ordinal);
        await LooksRightAsync(desk, "board-1440", 1440);
        await desk.SetViewportSizeAsync(390, 844);
        await LooksRightAsync(desk, "board-390", 390);

        await visitor.DoAsync(session, (s, m) => ((NeedlingSession.Retaining)s).BeginRemoving(m with { At = TimeProvider.System.GetUtcNow() }), (s, m) => ((NeedlingSession.Removing)s).Count(m with { At = TimeProvider.System.GetUtcNow() }, 1));
        await Assertions.Expect(desk.Locator("li[data-state=over]")).ToHaveCountAsync(0);
        await desk.Context.CloseAsync();
    }

    internal static async Task ReadyAsync(IPage page)
    {
        try
        {
            await page.WaitForSelectorAsync("needling-session[data-ready]", new() { Timeout = 15_000, State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"No session is ready at {page.Url}: {await page.Locator("main").InnerTextAsync()}");
        }
    }

    /// <summary>Axe finds nothing in light and dark, nothing scrolls sideways, targets are large. With a folder in HUANTIAO_SHOTS, pictures are kept for the eye.</summary>
    internal static async Task LooksRightAsync(IPage page, string name, int width, bool axe = true, bool isDarkToo = true)
    {
        foreach (var scheme in isDarkToo ? [ColorScheme.Dark, ColorScheme.Light] : new[] { ColorScheme.Light })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            if (Environment.GetEnvironmentVariable("HUANTIAO_SHOTS") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{scheme}.png"), FullPage = name.Contains("retaining", StringComparison.Ordinal) });
            if (axe)
                await AccessibilityTests.HasNoViolationAsync(page, $"{name}, {scheme}", isContrastAlone: scheme == ColorScheme.Dark);
        }

        Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= width, $"{name} scrolls sideways");
        var small = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('header a, nav a, summary, button, .button, .field input:not([type=checkbox], [type=radio], [type=hidden]), .options-row label')]
              .filter(e => e.getClientRects().length > 0 && !e.classList.contains('skip') && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)
            """);
        Assert.True(small.Length == 0, $"{name}: {string.Join("\n", small)}");
    }
}
