using Deque.AxeCore.Commons;
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

    /// <summary>Every layer of every view, in both languages, by the keyboard alone: chart, key and words come and go together.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Layers_EveryView_ComeAndGoByKeyboardWithTheirWords(string language)
    {
        var page = await browser.OpenAsync($"/{language}/points", 390, script: false);
        foreach (var view in browser.Site.Points.Atlas.Body.Views)
        {
            await page.GotoAsync($"{browser.Address}/{language}/points/view/{view.Id}");
            foreach (var id in await page.Locator(".layers input:not(#layer-large)").EvaluateAllAsync<string[]>("all => all.map(e => e.id)"))
            {
                var part = id["layer-".Length..];
                await page.FocusAsync("#" + id);
                for (var turn = 0; turn < 2; turn++)
                {
                    await page.Keyboard.PressAsync("Space");
                    var on = await page.IsCheckedAsync("#" + id);
                    var shown = await page.Locator($"svg .{part}, .about-{part}").EvaluateAllAsync<bool[]>("all => all.map(e => getComputedStyle(e).display !== 'none')");
                    Assert.True(shown.Length > 0 && shown.All(s => s == on), $"{part} on {view.Id} in {language}");
                }
            }
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Layers_Chosen_GoAlongToTheNextView_AndAreStoredNowhere()
    {
        var page = await browser.OpenAsync("/en/points/view/back", 390);
        await page.UncheckAsync("#layer-channels");
        await page.CheckAsync("#layer-dermatomes");

        // A hand has no skin areas of these roots; the choice outlives it.
        await page.Locator("#views a[href*='hand-palm']").ClickAsync();
        Assert.False(await page.IsCheckedAsync("#layer-channels"));
        Assert.Equal(0, await page.Locator("#layer-dermatomes").CountAsync());
        await page.Locator("#views a[href*='leg-inner']").ClickAsync();

        Assert.True(await page.IsCheckedAsync("#layer-dermatomes"));
        Assert.False(await page.IsCheckedAsync("#layer-channels"));
        Assert.True(await page.IsCheckedAsync("#layer-points"));
        Assert.Equal(0, await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length + document.cookie.length"));
        await page.Context.CloseAsync();
    }

    /// <summary>With every layer and every word of it shown, in both themes; in Chinese, where only words differ, those that differ most.</summary>
    [Theory]
    [InlineData("en", "front back left right leg-inner foot-top foot-sole hand-palm hand-back")]
    [InlineData("zh-Hans", "back hand-palm")]
    public async Task Axe_EveryViewWithEveryLayer_FindsNoViolation(string language, string views)
    {
        var page = await browser.OpenAsync($"/{language}/points", 820);
        foreach (var path in views.Split(' ').Select(v => "view/" + v).Append("GB30"))
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await page.GotoAsync($"{browser.Address}/{language}/points/{path}");
            foreach (var box in await page.Locator(".layers input:not(#layer-large)").AllAsync())
                await box.CheckAsync();
            AccessibilityTests.NoViolation(await page.RunAxe(new AxeRunOptions()), $"{path} in {language}, light");
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            AccessibilityTests.NoViolation(await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") }), $"{path} in {language}, dark");
        }

        await page.Context.CloseAsync();
    }

    /// <summary>What is tapped beside the marks is large enough for a thumb.</summary>
    [Fact]
    public async Task Targets_OnAPhone_AreLargeEnough()
    {
        var page = await browser.OpenAsync("/en/points/view/back", 390);
        await page.CheckAsync("#layer-cautions");
        var small = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('#views a, .layers label, .search input, .search button, summary, .codes a')]
              .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < (e.closest('.codes') ? 24 : 44)).map(e => e.outerHTML)
            """);

        Assert.Empty(small);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/en/points/view/left")]
    [InlineData("/zh-Hans/points/GB30")]
    public async Task Print_ChartPages_KeepChartAndWordsAndLeaveControlsOut(string path)
    {
        var page = await browser.OpenAsync(path, 820);
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (var part in new[] { "h1", "svg.chart-body", ".key li" })
            Assert.True(await page.Locator(part).First.IsVisibleAsync(), part);
        foreach (var part in new[] { ".search", ".views", ".layers", "nav.places" })
            Assert.Equal(0, await page.Locator(part).EvaluateAllAsync<int>("all => all.filter(e => e.checkVisibility()).length"));
        await page.Context.CloseAsync();
    }

    private static string Spaces(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
