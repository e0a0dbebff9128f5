using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;
using static Huantiao.Care.Tests.Needling.Situation;

namespace Huantiao.Care.Tests.Needling;

/// <summary>Where a rule begins and ends: sides, regions, limbs, depths, stages of pregnancy.</summary>
public class BorderTests
{
    [Theory]
    [InlineData("BL25", BodySide.Left, "SkinProblem:lower back:Left", 5)]
    [InlineData("BL25", BodySide.Right, "SkinProblem:lower back:Left", 1)]
    [InlineData("BL25", BodySide.Right, "SkinProblem:lower back:Both", 5)]
    [InlineData("BL25", BodySide.Right, "SkinProblem:lower back:Unknown", 3)]
    [InlineData("BL25", BodySide.Right, "SkinProblem:lower back:Midline", 3)]
    [InlineData("BL25", BodySide.Right, "SkinProblem", 3)] // present, place not told
    [InlineData("BL25", BodySide.Right, "SkinProblem?", 3)]
    [InlineData("BL25", BodySide.Left, "SkinProblem:buttock:Left", 1)]
    [InlineData("BL25", BodySide.Left, "SkinProblem:BL25:Left", 5)]
    [InlineData("BL25", BodySide.Left, "SkinProblem:BL24:Left", 1)]
    [InlineData("GV4", BodySide.Midline, "SkinProblem:lower back:Left", 3)] // the midline borders on both sides
    [InlineData("GV4", BodySide.Midline, "SkinProblem:lower back:Midline", 5)]
    [InlineData("GV4", BodySide.Midline, "SkinProblem:lower back:Both", 5)]
    [InlineData("GV4", BodySide.Midline, "SkinProblem:BL25:Left", 1)] // said exactly: not here
    [InlineData("LU7", BodySide.Left, "Lymphoedema:hand:Left", 4)] // the whole limb
    [InlineData("LU7", BodySide.Right, "Lymphoedema:hand:Left", 1)]
    [InlineData("LU7", BodySide.Left, "Lymphoedema:Leg:Left", 1)]
    [InlineData("LU7", BodySide.Left, "Lymphoedema:Arm:Unknown", 3)]
    [InlineData("LU7", BodySide.Left, "Lymphoedema", 3)]
    [InlineData("LI15", BodySide.Left, "Lymphoedema:Arm:Left", 4)] // the shoulder counts with it
    [InlineData("BL25", BodySide.Left, "Lymphoedema?", 1)] // no limb: not asked
    [InlineData("BL57", BodySide.Left, "SuspectedClot:Leg:Left", 5)]
    [InlineData("BL57", BodySide.Right, "SuspectedClot:Leg:Left", 1)]
    [InlineData("BL53", BodySide.Left, "SuspectedClot:leg:Left", 5)] // the buttock counts with it
    public void Decide_PlaceAndSide_MeetTheNeedleOrNot(string point, BodySide side, string fact, int rank) =>
        Assert.Equal(rank, Rank(Decide(Plan(point, side), Facts(fact))));

    [Theory]
    [InlineData("GB30", 2.5, false)]
    [InlineData("GB30", 2.51, true)]
    [InlineData("BL55", 1.0, false)] // the envelope goes to 1.5, the rule of popliteal vessels to 1
    [InlineData("BL55", 1.01, true)]
    [InlineData("BL25", 1.2, false)]
    [InlineData("BL25", 1.21, true)]
    [InlineData("BL25", 0.01, false)] // shallower than the envelope is no danger
    public void Decide_DepthInCun_AsksForConfirmationBeyondTheLimit(string point, double cun, bool beyond) =>
        Assert.Equal(beyond, Ids(Decide(Plan(point, BodySide.Left) with { Depth = Cun(cun) }, Facts())).Contains("D01"));

