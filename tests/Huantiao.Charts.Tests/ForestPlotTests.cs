using System.Xml.Linq;

namespace Huantiao.Charts.Tests;

public class ForestPlotTests
{
    private static readonly string Ink = ChartColours.Ink.Light;
    private static readonly string Accent = ChartColours.Accent.Light;
    private static readonly string Warm = ChartColours.Warm.Light;

    private static XElement Draw(Forest forest, ForestForm form = ForestForm.Wide) => Drawn.Read(ForestPlot.Draw(forest, Examples.Frame(), form));

    /// <summary>Reads the axis back from its ticks' labels: where the drawing itself says that a value lies.</summary>
    private static Func<double, double> Scale(XElement root, bool log)
    {
        var ticks = root.All("text").Where(t => t.Attribute("text-anchor")?.Value == "middle" && t.Attribute("font-size")?.Value == "13")
            .Select(t => (Ok: double.TryParse(t.Value.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture, out var v), Value: v, X: t.Number("x")))
            .Where(t => t.Ok).ToList();
        Assert.True(ticks.Count >= 2);
        var (a, b) = (ticks[0], ticks[^1]);
        double Inner(double v) => log ? Math.Log(v) : v;
        return v => a.X + ((Inner(v) - Inner(a.Value)) / (Inner(b.Value) - Inner(a.Value)) * (b.X - a.X));
    }

    private static double[] Diamond(XElement root) =>
        [.. root.All("path").Single(p => p.Attribute("fill")?.Value == Accent && p.Attribute("d")!.Value.Count(c => c == 'L') == 3)
            .Attribute("d")!.Value.Split('M', 'L', 'Z').Where(s => s.Length > 0)
            .Select(s => double.Parse(s.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))];

    private static XElement[] Squares(XElement root) => [.. root.All("rect").Where(r => r.Attribute("fill")?.Value == Ink)];

    [Theory]
    [InlineData(ForestForm.Wide, false)]
    [InlineData(ForestForm.Compact, false)]
    [InlineData(ForestForm.Wide, true)]
    [InlineData(ForestForm.Compact, true)]
    public void Draw_PooledResult_HasItsDiamondWhereTheAxisSays(ForestForm form, bool log)
    {
        var forest = log ? Examples.Ratios : Examples.LegPain;
        var root = Draw(forest, form);
        var scale = Scale(root, log);

        var corners = Diamond(root);

        Assert.Equal(scale(forest.Summary!.Lower), corners[0], 0.1);
        Assert.Equal(scale(forest.Summary.Estimate), corners[1], 0.1);
        Assert.Equal(scale(forest.Summary.Upper), corners[2], 0.1);
        Assert.Equal(corners[1], corners[3], 0.001);
    }

    [Theory]
    [InlineData(ForestForm.Wide, false)]
    [InlineData(ForestForm.Compact, true)]
    public void Draw_Trials_HaveSquaresAtTheirEstimates(ForestForm form, bool log)
    {
        var forest = log ? Examples.Ratios : Examples.LegPain;
        var root = Draw(forest, form);
        var scale = Scale(root, log);

        var squares = Squares(root);

        Assert.Equal(forest.Rows.Length, squares.Length);
        for (var i = 0; i < squares.Length; i++)
            Assert.Equal(scale(forest.Rows[i].Estimate), squares[i].Number("x") + (squares[i].Number("width") / 2), 0.1);
    }

    [Fact]
    public void Draw_Weights_SetTheArea()
    {
        var forest = Examples.LegPain with { Rows = [new("a", -5, -9, -1, 80), new("b", -5, -9, -1, 20)] };

        var squares = Squares(Draw(forest));

        Assert.Equal(4, Math.Pow(squares[0].Number("width") / squares[1].Number("width"), 2), 0.05);
    }

