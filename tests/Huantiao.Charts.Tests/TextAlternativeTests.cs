using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Huantiao.Charts.Tests;

/// <summary>What holds for every drawing.</summary>
public class TextAlternativeTests
{
    private const string Hostile = "\"><script>alert('1')</script>&amp;<!-- ]]> \u0000\u0007\uD800 {0} 坐骨神经 😀";

    private static Dictionary<string, Func<ChartFrame, string, string>> Charts => new(StringComparer.Ordinal)
    {
        ["forest"] = (f, t) => ForestPlot.Draw(Named(Examples.LegPain, t), f),
        ["compact"] = (f, t) => ForestPlot.Draw(Named(Examples.LegPain, t), f, ForestForm.Compact),
        ["ratios"] = (f, t) => ForestPlot.Draw(Named(Examples.Ratios, t), f),
        ["funnel"] = (f, t) => FunnelPlot.Draw(Examples.Funnel with { Words = new(t, t, t, t, t, t, t, t, t, t) }, f),
        ["control"] = (f, t) => ControlPlot.Draw(Examples.Control with { Words = new(t, t, t, t, t, t, t, t, t), Marks = [.. Examples.Control.Marks.Select(m => m with { Period = t })] }, f),
        ["units"] = (f, t) => UnitFunnelPlot.Draw(Examples.Units with { Words = new(t, t, t, t, t, t, t, t, t, t, t) }, f),
        ["people"] = (f, t) => IconArray.Draw(new(t, [new(PersonKind.Anyway, 40, t), new(PersonKind.Lost, 5, t), new(PersonKind.Not, 55, t)], new(30, 50, t)), f),
        ["pair"] = (f, t) => IconArray.DrawPair(Examples.WithNeedling with { Heading = t }, Examples.WithSham, f),
        ["certainty"] = (f, _) => CertaintyMark.Draw(3, f),
        ["frequencies"] = (f, t) => FrequencyBars.Draw([new(t, t, 0.02, 0.01, 0.2), new(t, t, null)], t, f),
    };

    public static TheoryData<string> Names => [.. Charts.Keys];

    private static Forest Named(Forest forest, string text) => forest with
    {
        Words = new(text, text, text, text, text, text),
        Rows = [.. forest.Rows.Select(r => r with { Label = text, Text = text })],
        Missing = [new(text, text)],
        Summary = forest.Summary! with { Label = text, Text = text, PredictionLabel = text, PredictionText = text },
        Important = new(forest.Axis == AxisKind.Log ? 0.8 : -10, text),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_AnyChart_IsAnImageWithTitleAndDescription(string chart)
    {
        var root = Drawn.Read(Charts[chart](Examples.Frame("one"), "Some words"));

        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal("one-t one-d", root.Attribute("aria-labelledby")!.Value);
        Assert.Equal("Leg pain at 4 weeks", root.Element(Drawn.Svg + "title")!.Value);
        Assert.Equal("Two trials; both favour needling.", root.Element(Drawn.Svg + "desc")!.Value);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_HostileWords_StayWords(string chart)
    {
        var frame = new ChartFrame("h", Hostile, Hostile);

        var root = Drawn.Read(Charts[chart](frame, Hostile));

        var title = root.Element(Drawn.Svg + "title")!.Value;
        Assert.Contains("<script>alert('1')</script>&amp;<!-- ]]>", title, StringComparison.Ordinal);
        Assert.EndsWith("坐骨神经 😀", title, StringComparison.Ordinal);
        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName is "script" or "style" or "foreignObject");
        Assert.DoesNotContain(root.DescendantNodes(), n => n is XComment);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_InsideAPage_NeedsNoInlineStyleAndNoFixedColour(string chart)
    {
        var svg = Charts[chart](Examples.Frame("p", standalone: false), "Some words");
        var root = Drawn.Read(svg);

        Assert.DoesNotContain("<style", svg, StringComparison.Ordinal);
        Assert.DoesNotContain(root.DescendantsAndSelf().Attributes(), a => a.Name == "style");
        foreach (var paint in root.DescendantsAndSelf().Attributes().Where(a => a.Name.LocalName is "fill" or "stroke"))
            Assert.True(paint.Value == "none" || paint.Value.StartsWith("var(--chart-", StringComparison.Ordinal), paint.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_TwiceOnAPage_SharesNoId(string chart)
    {
        var (a, b) = (Ids("first"), Ids("second"));

        Assert.Equal(a.Count, a.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(a.Intersect(b, StringComparer.Ordinal));

        List<string> Ids(string id)
        {
            var root = Drawn.Read(Charts[chart](Examples.Frame(id, false), "w"));
            var ids = root.DescendantsAndSelf().Attributes("id").Select(x => x.Value).ToList();
            Assert.All(root.Descendants().Attributes("href"), h => Assert.Contains(h.Value[1..], ids));
            return ids;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_OtherCulture_ChangesNothing(string chart)
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Charts[chart](Examples.Frame(), "w");
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, Charts[chart](Examples.Frame(), "w"));
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-IR");
            Assert.Equal(expected, Charts[chart](Examples.Frame(), "w"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("é")]
    public void Draw_BadId_IsRefused(string id) =>
        Assert.Throws<ArgumentException>(() => CertaintyMark.Draw(1, new(id, "t", "d")));

    [Fact]
    public void Draw_Sizes_StaySmall()
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(IconArray.Draw(Examples.WithNeedling, Examples.Frame("people", false))), 1000, 6 * 1024);
        Assert.InRange(Encoding.UTF8.GetByteCount(IconArray.DrawPair(Examples.WithNeedling, Examples.WithSham, Examples.Frame("people", false))), 1000, 6 * 1024);
        Assert.InRange(Encoding.UTF8.GetByteCount(ForestPlot.Draw(Examples.LegPain, Examples.Frame("forest", false), ForestForm.Compact)), 1000, 6 * 1024);
        Assert.InRange(Encoding.UTF8.GetByteCount(CertaintyMark.Draw(2, Examples.Frame("c", false))), 100, 1536);
    }
}
