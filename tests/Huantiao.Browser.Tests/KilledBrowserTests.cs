using System.Globalization;
using Huantiao.Care.Sessions;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>
/// The browser is killed while somebody taps, at random moments, with the network there or not: what the page had shown as done is there when the browser is opened again, arrives, and stands there once; and a time that ran rings.
/// HUANTIAO_KILLS says how often.
/// </summary>
[Collection(nameof(Browser))]
public sealed class KilledBrowserTests(Browser browser)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Browser_KilledWhileSomebodyTaps_LosesNoTapThatItHadShown_AndTheTimeRings()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var profile = Directory.CreateTempSubdirectory("huantiao-profile-").FullName;
        var moments = new Random(23);
        var (taps, unsent, rang, late) = (0, 0, 0, new List<double>());
        try
        {
            var context = await LaunchAsync(visitor, profile);
            for (var i = 0; i < Killing.Times; i++)
            {
                var session = await visitor.OpenAsync(Killing.Many);
                var page = context.Pages[0];
                await page.GotoAsync(visitor.Address(session));
                await NeedlingTests.ReadyAsync(page);
                var shown = Killing.Listen(page);
                await context.SetOfflineAsync(i % 2 == 1);
                await Killing.TapAwayAsync(page, moments.Next(1, 20));
                await Task.Delay(moments.Next(0, 1500), Now);
                await Killing.KillBrowserAsync(profile);
                var stored = (await visitor.StoredAsync(session)).Record.Needles.Select(At).ToHashSet(StringComparer.Ordinal);
                (taps, unsent) = (taps + shown.Needles.Count, unsent + shown.Needles.Keys.Count(at => !stored.Contains(at)));

                context = await LaunchAsync(visitor, profile);
                page = context.Pages[0];
                await page.GotoAsync(visitor.Address(session));
                await NeedlingTests.ReadyAsync(page);
                var again = Killing.Listen(page);
                foreach (var at in shown.Needles.Keys)
                    Assert.NotEqual("planned", await page.Locator($"li[data-at='{at}']").GetAttributeAsync("data-fate"));
                await Killing.TapAwayAsync(page, shown.Retained ? int.MaxValue : 0);
                await TreatedClinic.SavedAsync(page);
                var needles = (await visitor.StoredAsync(session)).Record.Needles;
                Assert.Empty(shown.Needles.Keys.Except(needles.Select(At), StringComparer.Ordinal));
                Assert.Equal(needles.Length, needles.Select(At).Distinct(StringComparer.Ordinal).Count());
                Assert.Empty((await visitor.StoredAsync(session)).Record.Conflicts);
                if (needles.IsEmpty)
                    continue;
                await Assertions.Expect(page.Locator("#clock")).ToHaveAttributeAsync("data-time", "over", new() { Timeout = 15_000 });
                await Assertions.Expect(page.Locator("[data-hush]")).ToBeVisibleAsync();
                rang++;
                late.AddRange(again.Late);
            }

            await context.CloseAsync();
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }

        await desk.Context.CloseAsync();
        Killing.InTime(late);
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture, $"{Killing.Times} browsers killed: {taps} taps shown, {unsent} of them not yet at the server, none lost; {rang} times rang, at most {late.DefaultIfEmpty(0).Max():0} ms late"));
    }

    private async Task<IBrowserContext> LaunchAsync(TreatedVisitor visitor, string profile)
    {
        var context = await browser.LaunchAsync(profile, 390, 844);
        await visitor.SignInAsync(context);
        return context;
    }

    private static string At(SessionNeedle needle) => $"{needle.Now.Point}:{Huantiao.Web.Treat.Sessions.SessionWords.Word(needle.Now.Side)}";
}
