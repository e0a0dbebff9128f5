using System.Collections.Immutable;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;
using static Huantiao.Care.Tests.Needling.Situation;

namespace Huantiao.Care.Tests.Needling;

/// <summary>One case a rule: it applies, it stays silent where the answer is no, and asks where there is none.</summary>
public class NeedlingRuleTests
{
    /// <summary>Rule, point, side, facts, technique, decision, and the facts or technique with the answer missing.</summary>
    private static readonly ImmutableArray<Case> Cases =
    [
        new("C03", "ST36", "Left", "SevereBleedingDisorder", "", typeof(NeedlingDecision.AgreementFirst), "SevereBleedingDisorder?"),
        new("C04", "ST36", "Left", "ActiveImplant:chest:Left", "electro", typeof(NeedlingDecision.Refuse), "ActiveImplant?"),
        new("C04-site", "ST13", "Left", "ActiveImplant:chest:Left", "", typeof(NeedlingDecision.Refuse), "ActiveImplant?"),
        new("C05-chest", "PC6", "Left", "", "electro current_across_chest", typeof(NeedlingDecision.Refuse), "", "electro current_across_chest?"),
        new("C05-head", "GB14", "Left", "", "electro", typeof(NeedlingDecision.Refuse), "", "electro?"),
        new("P01", "ST36", "Left", "Anticoagulant", "", typeof(NeedlingDecision.ProceedWithCare), "Anticoagulant?"),
        new("P01-deep", "GB30", "Left", "Anticoagulant", "", typeof(NeedlingDecision.ConfirmFirst), "Anticoagulant?"),
        new("P04", "ST36", "Left", "Antiplatelet", "", typeof(NeedlingDecision.ProceedWithCare), "Antiplatelet?"),
        new("P04-dual", "ST36", "Left", "TwoAntiplatelets", "", typeof(NeedlingDecision.ProceedWithCare), "TwoAntiplatelets?"),
        new("P04-dual-deep", "BL25", "Left", "TwoAntiplatelets", "", typeof(NeedlingDecision.ConfirmFirst), "TwoAntiplatelets?"),
        new("P06", "ST36", "Left", "LowPlatelets", "", typeof(NeedlingDecision.AgreementFirst), "LowPlatelets?"),
        new("P07", "ST36", "Left", "Immunosuppressed", "", typeof(NeedlingDecision.AgreementFirst), "Immunosuppressed?"),
        new("P07-indwelling", "ST36", "Left", "Immunosuppressed", "indwelling", typeof(NeedlingDecision.Refuse), "Immunosuppressed?"),
        new("P08-site", "ST36", "Left", "TumourOrIrradiated:leg:Left", "", typeof(NeedlingDecision.Refuse), "TumourOrIrradiated?"),
        new("P09", "ST36", "Left", "Pregnancy:StageUnknown", "", typeof(NeedlingDecision.ProceedWithCare), "Pregnancy:Unknown"),
        new("P09-tradition", "LI4", "Left", "Pregnancy:StageUnknown", "", typeof(NeedlingDecision.ConfirmFirst), "Pregnancy:Unknown"),
        new("P09-first", "LR12", "Left", "Pregnancy:FirstTrimester", "", typeof(NeedlingDecision.ConfirmFirst), "Pregnancy:StageUnknown"),
        new("P09-later", "ST21", "Left", "Pregnancy:AfterThirdMonth", "", typeof(NeedlingDecision.ConfirmFirst), "Pregnancy:StageUnknown"),
        new("P11", "ST36", "Left", "Epilepsy", "", typeof(NeedlingDecision.ProceedWithCare), "Epilepsy?"),
        new("P11-electro", "SI16", "Left", "Epilepsy", "electro", typeof(NeedlingDecision.Refuse), "Epilepsy?"),
        new("P12", "ST36", "Left", "Diabetes", "", typeof(NeedlingDecision.ProceedWithCare), "Diabetes?"),
        new("P12-foot", "BL64", "Left", "Diabetes Numbness:foot:Left", "", typeof(NeedlingDecision.ConfirmFirst), "Diabetes Numbness?"),
        new("P12-heat", "ST36", "Left", "Diabetes", "heat", typeof(NeedlingDecision.Refuse), "Diabetes?"),
        new("P13", "GB33", "Left", "Implant:knee:Left", "", typeof(NeedlingDecision.ConfirmFirst), "Implant?"),
        new("P14", "ST36", "Left", "HeartValve", "", typeof(NeedlingDecision.ProceedWithCare), "HeartValve?"),
        new("P14-indwelling", "ST36", "Left", "HeartValve", "indwelling", typeof(NeedlingDecision.Refuse), "HeartValve?"),
        new("P18", "ST36", "Left", "Cirrhosis", "", typeof(NeedlingDecision.ProceedWithCare), "Cirrhosis?"),
        new("P18-deep", "BL40", "Left", "Cirrhosis", "", typeof(NeedlingDecision.ConfirmFirst), "Cirrhosis?"),
        new("P19", "BL25", "Left", "RecentSpinalProcedure", "", typeof(NeedlingDecision.AgreementFirst), "RecentSpinalProcedure?"),
        new("P20", "BL13", "Left", "ThinChestWall", "", typeof(NeedlingDecision.ConfirmFirst), "ThinChestWall?"),
        new("L01", "ST36", "Left", "SkinProblem:leg:Left", "", typeof(NeedlingDecision.Refuse), "SkinProblem?"),
        new("L02", "LI4", "Right", "Lymphoedema:Arm:Right", "", typeof(NeedlingDecision.AgreementFirst), "Lymphoedema?"),
        new("L03", "BL13", "Left", "", "", typeof(NeedlingDecision.ConfirmFirst)),
        new("L04", "BL23", "Left", "", "", typeof(NeedlingDecision.ProceedWithCare)),
        new("L05", "GV4", "Midline", "", "", typeof(NeedlingDecision.ProceedWithCare)),
        new("L06", "GB30", "Right", "", "", typeof(NeedlingDecision.ProceedWithCare)),
        new("L07", "BL40", "Left", "", "", typeof(NeedlingDecision.ProceedWithCare)),
        new("L08", "ST36", "Left", "Numbness:leg:Left", "", typeof(NeedlingDecision.ProceedWithCare), "Numbness?"),
        new("L08-heat", "ST36", "Left", "Numbness:leg:Left", "heat", typeof(NeedlingDecision.Refuse), "Numbness?"),
        new("L09", "ST36", "Left", "SuspectedClot:leg:Left", "", typeof(NeedlingDecision.Refuse), "SuspectedClot?"),
        new("D01", "ST36", "Left", "", "depth=9", typeof(NeedlingDecision.ConfirmFirst), "", "depth?"),
        new("D02", "ST4", "Left", "", "", typeof(NeedlingDecision.ConfirmFirst)),
    ];

