using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huantiao.Points;
using Huantiao.Web.Languages;

namespace Huantiao.Tests.Web;

public sealed class PointPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const int MostOfOneView = 60_000;
    private const int MostOfAllViews = 200_000;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private PointBook Book => site.Site.Points;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Point_EveryOne_HasItsNamePlaceDangerAndEnvelope(string language)
    {
        foreach (var point in Book.Atlas.Points)
        {
            var page = await OpenAsync($"/{language}/points/{point.Code}");
            var text = page.QuerySelector("main")!.TextContent;

            Assert.StartsWith(point.Code + " ", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(point.Pinyin, text, StringComparison.Ordinal);
            Assert.Contains(point.HanziSimplified, text, StringComparison.Ordinal);
            Assert.Contains(Knowledge.Atlas.LocationSentence.Of(Book.Atlas, point, language), text, StringComparison.Ordinal);
            foreach (var kind in point.Hazards?.Kinds ?? [])
                Assert.Contains(Book.Atlas.Words.Risks[kind].In(language), text, StringComparison.Ordinal);
            Assert.Equal(point.Depth?.MaxCun is not null, text.Contains(language == "en" ? "never a recommendation" : "绝非建议", StringComparison.Ordinal));
            Assert.Equal(
                Book.Atlas.IsForReview(point),
                page.QuerySelector("#where > p > .chip.care") is not null);
            Assert.Equal(
                point.PregnancyTradition is not null,
                page.QuerySelector("#pregnancy")?.TextContent.Contains(language == "en" ? "Tradition avoids this point" : "传统上孕妇", StringComparison.Ordinal) == true);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Chart_EveryView_LinksToEachPointThatItShowsAndTheListToAll(string language)
    {
        foreach (var view in Book.Atlas.Body.Views)
        {
            var address = new Uri(site.Client.BaseAddress!, $"/{language}/points/view/{view.Id}");
            var page = new HtmlParser().ParseDocument(await site.Client.GetStringAsync(address, Now));
            var shown = Knowledge.Atlas.Placement.Of(Book.Atlas, view, Book.Width).Select(p => $"/{language}/points/{p.Point.Code}").Distinct(StringComparer.Ordinal);

            Assert.Equal(shown, page.QuerySelectorAll("svg a").Select(a => new Uri(address, a.GetAttribute("href")).AbsolutePath).Distinct(StringComparer.Ordinal));
            Assert.Equal(Book.Atlas.Points.Select(p => $"/{language}/points/{p.Code}"), page.QuerySelectorAll("#list li a").Select(a => a.GetAttribute("href")!));
            Assert.Single(page.QuerySelectorAll("nav.views a[aria-current=page]"));
        }
    }

    /// <summary>Every layer is in the markup, shown or not; the first view has the longest links.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Chart_EveryViewWithEveryLayer_IsLight(string language)
    {
        var all = 0;
        foreach (var view in Book.Atlas.Body.Views)
        {
            var bytes = System.Text.Encoding.UTF8.GetByteCount(await ChartAsync($"/{language}/points/view/{view.Id}"));
            Assert.True(bytes is > 1000 and <= MostOfOneView, $"{view.Id}: {bytes} bytes");
            all += bytes;
        }

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(await ChartAsync($"/{language}/points")), 1000, MostOfOneView);
        Assert.InRange(all, 1000, MostOfAllViews);
    }

    [Theory]
    [InlineData("en", "for clinician review", "overlap")]
    [InlineData("zh-Hans", "待临床医师审核", "重叠")]
    public async Task Layers_EveryView_AreOfferedNamedAndToldInWords(string language, string review, string overlap)
    {
        foreach (var view in Book.Atlas.Body.Views)
        {
            var page = await OpenAsync($"/{language}/points/view/{view.Id}");
            var layers = Charts.BodyChart.Layers(Book.Atlas, view, Book.Width, new());
            foreach (var (kind, part) in new[] { ("dermatome", "dermatomes"), ("nerve", "nerves") })
            {
                var expected = layers.Where(l => l.Kind == kind).ToList();
                var words = page.QuerySelector(".layerwords.about-" + part);

                Assert.Equal(expected.Count > 0, page.QuerySelector("#layer-" + part) is not null);
                Assert.Equal(expected.Select(l => l.Id), page.QuerySelectorAll($"svg .{part} path[data-layer]").Select(p => p.GetAttribute("data-layer")!).Distinct(StringComparer.Ordinal));
                Assert.Equal(expected.Select(l => l.Where.In(language)), words?.QuerySelectorAll("dd").Select(d => d.FirstChild!.TextContent.Trim()) ?? []);
                if (words is null)
                    continue;
                Assert.Contains(review, words.TextContent, StringComparison.Ordinal);
                Assert.All(Book.Atlas.LayerNotes.Where(n => n.Kind == kind), n => Assert.Contains(n.Text.In(language), words.TextContent, StringComparison.Ordinal));
                Assert.Equal(kind == "dermatome", words.TextContent.Contains(overlap, StringComparison.Ordinal));
            }
        }
    }

    /// <summary>The layer of cautions and its list hold the same points.</summary>
    [Fact]
    public async Task Cautions_EveryView_AreListedByWhatLiesBelow()
    {
        foreach (var view in Book.Atlas.Body.Views)
        {
            var page = await OpenAsync("/en/points/view/" + view.Id);

            Assert.Equal(
                Knowledge.Atlas.Placement.Of(Book.Atlas, view, Book.Width).Where(p => Charts.BodyChart.IsHighlyDangerous(p.Point)).Select(p => p.Point.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
                page.QuerySelectorAll(".layerwords.about-cautions a").Select(a => a.TextContent).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("ST21", "After the third month of pregnancy", true)]
    [InlineData("LR12", "First three months of pregnancy", true)]
    [InlineData("ST28", "First three months of pregnancy", false)]
    public async Task Point_WhereAdviceGoesByPlace_SaysItAndWhetherListsOfTraditionDiffer(string code, string advice, bool differs)
    {
        var page = await OpenAsync("/en/points/" + code);

        Assert.Contains(advice, page.QuerySelector("#pregnancy")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(differs, page.QuerySelector("#differ")?.TextContent.Contains("PREGNANCY", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Views_Altogether_AreLightWhenCompressed()
    {
        var bytes = 0;
        foreach (var view in Book.Atlas.Body.Views)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/en/points/view/" + view.Id);
            request.Headers.Add("Accept-Encoding", "br");
            using var answer = await site.Client.SendAsync(request, Now);
            bytes += (await answer.Content.ReadAsByteArrayAsync(Now)).Length;
        }

        Assert.InRange(bytes, 1, MostOfAllViews);
    }

    [Theory]
    [InlineData("huan tiao", "GB30")]
    [InlineData("環跳", "GB30")]
    [InlineData("near GB30", "BL54")]
    [InlineData("<script>", null)]
    public async Task Search_ByForm_ListsWhatItFound(string query, string? first)
    {
        foreach (var language in Language.All)
        {
            var page = await OpenAsync($"/{language.Tag}/points?q={Uri.EscapeDataString(query)}");
            var other = Language.All.Single(l => l != language);

            Assert.Equal(first is null ? null : $"/{language.Tag}/points/{first}", page.QuerySelector("ul.found a")?.GetAttribute("href"));
            Assert.Equal(query, page.QuerySelector("#q")!.GetAttribute("value"));
            Assert.Empty(page.QuerySelectorAll("main script"));
            Assert.Equal($"/{other.Tag}/points?q={Uri.EscapeDataString(query)}", page.QuerySelector("nav.language a")!.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task Forms_OnlyWhereTheSearchIs_MayBeSentToThisServer()
    {
        Assert.Contains("form-action 'self'", await PolicyAsync("/en/points"), StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", await PolicyAsync("/en/points?q=x"), StringComparison.Ordinal);
        Assert.Contains("form-action 'none'", await PolicyAsync("/en/points/GB30"), StringComparison.Ordinal);
        Assert.Contains("form-action 'none'", await PolicyAsync("/en/"), StringComparison.Ordinal);

        async Task<string> PolicyAsync(string path)
        {
            using var answer = await site.Client.GetAsync(path, Now);
            return Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        }
    }

    [Fact]
    public async Task Point_OtherSpelling_LeadsToItsOneAddress_AndUnknownIsNotFound()
    {
        using var small = await site.Client.GetAsync("/zh-Hans/points/gb30", Now);
        using var unknown = await site.Client.GetAsync("/en/points/GB99", Now);
        using var noView = await site.Client.GetAsync("/en/points/view/inside", Now);

        Assert.Equal((HttpStatusCode.MovedPermanently, "/zh-Hans/points/GB30"), (small.StatusCode, small.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, noView.StatusCode);
    }

    [Fact]
    public async Task Api_Points_TellWhatThePagesTell()
    {
        using var all = JsonDocument.Parse(await site.Client.GetStringAsync("/api/v1/points", Now));
        using var found = JsonDocument.Parse(await site.Client.GetStringAsync("/api/v1/points?q=near%20gb30&lang=zh-Hans", Now));
        using var one = JsonDocument.Parse(await site.Client.GetStringAsync("/api/v1/points/gb30?lang=zh-Hans", Now));
        using var unknown = await site.Client.GetAsync("/api/v1/points/GB99", Now);

        Assert.Equal(Book.Atlas.Points.Length, all.RootElement.GetProperty("count").GetInt32());
        Assert.Equal("GB30", found.RootElement.GetProperty("near").GetString());
        Assert.Equal("BL54", found.RootElement.GetProperty("points")[0].GetProperty("code").GetString());
        Assert.Equal("臀", one.RootElement.GetProperty("region").GetString());
        Assert.True(one.RootElement.GetProperty("depth").GetProperty("isEnvelopeOnly").GetBoolean());
        Assert.True(one.RootElement.GetProperty("location").GetProperty("forClinicianReview").GetBoolean());
        Assert.StartsWith("ASSUMED", one.RootElement.GetProperty("depth").GetProperty("status").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (unknown.StatusCode, unknown.Content.Headers.ContentType!.MediaType));
    }

    private async Task<string> ChartAsync(string path)
    {
        var html = await site.Client.GetStringAsync(path, Now);
        var start = html.IndexOf("<svg", html.IndexOf("class=\"bodychart", StringComparison.Ordinal), StringComparison.Ordinal);
        return html[start..(html.IndexOf("</svg>", start, StringComparison.Ordinal) + 6)];
    }

    private async Task<IHtmlDocument> OpenAsync(string path) => new HtmlParser().ParseDocument(await site.Client.GetStringAsync(path, Now));
}
