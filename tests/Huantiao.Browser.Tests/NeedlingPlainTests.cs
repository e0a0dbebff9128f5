using Huantiao.Care.Sessions;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>A session where no script runs: every tap is a form.</summary>
[Collection(nameof(Browser))]
public sealed class NeedlingPlainTests(Browser browser)
{
    /// <summary>Opened, each needle in as it was prescribed, the time, each needle out or counted, the signature.</summary>
    [Fact]
    public async Task Session_WithoutScript_IsGoneThroughByFormsAndSigned()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var desk = await clinic.OpenAsync(820);
        var visitor = await TreatedVisitor.WithAPlanAsync(clinic, desk, "en");
        var context = await visitor.ScriptlessAsync(390);
        var page = await context.NewPageAsync();
        await page.GotoAsync(visitor.Sessions);
        await page.FollowAsync("main form[action$='/sessions'] button");
        var session = TreatedVisitor.SessionOf(page);
        var planned = (await visitor.StoredAsync(session)).Record.Opening!.Prescription.Needles;
        await NeedlingTests.LooksRightAsync(page, "scriptless-prepared", 390, axe: false);
        await page.FollowAsync("[data-next=begin] button");
        for (var i = 0; i < planned.Length; i++)
        {
            await page.FollowAsync("li[data-fate=planned] button.needle >> nth=0");
            await Assertions.Expect(page.Locator("li[data-fate=in]")).ToHaveCountAsync(i + 1);
        }

        await NeedlingTests.LooksRightAsync(page, "scriptless-needling", 390, axe: false);
        await page.FollowAsync("[data-next=retain] button");
        await page.FollowAsync("#clock [name=more][value='5']");
        await page.FollowAsync("[data-next=begin-removing] button");
        await page.FollowAsync("li[data-fate=in] button.needle >> nth=0");
        await page.ClickAsync("[data-next=count]");
        await NeedlingTests.LooksRightAsync(page, "scriptless-count", 390, axe: false);
        await page.FollowAsync($"#count button[value='{planned.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)}']");
        await page.FollowAsync("[data-next=sign] button");
        await Assertions.Expect(page.Locator(".done")).ToBeVisibleAsync();

        var signed = Assert.IsType<NeedlingSession.Signed>(await visitor.StoredAsync(session));
        Assert.Equal(planned.Select(SessionText.Write), signed.Record.Needles.Select(n => SessionText.Write(n.Now)));
        Assert.Empty(signed.Record.Conflicts);
        await context.CloseAsync();
        await desk.Context.CloseAsync();
    }
}
