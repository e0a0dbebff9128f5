using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts.Tests;

public sealed partial class BodyChartTests
{
    private static readonly PointAtlas Atlas = AtlasLoader.Load(Path.Combine(AppContext.BaseDirectory, "atlas")).Atlas!;

    private static readonly BodyWidth Middle = Atlas.Body.Width("middle");

    public static TheoryData<string> Views => [.. Atlas.Body.Views.Select(v => v.Id)];

    [Theory]
    [MemberData(nameof(Views))]
    public void Draw_EachView_IsUnder60Kilobytes(string view)
    {
        var svg = Draw(view, EveryLayer);

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
            var numbers = Number().Matches(run[(run.IndexOf('l', StringComparison.Ordinal) + 1)..]).Select(m => m.Value).ToArray();
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

    /// <summary>One half of a symmetric view is written, the other refers to it: both must be the body that the figure has.</summary>
    [Theory]
    [InlineData("front")]
    [InlineData("back")]
    public void Draw_SymmetricView_MirrorsAboutTheMiddleWhatThePlacesSay(string id)
    {
        var drawn = Drawn.Read(Draw(id, EveryLayer));
        var view = Atlas.Body.View(id);

        var copies = drawn.All("use").ToList();
        var ids = drawn.DescendantsAndSelf().Select(e => e.Attribute("id")?.Value).OfType<string>().ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Count(), ids.Count);
        Assert.Contains(copies, c => c.Attribute("href")!.Value == "#body-areas");
        Assert.All(copies, c => Assert.Contains(c.Attribute("href")!.Value[1..], ids));
        Assert.All(copies, c => Assert.Equal($"matrix(-1 0 0 1 {view.Width * 10} 0)", c.Attribute("transform")!.Value));
        Assert.Equal(-view.Left, view.Left + view.Width, 1e-9);
        foreach (var pair in Placement.Of(Atlas, view, Middle).Where(p => p.Side != BodySide.Midline).GroupBy(p => p.Point))
            Assert.Equal(0, pair.Sum(p => p.At.X), 1e-9);
    }

    /// <summary>Every area that is broad enough to be seen as one has its name, and every course, in either language; no name lies on another.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public void Draw_NerveLayers_AreNamedDirectlyAndReadably(string id)
    {
        var view = Atlas.Body.View(id);
        var shown = LayerPlacement.On(Atlas, Figure.Of(view, Middle));
        foreach (var language in new[] { "en", "zh-Hans" })
        {
            var drawn = Drawn.Read(Draw(id, EveryLayer with { Language = language }));
            var names = Layer(drawn, "dermatomes").Concat(Layer(drawn, "nerves")).ToList();
            var words = names.Select(t => t.Value).ToHashSet(StringComparer.Ordinal);

            foreach (var layer in shown)
                Assert.True(words.Contains(layer.Layer.IsArea ? layer.Layer.Id : layer.Layer.Name.In(language)) || IsSliver(layer), $"{layer.Layer.Id} on {id}");
            var boxes = names.Select(Box).ToList();
            for (var i = 0; i < boxes.Count; i++)
            {
                for (var j = 0; j < i; j++)
                    Assert.False(boxes[i].Left < boxes[j].Right && boxes[j].Left < boxes[i].Right && boxes[i].Top < boxes[j].Bottom && boxes[j].Top < boxes[i].Bottom, $"{names[i].Value} on {names[j].Value} on {id}");
            }
        }

        IEnumerable<XElement> Layer(XElement drawn, string part) => drawn.All("g").Where(g => g.Attribute("class")?.Value == part).SelectMany(g => g.All("text"));

        bool IsSliver(PlacedLayer layer) => layer.Layer.IsArea && BodyPaths.Middles(layer.Places).Select((m, i) => Math.Abs(m.X - layer.Places[i].X) * 2).Max() < 0.6;

        (double Left, double Right, double Top, double Bottom) Box(XElement text)
        {
            var size = text.Parent!.Number("font-size");
            var (x, width) = (text.Number("x"), TextMetrics.Width(text.Value, size));
            var left = text.Attribute("text-anchor")?.Value switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
            return (left, left + width, text.Number("y") - (0.7 * size), text.Number("y"));
        }
    }

    [Fact]
    public void Draw_NerveLayers_TellAScreenReaderTheirNamesOnce()
    {
        var layer = Drawn.Read(Draw("back", EveryLayer with { Language = "zh-Hans" })).All("g").Single(g => g.Attribute("class")?.Value == "nerves");

        Assert.Equal("img", layer.Attribute("role")!.Value);
        Assert.Equal("坐骨神经; 胫神经; 腓总神经", layer.Attribute("aria-label")!.Value);
    }

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

    private static BodyChartContent EveryLayer => new() { Cautions = true, Dermatomes = true, Nerves = true };

    [GeneratedRegex(@"-?\d*\.?\d+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    private static string Draw(string view, BodyChartContent content) =>
        BodyChart.Draw(Atlas, Atlas.Body.View(view), Middle, content, Frame(Atlas.Body.View(view), false));

    private static ChartFrame Frame(BodyView view, bool standalone) => new("body", view.Name.In("en"), "A standing person with points.", standalone);
}