    [Theory]
    [InlineData("GB30", 50, false)] // 2.5 cun of 20 mm
    [InlineData("GB30", 50.1, true)]
    [InlineData("BL55", 20, false)]
    [InlineData("BL55", 20.1, true)]
    public void Decide_DepthInMillimetres_IsComparedWithCunOfThePerson(string point, double millimetres, bool beyond) =>
        Assert.Equal(beyond, Ids(Decide(Plan(point, BodySide.Left) with { Depth = PlannedDepth.TryFromMillimetres(millimetres)! }, Facts())).Contains("D01"));

    [Fact]
    public void Decide_MillimetresWithoutHeight_AsksHowTall()
    {
        var plan = Plan("GB30", BodySide.Left) with { Depth = PlannedDepth.TryFromMillimetres(10)! };

        var decision = Decide(plan, Facts().Where(f => f is not KnownFact.Height));

        Assert.Equal("stature", Assert.Single(Assert.IsType<NeedlingDecision.AskFirst>(decision).Unanswered).Question.Key);
    }

    [Fact]
    public void Decide_DepthNotSaid_AsksHowDeepAndTellsTheLimit()
    {
        var decision = Decide(Plan("BL55", BodySide.Left) with { Depth = PlannedDepth.NotSaid }, Facts());

        Assert.Equal("depth", Assert.Single(Assert.IsType<NeedlingDecision.AskFirst>(decision).Unanswered).Question.Key);
        Assert.Equal(1, decision.LimitCun);
    }

    [Fact]
    public void Decide_TwoHeights_TheSmallerCounts()
    {
        var plan = Plan("GB30", BodySide.Left) with { Depth = PlannedDepth.TryFromMillimetres(50.1)! };
        var taller = new KnownFact.Height(Stature.FromMillimetres(1900));

        Assert.Contains("D01", Ids(Decide(plan, [.. Facts(), taller])));
        Assert.Contains("D01", Ids(Decide(plan, [taller, .. Facts()])));
    }

    [Theory]
    [InlineData("CV4", "FirstTrimester", "P09-first")]
    [InlineData("CV4", "AfterThirdMonth", "")]
    [InlineData("CV12", "AfterThirdMonth", "P09-later")]
    [InlineData("CV12", "FirstTrimester", "")]
    [InlineData("ST25", "FirstTrimester", "P09-first")] // level with the navel: both
    [InlineData("ST25", "AfterThirdMonth", "P09-later")]
    [InlineData("BL25", "FirstTrimester", "P09-first")]
    [InlineData("BL25", "AfterThirdMonth", "P09-later")]
    [InlineData("CV16", "AfterThirdMonth", "")] // above the abdomen
    public void Decide_StageOfPregnancy_TellsTheRuleOfThatStage(string point, string stage, string expected)
    {
        var side = Placement.IsMidline(Atlas, Atlas.Find(point)!) ? BodySide.Midline : BodySide.Left;

        var told = Ids(Decide(Plan(point, side), Facts("Pregnancy:" + stage))).Where(id => id is "P09-first" or "P09-later");

        Assert.Equal(expected, string.Join(' ', told));
    }

    [Fact]
    public void Decide_PregnantWithUnknownStage_AsksForTheStageAndKeepsWhatIsKnown()
    {
        var decision = Decide(Plan("BL25", BodySide.Left), Facts("Pregnancy:StageUnknown"));

        Assert.IsType<NeedlingDecision.AskFirst>(decision);
        Assert.Equal(["first_trimester", "after_third_month"], decision.Unanswered.Select(q => q.Question.Key));
        Assert.Contains("P09-tradition", Ids(decision));
    }

    [Theory]
    [InlineData("GB20", "electro", 2)] // neck: C05 is of head and face
    [InlineData("GV17", "electro", 5)]
    [InlineData("GV17", "electro?", 3)]
    [InlineData("GV17", "", 0)]
    [InlineData("PC6", "current_across_chest?", 1)] // no current, no path
    [InlineData("PC6", "electro current_across_chest?", 3)]
    public void Decide_Electricity_CountsWhereItIsPlanned(string point, string technique, int rank)
    {
        var side = Placement.IsMidline(Atlas, Atlas.Find(point)!) ? BodySide.Midline : BodySide.Left;

        Assert.Equal(rank, Rank(Decide(Plan(point, side, technique.Split(' ')), Facts())));
    }

