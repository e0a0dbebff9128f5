using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts.Tests;

public class BodyChartTests
{
    private static readonly PointAtlas Atlas = AtlasLoader.Load(Path.Combine(AppContext.BaseDirectory, "atlas")).Atlas!;

    private static readonly BodyWidth Middle = Atlas.Body.Width("middle");

    public static TheoryData<string> Views => [.. Atlas.Body.Views.Select(v => v.Id)];

    [Theory]
    [MemberData(nameof(Views))]
    public void Draw_EachView_IsUnder60Kilobytes(string view)
    {
        var svg = Draw(view, new() { Cautions = true });

        Assert.True(Encoding.UTF8.GetByteCount(svg) <= 60 * 1024, $"{Encoding.UTF8.GetByteCount(svg)} bytes");
    }

    [Fact]
    public void Draw_Back_HasALinkForEachPointAndSide()
    {
        var drawn = Drawn.Read(Draw("back", new()));

        var links = drawn.All("a").ToList();

        var placed = Placement.Of(Atlas, Atlas.Body.View("back"), Middle);
        Assert.Equal(placed.Length, links.Count);
        Assert.Equal(["L", "R"], links.Where(a => a.Attribute("data-code")!.Value == "GB30").Select(a => a.Attribute("data-side")!.Value).Order(StringComparer.Ordinal));
        Assert.All(links, a => Assert.Equal("/points/" + a.Attribute("data-code")!.Value, a.Attribute("href")!.Value));
        Assert.All(links, a => Assert.NotEmpty(a.Attribute("aria-label")!.Value));
        Assert.Equal("group", drawn.Attribute("role")!.Value);
    }

    [Fact]
    public void Draw_EachMark_StandsWhereThePointWasPlaced()
    {
        var view = Atlas.Body.View("left");
        var marks = Drawn.Read(Draw("left", new())).All("a").ToDictionary(a => a.Attribute("data-code")!.Value, a => a.All("circle").Single(), StringComparer.Ordinal);

        foreach (var point in Placement.Of(Atlas, view, Middle))
        {
            Assert.Equal((point.At.X - view.Left) * 10, marks[point.Point.Code].Number("cx"), 0.06);
            Assert.Equal((view.Top - point.At.Y) * 10, marks[point.Point.Code].Number("cy"), 0.06);
        }
    }

    [Fact]
    public void Draw_PointForReview_IsARingAndAMeasuredOneIsFull()
    {
        var drawn = Drawn.Read(Draw("back", new()));

        Assert.Contains("--chart-paper", drawn.All("g").Single(g => g.Attribute("class")?.Value == "points").Attribute("fill")!.Value, StringComparison.Ordinal);
        foreach (var mark in drawn.All("a"))
            Assert.Equal(Atlas.IsForReview(Atlas.Find(mark.Attribute("data-code")!.Value)!), mark.All("circle").Single().Attribute("fill") is null);
        Assert.Contains(drawn.All("a"), a => a.Attribute("data-code")!.Value == "BL40" && a.All("circle").Single().Attribute("fill") is not null);
    }

