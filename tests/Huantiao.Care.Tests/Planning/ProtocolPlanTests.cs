using System.Text.Json;
using Huantiao.Care.Assessment;
using Huantiao.Care.Planning;
using Huantiao.Care.Tests.Needling;
using Huantiao.Knowledge.Pathways;
using static Huantiao.Care.Tests.Assessment.Examined;
using static Huantiao.Care.Tests.Planning.PlanSample;

namespace Huantiao.Care.Tests.Planning;

/// <summary>What is taken over from a published protocol, and what stays open.</summary>
public class ProtocolPlanTests
{
    [Fact]
    public void Begin_LargestTrialOnePattern_HasItsNineNeedlesAndItsDose()
    {
        var start = Begin("TU2024", ["taiyang"], null, PainSide.Right)!;
        var content = start.Plan.Content;

        Assert.Equal("BL25 L,BL25 R,BL26 L,BL26 R,BL36 R,BL40 R,BL54 R,BL57 R,BL60 R", string.Join(',', content.Needles.Select(n => n.Key)));
        Assert.Equal((10, 4, 30.0, 0.25, 40.0), (content.Course!.Sessions, content.Course.Weeks!.Value, content.Retention!.Minutes, content.NeedleType!.DiameterMm, content.NeedleType.LengthMm));
        Assert.Empty(start.ToChoose);
        Assert.All(content.Needles, n => Assert.Null(n.Depth)); // an envelope is no recommendation
        Assert.Null(content.OtherCare);
        Assert.Equal("TU2024", start.Plan.Origin.ProtocolOf);
        Assert.Contains(start.Caveats, c => c.In("en").Contains("disagree", StringComparison.Ordinal));
    }

    [Fact]
    public void Begin_TwoPatterns_LeavesTheChoiceOfTheFiveToThePractitioner()
    {
        var start = Begin("TU2024", ["taiyang", "shaoyang"], null, PainSide.Left)!;

        Assert.Equal(4, start.Plan.Content.Needles.Length);
        Assert.Equal(10, start.ToChoose.Length);
    }

    [Fact]
    public void Begin_BothLegsHurt_HasTheLegPointsOnBothSides() => Assert.Equal(14, Begin("TU2024", ["shaoyang"], null, PainSide.Left, PainSide.Right)!.Plan.Content.Needles.Length);

    [Fact]
    public void Begin_PainfulSideUnknown_LeavesThosePointsOpen() => Assert.Equal(5, Begin("TU2024", ["shaoyang"])!.ToChoose.Length);

