using Huantiao.Care.Intake;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;
using static Huantiao.Care.Tests.Medicines.RealKnowledge;

namespace Huantiao.Care.Tests.Intake;

/// <summary>A draft and its savings, which questions are asked, what is told at once.</summary>
public class IntakeDraftTests
{
    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    [Fact]
    public void Save_SameKeyAgain_IsNoChange()
    {
        var (_, draft) = IntakeDraft.Empty.Save("fever", IntakeAnswer.No, First, null);

        Assert.Equal(SavingOutcome.Same, draft.Save("fever", IntakeAnswer.Yes, First, null).Outcome);
        Assert.Equal(SavingOutcome.Same, draft.Save("fever", IntakeAnswer.No, Second, null).Outcome);
        Assert.Equal(IntakeAnswer.No, draft.Answers["fever"]);
    }

    [Fact]
    public void Save_OverASavingThatWasNotSeen_IsStaleAndChangesNothing()
    {
        var (_, draft) = IntakeDraft.Empty.Save("fever", IntakeAnswer.Yes, First, null);

        var (outcome, after) = draft.Save("fever", IntakeAnswer.No, Second, null);

        Assert.Equal(SavingOutcome.Stale, outcome);
        Assert.Same(draft, after);
        Assert.Equal(SavingOutcome.Changed, draft.Save("fever", IntakeAnswer.No, Second, First).Outcome);
    }

    [Fact]
    public void Save_PassedOver_IsDealtWithAndNotAnswered()
    {
        var (_, draft) = IntakeDraft.Empty.Save("duration_weeks", null, First, null);

        Assert.True(draft.IsDealtWith("duration_weeks"));
        Assert.Equal(IntakeAnswer.NotAsked, draft.Answers["duration_weeks"]);
        var (_, answered) = draft.Save("duration_weeks", new IntakeAnswer.Number(3), Second, First);
        Assert.Empty(answered.Skipped);
    }

    [Fact]
    public void Json_OfADraft_ReadsBackTheSameAndAsAnswersAlone()
    {
        var draft = IntakeDraft.Empty.Save("fever", IntakeAnswer.NotSure, First, null).Draft.Save("duration_weeks", null, Second, null).Draft
            .Save("medicines", new IntakeAnswer.Text("阿哌沙班 5mg"), First, null).Draft;
        var json = IntakeDraftJson.Write(draft);

        var (read, problems) = IntakeDraftJson.Read(Known, json);

        Assert.Empty(problems);
        Assert.Equal(json, IntakeDraftJson.Write(read!));
        Assert.Equal(IntakeAnswer.NotSure, AnswersJson.Read(Known, json).Document!.Answers["fever"]);
        Assert.Null(IntakeDraftJson.Read(Known, "{\"answers\":{\"no_such\":\"yes\"}}").Draft);
    }

    [Fact]
    public void Of_AQuestionThatDepends_WaitsUntilTheOtherIsDealtWith()
    {
        Assert.DoesNotContain(Asked(IntakeDraft.Empty), q => q == "pain_after_cancer");
        Assert.Contains(Asked(With("cancer", IntakeAnswer.Yes)), q => q == "pain_after_cancer");
        Assert.Contains(Asked(With("cancer", IntakeAnswer.NotSure)), q => q == "pain_after_cancer");
        Assert.DoesNotContain(Asked(With("cancer", IntakeAnswer.No)), q => q == "pain_after_cancer");
        Assert.Contains(Asked(With("takes_any", IntakeAnswer.NotSure)), q => q == "medicines");
        Assert.Contains(Asked(With("age", new IntakeAnswer.Number(61))), q => q == "sudden");
        Assert.DoesNotContain(Asked(With("age", new IntakeAnswer.Number(60))), q => q == "sudden");
    }

    [Fact]
    public void Emergency_OneAnswer_IsToldBeforeTheRest()
    {
        Assert.Empty(ScreenEmergency.In(Known, IntakeAnswers.None));
        Assert.Equal(["R01"], ScreenEmergency.In(Known, IntakeAnswers.None.With("saddle_numb", IntakeAnswer.Yes)).Select(r => r.Id));
        Assert.Equal(["R01"], ScreenEmergency.ByAlone(Known, "saddle_numb").Select(r => r.Id));
        Assert.Empty(ScreenEmergency.ByAlone(Known, "diabetes"));
        Assert.All(Known.Rules.Where(r => r.Severity == ScreenSeverity.Emergency), r => Assert.NotNull(r.Message));
    }

    [Fact]
    public void ScreeningJson_Written_ReadsBackWithRulesReasonsAndOpenQuestions()
    {
        var answers = IntakeAnswers.None.With("saddle_numb", IntakeAnswer.Yes).With("medicines", new IntakeAnswer.Text("zzyzx"));

        var kept = ScreeningJson.Read(ScreeningJson.Write(SafetyScreen.Run(Known, answers, ClinicThresholds.Off)));

        Assert.Equal(ScreenConsequence.ReferNow, kept.Decision);
        Assert.Equal(["saddle_numb=yes"], kept.Findings.Single(f => f.Rule == "R01").Because);
        Assert.Equal(["zzyzx"], kept.NotRecognised);
        Assert.Contains(kept.Unanswered, u => u is { Question: "fever", Why: OpenReason.NotAsked });
        Assert.Equal("refer-now", ScreeningJson.Word(kept.Decision));
    }

    [Fact]
    public void Consents_OfTheQuestions_AreTheNewestTextsOfTheDay()
    {
        var consents = ConsentAnswers.Of(Known, IntakeAnswers.None.With("consent_treatment", new IntakeAnswer.Choice("given")).With("consent_research", new IntakeAnswer.Choice("refused")), new(2026, 12, 1));

        Assert.Equal(["treatment", "record", "research", "reminders"], consents.Select(c => c.Text.Purpose));
        Assert.Equal([true, null, false, null], consents.Select(c => c.Given));
    }

    private static IEnumerable<string> Asked(IntakeDraft draft) => Questionnaire.Of(Known, draft).Select(q => q.Id);

    private static IntakeDraft With(string question, IntakeAnswer answer) => IntakeDraft.Empty.Save(question, answer, First, null).Draft;
}
