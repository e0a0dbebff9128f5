using Deque.AxeCore.Commons;

namespace Huantiao.Browser.Tests;

[Collection(nameof(Browser))]
public sealed class AxeTests(Browser browser)
{
    [Fact]
    public async Task RunAxe_PageWithFaults_FindsThem()
    {
        var page = await browser.OpenAsync("/en/about");
        await page.EvaluateAsync("document.querySelector('main').innerHTML = '<img src=\"/mark.svg\"><p style=\"color: #eee; background: #fff\">faint</p>'");

        var all = await page.RunAxe();
        var contrast = await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") });

        Assert.Contains(all.Violations, v => v.Id == "image-alt");
        Assert.DoesNotContain(contrast.Violations, v => v.Id != "color-contrast");
        Assert.Throws<Xunit.Sdk.TrueException>(() => AccessibilityTests.NoViolation(all, "a page with faults"));
        await page.Context.CloseAsync();
    }
}
