using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>
/// A button or a link that leads to another page. The browser says that it was pressed, not that it has arrived: what asks at once afterwards may still ask the old page, or break off the way to the new one.
/// </summary>
internal static class Following
{
    public static Task FollowAsync(this IPage page, string button) => page.Locator(button).First.FollowAsync(b => b.ClickAsync());

    /// <summary>The page it leads to is there afterwards.</summary>
    public static async Task FollowAsync(this ILocator button, Func<ILocator, Task> press)
    {
        await button.EvaluateAsync("() => { window.left = false; }");
        await press(button);
        await button.Page.WaitForFunctionAsync("() => window.left === undefined && document.readyState === 'complete'");
    }

    /// <summary>Touched as people do: where a finger lay too long for the browser to call it a tap, once more.</summary>
    public static async Task FollowByTouchAsync(this IPage page, string button)
    {
        for (var again = 2; ; again--)
        {
            try
            {
                await page.Locator(button).First.FollowAsync(async b =>
                {
                    await b.TapAsync();
                    await page.WaitForFunctionAsync("() => window.left === undefined", options: new() { Timeout = again > 0 ? 8000 : 30_000 });
                });
                return;
            }
            catch (TimeoutException) when (again > 0)
            {
                // Not left: it was no tap.
            }
        }
    }
}
