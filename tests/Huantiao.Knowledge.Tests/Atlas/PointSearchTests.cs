using FsCheck.Xunit;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Knowledge.Tests.Atlas;

public class PointSearchTests
{
    private static readonly PointNeighbours Neighbours = new(RealAtlas.Atlas, RealAtlas.Atlas.Body.Width("middle"));
    private static readonly PointSearch Search = new(RealAtlas.Atlas, Neighbours);

    [Theory]
    [InlineData("GB30", "GB30")]
    [InlineData("gb30", "GB30")]
    [InlineData("GB-30", "GB30")]
    [InlineData(" GB 30 ", "GB30")]
    [InlineData("ＧＢ３０", "GB30")]
    [InlineData("huan tiao", "GB30")]
    [InlineData("Huantiao", "GB30")]
    [InlineData("Huántiào", "GB30")]
    [InlineData("环跳", "GB30")]
    [InlineData("環跳", "GB30")]
    [InlineData("jumping circle", "GB30")]
    [InlineData("UB60", "BL60")]
    [InlineData("sj5", "TE5")]
    [InlineData("liv3", "LR3")]
    [InlineData("EX-B2.L4", "EX-B2.L4")]
    [InlineData("ashi", "ASHI")]
    public void Find_NameOfAPoint_HasThatPointFirst(string query, string code) => Assert.Equal(code, Search.Find(query).Points[0].Code);

    [Fact]
    public void Find_EveryPointByEachOfItsNames_IsAmongTheBest()
    {
        foreach (var point in RealAtlas.Atlas.Points)
        {
            Assert.Equal(point, Search.Find(point.Code).Points[0]);
            foreach (var name in new[] { point.Pinyin, point.PinyinPlain, point.HanziSimplified, point.HanziTraditional, point.EnglishName.Value })
                Assert.Contains(point, Search.Find(name).Points.Take(15));
        }
    }

    [Theory]
    [InlineData("buttock")]
    [InlineData("臀")]
    public void Find_Region_HasItsPointsFirst(string query)
    {
        var there = RealAtlas.Atlas.Points.Where(p => p.Region == "buttock").ToList();

        Assert.Equal(there, Search.Find(query).Points.Take(there.Count));
    }

    [Fact]
    public void Find_StartOfACode_HasTheCodeItselfFirst() =>
        Assert.Equal(["GB3", "GB30", "GB31"], Search.Find("gb3").Points.Take(3).Select(p => p.Code));

    [Theory]
    [InlineData("near GB30")]
    [InlineData("NEAR huan tiao")]
    [InlineData("环跳附近")]
    [InlineData("環跳的附近")]
    [InlineData("靠近环跳")]
    public void Find_Near_GivesThePointsRoundIt(string query)
    {
        var found = Search.Find(query);

        Assert.Equal("GB30", found.Near!.Code);
        Assert.Equal("BL54", found.Points[0].Code);
        Assert.DoesNotContain(found.Points, p => p.Code == "GB30");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  - ")]
    [InlineData("GB99")]
    [InlineData("near nowhere at all")]
    public void Find_NothingKnown_GivesNothing(string? query) => Assert.Empty(Search.Find(query).Points);

    [Property]
    public bool Find_WhateverIsTyped_NeverThrowsOrRepeats(string? typed)
    {
        var found = Search.Find(typed).Points;
        return found.Distinct().Count() == found.Length;
    }
}
