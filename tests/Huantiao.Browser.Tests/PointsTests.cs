using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

[Collection(nameof(Browser))]
public sealed class PointsTests(Browser browser)
{
    [Fact]
    public async Task Typing_FiltersTheListAtOnce_AndEnterAsksTheServer()
    {
        var page = await browser.OpenAsync("/en/points", 390);
        await page.FillAsync("#q", "huan tiao");

        var shown = await page.Locator("#list li:visible a").AllInnerTextsAsync();
        Assert.Equal(["GB30 Huántiào 环跳"], shown.Select(Spaces));
        Assert.Equal("1 points match.", (await page.Locator("#filtered").InnerTextAsync()).Trim());

        await page.PressAsync("#q", "Enter");
        await Assertions.Expect(page).ToHaveURLAsync(browser.Address + "/en/points?q=huan+tiao");
        Assert.Equal(1, await page.Locator("ul.found li").CountAsync());
        await page.Context.CloseAsync();
    }

    /// <summary>By mark, by keyboard on a mark, and by list: the same page.</summary>
    [Fact]
    public async Task Point_ByTouchKeyboardOrList_LeadsToTheSamePage()
    {
        var page = await browser.OpenAsync("/en/points/view/back", 390, script: false);
        var mark = page.Locator("svg a[data-code=BL40][data-side=R]");
        await mark.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(browser.Address + "/en/points/BL40");

        await page.GotoAsync(browser.Address + "/en/points/view/back");
        await mark.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(browser.Address + "/en/points/BL40");

        await page.GotoAsync(browser.Address + "/en/points/view/back");
        await page.Locator("details.channel", new() { HasText = "(BL)" }).Locator("summary").ClickAsync();
        await page.Locator("#list a[href$='/BL40']").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(browser.Address + "/en/points/BL40");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Layers_WithoutScript_ShowAndHide()
    {
        var page = await browser.OpenAsync("/en/points", 390, script: false);
        Assert.True(await page.Locator("svg .channels").IsVisibleAsync());
        Assert.False(await page.Locator("svg .cautions").IsVisibleAsync());

        await page.UncheckAsync("#layer-channels");
        await page.CheckAsync("#layer-cautions");
        await page.CheckAsync("#layer-large");

        Assert.False(await page.Locator("svg .channels").IsVisibleAsync());
        Assert.True(await page.Locator("svg .cautions").IsVisibleAsync());
        Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= 390);
        await page.Context.CloseAsync();
    }

    private static string Spaces(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
