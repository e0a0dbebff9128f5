using System.Collections.Immutable;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huantiao.Charts;
using Huantiao.Knowledge.Atlas;
using Huantiao.Web;
using Huantiao.Web.Components;
using Huantiao.Web.Languages;
using Huantiao.Web.Points;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Huantiao.Tests.Web;

/// <summary>The parts that other pages put together: needles with their state, two sets of points.</summary>
public sealed class ChartPartsTests(RunningSite site) : IClassFixture<RunningSite>
{
    public static TheoryData<string> Languages => [.. Language.All.Select(l => l.Tag)];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Needles_EachStateAndSide_AreSaidAlikeOnTheChartAndInTheTable(string tag)
    {
        ImmutableArray<NeedleMark> needles =
            [new(Pick("BL25:left"), NeedleState.Planned), new(Pick("ST36:right"), NeedleState.In), new(Pick("GV4:midline"), NeedleState.Retained), new(Pick("KI1:left"), NeedleState.Removed)];

        var page = await RenderAsync<NeedleChart>(tag, new() { ["Needles"] = needles, ["Id"] = "n" });

        var rows = page.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(needles.Length, rows.Count);
        foreach (var (needle, row) in needles.Zip(rows))
        {
            var state = page.QuerySelector($"[data-pick='{needle.At}'] text")!.TextContent;
            Assert.StartsWith(needle.At.Code + " ", state, StringComparison.Ordinal);
            Assert.Contains(state[(needle.At.Code.Length + 1)..], row, StringComparison.Ordinal);
            Assert.Contains(needle.At.Code, row, StringComparison.Ordinal);
        }

        Assert.Equal(needles.Length, page.QuerySelectorAll("td[data-label]").Select(td => td.TextContent).Intersect(page.QuerySelectorAll("[data-pick] text").Select(t => t.TextContent[(t.TextContent.IndexOf(' ', StringComparison.Ordinal) + 1)..]), StringComparer.Ordinal).Count());
        Assert.Empty(page.QuerySelectorAll("[style], style"));
    }

    [Theory]
    [InlineData("en", "Only in plan, not in session: GB30 left")]
    [InlineData("zh-Hans", "仅plan有，session没有： GB30 左侧")]
    public async Task Compared_TwoSets_SayWhatDiffersInWords(string tag, string says)
    {
        var page = await RenderAsync<PointsCompared>(tag, new()
        {
            ["First"] = ImmutableArray.Create(Pick("GB30:left"), Pick("BL40:left")), ["Second"] = ImmutableArray.Create(Pick("GB30:right"), Pick("BL40:left")),
            ["FirstName"] = "plan", ["SecondName"] = "session", ["Id"] = "c",
        });

        Assert.Contains(says, page.QuerySelectorAll("p").Select(p => p.TextContent));
        Assert.Equal(["Disc", "Square", "Triangle"], page.QuerySelectorAll("figure:first-of-type [data-pick]").Select(m => m.GetAttribute("data-shape")!));
    }

    private PointPick Pick(string text) => PointPick.TryParse(site.Site.Points.Atlas, text)!.Value;

    private async Task<IHtmlDocument> RenderAsync<TPart>(string tag, Dictionary<string, object?> parameters)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Document>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(Document.View)] = new View(site.Site, Language.Find(tag)!, "/"),
            [nameof(Document.Page)] = typeof(TPart),
            [nameof(Document.Parameters)] = parameters,
        }))).ToHtmlString());
        return new HtmlParser().ParseDocument(html);
    }
}
