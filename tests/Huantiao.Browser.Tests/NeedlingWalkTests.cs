using System.Globalization;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>
/// A whole repeat visit, from the patient's page to the signature, on a phone and a tablet that are at one session: without a connection for two minutes while the needles go in, with the page given
/// up because nobody touches it for a quarter of an hour, and with a time that rings all the same.
/// With HUANTIAO_LONG set the two minutes without a connection are true ones.
/// </summary>
[Collection(nameof(Browser))]
public sealed class NeedlingWalkTests(Browser browser)
{
    private const int Minutes = 25;

    private static readonly (string Point, BodySide Side)[] Six =
        [("BL54", BodySide.Left), ("GB30", BodySide.Left), ("BL40", BodySide.Left), ("BL40", BodySide.Right), ("BL60", BodySide.Left), ("GV4", BodySide.Midline)];

    [Theory]
    [InlineData("phone", "en")]
    [InlineData("tablet", "en", Explicit = true)]
    [InlineData("phone", "zh-Hans", Explicit = true)]
    [InlineData("tablet", "zh-Hans")]
    public async Task RepeatVisit_FromOpeningToSignature_TakesTenTapsAndAMinuteOfAPersonAtMost(string hand, string language)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, language);
        await visitor.LastTimeAsync(Six);
        var (width, height) = hand == "phone" ? (390, 844) : (820, 1180);
        var (mine, other) = (await visitor.OtherDeviceAsync(width, height), await (await browser.NewTouchContextAsync(1210 - width, 2024 - height)).NewPageAsync());
        // The other device is signed in on its own: signing in again on one ends nothing on the other.
        await clinic.LendPasskeysAsync(desk, other);
        await clinic.LendPasskeysAsync(desk, mine);
        await other.GotoAsync($"{clinic.Address}/{language}/account/sign-in");
        await other.TapAsync("passkey-button button");
        await other.WaitForURLAsync("**/clinic");
        await mine.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        var pace = new NeedlingPace(language);
        Task LookAsync(string step) => NeedlingTests.LooksRightAsync(mine, $"walk-{step}-{hand}-{language}", width, axe: true, isDarkToo: hand == "phone");

        await mine.GotoAsync(visitor.Sessions);
        await LookAsync("sessions");
        await pace.TapAsync(mine, "main form[action$='/sessions'] button");
        await NeedlingTests.ReadyAsync(mine);
        var session = TreatedVisitor.SessionOf(mine);
        await LookAsync("prepared");
        await other.GotoAsync(visitor.Address(session));
        await NeedlingTests.ReadyAsync(other);

        // The connection goes; the needles go in all the same, and the other device hears of it two minutes later.
        await mine.Context.SetOfflineAsync(true);
        await pace.TapAsync(mine, "[data-next=as-planned] button");
        await Assertions.Expect(mine.Locator("li[data-fate=retained]")).ToHaveCountAsync(Six.Length);
        await PassAsync(mine, TimeSpan.FromMinutes(2));
        await Assertions.Expect(mine.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "kept");
        await LookAsync("away");
        await Assertions.Expect(other.Locator("li[data-fate=planned]")).ToHaveCountAsync(Six.Length);
        await mine.Context.SetOfflineAsync(false);
        await Assertions.Expect(mine.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved");
        await Assertions.Expect(other.Locator("li[data-fate=retained]")).ToHaveCountAsync(Six.Length);
        var stored = (await visitor.StoredAsync(session)).Record;
        Assert.Equal((Six.Length, Minutes), (stored.Needles.Length, (int)Math.Round(stored.Timer!.PlannedMinutes!.Value)));
        Assert.Empty(stored.Conflicts);
        await LookAsync("retaining");

        // Nobody touches it: no record, then the time is over, on both.
        await mine.Clock.RunForAsync(16 * 60 * 1000);
        await Assertions.Expect(mine.Locator("main.locked")).ToHaveAttributeAsync("data-time", "runs");
        await LookAsync("locked");
        await mine.Clock.RunForAsync((Minutes + 1) * 60 * 1000);
        await Assertions.Expect(mine.Locator("main.locked")).ToHaveAttributeAsync("data-time", "over");
        await LookAsync("over");
        await pace.TapAsync(mine, "main.locked a.button");
        await mine.WaitForSelectorAsync("passkey-button button");
        await pace.TapAsync(mine, "passkey-button button");
        await NeedlingTests.ReadyAsync(mine);

        await pace.TapAsync(mine, "[data-next=begin-removing] button");
        await other.TapAsync("li[data-at='BL60:left'] button.needle");
        await Assertions.Expect(mine.Locator("li[data-at='BL60:left']")).ToHaveAttributeAsync("data-fate", "out");
        await LookAsync("removing");
        await pace.TapAsync(mine, "[data-next=count]");
        pace.Count(Six.Length);
        await pace.TapAsync(mine, "#count button[value='6']");
        await Assertions.Expect(mine.Locator("[data-next=sign]")).ToBeVisibleAsync();
        await LookAsync("counted");
        await pace.TapAsync(mine, "[data-next=sign] button");
        await mine.WaitForSelectorAsync("main.session:not(:has(needling-session))");
        await other.WaitForSelectorAsync("main.session:not(:has(needling-session))");
        await LookAsync("signed");

        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{hand} {language}: {pace.Taps} taps, {pace.Seconds:0.0} s of a person who knows the pages, {pace.SecondsAtFirst:0.0} s of one who reads every word. {pace.Told}"));
        Assert.InRange(pace.Taps, 1, 10);
        Assert.InRange(pace.Seconds, 1, 60);
        var signed = Assert.IsType<NeedlingSession.Signed>(await visitor.StoredAsync(session));
        Assert.Equal(Six.Length, signed.Record.Needles.Length);
        Assert.All(signed.Record.Needles, n => Assert.Equal(0.25, n.Now.Size!.DiameterMillimetres));
        Assert.Empty(signed.Record.Conflicts);
        foreach (var page in new[] { mine, other, desk })
            await page.Context.CloseAsync();
    }

    private static async Task PassAsync(IPage page, TimeSpan time)
    {
        if (Environment.GetEnvironmentVariable("HUANTIAO_LONG") is { Length: > 0 })
            await Task.Delay(time, TestContext.Current.CancellationToken);
        else
            await page.Clock.RunForAsync((long)time.TotalMilliseconds);
    }
}