    [Fact]
    public void Draw_IntervalBeyondTheAxis_EndsInAnArrowAtThatSideOnly()
    {
        var inside = Draw(Examples.LegPain with { Rows = [new("a", -5, -9, -1, 100)], Summary = null });
        var beyond = Draw(Examples.LegPain with { Rows = [new("a", -5, -9, -1, 90), new("b", -4, -900, -2, 10)], Summary = null });

        Assert.DoesNotContain(inside.All("path"), IsArrow);
        Assert.Single(beyond.All("path"), IsArrow);

        static bool IsArrow(XElement path) => path.Attribute("d")!.Value.Contains("6 -4v8Z", StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_InfiniteBound_IsAnArrowAndSaidInWords()
    {
        var svg = ForestPlot.Draw(Examples.Ratios with { Rows = [new("a", 0.5, 0, double.PositiveInfinity)], Summary = null }, Examples.Frame());

        Assert.Contains("0.50 [0.00, ∞]", svg, StringComparison.Ordinal);
        Assert.Equal(2, Drawn.Read(svg).All("path").Count(p => p.Attribute("d")!.Value.Contains("-4v8Z", StringComparison.Ordinal)));
    }

    [Fact]
    public void Draw_ImportantDifference_IsADashedNamedLineAtItsValue()
    {
        var root = Draw(Examples.LegPain);

        var line = root.All("path").Single(p => p.Attribute("stroke")?.Value == Warm);

        Assert.NotNull(line.Attribute("stroke-dasharray"));
        Assert.StartsWith("M" + SvgWriter.Number(Scale(root, false)(-10))[..4], line.Attribute("d")!.Value, StringComparison.Ordinal);
        Assert.Contains(root.All("text"), t => t.Value == "difference that matters (10 mm)");
    }

    [Theory]
    [InlineData(ForestForm.Wide)]
    [InlineData(ForestForm.Compact)]
    public void Draw_MissingTrials_AreListedWithoutAMark(ForestForm form)
    {
        var root = Draw(Examples.LegPain, form);

        Assert.Equal(2, root.All("text").Count(t => t.Value == "no usable result"));
        Assert.Equal(2, Squares(root).Length);
    }

    [Fact]
    public void Draw_NothingUsable_ListsTheTrialsWithoutAnAxis()
    {
        var root = Draw(Examples.NothingUsable);

        Assert.Equal(2, root.All("text").Count(t => t.Value == "no usable result"));
        Assert.DoesNotContain(root.All("text"), t => t.Value.StartsWith('←'));
    }

    [Fact]
    public void Draw_Prediction_SpansItsBounds()
    {
        var root = Draw(Examples.LegPain);
        var scale = Scale(root, false);

        var bar = root.All("rect").Single(r => r.Attribute("stroke")?.Value == Accent);

        Assert.Equal(scale(-31.0), bar.Number("x"), 0.1);
        Assert.Equal(scale(7.4), bar.Number("x") + bar.Number("width"), 0.1);
    }

    [Fact]
    public void Table_SameForest_HasTheStringsThatAreDrawn()
    {
        var svg = ForestPlot.Draw(Examples.LegPain, Examples.Frame());
        var table = ForestPlot.Table(Examples.LegPain, "c");

        Assert.Equal(6, table.Rows.Length);
        Assert.All(table.Rows, row => Assert.Equal(table.Headers.Length, row.Length));
        var drawn = string.Concat(Drawn.Read(svg).All("text").Select(t => t.Value + " "));
        foreach (var row in table.Rows)
            Assert.All(row.Skip(1), cell => Assert.Contains(cell, drawn, StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_BadValues_AreRefusedByName()
    {
        Refused("Broken", f => f with { Rows = [new("Broken", double.NaN, -1, 1)] });
        Refused("Broken", f => f with { Rows = [new("Broken", 0, 1, -1)] });
        Refused("Broken", f => f with { Rows = [new("Broken", 0, double.NaN, 1)] });
        Refused("Broken", f => f with { Rows = [new("Broken", -0.5, -1, 1)], Axis = AxisKind.Log, Important = null, Summary = null });
        Refused("Broken", f => f with { Rows = [new("Broken", 0, -1, 1, double.NaN)] });
        Refused("Broken", f => f with { Important = new(double.NaN, "Broken") });
        Refused("at least one trial", f => f with { Rows = [], Missing = [], Summary = null });
        Refused("at least one trial", f => f with { Rows = [] });

        static void Refused(string says, Func<Forest, Forest> change)
        {
            var error = Assert.Throws<ArgumentException>(() => ForestPlot.Draw(change(Examples.LegPain), Examples.Frame()));
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
        }
    }
}