    public static TheoryData<string> All => [.. Cases.Select(c => c.Rule)];

    public static TheoryData<string> Asking => [.. Cases.Where(c => c.Open is not null).Select(c => c.Rule)];

    [Fact]
    public void Cases_OfTheTable_AreAllTested() =>
        Assert.Equal(Atlas.Needling.Rules.Select(r => r.Id), Cases.Select(c => c.Rule));

    [Theory]
    [MemberData(nameof(All))]
    public void Decide_RuleApplies_TellsItAndDecidesByItsLevel(string rule)
    {
        var of = Cases.Single(c => c.Rule == rule);

        var decision = Decide(of.Plan(of.Technique), Facts(of.Facts.Split(' ')));

        Assert.Contains(rule, Ids(decision));
        Assert.Equal(of.Decision, decision.GetType());
        Assert.Empty(decision.Unanswered.Where(q => q.Question.Key is not ("first_trimester" or "after_third_month")));
    }

    /// <summary>The same needle in a person to whom every answer is no, placed plainly by hand.</summary>
    [Theory]
    [MemberData(nameof(Asking))]
    public void Decide_AnswerIsNo_RuleIsSilent(string rule)
    {
        var of = Cases.Single(c => c.Rule == rule);

        var decision = Decide(of.Plan(""), Facts());

        Assert.DoesNotContain(rule, Ids(decision));
        Assert.Empty(decision.Unanswered);
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public void Decide_AnswerIsMissing_AsksForTheRule(string rule)
    {
        var of = Cases.Single(c => c.Rule == rule);

        var decision = Decide(of.Plan(of.OpenTechnique ?? of.Technique), Facts(of.Open!.Split(' ')));

        Assert.DoesNotContain(rule, Ids(decision));
        Assert.Contains(rule, decision.Unanswered.SelectMany(q => q.Rules));
        Assert.True(Rank(decision) >= 3);
    }

    /// <summary>Never spoken of, and "I do not know", open the same questions.</summary>
    [Theory]
    [MemberData(nameof(Asking))]
    public void Decide_QuestionNeverSpokenOf_AsksAsForUnknown(string rule)
    {
        var of = Cases.Single(c => c.Rule == rule);
        var (plan, facts) = (of.Plan(of.OpenTechnique ?? of.Technique), Facts(of.Open!.Split(' ')));
        var spoken = facts.Where(f => f is not (KnownFact.NotSure or KnownFact.Person { Answer: Answer.Unknown } or KnownFact.OfPregnancy { Pregnancy: Pregnancy.Unknown }));

        Assert.Equal(Decide(plan, facts).Unanswered.Select(q => q.Question.Key), Decide(plan, spoken).Unanswered.Select(q => q.Question.Key));
    }

    [Fact]
    public void Decide_NothingSaidAtAll_AsksAllThatTheRulesOfThePointNeed()
    {
        var decision = NeedlingCheck.Decide(Atlas, NeedlePlan.TryAt(Atlas, "BL13", BodySide.Left)!, KnownOfPerson.Nothing);

        string[] ofOtherPoints = ["diabetes", "first_trimester", "after_third_month", "recent_spinal_procedure", "lymphoedema", "suspected_clot", "stature", "site"];
        Assert.Equal(
            Atlas.Needling.Questions.Keys.Except(ofOtherPoints, StringComparer.Ordinal).Order(StringComparer.Ordinal),
            decision.Unanswered.Select(q => q.Question.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Decide_AbsoluteHazardThatARuleTellsMilder_StillRefuses()
    {
        var (atlas, point) = (Atlas, Atlas.Find("BL13")!);
        var never = atlas with { Points = atlas.Points.Replace(point, point with { Hazards = point.Hazards! with { Severity = "absolute" } }) };

        var decision = NeedlingCheck.Decide(never, NeedlePlan.TryAt(never, "BL13", BodySide.Left)!, KnownOfPerson.From(Facts()));

        Assert.IsType<NeedlingDecision.Refuse>(decision);
    }

    /// <summary>Each rule that follows from the point alone is on these points and no others.</summary>
    [Theory]
    [InlineData("L04", "BL22 BL23 BL51 BL52 GB25")]
    [InlineData("L06", "BL36 BL37 BL54 GB30")]
    [InlineData("L07", "BL39 BL40 BL55")]
    [InlineData("D02", "ST4 ST17 BL2 CV8 ASHI")]
    [InlineData("L05", "GV2 GV3 GV4 GV5 GV6 GV7 GV8 GV9 GV10 GV11 GV12 GV13 GV14 EX-B2 EX-B2.L1 EX-B2.L2 EX-B2.L3 EX-B2.L4 EX-B2.L5 EX-B8")]
    public void Decide_RuleOfThePointAlone_IsOnTheseAndNoOthers(string rule, string codes) =>
        Assert.Equal(codes.Split(' '), Atlas.Points.Where(p => Ids(Decide(AnySide(p), Facts())).Contains(rule)).Select(p => p.Code));

    [Fact]
    public void Decide_PointOverTheLung_ConfirmsForAllThatTheRuleNames()
    {
        var named = Enumerable.Range(11, 11).Concat(Enumerable.Range(41, 10)).Select(n => $"BL{n}").Append("GB21").ToList();

        Assert.All(named, code => Assert.Contains("L03", Ids(Decide(Plan(code, BodySide.Left), Facts()))));
        Assert.DoesNotContain("L03", Ids(Decide(Plan("BL10", BodySide.Left), Facts())));
        Assert.DoesNotContain("L03", Ids(Decide(Plan("BL22", BodySide.Left), Facts())));
    }

    [Theory]
    [InlineData("GB30")]
    [InlineData("BL54")]
    [InlineData("BL23")]
    [InlineData("BL24")]
    [InlineData("BL25")]
    [InlineData("BL26")]
    public void Decide_AnticoagulantAtAPointThatTheRuleNames_Confirms(string code) =>
        Assert.IsType<NeedlingDecision.ConfirmFirst>(Decide(Plan(code, BodySide.Left), Facts("Anticoagulant")));

    [Theory]
    [InlineData("ST17")]
    [InlineData("CV8")]
    public void Decide_PointThatIsNeverNeedled_Refuses(string code) =>
        Assert.IsType<NeedlingDecision.Refuse>(Decide(AnySide(Atlas.Find(code)!), Facts()));

    [Fact]
    public void Decide_AllAnsweredAndNothingRecorded_DoesNotSaySafe() =>
        Assert.IsType<NeedlingDecision.NothingRecorded>(Decide(Plan("LI11", BodySide.Left), Facts()));

    [Fact]
    public void Decide_PersonOfWhomNothingIsKnown_AsksFirstAtEveryPoint() => Assert.All(Atlas.Points, p =>
        Assert.InRange(Rank(NeedlingCheck.Decide(Atlas, AnySide(p), KnownOfPerson.Nothing)), 3, 5));

    [Fact]
    public void Decide_HazardsOfEveryPoint_AreToldByARuleOrByTheAtlas()
    {
        foreach (var point in Atlas.Points.Where(p => p.Hazards is not null))
        {
            var cautions = Decide(AnySide(point), Facts()).Cautions;

            Assert.All(point.Hazards!.Kinds, kind => Assert.True(
                cautions.Any(c => c.Id == "hazard:" + kind || (c is Caution.OfRule { Rule: var rule } && rule.Conditions.IsEmpty && rule.Points.Risks.Contains(kind))), point.Code + " " + kind));
        }
    }

    private static NeedlePlan AnySide(AtlasPoint point) =>
        Plan(point.Code, Placement.IsMidline(Atlas, point) ? BodySide.Midline : BodySide.Left);

    private sealed record Case(string Rule, string Point, string Side, string Facts, string Technique, Type Decision, string? Open = null, string? OpenTechnique = null)
    {
        public NeedlePlan Plan(string technique)
        {
            var plan = Situation.Plan(Point, Enum.Parse<BodySide>(Side), technique.Split(' '));
            return technique switch
            {
                "depth=9" => plan with { Depth = Cun(9) },
                "depth?" => plan with { Depth = PlannedDepth.NotSaid },
                _ => plan,
            };
        }
    }
}
