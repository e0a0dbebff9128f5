using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts.Tests;

/// <summary>Needles, picks, two sets, shaded skin.</summary>
public class BodyMarkTests
{
    private static readonly PointAtlas Atlas = AtlasLoader.Load(Path.Combine(AppContext.BaseDirectory, "atlas")).Atlas!;

    private static readonly BodyWidth Middle = Atlas.Body.Width("middle");

    [Fact]
    public void Marks_EachNeedleState_HasAShapeOfItsOwnAndItsLabel()
    {
        var needles = Enum.GetValues<NeedleState>().Zip(["BL25:left", "BL25:right", "BL40:left", "GV4:midline"], (s, p) => new NeedleMark(Pick(p), s)).ToList();
        var drawn = Draw("back", new() { Marks = [.. needles.Select(n => new BodyMark(n.At, n.Shape, n.At.Code + " " + n.State))] });

        Assert.Equal(needles.Count, needles.Select(n => n.Shape).Distinct().Count());
        foreach (var needle in needles)
        {
            var mark = drawn.All("g").Single(g => g.Attribute("data-pick")?.Value == needle.At.ToString());
            Assert.Equal(needle.Shape.ToString(), mark.Attribute("data-shape")!.Value);
            Assert.Equal($"{needle.At.Code} {needle.State}", mark.All("text").Single().Value);
        }

        // Their outlines differ too, not only their names.
        Assert.Equal(needles.Count, drawn.All("g").Where(g => g.Attribute("data-pick") is not null)
            .Select(g => string.Join(' ', g.Elements().Where(e => e.Name.LocalName != "text").Select(e => $"{e.Name.LocalName} {e.Attribute("fill")} {e.Attribute("stroke-dasharray")}"))).Distinct().Count());
    }

    /// <summary>The person's own side: the front view is a mirror, the back view is not.</summary>
    [Theory]
    [InlineData("front", "ST36:left", 1)]
    [InlineData("front", "ST36:right", -1)]
    [InlineData("back", "BL57:left", -1)]
    [InlineData("back", "BL57:right", 1)]
    public void Marks_OnFrontAndBack_StandOnThePersonsOwnSide(string view, string pick, int direction)
    {
        var mark = Draw(view, new() { Marks = [new(Pick(pick), MarkShape.Ring, "x")] }).All("g").Single(g => g.Attribute("data-pick") is not null);

        Assert.Equal(direction, Math.Sign(mark.All("circle").Single().Number("cx") + (Atlas.Body.View(view).Left * 10)));
    }

    [Fact]
    public void Marks_PointThatTheViewDoesNotShow_IsLeftToAnother()
    {
        var picks = new[] { "ST36:left", "BL25:right", "KI1:left" }.Select(Pick).ToList();
        var views = BodyViews.Showing(Atlas, Middle, picks);

        Assert.All(picks, p => Assert.Contains(views, v => Placement.Of(Atlas, v, Middle).Any(x => x.Point.Code == p.Code && x.Side == p.Side)));
        Assert.Equal(3, views.Length);
        Assert.Empty(BodyViews.Showing(Atlas, Middle, []));
        Assert.DoesNotContain(Draw("front", new() { Marks = [new(Pick("BL25:right"), MarkShape.Ring, "x")] }).All("g"), g => g.Attribute("data-pick") is not null);
    }

    [Fact]
    public void Comparison_TwoSets_TellsWhatBothHaveAndWhatOnlyOneHas()
    {
        var comparison = PointComparison.Of(new[] { "GB30:left", "BL40:left", "GV4:midline" }.Select(Pick), new[] { "GB30:right", "BL40:left", "BL40:left" }.Select(Pick));

        Assert.Equal(["BL40:left"], comparison.Both.Select(p => p.ToString()));
        Assert.Equal(["GB30:left", "GV4:midline"], comparison.OnlyFirst.Select(p => p.ToString()));
        Assert.Equal(["GB30:right"], comparison.OnlySecond.Select(p => p.ToString()));
        Assert.Equal([MarkShape.Disc, MarkShape.Square, MarkShape.Square, MarkShape.Triangle], comparison.Marks(p => p.Code).Select(m => m.Shape));
    }