    [Fact]
    public void Begin_SideNotSeen_StaysNotSeen()
    {
        var start = Begin("DELPHI2021", [], null, PainSide.Left)!;

        Assert.Empty(start.Plan.Content.Needles);
        Assert.Equal(7, start.ToChoose.Length);
        Assert.Contains(start.Caveats, c => c.In("en").Contains("side was not seen", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("ActiveImplant:chest:Left", false)]
    [InlineData("ActiveImplant?", false)]
    public void Begin_ElectricalProtocol_TakesTheCurrentOverOnlyWithoutImplant(string fact, bool taken) =>
        Assert.Equal(taken, Begin("EA_MFE2017", [], Known(fact), PainSide.Left)!.Plan.Content.Stimulation?.Electro is not null);

    [Fact]
    public void Begin_ScheduleThatDoesNotAddUp_LeavesHowOftenOpen()
    {
        var course = Begin("NCT06611332", [], null, PainSide.Left)!.Plan.Content.Course!;

        Assert.Equal(24, course.Sessions);
        Assert.Null(course.Weeks);
    }

    [Fact]
    public void Begin_ProtocolWithoutPoints_IsNoBeginning() => Assert.Null(Begin("LIU2019", []));

    [Fact]
    public void Begin_EveryProtocolWithPoints_FitsTheAtlasAndCannotBeAgreedAtOnce()
    {
        foreach (var protocol in Treatment.Protocols.Where(p => p.CanStartAPlan))
        {
            var plan = Begin(protocol.Id, [.. Treatment.Patterns.Select(p => p.Key)], null, PainSide.Left)!.Plan;
            Assert.DoesNotContain(PlanReadiness.Of(plan.Content, Situation.Atlas, Known(), Nobody).Obstacles, o => o is PlanObstacle.NoSuchSite);
            Assert.IsType<AgreementOutcome.NotYet>(plan.Agree(Consent(), Situation.Atlas, Known(), Nobody));
        }
    }

    [Fact]
    public void Begin_FactsFromMemory_AreSaidToBe() =>
        Assert.Contains(Begin("HUANG2019", [], null, PainSide.Left)!.Caveats, c => c.In("en").Contains("from memory", StringComparison.Ordinal));

    [Fact]
    public void StrictaTable_WholePlan_HasFifteenItemsThatCanBeFilled()
    {
        var content = Draft(
        [
            .. Whole, new PlanChange.SetStyle(Said("Chinese")), new PlanChange.SetReasoning(Said("consensus")), new PlanChange.SetVariation(VariationAllowed.Individual),
            new PlanChange.SetResponse(ResponseSought.DeQi), new PlanChange.SetSetting(new("Clinic", null)), new PlanChange.SetPractitioner(new("Licensed", 5, null)),
        ]).Content;

        var rows = StrictaTable.Of(content, Treatment);

        Assert.Equal(15, rows.Count(r => r.State == StrictaState.Filled));
        Assert.Equal(["6a", "6b"], rows.Where(r => r.State == StrictaState.NotApplicable).Select(r => r.Item.Item));
        Assert.Equal("2", rows.Single(r => r.Item.Item == "2a").Text.In("en"));
        Assert.Contains("BL57, left: 10–20 mm deep", rows.Single(r => r.Item.Item == "2c").Text.In("en"), StringComparison.Ordinal);
        Assert.Equal("3 times a week for 2 weeks, then 2 times a week for 2 weeks", rows.Single(r => r.Item.Item == "3b").Text.In("en"));
        Assert.Equal("每周 3 次，共 2 周，随后每周 2 次，共 2 周", rows.Single(r => r.Item.Item == "3b").Text.In("zh-Hans"));
    }

    [Fact]
    public void StrictaTable_BlankPlan_IsNotDoneWithAReason()
    {
        var rows = StrictaTable.Of(PlanContent.Blank, Treatment);

        Assert.Equal(15, rows.Count(r => r.State == StrictaState.NotDone && r.Text.In("en").StartsWith("Not done:", StringComparison.Ordinal)));
    }

    [Fact]
    public void StrictaTable_NoOtherCareAfterAsking_IsFilledAndNotOpen() =>
        Assert.Equal(StrictaState.Filled, StrictaTable.Of(PlanContent.Blank with { OtherCare = [] }, Treatment).Single(r => r.Item.Item == "4a").State);

    [Fact]
    public void ToCsvAndJson_TextThatASpreadsheetWouldRun_IsHarmlessAndWhole()
    {
        var rows = StrictaTable.Of(PlanContent.Blank with { Style = Said("=HYPERLINK(\"x\"),\r\n5") }, Treatment);

        Assert.Contains("\r\n1a,Rationale,Style of acupuncture,filled,\"'=HYPERLINK(\"\"x\"\"),\r\n5\"\r\n", StrictaTable.ToCsv(rows, "en"), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(StrictaTable.ToJson(rows, "zh-Hans"));
        Assert.Equal(17, json.RootElement.GetArrayLength());
        Assert.Equal("=HYPERLINK(\"x\"),\r\n5", json.RootElement[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void TryRead_NoPlan_IsNull(string json) => Assert.Null(PlanJson.TryRead(json));

    [Theory]
    [InlineData("\"mostMm\":20", "\"mostMm\":2000")]
    [InlineData("\"mostMm\":20", "\"mostMm\":5")]
    [InlineData("\"sessions\":10", "\"sessions\":11")]
    [InlineData("\"version\":1", "\"version\":0")]
    [InlineData("\"minutes\":30", "\"minutes\":-30")]
    [InlineData("\"side\":\"left\"", "\"side\":7")]
    [InlineData("\"side\":\"left\"", "\"side\":\"inside\"")]
    [InlineData("\"point\":\"BL57\"", "\"point\":null")]
    [InlineData("\"state\":\"agreed\"", "\"state\":\"signed\"")]
    [InlineData("\"taken", "\"token")]
    public void TryRead_PlanThatCouldNotBe_IsNull(string from, string to)
    {
        var json = PlanJson.Write(Agreed(Draft(Whole)));
        Assert.Contains(from, json, StringComparison.Ordinal);

        Assert.NotNull(PlanJson.TryRead(json));
        Assert.Null(PlanJson.TryRead(json.Replace(from, to, StringComparison.Ordinal)));
    }

    private static LocalText Said(string text) => CareWords.Same(text);
}
