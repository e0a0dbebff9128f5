using Huantiao.Care.Assessment;
using Huantiao.Care.Intake;
using Huantiao.Care.Planning;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;
using static Huantiao.Care.Tests.Assessment.Examined;

namespace Huantiao.Care.Tests.Assessment;

/// <summary>From a finding of the examination to the decision of the safety screen.</summary>
public class ExaminationAnswersTests
{
    private static readonly ScreeningKnowledge Screening =
        ScreeningLoader.Load(Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica")).Knowledge ?? throw new InvalidOperationException("The screen has problems.");

    [Fact]
    public void Routes_Each_NameAQuestionOfTheScreenThatFeedsTheirRule()
    {
        foreach (var route in Treatment.Examination.SelectMany(f => f.Routes))
        {
            Assert.NotNull(Screening.Question(route.Question));
            Assert.Contains(Screening.RulesFedBy(route.Question), r => r == route.Rule || r.StartsWith(route.Rule + "-", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("MY3:Left:3", "R02")]
    [InlineData("MY3:Left:3 MY7:Right:2", "R01")]
    [InlineData("DE5:Left:reduced", "R01")]
    [InlineData("RX5:Left:yes", "R08")]
    public void AddTo_Finding_MakesTheScreenFindIt(string words, string rule)
    {
        var answers = ExaminationAnswers.AddTo(IntakeAnswers.None, Healthy(words.Split(' ')), null);

        var outcome = SafetyScreen.Run(Screening, answers, ClinicThresholds.Off);

        Assert.Contains(outcome.Findings, f => f.Rule.Id == rule);
        Assert.True(outcome.Decision.Consequence >= ScreenConsequence.Stop);
        Assert.Contains(ScreenSummary.Of(ScreenReview.Of(outcome, [], default)).Findings, l => l.Rule == rule && l.IsOpen);
    }

    [Fact]
    public void AddTo_NothingFound_AnswersNoOnlyWhereNobodyHadAnswered()
    {
        var told = IntakeAnswers.None.With("saddle_reduced", IntakeAnswer.Yes);

        var answers = ExaminationAnswers.AddTo(told, Healthy(), null);

        Assert.Equal(IntakeAnswer.Yes, answers["saddle_reduced"]);
        Assert.Equal(IntakeAnswer.No, answers["upper_motor"]);
        Assert.Equal(IntakeAnswer.NotAsked, answers["weak_3"]);
        Assert.Equal(IntakeAnswer.NotAsked, answers["both_legs_weak"]);
    }

    [Fact]
    public void AddTo_NothingExamined_AnswersNothing() => Assert.Empty(ExaminationAnswers.AddTo(IntakeAnswers.None, Examination.Begin(Treatment), null).Answered);

    [Fact]
    public void AddTo_PainMarkedInBothLegsAfterANo_IsNoLongerSure()
    {
        var said = IntakeAnswers.None.With("both_legs_pain", IntakeAnswer.No);

        Assert.Equal(IntakeAnswer.NotSure, ExaminationAnswers.AddTo(said, With("pain:calf:Left", "pain:calf:Right"), null)["both_legs_pain"]);
        Assert.Equal(IntakeAnswer.No, ExaminationAnswers.AddTo(said, With("pain:calf:Left"), null)["both_legs_pain"]);
    }
}
