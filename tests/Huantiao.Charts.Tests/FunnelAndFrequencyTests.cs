namespace Huantiao.Charts.Tests;

public class FunnelAndFrequencyTests
{
    [Fact]
    public void Draw_Studies_LieAtEstimateAndStandardErrorAndFilledOnesAreOpen()
    {
        var root = Drawn.Read(FunnelPlot.Draw(Examples.Funnel, Examples.Frame()));
        var (x, y) = FunnelPlot.Axes(Examples.Funnel);

        var circles = root.All("circle").Take(Examples.Funnel.Points.Length).ToList();

        for (var i = 0; i < circles.Count; i++)
        {
            Assert.Equal(x.Place(Examples.Funnel.Points[i].Estimate), circles[i].Number("cx"), 0.01);
            Assert.Equal(y.Place(Examples.Funnel.Points[i].StandardError), circles[i].Number("cy"), 0.01);
            Assert.Equal(Examples.Funnel.Points[i].Filled ? ChartColours.Paper.Light : ChartColours.Ink.Light, circles[i].Attribute("fill")!.Value);
        }

        Assert.True(y.Place(0.1) < y.Place(0.7), "precise studies are at the top");
    }

    [Fact]
    public void Draw_LogFunnel_LabelsRatiosWhereTheirLogsLie()
    {
        var root = Drawn.Read(FunnelPlot.Draw(Examples.Funnel, Examples.Frame()));
        var (x, _) = FunnelPlot.Axes(Examples.Funnel);

        var half = root.All("text").First(t => t.Value == "0.5" && t.Attribute("text-anchor")?.Value == "middle");

        Assert.Equal(x.Place(Math.Log(0.5)), half.Number("x"), 0.01);
    }

    [Fact]
    public void Draw_Contours_AreConesFromNoEffectAtTheThreeLevels()
    {
        var root = Drawn.Read(FunnelPlot.Draw(Examples.Funnel, Examples.Frame()));
        var (x, y) = FunnelPlot.Axes(Examples.Funnel);

        var cones = root.All("path").Where(p => p.Attribute("fill")?.Value == ChartColours.Paper.Light).Select(p => p.Attribute("d")!.Value).ToList();

        var apex = SvgWriter.Number(x.Place(0));
        Assert.Equal(3, cones.Count);
        foreach (var (cone, z) in cones.Zip([2.575829, 1.959964, 1.644854]))
        {
            Assert.Contains($"L{apex} ", cone, StringComparison.Ordinal);
            var right = double.Parse(cone.Split('L')[2].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(x.Place(z * y.Max), right, 0.01);
        }
    }

    [Fact]
    public void Draw_BadFunnels_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => FunnelPlot.Draw(Examples.Funnel with { Points = [] }, Examples.Frame()));
        Assert.Throws<ArgumentException>(() => FunnelPlot.Draw(Examples.Funnel with { Points = [new("a", double.NaN, 1)] }, Examples.Frame()));
        Assert.Throws<ArgumentException>(() => FunnelPlot.Draw(Examples.Funnel with { Points = [new("a", 0, -1)] }, Examples.Frame()));
        Assert.Throws<ArgumentException>(() => FunnelPlot.Draw(Examples.Funnel with { Level = 80 }, Examples.Frame()));
    }

    [Theory]
    [InlineData(0.0931)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(0.001)]
    [InlineData(0.0001)]
    public void Draw_AnyShare_InksThatShareOfTheBar(double share)
    {
        var root = Drawn.Read(FrequencyBars.Draw([new("l", "t", share)], "s", Examples.Frame()));
        var bar = root.All("rect").Single(r => r.Attribute("fill")?.Value == "none");
        var whole = bar.Number("width") * bar.Number("height");

        var column = root.All("rect").SingleOrDefault(r => r.Attribute("fill")?.Value == ChartColours.Warm.Light);
        var dot = root.All("circle").FirstOrDefault(c => c.Attribute("fill")?.Value == ChartColours.Warm.Light);
        var inked = column is not null ? column.Number("width") * column.Number("height") : Math.PI * Math.Pow(dot!.Number("r"), 2);

        Assert.InRange(inked / whole / share, 0.97, 1.03);
    }

    [Fact]
    public void Draw_UnknownShare_DoesNotLookLikeNone()
    {
        var unknown = FrequencyBars.Draw([new("l", "t", null)], "s", Examples.Frame());
        var none = FrequencyBars.Draw([new("l", "t", 0)], "s", Examples.Frame());

        Assert.Contains("stroke-dasharray", unknown, StringComparison.Ordinal);
        Assert.DoesNotContain("stroke-dasharray", none, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Draw_ImpossibleShare_IsRefused(double share) =>
        Assert.Throws<ArgumentException>(() => FrequencyBars.Draw([new("l", "t", share)], "s", Examples.Frame()));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Draw_Certainty_FillsAsManyCirclesAsReached(int reached)
    {
        var root = Drawn.Read(CertaintyMark.Draw(reached, Examples.Frame()));

        Assert.Equal(reached, root.All("circle").Count(c => c.Attribute("fill")?.Value != "none"));
        Assert.Equal(4, root.All("circle").Count());
        Assert.Equal(reached, root.All("path").Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Draw_CertaintyOutsideOneToFour_IsRefused(int reached) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CertaintyMark.Draw(reached, Examples.Frame()));
}
