using Huantiao.Knowledge;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Tables;
using static Huantiao.Care.Tests.Needling.Situation;

namespace Huantiao.Care.Tests.Needling;

/// <summary>The rules as data: each with its source and status, in both languages, and no firmer than what they rest on.</summary>
public class RuleTableTests
{
    /// <summary>Safety facts about the whole person, a medicine's dose or the time after: they concern the screening, not a point.</summary>
    private static readonly string[] OfTheScreening = ["C01", "C02", "C06", "C07", "P02", "P03", "P05", "P10", "P15", "P16", "P17"];

    [Fact]
    public void Rules_Every_HasASourceAndAStatus()
    {
        var facts = Atlas.Needling.Rules.Select(r => r.Basis.Provenance).Concat(Atlas.Needling.Rules.Select(r => r.Reading))
            .Concat(Atlas.Needling.Questions.Values.Select(q => q.Provenance)).Concat(Atlas.Needling.Limbs.Values.Select(l => l.Provenance)).ToList();

        Assert.True(facts.Count > 120);
        Assert.All(facts, f => Assert.NotEmpty(f.Source));
        Assert.All(facts, f => Assert.NotEqual(FactStatus.Unknown, f.Status));
    }

    [Fact]
    public void Rules_Every_IsProvisionalUntilAClinicianHasReviewedIt() => Assert.All(Atlas.Needling.Rules, r => Assert.True(r.IsProvisional, r.Id));

    [Theory]
    [InlineData("L01", FactStatus.Recalled)] // "VERIFIED; tattoo time RECALLED": the weakest word decides
    [InlineData("L03", FactStatus.Verified)]
    [InlineData("L04", FactStatus.Recalled)] // SEEN without a kept link
    [InlineData("L07", FactStatus.Recalled)]
    [InlineData("D01", FactStatus.Assumed)]
    public void Basis_KnownRules_HaveTheStatusOfTheirSource(string id, FactStatus expected) =>
        Assert.Equal(expected, Atlas.Needling.Rules.Single(r => r.Id == id).Basis.Provenance.Status);

    [Fact]
    public void Basis_OfEveryRule_IsWordForWordTheSafetyFact()
    {
        var table = DelimitedTable.Read(Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica", "safety.csv"));
        var safety = Enumerable.Range(0, table.Count).Select(i => table[i]).ToDictionary(r => r["id"], StringComparer.Ordinal);

        foreach (var basis in Atlas.Needling.Rules.Select(r => r.Basis).Where(b => b.Id[0] != 'D'))
        {
            var row = safety[basis.Id];

            Assert.Equal(row["trigger"], basis.Trigger);
            Assert.Equal(row["severity_as_noted"], basis.SeverityAsNoted);
            Assert.Equal(row["evidence"], basis.Evidence);
            Assert.Equal(row["disagreement"], basis.Disagreement);
            Assert.Equal(row["source"], basis.Provenance.Source);
            Assert.Equal(row["status"], basis.Provenance.StatusText);
        }

        var concerned = safety.Keys.Where(id => id[0] is 'C' or 'P' or 'L').Except(OfTheScreening, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(concerned, Atlas.Needling.Rules.Select(r => r.Basis.Id).Where(id => id[0] != 'D').Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Texts_OfRulesAndQuestions_AreInBothLanguages()
    {
        var texts = Atlas.Needling.Rules.SelectMany(r => new[] { r.Reason, r.Action }).Concat(Atlas.Needling.Questions.Values.Select(q => q.Text)).ToList();

        Assert.All(texts, t => Assert.Contains(t.In("en"), char.IsAsciiLetter));
        Assert.All(texts, t => Assert.Contains(t.In("zh-Hans"), c => c is >= '\u4e00' and <= '\u9fff'));
        Assert.All(texts, t => Assert.DoesNotContain(t.In("en"), c => c is >= '\u4e00' and <= '\u9fff'));
    }

    /// <summary>The one piece of advice that must never be given.</summary>
    [Fact]
    public void Texts_AboutBloodThinners_SayNeverToStopThem() => Assert.All(
        Atlas.Needling.Rules.Where(r => r.Basis.Id is "P01" or "P04"), r =>
        {
            Assert.Contains("Never advise stopping", r.Action.In("en"), StringComparison.Ordinal);
            Assert.Contains("绝不建议停药", r.Action.In("zh-Hans"), StringComparison.Ordinal);
        });

    [Fact]
    public void Facts_Every_IsAskedForBySomeRule()
    {
        var conditions = Atlas.Needling.Rules.SelectMany(r => r.Conditions).ToList();

        Assert.All(PersonFacts, f => Assert.Contains(conditions, c => c is NeedlingCondition.OfPerson of && of.Fact == f));
        Assert.All(PlacedFacts, f => Assert.Contains(
            conditions, c => c is NeedlingCondition.AtSite { Fact: var at } && at == f || c is NeedlingCondition.InLimb { Fact: var limb } && limb == f));
        Assert.Equal(
            Atlas.Needling.Questions.Keys.Except(["stature", "site"], StringComparer.Ordinal).Order(StringComparer.Ordinal),
            conditions.Select(c => c.Question).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>Where our envelope is deeper than a rule's limit the limit counts; nowhere is an envelope relied on to be deeper.</summary>
    [Fact]
    public void LimitCun_OfEveryPoint_IsNoDeeperThanEnvelopeOrRule() => Assert.All(
        Atlas.Needling.Rules.Where(r => r.MaxCun is not null).SelectMany(r => Atlas.Points.Where(r.Points.Includes).Select(p => (r.MaxCun, Point: p))), pair =>
        {
            var side = Placement.IsMidline(Atlas, pair.Point) ? BodySide.Midline : BodySide.Right;
            Assert.True(Decide(Plan(pair.Point.Code, side), Facts()).LimitCun <= Math.Min(pair.MaxCun!.Value, pair.Point.Depth!.MaxCun!.Value), pair.Point.Code);
        });
}
