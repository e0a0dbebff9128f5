using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>What a session page uses of the device: the camera, a scanner that types, notifications.</summary>
[Collection(nameof(Browser))]
public sealed class NeedlingDeviceTests(TreatedClinic treated) : IClassFixture<TreatedClinic>
{
    /// <summary>The reader of codes that browsers on phones have and this one has not; the camera and its picture are the browser's own.</summary>
    private const string Reader = """
        globalThis.BarcodeDetector = class {
          constructor({ formats }) { globalThis.formats = formats; }
          async detect(video) { return video.videoWidth > 0 && globalThis.packet ? [{ rawValue: globalThis.packet }] : []; }
        };
        """;

    /// <summary>Answers that were long on their way say little of the server's clock; one that contradicts what is known says that this device's clock was set.</summary>
    [Fact]
    public async Task Clock_OfTheServer_IsTakenFromTheQuickestAnswer_UnlessItCannotBe()
    {
        var (phone, _) = await treated.OpenAsync();

        var skews = await phone.EvaluateAsync<double[]>("""
            () => {
              const line = document.querySelector("needling-session").line;
              [line.skew, line.within] = [0, Infinity];
              const heard = [];
              // Ours says: two seconds on its way, stamped at its end; a tenth; two seconds again; whole seconds; then one that nothing explains but a clock that was set.
              for (const [server, grain, from, to] of [[11_000, 0, 9_000, 11_000], [20_040, 0, 20_000, 20_100], [32_000, 0, 30_000, 32_000], [40_500, 500, 40_000, 40_100], [350_000, 0, 50_000, 50_100], [NaN, 0, 0, 1]]) {
                line.clock(server, grain, from, to);
                heard.push(line.skew);
              }
              return heard;
            }
            """);

        Assert.Equal([1000, -10, -10, -10, 299_950, 299_950], skews);
        await phone.Context.CloseAsync();
    }

    [Fact]
    public async Task Camera_OnAPacket_ReadsTheLot_AndAPastOneIsRefused()
    {
        var (first, session) = await treated.OpenAsync();
        Assert.Equal(0, await first.Locator("[data-scan]:visible").CountAsync());
        await first.Context.CloseAsync();
        var phone = await treated.Visitor.OtherDeviceAsync(390, 844);
        await phone.AddInitScriptAsync(Reader);
        await phone.GotoAsync(treated.Visitor.Address(session));
        await NeedlingTests.ReadyAsync(phone);
        await phone.TapAsync("details:has(form.choose) > summary");

        await phone.EvaluateAsync("globalThis.packet = '010950600013435210OLD7\\u001d17250131'");
        await phone.TapAsync("[data-scan]");
        await Assertions.Expect(phone.Locator("[data-said].wrong")).ToContainTextAsync("OLD7");
        Assert.Equal("", await phone.InputValueAsync("form.choose [name=lot]"));
        await phone.EvaluateAsync("globalThis.packet = '010950600013435210RC-8\\u001d17301231'");
        await phone.TapAsync("[data-scan]");
        await Assertions.Expect(phone.Locator("[data-said]:not(.wrong)")).ToContainTextAsync("RC-8");
        await Assertions.Expect(phone.Locator("needling-session video")).ToBeHiddenAsync();
        Assert.False(await phone.EvaluateAsync<bool>("document.querySelector('needling-session video').srcObject.active"));
        Assert.Equal(["data_matrix", "code_128", "qr_code"], await phone.EvaluateAsync<string[]>("globalThis.formats"));
        await NeedlingTests.LooksRightAsync(phone, "scanned-390", 390);
        await TreatedClinic.PutInAsync(phone, "GB30:left");

        var needle = Assert.Single((await treated.Visitor.StoredAsync(session)).Record.Needles);
        Assert.Equal(("09506000134352", "RC-8", new DateOnly(2030, 12, 31)), (needle.Now.Lot!.Gtin, needle.Now.Lot.Lot, needle.Now.Lot.Expiry));

        // No other page of the clinic may ask for the camera.
        await phone.GotoAsync(treated.Clinic.Address + "/en/clinic/lots");
        Assert.Equal("NotAllowedError", await phone.EvaluateAsync<string>("navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'allowed', (e) => e.name)"));
        await phone.Context.CloseAsync();
    }

    /// <summary>A scanner held in the hand types what it reads, with Ctrl+] between the fields, and ends with Enter.</summary>
    [Fact]
    public async Task Scanner_ThatTypes_KeepsLotAndDayApart()
    {
        var (page, _) = await treated.OpenAsync();
        await page.TapAsync("details:has(form.choose) > summary");
        await page.FocusAsync("[name=label]");
        await page.Keyboard.TypeAsync("010950600013435210AB12");
        await page.Keyboard.PressAsync("Control+]");
        await page.Keyboard.TypeAsync("17301231");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("[data-said]:not(.wrong)")).ToContainTextAsync("AB12,");
        Assert.Equal(("AB12", "2030-12-31"), (await page.InputValueAsync("form.choose [name=lot]"), await page.InputValueAsync("form.choose [name=expiry]")));
        await page.Context.CloseAsync();
    }

    /// <summary>Where it is allowed, the end of the time is a notification as well: without a name, and gone when the sound is stopped.</summary>
    [Fact]
    public async Task Notification_WhenTheTimeIsOver_NamesNobody()
    {
        var session = await treated.Visitor.OpenAsync(TreatedClinic.Three);
        var phone = await treated.Visitor.OtherDeviceAsync(390, 844);
        await phone.Context.GrantPermissionsAsync(["notifications"]);
        await phone.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        await phone.GotoAsync(treated.Visitor.Address(session));
        await NeedlingTests.ReadyAsync(phone);
        await phone.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        await Assertions.Expect(phone.Locator("[data-allow]")).ToBeHiddenAsync();
        await TreatedClinic.PutInAsync(phone);

        await phone.Clock.RunForAsync(16 * 60 * 1000);
        await Assertions.Expect(phone.Locator("main.locked")).ToHaveAttributeAsync("data-time", "runs");
        Assert.Empty(await NotesAsync());
        await phone.Clock.RunForAsync(26 * 60 * 1000);
        await Assertions.Expect(phone.Locator("main.locked")).ToHaveAttributeAsync("data-time", "over");
        await phone.WaitForFunctionAsync("async () => (await (await navigator.serviceWorker.ready).getNotifications()).length === 1");
        var note = Assert.Single(await NotesAsync());
        Assert.DoesNotContain("Invented", note, StringComparison.Ordinal);
        Assert.DoesNotContain("GB30", note, StringComparison.Ordinal);
        Assert.Contains("needles", note, StringComparison.OrdinalIgnoreCase);
        await phone.TapAsync("[data-hush]");
        await phone.WaitForFunctionAsync("async () => (await (await navigator.serviceWorker.ready).getNotifications()).length === 0");
        await phone.Context.CloseAsync();

        Task<string[]> NotesAsync() => phone.EvaluateAsync<string[]>("async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((note) => `${note.title} ${note.body}`)");
    }
}
