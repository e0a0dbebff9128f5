using Huantiao.Knowledge.Atlas;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>A session page that is loaded again while the server is away: it goes on where it was, holds nothing readable, and shows no record to who comes later.</summary>
[Collection(nameof(Browser))]
public sealed class NeedlingAwayTests(Browser browser)
{
    private static readonly (string Point, BodySide Side)[] Needles = [("GB30", BodySide.Left), ("BL40", BodySide.Left), ("BL60", BodySide.Left)];

    [Theory]
    [InlineData("en", "No connection")]
    [InlineData("zh-Hans", "无网络")]
    public async Task Reload_WithoutAServer_GoesOnWhereItWas_AndEverythingArrives(string language, string away)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, language);
        var session = await visitor.OpenAsync(Needles);
        var phone = await visitor.OtherDeviceAsync(390, 844);
        var complaints = new List<string>();
        phone.PageError += (_, error) => complaints.Add(error);
        phone.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        await phone.GotoAsync(visitor.Address(session));
        await NeedlingTests.ReadyAsync(phone);
        await WorkerAsync(phone);
        await TreatedClinic.PutInAsync(phone, "GB30:left");

        await clinic.RestartAsync(async () =>
        {
            // One tap that the server has, one that it has not; then the page goes, twice.
            await phone.TapAsync("li[data-at='BL40:left'] button.needle");
            await Assertions.Expect(phone.Locator("li[data-at='BL40:left']")).ToHaveAttributeAsync("data-fate", "in");
            for (var i = 0; i < 2; i++)
            {
                await phone.ReloadAsync();
                await NeedlingTests.ReadyAsync(phone);
                await Assertions.Expect(phone.Locator("li[data-fate=in]")).ToHaveCountAsync(2);
            }

            await Assertions.Expect(phone.Locator("[data-line]")).ToContainTextAsync(away);
            Assert.DoesNotContain("Invented Person", await phone.ContentAsync(), StringComparison.Ordinal);
            await NeedlingTests.LooksRightAsync(phone, $"shell-{language}", 390);
            await phone.TapAsync("li[data-at='BL60:left'] button.needle");
            await phone.TapAsync("[data-next=retain] button");
            await Assertions.Expect(phone.Locator("#clock")).ToHaveAttributeAsync("data-time", "runs");

            // What is a right needs the server, and says so.
            await phone.TapAsync("details:has([value=stop]) > summary");
            await phone.FillAsync("form:has([value=stop]) [name=because]", "Numb leg");
            await phone.TapAsync("form:has([value=stop]) button");
            await Assertions.Expect(phone.Locator("[data-stopped]")).ToBeVisibleAsync();
        });

        // The true page takes over by itself, and hands in what waited.
        await Assertions.Expect(phone.Locator("#stops .stop")).ToContainTextAsync("Numb leg", new() { Timeout = 20_000 });
        await TreatedClinic.SavedAsync(phone);
        var record = (await visitor.StoredAsync(session)).Record;
        Assert.Equal(3, record.Needles.Length);
        Assert.Single(record.Stops);
        Assert.Empty(record.Conflicts);
        Assert.Empty(complaints);
        await phone.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    /// <summary>The device's own copy: encrypted, without a name; gone for whoever comes after the idle time, while the time of the needles goes on and rings.</summary>
    [Fact]
    public async Task Reload_WithoutAServerAfterTheIdleTime_ShowsTheTimeAndNoRecord()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Needles);
        var phone = await visitor.OtherDeviceAsync(390, 844);
        await phone.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        await phone.GotoAsync(visitor.Address(session));
        await NeedlingTests.ReadyAsync(phone);
        await WorkerAsync(phone);
        await TreatedClinic.PutInAsync(phone);
        await phone.WaitForTimeoutAsync(500);
        Assert.Equal("nothing readable", await phone.EvaluateAsync<string>(Readable));

        await clinic.RestartAsync(async () =>
        {
            await phone.ReloadAsync();
            await NeedlingTests.ReadyAsync(phone);
            await Assertions.Expect(phone.Locator("li[data-fate=retained]")).ToHaveCountAsync(3);
            await phone.Clock.RunForAsync(16 * 60 * 1000);
            await Assertions.Expect(phone.Locator("main.locked")).ToHaveAttributeAsync("data-time", "runs");
            Assert.DoesNotContain("GB30 ", await phone.Locator("body").InnerTextAsync(), StringComparison.Ordinal);

            await phone.ReloadAsync();
            await Assertions.Expect(phone.Locator("main.locked")).ToHaveAttributeAsync("data-time", "runs");
            Assert.DoesNotContain("huanti", await phone.Locator("main").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
            Assert.Equal("no sheet", await phone.EvaluateAsync<string>(Sheets));
            await NeedlingTests.LooksRightAsync(phone, "shell-locked", 390);
            await phone.Clock.RunForAsync(10 * 60 * 1000);
            await Assertions.Expect(phone.Locator("main.locked")).ToHaveAttributeAsync("data-time", "over");
            await Assertions.Expect(phone.Locator("[data-hush]")).ToBeVisibleAsync();

            // A session of which this device knows nothing: no time is made up.
            await phone.GotoAsync(visitor.Address(Guid.CreateVersion7()));
            await Assertions.Expect(phone.Locator("main.locked")).ToContainTextAsync("keep the time by hand");
        });
        await phone.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    /// <summary>Locking and signing out shut the copy; taps that have not arrived survive both, and are handed in from whatever page of the clinic is opened next.</summary>
    [Theory]
    [InlineData("lock")]
    [InlineData("sign-out")]
    public async Task Leaving_WithTapsThatWait_ShutsTheCopy_AndTheTapsAreHandedInFromAnyPage(string way)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Needles);
        var phone = await visitor.OtherDeviceAsync(390, 844);
        await clinic.LendPasskeysAsync(desk, phone);
        await phone.GotoAsync(visitor.Address(session));
        await NeedlingTests.ReadyAsync(phone);
        // The way to the server for events alone is cut: everything else of the clinic answers.
        await phone.RouteAsync("**/events", route => route.AbortAsync());
        await phone.TapAsync("li[data-at='GB30:left'] button.needle");
        await Assertions.Expect(phone.Locator("li[data-at='GB30:left']")).ToHaveAttributeAsync("data-fate", "in");
        await phone.GotoAsync(clinic.Address + "/en/clinic/day");
        await Assertions.Expect(phone.Locator("#carried")).ToBeVisibleAsync();
        await AccessibilityTests.HasNoViolationAsync(phone, "taps that wait", isContrastAlone: false);

        await phone.TapAsync($"form[action$='/account/{way}'] button");
        await Assertions.Expect(phone.Locator(".who")).ToHaveCountAsync(0);
        Assert.Equal("no sheet", await phone.EvaluateAsync<string>(Sheets));
        Assert.Empty((await visitor.StoredAsync(session)).Record.Needles);

        await phone.UnrouteAsync("**/events");
        await phone.GotoAsync(clinic.Address + "/en/account/sign-in");
        await phone.TapAsync("passkey-button button");
        await phone.WaitForURLAsync("**/clinic");
        await Assertions.Expect(phone.Locator("#carried")).ToHaveCountAsync(0);
        for (var i = 0; i < 50 && (await visitor.StoredAsync(session)).Record.Needles.IsEmpty; i++)
            await phone.WaitForTimeoutAsync(100);
        Assert.Single((await visitor.StoredAsync(session)).Record.Needles);
        await phone.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    /// <summary>What waits of a session that this clinic does not know, as of another clinic's, holds up nothing.</summary>
    [Fact]
    public async Task Taps_OfASessionElsewhere_WaitAndHoldUpNobody()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var session = await visitor.OpenAsync(Needles);
        var phone = await visitor.OtherDeviceAsync(390, 844);
        await phone.GotoAsync(visitor.Address(session));
        await NeedlingTests.ReadyAsync(phone);
        await phone.EvaluateAsync("""
            async () => {
              const { cellar } = document.querySelector("needling-session");
              await cellar.append("00000000-0000-7000-8000-000000000001", cellar.device, () => [{ kind: "begun", stamp: { key: "00000000-0000-7000-8000-000000000002", sequence: 1 } }]);
            }
            """);
        await phone.ReloadAsync();
        await NeedlingTests.ReadyAsync(phone);

        await TreatedClinic.PutInAsync(phone, "GB30:left");

        Assert.Single((await visitor.StoredAsync(session)).Record.Needles);
        Assert.Equal(1, await phone.EvaluateAsync<int>("async () => (await document.querySelector('needling-session').cellar.waiting()).size"));
        await phone.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    private static Task WorkerAsync(IPage page) => page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");

    /// <summary>Everything that lies in this browser, as text: no name, no point, no token of ours may be in it.</summary>
    private const string Readable = """
        async () => {
          const text = [];
          const token = document.querySelector("[name=token]").value;
          const db = await new Promise((done) => { const r = indexedDB.open("huantiao-session"); r.onsuccess = () => done(r.result); });
          for (const store of db.objectStoreNames) {
            const rows = await new Promise((done) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result); });
            for (const row of rows) text.push(JSON.stringify(row), row?.data ? new TextDecoder("latin1").decode(row.data) : "");
          }
          db.close();
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) text.push(request.url, await (await cache.match(request)).text());
          }
          const sheet = await document.querySelector("needling-session").cellar.sheetOf(document.querySelector("needling-session").page.session);
          const inside = JSON.stringify(sheet.sheet);
          if (!inside.includes("GB30") || inside.includes("Invented Person") || inside.includes(token)) return `sheet: ${inside}`;
          const all = text.join("\n").replaceAll(/<datalist[^]*?<\/datalist>/g, "");
          return ["Invented Person", "GB30:", "\"GB30\"", token, "Dr Li Wei"].filter((word) => all.includes(word)).join() || "nothing readable";
        }
        """;

    private const string Sheets = """
        async () => {
          const db = await new Promise((done) => { const r = indexedDB.open("huantiao-session"); r.onsuccess = () => done(r.result); });
          const rows = await new Promise((done) => { const r = db.transaction("sheets").objectStore("sheets").getAll(); r.onsuccess = () => done(r.result); });
          db.close();
          return rows.some((row) => row.data) ? "a sheet" : "no sheet";
        }
        """;
}