    [Fact]
    public void Draw_ChannelLines_NeverJumpAcrossTheBody()
    {
        foreach (var path in Drawn.Read(Draw("back", new())).All("path").Where(p => p.Attribute("data-meridian") is not null))
        {
            foreach (var run in path.Attribute("d")!.Value.Split('M', StringSplitOptions.RemoveEmptyEntries))
                Assert.All(Steps(run), y => Assert.True(Math.Abs(y) < 200, path.Attribute("data-meridian")!.Value));
        }

        // "x yldx dy dx dy": a place, then steps.
        static IEnumerable<double> Steps(string run)
        {
            var numbers = run[(run.IndexOf('l', StringComparison.Ordinal) + 1)..].Replace("-", " -", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(numbers.Length > 0 && numbers.Length % 2 == 0, run);
            return numbers.Where((_, i) => i % 2 == 1).Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Draw_Only_ShowsThoseAlone()
    {
        var svg = Draw("back", new() { Only = ImmutableHashSet.Create("BL25", "GB30"), Picked = ImmutableHashSet.Create("GB30"), Channels = false });

        Assert.Equal(4, Drawn.Read(svg).All("a").Count());
        Assert.Equal(["GB30", "GB30"], Drawn.Read(svg).All("text").Select(t => t.Value));
    }

    [Fact]
    public void Draw_WithoutLinks_IsOnePicture()
    {
        var drawn = Drawn.Read(Draw("front", new() { LinkPrefix = null }));

        Assert.Empty(drawn.All("a"));
        Assert.Equal("img", drawn.Attribute("role")!.Value);
    }

    [Fact]
    public void Draw_InAPage_WritesNoStyle()
    {
        var drawn = Drawn.Read(Draw("foot-top", new()));

        Assert.DoesNotContain(drawn.DescendantsAndSelf(), e => e.Name.LocalName == "style" || e.Attribute("style") is not null);
        Assert.Contains("--chart-", drawn.ToString(SaveOptions.DisableFormatting), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfACloseUp_TellsEachPointOnceInWords()
    {
        var table = BodyChart.Table(Atlas, Atlas.Body.View("foot-sole"), Middle, new(), "zh-Hans", "足底", ["代码", "名称", "部位", "位置"]);

        Assert.Equal(["KI1", "Yǒngquán 涌泉", "足", "足底，屈足时前部凹陷处。"], Assert.Single(table.Rows));
    }

    [Theory]
    [InlineData("BL25", "back")]
    [InlineData("GB30", "left")]
    [InlineData("CV12", "front")]
    [InlineData("ST36", "front")]
    [InlineData("GB34", "left")]
    [InlineData("SP6", "leg-inner")]
    [InlineData("TE20", "left")]
    [InlineData("LR3", "foot-top")]
    [InlineData("KI1", "foot-sole")]
    [InlineData("LI4", "hand-back")]
    [InlineData("PC8", "hand-palm")]
    public void CloseUp_KnownPoints_LookFromWhereTheyFaceTheViewer(string code, string view)
    {
        var closeUp = BodyCloseUp.Of(Atlas, Atlas.Find(code)!, Middle)!;

        Assert.Equal(view, closeUp.View.Id);
        var drawn = Drawn.Read(BodyChart.Draw(Atlas, closeUp.View, Middle, new() { Window = closeUp.Window }, Frame(closeUp.View, false)));
        Assert.Contains(drawn.All("a"), a => a.Attribute("data-code")!.Value == code);
    }

    [Fact]
    public void CloseUp_PointFoundByTouch_IsNone() => Assert.Null(BodyCloseUp.Of(Atlas, Atlas.Find("ASHI")!, Middle));

    [Fact]
    public void Draw_EachView_IsAsItWasLookedAt()
    {
        foreach (var view in Atlas.Body.Views)
            Snapshots.Check($"body-{view.Id}.svg", BodyChart.Draw(Atlas, view, Middle, new() { Cautions = true }, Frame(view, true)));
        foreach (var view in new[] { "front", "back", "left", "leg-inner", "foot-top", "foot-sole" })
            Snapshots.Check($"body-nerves-{view}.svg", BodyChart.Draw(Atlas, Atlas.Body.View(view), Middle, new() { Points = false, Channels = false, Dermatomes = true, Nerves = true }, Frame(Atlas.Body.View(view), true)));
        Snapshots.Check("body-head.svg", BodyChart.Draw(Atlas, Atlas.Body.View("left"), Middle, new() { Window = new(-7, 77, 13, 15) }, Frame(Atlas.Body.View("left"), true)));
        Snapshots.Check("body-back-broad.svg", BodyChart.Draw(Atlas, Atlas.Body.View("back"), Atlas.Body.Width("broad"), new() { Only = ImmutableHashSet.Create("BL25", "GB30", "BL40", "BL57"), Picked = ImmutableHashSet.Create("GB30") }, Frame(Atlas.Body.View("back"), true)));
    }

    private static string Draw(string view, BodyChartContent content) =>
        BodyChart.Draw(Atlas, Atlas.Body.View(view), Middle, content, Frame(Atlas.Body.View(view), false));

    private static ChartFrame Frame(BodyView view, bool standalone) => new("body", view.Name.In("en"), "A standing person with points.", standalone);
}
