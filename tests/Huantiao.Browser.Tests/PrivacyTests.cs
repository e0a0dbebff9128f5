using System.Collections.Concurrent;

namespace Huantiao.Browser.Tests;

[Collection(nameof(Browser))]
public sealed class PrivacyTests(Browser browser)
{
    [Fact]
    public async Task Requests_EveryPage_GoNowhereElseAndNothingIsKept()
    {
        var page = await browser.OpenAsync("/en/");
        var (elsewhere, complaints) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(browser.Address, StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("404", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        foreach (var path in browser.Pages)
            await page.GotoAsync(browser.Address + path);

        // Choosing what matters sends nothing and stores nothing.
        await page.GotoAsync(browser.Address + "/en/");
        await page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        var before = new ConcurrentBag<string>();
        page.Request += (_, request) => before.Add(request.Url);
        await page.Locator("#values label:last-of-type").First.ClickAsync();

        Assert.Empty(before);
        Assert.Empty(elsewhere);
        Assert.Empty(complaints);
        Assert.Empty(await page.Context.CookiesAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("indexedDB.databases().then(d => d.length)"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/en/")]
    [InlineData("/zh-Hans/")]
    public async Task Reading_WithoutScript_LosesNothing(string path)
    {
        var with = await browser.OpenAsync(path);
        var without = await browser.OpenAsync(path, script: false);

        Assert.Equal(await with.Locator("main").InnerTextAsync(), await without.Locator("main").InnerTextAsync());
        await without.Locator("#answer summary").ClickAsync();
        Assert.True(await without.Locator("#answer details p").First.IsVisibleAsync());
        await without.Locator("#values label").First.ClickAsync();
        Assert.True(await without.Locator("#values input").First.IsCheckedAsync());
        await with.Context.CloseAsync();
        await without.Context.CloseAsync();
    }

    [Fact]
    public async Task Values_ChosenAndCleared_AreSaidBackInThePage()
    {
        var page = await browser.OpenAsync("/en/");
        var output = page.Locator("#values output");
        await page.Locator("#values fieldset").Nth(1).Locator("label").Last.ClickAsync();

        var statement = await page.Locator("#values legend").Nth(1).InnerTextAsync();
        Assert.Contains(statement, await output.InnerTextAsync(), StringComparison.Ordinal);

        await page.Locator("#values button").ClickAsync();
        Assert.Equal("", await output.TextContentAsync());
        Assert.Equal(0, await page.Locator("#values :checked").CountAsync());
        await page.Context.CloseAsync();
    }
}
