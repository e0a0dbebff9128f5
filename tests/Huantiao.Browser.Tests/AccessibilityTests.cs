using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

[Collection(nameof(Browser))]
public sealed class AccessibilityTests(Browser browser)
{
    /// <summary>
    /// All of axe-core's rules (WCAG 2.2 AA and best practices) with every fold open; then its contrast rule again in dark, since nothing
    /// but colour changes there. Every page on a phone; one of each kind on a desk.
    /// </summary>
    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Axe_PagesLightAndDark_FindsNoViolation(int width)
    {
        var page = await browser.OpenAsync("/en/", width);
        foreach (var path in width < 800 ? browser.Pages : browser.KindsOfPages)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await page.GotoAsync(browser.Address + path);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            NoViolation(await page.RunAxe(new AxeRunOptions()), $"{path} at {width}, light");
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            NoViolation(await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") }), $"{path} at {width}, dark");
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Width_EveryPage_NeverScrollsSideways()
    {
        var page = await browser.OpenAsync("/en/", 390);
        foreach (var path in browser.Pages)
        {
            await page.GotoAsync(browser.Address + path);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            foreach (var width in new[] { 320, 390, 820 })
            {
                await page.SetViewportSizeAsync(width, 900);
                Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= width, $"{path} at {width}");
            }
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Targets_OnAPhone_AreLargeEnough()
    {
        var page = await browser.OpenAsync("/en/", 390);
        var small = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('header a, nav a, summary, button, .button, .values label')]
              .filter(e => e.getClientRects().length > 0 && !e.classList.contains('skip') && e.getBoundingClientRect().height < 44)
              .map(e => e.outerHTML)
            """);

        Assert.Empty(small);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Keyboard_Alone_SkipsOpensChoosesAndChangesLanguage()
    {
        var page = await browser.OpenAsync("/en/", 390);

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.getBoundingClientRect().top >= 0"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));

        // The first thing to open after the danger signs' heading.
        await TabToAsync(page, "document.activeElement.tagName === 'SUMMARY'");
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.parentElement.open"));
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));

        await page.Locator("#values input").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Contains("pain", await page.Locator("#values output").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);

        await page.GotoAsync(browser.Address + "/en/claims");
        await TabToAsync(page, "document.activeElement.hreflang === 'zh-Hans'");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(browser.Address + "/zh-Hans/claims");
        await page.Context.CloseAsync();
    }

    /// <summary>The page as it is now; in dark its contrast alone, since nothing else changes there.</summary>
    internal static async Task HasNoViolationAsync(IPage page, string where, bool isContrastAlone) =>
        NoViolation(await page.RunAxe(isContrastAlone ? new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") } : new AxeRunOptions()), where);

    internal static void NoViolation(AxeResult result, string where) =>
        Assert.True(result.Violations.Length == 0, where + ": " + string.Join("\n", result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}\n  " + string.Join("\n  ", violation.Nodes.Take(5).Select(node =>
                node.Html + " " + string.Join("; ", node.Any.Select(check => check.Message)))))));

    private static async Task TabToAsync(IPage page, string reached)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>(reached))
                return;
        }

        Assert.Fail($"Not reached by keyboard: {reached}");
    }
}