    [Theory]
    [InlineData("GB30:left", "GB30:left")]
    [InlineData("gb30:right", "GB30:right")]
    [InlineData("EX-B2.L4:left", "EX-B2.L4:left")]
    [InlineData("GV4:midline", "GV4:midline")]
    [InlineData("GV4:left", null)]
    [InlineData("GB30:midline", null)]
    [InlineData("GB30", null)]
    [InlineData("GB99:left", null)]
    [InlineData("GB30:Left", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Pick_Text_IsReadOrRefused(string? text, string? expected) => Assert.Equal(expected, PointPick.TryParse(Atlas, text)?.ToString());

    [Fact]
    public void Shades_EachWeave_HasAPatternAndStaysWithinTheSkin()
    {
        ImmutableArray<BodyShade> shades = [.. Enum.GetValues<Weave>().Select((w, i) => new BodyShade(w, [new(i, 40), new(i, 45)], 1)), new(Weave.Level, [new(3, 20), new(4, 20), new(4, 24)], null)];
        var drawn = Draw("back", new() { Shades = shades });

        var group = drawn.All("g").Single(g => g.Attribute("class")?.Value == "shades");
        Assert.Equal("url(#body-skin)", group.Attribute("clip-path")!.Value);
        Assert.NotEmpty(drawn.All("clipPath").Single(c => c.Attribute("id")!.Value == "body-skin").All("path"));
        Assert.Equal(4, drawn.All("pattern").Select(p => string.Join("", p.All("path").Select(x => x.Attribute("d")!.Value))).Distinct().Count());
        Assert.Equal(shades.Length * 2, group.All("path").Count());
        Assert.Equal(10, group.All("path").First().Number("stroke-width"));
    }

    [Fact]
    public void Draw_ShadedAndMarked_IsAsItWasLookedAt()
    {
        var view = Atlas.Body.View("back");
        ImmutableArray<BodyShade> shades =
        [
            new(Weave.Slant, [new(3.4, 38), new(3.4, 26)], 1.4), new(Weave.Dots, [new(3.4, 25), new(3.2, 14)], 1.4), new(Weave.Level, [new(-3.4, 38), new(-3.4, 26)], 1.4),
            new(Weave.Crosses, [new(-3.4, 25), new(-3.2, 14)], 1.4),
        ];
        ImmutableArray<BodyMark> marks =
        [
            new(Pick("BL25:left"), MarkShape.DashedRing, "BL25 planned"), new(Pick("BL25:right"), MarkShape.Disc, "BL25 in"), new(Pick("GB30:right"), MarkShape.Target, "GB30 retained"),
            new(Pick("BL57:left"), MarkShape.Cross, "BL57 removed"), new(Pick("GV4:midline"), MarkShape.Square, "GV4"), new(Pick("BL40:right"), MarkShape.Triangle, "BL40"), new(Pick("BL40:left"), MarkShape.Ring, "BL40"),
        ];
        Snapshots.Check("body-marks.svg", BodyChart.Draw(Atlas, view, Middle, Bare with { Shades = shades, Marks = marks }, new("body", "Back", "Shaded skin and marks.", true)));
    }

    private static BodyChartContent Bare => new() { Points = false, Channels = false, LinkPrefix = null };

    private static PointPick Pick(string text) => PointPick.TryParse(Atlas, text)!.Value;

    private static System.Xml.Linq.XElement Draw(string view, BodyChartContent content) =>
        Drawn.Read(BodyChart.Draw(Atlas, Atlas.Body.View(view), Middle, content with { Points = false, Channels = false, LinkPrefix = null }, new("body", view, "Marks.", false)));
}
