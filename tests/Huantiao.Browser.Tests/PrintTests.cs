using System.Text;
using System.Text.RegularExpressions;

namespace Huantiao.Browser.Tests;

[Collection(nameof(Browser))]
public sealed partial class PrintTests(Browser browser)
{
    [Theory]
    [InlineData("/en/")]
    [InlineData("/zh-Hans/")]
    public async Task Print_Aid_IsTwoPages(string path)
    {
        var page = await browser.OpenAsync(path);
        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });

        Assert.Equal(2, PagesOf(pdf));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Print_Aid_KeepsWhatIsNeededToTalkItOver()
    {
        var page = await browser.OpenAsync("/en/");
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });

        foreach (var part in new[] { "#flags li", "#answer .says", "#people svg", "#harms li", "#options .option", "#values legend", "#ask li", "#know dd" })
            Assert.True(await page.Locator(part).First.IsVisibleAsync(), part);
        foreach (var part in new[] { "nav.places", "nav.contents", "nav.language", "button" })
            Assert.False(await page.Locator(part).First.IsVisibleAsync(), part);
        await page.Context.CloseAsync();
    }

    /// <summary>Chromium writes the page tree in clear: /Type /Pages … /Count n.</summary>
    internal static int PagesOf(byte[] pdf) => int.Parse(Assert.Single(PageCount().Matches(Encoding.Latin1.GetString(pdf))).Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/Type\s*/Pages\b[^>]*?/Count\s+(?<n>\d+)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex PageCount();
}