    [Fact]
    public void Decide_ImplantAndNoElectricity_LeavesNeedlingByHandAwayFromIt() =>
        Assert.Equal(0, Rank(Decide(Plan("LI11", BodySide.Left), Facts("ActiveImplant:chest:Left"))));

    [Fact]
    public void Decide_RefusalWithOpenQuestions_RefusesAndStillAsks()
    {
        var decision = Decide(Plan("BL25", BodySide.Left), Facts("SkinProblem:lower back:Left", "Anticoagulant?", "LowPlatelets"));

        Assert.IsType<NeedlingDecision.Refuse>(decision);
        Assert.Equal("anticoagulant", Assert.Single(decision.Unanswered).Question.Key);
        Assert.Equal(["L01", "P06"], Ids(decision).Take(2));
    }

    [Fact]
    public void Decide_TenderPointAnywhere_AsksWhereItLies()
    {
        var decision = Decide(Plan("ASHI", BodySide.Left), Facts("SkinProblem:foot:Left", "Lymphoedema:Leg:Left"));

        Assert.IsType<NeedlingDecision.AskFirst>(decision);
        Assert.Equal(["skin_problem", "lymphoedema", "site"], decision.Unanswered.Select(q => q.Question.Key));
    }

    [Theory]
    [InlineData("GB30", BodySide.Midline)]
    [InlineData("GV4", BodySide.Left)]
    [InlineData("GB300", BodySide.Left)]
    [InlineData("GB30", (BodySide)7)]
    public void TryAt_PointOrSideThatIsNotThere_IsNull(string code, BodySide side) => Assert.Null(NeedlePlan.TryAt(Atlas, code, side));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(20.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TryFromCun_NoDepth_IsNull(double cun) => Assert.Null(PlannedDepth.TryFromCun(cun));

    [Theory]
    [InlineData(0)]
    [InlineData(500.1)]
    [InlineData(double.NaN)]
    public void TryFromMillimetres_NoDepth_IsNull(double millimetres) => Assert.Null(PlannedDepth.TryFromMillimetres(millimetres));

    [Theory]
    [InlineData(499)]
    [InlineData(2501)]
    [InlineData(170)] // centimetres
    [InlineData(double.NaN)]
    public void Stature_OutOfRange_IsRefused(double millimetres) => Assert.Throws<ArgumentOutOfRangeException>(() => Stature.FromMillimetres(millimetres));

    [Fact]
    public void Decide_PlaceThatTheAtlasDoesNotHave_IsRefusedAloud()
    {
        var facts = KnownOfPerson.From([new KnownFact.At(PlacedFact.SkinProblem, new BodyArea.OfRegion("lower-back", AreaSide.Left))]);

        Assert.Throws<ArgumentException>(() => NeedlingCheck.Decide(Atlas, Plan("BL25", BodySide.Left), facts));
    }

    [Fact]
    public void From_StatementAboutNoFact_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => KnownOfPerson.From([new KnownFact.Person(PersonFact.Unknown, Answer.Yes)]));
        Assert.Throws<ArgumentException>(() => KnownOfPerson.From([new KnownFact.Nowhere((PlacedFact)99)]));
    }

    [Fact]
    public void Decide_AnswerThatIsNone_IsTakenAsUnknown() =>
        Assert.Equal(3, Rank(Decide(Plan("LI11", BodySide.Left) with { Electro = (Answer)7 }, Facts("ActiveImplant:chest:Left"))));

    [Fact]
    public void Decide_ContradictingAnswers_TheMoreCarefulCounts()
    {
        var facts = Facts().Add(new KnownFact.Person(PersonFact.LowPlatelets, Answer.Yes));

        Assert.IsType<NeedlingDecision.AgreementFirst>(Decide(Plan("LI11", BodySide.Left), facts));
    }
}
