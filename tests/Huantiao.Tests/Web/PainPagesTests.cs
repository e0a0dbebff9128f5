using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huantiao.Care.PainDrawings;

namespace Huantiao.Tests.Web;

/// <summary>What a server answers to a drawing, whoever sends it.</summary>
public sealed class PainPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Leg =
        """{"format":"huantiao.pain-drawing","version":1,"body":"middle","unit":"cun","strokes":[{"view":"back","kind":"pain","width":1.4,"points":[[3.4,30],[3.4,12]]}],"regions":[]}""";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "not a diagnosis", "Right leg")]
    [InlineData("zh-Hans", "不是诊断", "右腿")]
    public async Task Show_Drawing_TellsPlacesRootsAndTraditionAsTradition(string language, string caveat, string leg)
    {
        using var answer = await PostAsync(language, ("do", "show"), ("drawing", Leg));
        var page = await ParseAsync(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("form-action 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.NotEmpty(page.QuerySelectorAll("#regions tbody tr"));
        Assert.NotEmpty(page.QuerySelectorAll("#roots tbody tr"));
        Assert.NotEmpty(page.QuerySelectorAll("#roots .status"));
        Assert.Contains(caveat, page.QuerySelector("#tradition")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(leg, page.QuerySelector("#tradition")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("#flags", page.QuerySelector(".notice.stop a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_Drawing_IsAFileThatReadsBack()
    {
        using var answer = await PostAsync("en", ("do", "keep"), ("drawing", Leg), ("listed", "1"), ("r", "numbness:toes:left"));
        var file = await answer.Content.ReadAsStringAsync(Now);

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var drawing = Assert.IsType<DrawingFile.Read>(PainDrawingJson.Read(file, site.Site.Points.Atlas)).Drawing;
        Assert.Equal(("back", "toes"), (drawing.Strokes.Single().View, drawing.Regions.Single().Region));
    }

    [Theory]
    [InlineData("}{")]
    [InlineData("{\"format\":\"huantiao.pain-drawing\"}")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Show_FieldThatIsNoDrawing_SaysSoAndShowsNoFigures(string field)
    {
        using var answer = await PostAsync("en", ("do", "show"), ("drawing", field));
        var page = await ParseAsync(answer);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotEmpty(page.QuerySelectorAll("[role=alert]"));
        Assert.Null(page.QuerySelector("#regions"));
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task Show_NothingDrawn_SaysSo()
    {
        using var answer = await PostAsync("en", ("do", "show"), ("listed", "1"), ("r", "no:such:thing"));

        Assert.Contains("Nothing is drawn", (await ParseAsync(answer)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TooLargeOrNoForm_IsRefusedWithoutAFault()
    {
        using var large = await PostAsync("en", ("do", "show"), ("drawing", new string('x', 2_000_000)));
        using var plain = await site.Client.PostAsync("/en/pain", new StringContent(Leg, Encoding.UTF8, "application/json"), Now);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, large.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, plain.StatusCode);
    }

    [Fact]
    public async Task Compare_WithAFile_ShowsBothAndTheChangeInPoints()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("compare"), "do" },
            { new StringContent(Leg.Replace("30],[3.4,12", "30],[3.4,28", StringComparison.Ordinal)), "drawing" },
            { new StringContent(Leg), "file", "pain-drawing.json" },
        };
        using var answer = await site.Client.PostAsync("/en/pain", form, Now);
        var page = await ParseAsync(answer);

        Assert.Contains("shrinking", page.QuerySelector("#changes")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("#changes .pair figure > svg").Length);
        Assert.Contains(page.QuerySelectorAll("#changes td"), td => td.TextContent.StartsWith('\u2212'));
    }

    [Theory]
    [InlineData("/en/pain")]
    [InlineData("/zh-Hans/pain")]
    public async Task Blank_Page_IsLightAndOffersEveryPlaceFeelingAndSide(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", "br");
        using var compressed = await site.Client.SendAsync(request, Now);
        var page = new HtmlParser().ParseDocument(await site.Client.GetStringAsync(path, Now));

        Assert.InRange((await compressed.Content.ReadAsByteArrayAsync(Now)).Length, 1000, 40_000);
        Assert.Equal(site.Site.Points.Atlas.Skin.Regions.Length * 2 * Feelings.All.Length, page.QuerySelectorAll("input[name=r]").Length);
        Assert.Equal(site.Site.Points.Atlas.Skin.Views.Length, page.QuerySelectorAll("pain-drawing figure > svg").Length);
    }

    [Theory]
    [InlineData("/en/points/list?add=GB30&side=left", "/en/points/list?p=GB30:left")]
    [InlineData("/en/points/list?p=GB30:left&add=gv4", "/en/points/list?p=GB30:left&p=GV4:midline")]
    [InlineData("/en/points/list?p=GB30:left&add=%E6%89%BF%E5%B1%B1&side=right&view=left", "/en/points/list?p=GB30:left&p=BL57:right&view=left")]
    [InlineData("/zh-Hans/points/list?choose=GB30:right&add=x", "/zh-Hans/points/list?p=GB30:right")]
    public async Task List_PointAdded_LeadsToTheAddressThatIsTheList(string asked, string expected)
    {
        using var answer = await site.Client.GetAsync(asked, Now);

        Assert.Equal((HttpStatusCode.SeeOther, expected), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task List_EntriesThatAreNoPoints_AreCountedNotHidden()
    {
        var page = new HtmlParser().ParseDocument(await site.Client.GetStringAsync("/en/points/list?p=GB30:left&p=GB30:midline&p=XX1:left&p=%3Cscript%3E", Now));

        Assert.Equal(["GB30:left"], page.QuerySelectorAll("input[name=p]").Select(i => i.GetAttribute("value")!));
        Assert.Contains("3", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string language, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return await site.Client.PostAsync($"/{language}/pain", form, Now);
    }

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Now));
}
