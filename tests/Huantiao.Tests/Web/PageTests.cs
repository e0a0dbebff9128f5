using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huantiao.Web.Languages;

namespace Huantiao.Tests.Web;

/// <summary>What must hold of every page in every language.</summary>
public sealed partial class PageTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public Task Page_EveryLanguage_HasTitleOneHeadingLanguageAndLandmarks() => EachAsync((page, language, path) =>
    {
        Assert.False(string.IsNullOrWhiteSpace(page.Title), path);
        Assert.Equal(language.Tag, page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Single(page.QuerySelectorAll("body > header"));
        Assert.Single(page.QuerySelectorAll("body > footer"));
        Assert.Equal("#main", page.QuerySelector("a.skip")!.GetAttribute("href"));
        Assert.NotEmpty(page.QuerySelector("meta[name=description]")!.GetAttribute("content")!);
        Assert.Equal(path, page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    });

    [Fact]
    public Task Page_EveryLanguage_OffersTheSamePageInTheOtherLanguage() => EachAsync((page, language, path) =>
    {
        var bare = path[(language.Tag.Length + 1)..];
        var other = Language.All.Single(l => l != language);
        Assert.Equal($"/{other.Tag}{bare}", page.QuerySelector($"nav.language a[hreflang='{other.Tag}']")!.GetAttribute("href"));
        Assert.Equal($"/{other.Tag}{bare}", page.QuerySelector($"link[rel=alternate][hreflang='{other.Tag}']")!.GetAttribute("href"));
    });

    [Fact]
    public Task Page_EveryLanguage_HasNoEmptyTextAndShowsNoKey() => EachAsync((page, _, path) =>
    {
        foreach (var element in page.QuerySelectorAll("h1, h2, h3, p, li, a, dt, dd, caption, summary, button, legend, figcaption, th"))
            Assert.False(string.IsNullOrWhiteSpace(element.TextContent + element.GetAttribute("aria-label")), $"{path}: empty {element.OuterHtml}");
        var keys = WordKeys.In(Language.English);
        foreach (var word in WordLike().Matches(page.Body!.TextContent).Select(match => match.Value))
            Assert.False(keys.Contains(word), $"{path}: the key {word} is shown.");
    });

    [Fact]
    public Task Page_EveryLanguage_IdsAreUniqueAndLinksInThePageLead() => EachAsync((page, _, path) =>
    {
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Count(), ids.Count);
        foreach (var link in page.QuerySelectorAll("a[href^='#']"))
            Assert.Contains(link.GetAttribute("href")![1..], ids);
        foreach (var element in page.QuerySelectorAll("[aria-labelledby]"))
            Assert.All(element.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.True(ids.Contains(id), $"{path}: no {id}"));
    });

    [Fact]
    public Task Page_EveryLanguage_LoadsNothingFromElsewhereAndRunsNothingInline() => EachAsync((page, _, path) =>
    {
        foreach (var element in page.QuerySelectorAll("link[href], script[src], img[src], source, iframe, object, embed, video, audio"))
        {
            var address = element.GetAttribute("href") ?? element.GetAttribute("src");
            Assert.True(address is "/" or ['/', not '/', ..], $"{path}: {element.OuterHtml}");
        }

        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src]), [onclick], base"));
        Assert.All(page.QuerySelectorAll("form"), form => Assert.Matches("^(get /(en|zh-Hans)/points(/list)?|post /(en|zh-Hans)/pain)$", $"{form.GetAttribute("method")} {form.GetAttribute("action")}"));
    });

    [Fact]
    public async Task Links_WithinTheSite_AllLeadSomewhere()
    {
        var links = new SortedSet<string>(StringComparer.Ordinal);
        await EachAsync((page, _, _) =>
        {
            foreach (var link in page.QuerySelectorAll("a[href^='/'], link[href^='/'], script[src^='/']"))
                links.Add((link.GetAttribute("href") ?? link.GetAttribute("src"))!);
        });

        foreach (var link in links)
        {
            using var answer = await site.Client.GetAsync(link, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{link}: {answer.StatusCode}");
            if (link.Contains('#', StringComparison.Ordinal))
            {
                var page = Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                Assert.True(page.GetElementById(link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..]) is not null, link);
            }
        }
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9", "zh-Hans")]
    [InlineData("de, en;q=0.5", "en")]
    public async Task Root_WithoutPrefix_SpeaksTheBrowsersLanguageAndTellsCaches(string wish, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Accept-Language", wish);
        using var answer = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).DocumentElement.GetAttribute("lang"));
        Assert.Contains("Accept-Language", answer.Headers.Vary);
        Assert.Equal(expected, answer.Content.Headers.ContentLanguage.Single());
    }

    [Fact]
    public async Task Missing_Address_IsAPageThatSaysSo()
    {
        using var answer = await site.Client.GetAsync("/zh-Hans/no-such-page", TestContext.Current.CancellationToken);
        var page = Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("zh-Hans", page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector("main a[href='/zh-Hans/']"));
        Assert.NotNull(page.QuerySelector("meta[name=robots][content=noindex]"));
    }

    [Fact]
    public async Task Post_ToAPage_IsRefused()
    {
        using var answer = await site.Client.PostAsync("/en/", new StringContent("x"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [GeneratedRegex(@"[A-Z]\w+(\.[\w-]+)+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex WordLike();

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private async Task EachAsync(Action<IHtmlDocument, Language, string> check)
    {
        foreach (var language in Language.All)
        {
            foreach (var path in site.Paths.Select(path => $"/{language.Tag}{path}"))
            {
                var html = await site.Client.GetStringAsync(path, TestContext.Current.CancellationToken);
                check(Parse(html), language, path);
            }
        }
    }
}
