using Huantiao.Care.Assessment;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Pathways;
using static Huantiao.Care.Tests.Assessment.Examined;

namespace Huantiao.Care.Tests.Assessment;

public class ExaminationTests
{
    [Fact]
    public void Begin_Nothing_IsNotExaminedEverywhereAndNotNormalAnywhere()
    {
        var findings = Examination.Begin(Treatment).Findings.ToList();

        Assert.All(findings, f => Assert.False(f.IsExamined));
        Assert.Equal(Treatment.Examination.Where(f => f.Kind != ExaminationKind.PainMap).Sum(f => f.Sided ? 2 : 1), findings.Count);
        Assert.False(Examination.Begin(Treatment).Pain.IsDrawn);
    }

    [Theory]
    [InlineData("MY3", "Left", "4-", true)]
    [InlineData("MY3", "Left", "0", true)]
    [InlineData("MY3", "Left", "5", true)]
    [InlineData("MY3", "Left", "5+", false)]
    [InlineData("MY3", "Left", "3.5", false)]
    [InlineData("MY3", "Left", "6", false)]
    [InlineData("MY3", "None", "5", false)] // a muscle has a side
    [InlineData("HX3", "None", "yes", true)]
    [InlineData("HX3", "Left", "yes", false)]
    [InlineData("SLR", "Left", "0", true)]
    [InlineData("SLR", "Left", "90 known-pain", true)]
    [InlineData("SLR", "Left", "91", false)]
    [InlineData("SLR", "Left", "-1", false)]
    [InlineData("SLR", "Left", "45 other", true)]
    [InlineData("SLR", "Left", "45 perhaps", false)]
    [InlineData("DE1", "Right", "reduced", true)]
    [InlineData("DE1", "Right", "brisk", false)]
    [InlineData("DE1", "Right", "unknown", false)]
    [InlineData("RX1", "Right", "brisk", true)]
    [InlineData("RX4", "Right", "up", true)]
    [InlineData("HX6", "None", "mri-disc", true)]
    [InlineData("HX6", "None", "ct", false)]
    [InlineData("HX2", "None", "0", true)]
    [InlineData("HX2", "None", "12.5", true)]
    [InlineData("HX2", "None", "-1", false)]
    [InlineData("HX2", "None", "5201", false)]
    [InlineData("HX2", "None", "NaN", false)]
    [InlineData("HX1", "Left", "calf", false)] // areas are marked, not typed
    [InlineData("LEVEL", "Left", "l5", true)]
    [InlineData("ZZ9", "Left", "5", false)]
    public void Record_Value_FitsItsFieldOrIsRefusedAloud(string field, string side, string text, bool fits)
    {
        var recording = Examination.Begin(Treatment).Record(field, Enum.Parse<FindingSide>(side), text);

        if (fits)
            Assert.Equal(text, Assert.IsType<Recording.Recorded>(recording).Examination.At(field, Enum.Parse<FindingSide>(side))!.Value.Text);
        else
            Assert.True(Assert.IsType<Recording.Refused>(recording).Why.In("zh-Hans").Length > 5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("not-examined")]
    [InlineData("not-examined declined")]
    [InlineData("not-examined outside-competence")]
    public void Record_NotExamined_IsNeitherNormalNorNought(string text)
    {
        var finding = With("MY3:Left:" + text).At("MY3", FindingSide.Left)!;

        Assert.False(finding.IsExamined);
        Assert.Empty(RedFlagSignals.Of(With("MY3:Left:" + text), null));
    }

    [Fact]
    public void TryRead_EveryOfferedValue_ReadsBackAsItself()
    {
        foreach (var field in Treatment.Examination)
        {
            foreach (var value in ExaminationValue.Offered(field))
            {
                Assert.Equal(value, ExaminationValue.TryRead(field, value.Text));
                Assert.NotEqual(value.InWords().In("en"), value is ExaminationValue.Chosen { Choice.Key: "l4" or "l5" or "s1" } ? "" : value.InWords().In("zh-Hans"));
            }
        }

        Assert.Equal(8, ExaminationValue.Offered(Treatment.Field("MY1")!).Length);
    }

    [Theory]
    [InlineData("calf", PainSide.Left, true)]
    [InlineData("calf", PainSide.Midline, false)]
    [InlineData("low-back", PainSide.Midline, true)]
    [InlineData("calf", PainSide.Unknown, false)]
    [InlineData("elbow", PainSide.Left, false)]
    public void TryDraw_Area_IsOneOfThePathwayOnASideItHas(string area, PainSide side, bool fits) => Assert.Equal(fits, PainMap.TryDraw(Treatment, [(area, side)]) is not null);

    [Fact]
    public void PainMap_NotDrawn_IsUnknownAndDrawnEmptyIsNo()
    {
        var empty = PainMap.TryDraw(Treatment, [])!;

        Assert.Equal(Answer.Unknown, PainMap.NotDrawn.InAnyLeg);
        Assert.Equal(Answer.Unknown, PainMap.NotDrawn.InBack);
        Assert.Equal(Answer.No, empty.InAnyLeg);
        Assert.Equal(Answer.No, empty.InBothLegs);
    }
}
