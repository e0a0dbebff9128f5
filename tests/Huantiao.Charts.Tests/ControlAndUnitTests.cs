namespace Huantiao.Charts.Tests;

public class ControlAndUnitTests
{
    [Fact]
    public void Draw_Control_PutsPeriodsWhereTheyBelongAndMarksTheFlagged()
    {
        var picture = Examples.Control;
        var root = Drawn.Read(ControlPlot.Draw(picture, Examples.Frame()));
        var y = ControlPlot.Upright(picture);

        var circles = root.All("circle").ToList();
        var known = picture.Marks.Select((m, i) => (Mark: m, Place: i)).Where(m => m.Mark.Value is { }).ToList();
        Assert.Equal(known.Count(m => !m.Mark.Flagged), circles.Count);
        foreach (var (circle, (mark, place)) in circles.Zip(known.Where(m => !m.Mark.Flagged)))
        {
            Assert.Equal(ControlPlot.Across(picture, place), circle.Number("cx"), 0.01);
            Assert.Equal(y.Place(mark.Value!.Value), circle.Number("cy"), 0.01);
        }

        // The flagged one is a diamond where its number lies, and one more in the legend.
        var diamonds = root.All("path").Where(p => p.Attribute("fill")?.Value == ChartColours.Warm.Light).ToList();
        Assert.Equal(2, diamonds.Count);
        Assert.StartsWith($"M{SvgWriter.Number(ControlPlot.Across(picture, 12))} {SvgWriter.Number(y.Place(70) - 7)}", diamonds[0].Attribute("d")!.Value, StringComparison.Ordinal);
        // Limits that differ from period to period, and none where nobody was counted.
        Assert.Equal(picture.Marks.Count(m => m.Lower is { }), root.All("rect").Count(r => r.Attribute("fill")?.Value == ChartColours.Tint.Light) - 1);
        Assert.True(y.Place(60) < y.Place(20), "more is higher");
    }

    [Fact]
    public void Draw_ControlWithoutLimits_SaysSo()
    {
        var picture = Examples.Control with { Middle = null, Marks = [.. Examples.Control.Marks.Take(3).Select(m => m with { Lower = null, Upper = null, Flagged = false })] };
        var text = string.Concat(Drawn.Read(ControlPlot.Draw(picture, Examples.Frame())).All("text").Select(t => t.Value + " "));

        Assert.Contains("Too few months", text, StringComparison.Ordinal);
        Assert.DoesNotContain("What chance explains", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfControl_HasTheSameNumbers()
    {
        var table = ControlPlot.Table(Examples.Control, "Caption");

        Assert.Equal(Examples.Control.Marks.Length, table.Rows.Length);
        Assert.Equal(["13", "70", "12 – 64", "More than chance"], table.Rows[12]);
        Assert.Equal(["5", "none", "none", "none"], table.Rows[4]);
    }

    [Fact]
    public void Draw_Units_LieAtTheirPeopleAndShareInTheirShape()
    {
        var funnel = Examples.Units;
        var root = Drawn.Read(UnitFunnelPlot.Draw(funnel, Examples.Frame()));
        var (x, y) = UnitFunnelPlot.Axes(funnel);

        var circles = root.All("circle").Take(2).ToList();
        Assert.Equal(x.Place(80), circles[0].Number("cx"), 0.01);
        Assert.Equal(y.Place(40), circles[0].Number("cy"), 0.01);
        Assert.Equal(ChartColours.Ink.Light, circles[0].Attribute("fill")!.Value);
        Assert.Equal(ChartColours.Paper.Light, circles[1].Attribute("fill")!.Value);
        Assert.Equal(2, root.All("path").Count(p => p.Attribute("fill")?.Value == ChartColours.Warm.Light));
        Assert.Equal(2, root.All("path").Count(p => p.Attribute("fill")?.Value == ChartColours.Blue.Light));
        // Limits close in: the first lies farther from the target than the last.
        var upper = root.All("path").Where(p => p.Attribute("stroke-dasharray")?.Value == "2 3" && p.Attribute("fill")?.Value == "none").ToList()[1].Attribute("d")!.Value;
        var heights = upper[1..].Split('L').Select(p => double.Parse(p.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(heights.Order(), heights);
    }

    [Fact]
    public void Table_OfUnits_NamesEachWithItsPlace()
    {
        var table = UnitFunnelPlot.Table(Examples.Units, "Caption");

        Assert.Equal(["Far", "150", "12.0%", "Far outside"], table.Rows[3]);
        Assert.Equal(["Few", "6", "50.0%", "Too few"], table.Rows[1]);
    }

    [Fact]
    public void Draw_WhatCannotBe_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => ControlPlot.Draw(Examples.Control with { Marks = [] }, Examples.Frame()));
        Assert.Throws<ArgumentException>(() => ControlPlot.Draw(Examples.Control with { Marks = [new("a", double.NaN, null, null, false)] }, Examples.Frame()));
        Assert.Throws<ArgumentException>(() => ControlPlot.Draw(Examples.Control with { Marks = [new("a", 1, 3, 2, false)] }, Examples.Frame()));
        Assert.Throws<ArgumentException>(() => ControlPlot.Draw(Examples.Control with { Marks = [new("a", 1, 3, null, false)] }, Examples.Frame()));
        Assert.Throws<ArgumentException>(() => UnitFunnelPlot.Draw(Examples.Units with { Points = [new("a", 3, 1.2, UnitStanding.Within)] }, Examples.Frame()));
        Assert.Throws<ArgumentException>(() => UnitFunnelPlot.Draw(Examples.Units with { Limits = [new(10, 0.3, 0.2, 0.1, 0.9)] }, Examples.Frame()));
    }
}
