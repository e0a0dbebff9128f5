using Huantiao.Care.PainDrawings;
using Huantiao.Knowledge.Atlas;
using static Huantiao.Care.Tests.PainDrawings.Drawings;

namespace Huantiao.Care.Tests.PainDrawings;

public class LegPatternTests
{
    [Fact]
    public void Of_BackOfTheWholeLegShadedFromBehind_IsTheBackAlone()
    {
        var pattern = Assert.Single(Patterns(Of(Line("back", 4, (2.6, 31), (2.6, 5)), Line("back", 4, (4.4, 31), (4.4, 5)))));

        Assert.Equal((BodySide.Right, "back"), (pattern.Side, Assert.Single(pattern.Aspects).Id));
        Assert.Equal("BL", pattern.Aspects[0].Meridian);
    }

    [Theory]
    [InlineData("outer_leg", "side", "GB")]
    [InlineData("outer_thigh", "side", "GB")]
    [InlineData("shin", "front", "ST")]
    [InlineData("calf", "back", "BL")]
    public void Of_OneRegion_IsItsAspect(string region, string aspect, string channel)
    {
        var pattern = Assert.Single(Patterns(Of(new PainRegion(region, BodySide.Left, Feeling.Pain))));

        Assert.Equal([(aspect, channel)], pattern.Aspects.Select(a => (a.Id, a.Meridian)));
        Assert.Equal(BodySide.Left, pattern.Side);
        Assert.False(pattern.IsMixed);
    }

    [Fact]
    public void Of_BackAndSideAlike_IsMixed() =>
        Assert.True(Assert.Single(Patterns(Of(new("calf", BodySide.Left, Feeling.Pain), new PainRegion("outer_leg", BodySide.Left, Feeling.Pain)))).IsMixed);

    [Theory]
    [InlineData("buttock", Feeling.Pain)]
    [InlineData("lower_back", Feeling.Pain)]
    [InlineData("calf", Feeling.Tingling)]
    [InlineData("calf", Feeling.Numbness)]
    [InlineData("calf", Feeling.Weakness)]
    public void Of_NoPainOnThighOrLowerLeg_IsNone(string region, Feeling feeling) => Assert.Empty(Patterns(Of(new PainRegion(region, BodySide.Left, feeling))));

    [Fact]
    public void Of_BothLegs_AreNamedEach() => Assert.Equal(
        [(BodySide.Left, "back"), (BodySide.Right, "side")],
        Patterns(Of(new("calf", BodySide.Left, Feeling.Pain), new PainRegion("outer_leg", BodySide.Right, Feeling.Pain))).Select(p => (p.Side, p.Aspects[0].Id)));

    [Fact]
    public void Of_LessThanTheLeastShare_IsNone() => Assert.Empty(Patterns(Of(Line("back", 0.6, (3.4, 10)))));

    [Fact]
    public void Aspects_InBothLanguages_SayThatTraditionSpeaks() => Assert.All(Atlas.Skin.Aspects, a =>
    {
        Assert.StartsWith("Tradition", a.Tradition.In("en"), StringComparison.Ordinal);
        Assert.StartsWith("传统", a.Tradition.In("zh-Hans"), StringComparison.Ordinal);
    });

    private static IEnumerable<LegPattern> Patterns(PainDrawing drawing) => LegPattern.Of(Atlas.Skin, Shares(drawing));
}
