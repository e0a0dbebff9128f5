using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>Picking a point with its side: by touch, by keyboard, by list, with and without script, always the same value.</summary>
[Collection(nameof(Browser))]
public sealed class PicksTests(Browser browser)
{
    private const string Value = "BL57:right";

    [Fact]
    public async Task Pick_ByTouchKeyboardListOrWithoutScript_PutsTheSameValueInTheSameField()
    {
        Assert.Equal([Value], await ByTouchAsync());
        Assert.Equal([Value], await ByKeyboardAsync());
        Assert.Equal([Value], await ByListAsync(script: true));
        Assert.Equal([Value], await ByListAsync(script: false));
    }

    [Fact]
    public async Task Pick_SeveralAndOneUnpicked_LeavesTheOthersInTheAddressAndOnTheChart()
    {
        var page = await browser.OpenAsync("/en/points/list?p=GB30:left&p=GV4:midline&p=BL40:right", 390);
        Assert.Equal(["GB30:left", "GV4:midline", "BL40:right"], await PickedAsync(page));
        Assert.Equal(3, await page.Locator("svg [data-pick]:visible").CountAsync());

        await page.UncheckAsync("input[value='GV4:midline']");

        Assert.Equal(["GB30:left", "BL40:right"], await PickedAsync(page));
        Assert.EndsWith("/en/points/list?p=GB30:left&p=BL40:right", page.Url, StringComparison.Ordinal);
        Assert.Equal(2, await page.Locator("svg [data-pick]:visible").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Pick_WithoutScript_UntickedIsGoneAfterAnyButtonAndTheOtherViewKeepsTheList()
    {
        var page = await browser.OpenAsync("/en/points/list?p=GB30:left&p=GV4:midline", 390, script: false);
        await page.UncheckAsync("input[value='GB30:left']");
        await page.ClickAsync("button[name=view][value=left]");

        Assert.Equal(browser.Address + "/en/points/list?p=GV4:midline&view=left", page.Url);
        Assert.Equal(["GV4:midline"], await PickedAsync(page));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("BL57", null, "both sides")]
    [InlineData("GV4", "left", "on the midline")]
    [InlineData("no such point", "left", "No point is called")]
    [InlineData("buttock", "left", "Several points")]
    public async Task Pick_WhatCannotBeAdded_IsSaidAndNothingIsAdded(string text, string? side, string says)
    {
        foreach (var script in new[] { true, false })
        {
            var page = await browser.OpenAsync("/en/points/list", 390, script: script);
            await page.FillAsync("#add", text);
            if (side is not null)
                await page.CheckAsync($"input[name=side][value={side}]");
            await page.ClickAsync("[data-do=add]");

            await Assertions.Expect(page.Locator("[role=alert], .chip-row output", new() { HasText = says })).ToBeVisibleAsync();
            Assert.Empty(await PickedAsync(page));
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Chart_TouchedBetweenPoints_OffersTheNearestThenTheNextAndLooksCloser()
    {
        var page = await browser.OpenAsync("/en/points/list", 390);
        await TouchAsync(page, "BL57", "R", 3, -3);
        var first = await page.Locator(".chip-row output").InnerTextAsync();
        Assert.StartsWith("BL57 ", first, StringComparison.Ordinal);

        await page.ClickAsync("[data-do=closer]");
        Assert.NotEqual("0 0 410 790", await page.Locator("point-picker .bodychart svg").GetAttributeAsync("viewBox"));
        await page.ClickAsync("[data-do=closer]");
        Assert.Equal("0 0 410 790", await page.Locator("point-picker .bodychart svg").GetAttributeAsync("viewBox"));

        await page.ClickAsync("[data-do=next]");
        Assert.NotEqual(first, await page.Locator(".chip-row output").InnerTextAsync());
        Assert.Empty(await PickedAsync(page));
        await Look.At(page, "picks-390");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/en/points/list?p=GB30:left&p=GV4:midline", ColorScheme.Light)]
    [InlineData("/zh-Hans/points/list?p=GB30:left&p=GV4:midline", ColorScheme.Dark)]
    public async Task Axe_WithAPointInTheChip_FindsNoViolation(string path, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(path, 390, scheme: scheme);
        await TouchAsync(page, "BL57", "R", 3, -3);
        var result = await page.RunAxe(new AxeRunOptions());

        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.Select(v => $"{v.Id}: {v.Help} " + string.Join("; ", v.Nodes.Take(3).Select(n => n.Html)))));
        await page.SetViewportSizeAsync(320, 900);
        Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= 320);
        await page.Context.CloseAsync();
    }

    private async Task<string[]> ByTouchAsync()
    {
        var page = await browser.OpenAsync("/en/points/list", 390);
        await TouchAsync(page, "BL57", "R", 3, -3);
        await page.ClickAsync("[data-do=take]");
        return await DoneAsync(page);
    }

    /// <summary>From the first mark, arrow keys until the chip says that it is the one.</summary>
    private async Task<string[]> ByKeyboardAsync()
    {
        var page = await browser.OpenAsync("/en/points/list?view=back", 390);
        await page.Locator("[data-chart]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        for (var i = 0; i < 80 && !await AtAsync("BL57", "R"); i++)
            await page.Keyboard.PressAsync(await WayAsync());
        await page.Keyboard.PressAsync("Enter");
        return await DoneAsync(page);

        Task<bool> AtAsync(string code, string side) => page.EvaluateAsync<bool>($"document.querySelector('.near')?.matches('[data-code={code}][data-side={side}]') ?? false");

        Task<string> WayAsync() => page.EvaluateAsync<string>("""
            (() => {
              const at = (m) => ['cx', 'cy'].map((a) => Number(m.querySelector('circle').getAttribute(a)));
              const [x, y] = at(document.querySelector('.near')), [a, b] = at(document.querySelector('[data-code=BL57][data-side=R]'));
              return Math.abs(b - y) >= Math.abs(a - x) ? (b > y ? 'ArrowDown' : 'ArrowUp') : (a > x ? 'ArrowRight' : 'ArrowLeft');
            })()
            """);
    }

    private async Task<string[]> ByListAsync(bool script)
    {
        var page = await browser.OpenAsync("/en/points/list", 390, script: script);
        await page.FillAsync("#add", script ? "bl57" : "cheng shan");
        await page.CheckAsync("input[name=side][value=right]");
        await page.ClickAsync("[data-do=add]");
        return await DoneAsync(page);
    }

    private static async Task TouchAsync(IPage page, string code, string side, double right, double down)
    {
        var mark = page.Locator($"svg [data-code={code}][data-side={side}]");
        await mark.ScrollIntoViewIfNeededAsync();
        var box = await page.EvaluateAsync<JsonElement>($"(() => {{ const r = document.querySelector('[data-code={code}][data-side={side}] circle').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()");
        await page.Mouse.ClickAsync((float)(box[0].GetDouble() + right), (float)(box[1].GetDouble() + down));
    }

    private static async Task<string[]> DoneAsync(IPage page)
    {
        await page.WaitForSelectorAsync("input[name=p]");
        var picked = await PickedAsync(page);
        Assert.EndsWith("/en/points/list?p=" + string.Join("&p=", picked), page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
        return picked;
    }

    private static Task<string[]> PickedAsync(IPage page) => page.EvaluateAsync<string[]>("[...document.querySelectorAll('input[name=p]:checked')].map(e => e.value)");
}
