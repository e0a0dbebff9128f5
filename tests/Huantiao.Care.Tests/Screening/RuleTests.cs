using Huantiao.Care.Intake;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;
using static Huantiao.Care.Tests.Medicines.RealKnowledge;
using static Huantiao.Care.Tests.Screening.Person;

namespace Huantiao.Care.Tests.Screening;

/// <summary>One test a rule and a border: what is said, which rules it brings, and what they decide.</summary>
public class RuleTests
{
    [Fact]
    public void Run_EverythingHarmless_ProceedsAndStillSaysWhatItCannotKnow()
    {
        var outcome = Screen();

        Assert.Equal(["R11"], Rules(outcome));
        Assert.Empty(outcome.Unanswered);
        Assert.IsType<ScreenDecision.Proceed>(outcome.Decision);
    }

    [Fact]
    public void Run_NothingAsked_AsksFirst()
    {
        var outcome = SafetyScreen.Run(Known, IntakeAnswers.None, ClinicThresholds.Off);

        Assert.IsType<ScreenDecision.AskFirst>(outcome.Decision);
        Assert.Equal(["R11"], Rules(outcome));
        Assert.All(outcome.Unanswered, q => Assert.Equal(OpenReason.NotAsked, q.Why));
        Assert.Equal(ScreenSeverity.Emergency, outcome.Unanswered[0].Gravest);
    }

    [Theory]
    // Red flags
    [InlineData("bladder_bowel", "R01 C07", ScreenConsequence.ReferNow)]
    [InlineData("saddle_numb", "R01 C07", ScreenConsequence.ReferNow)]
    [InlineData("both_legs_weak", "R01 C07", ScreenConsequence.ReferNow)]
    [InlineData("saddle_reduced", "R01 C07", ScreenConsequence.ReferNow)]
    [InlineData("foot_drop", "R02 C07", ScreenConsequence.Stop)]
    [InlineData("weak_3", "R02 C07", ScreenConsequence.Stop)]
    [InlineData("cancer pain_after_cancer", "R03 C07 P08", ScreenConsequence.Stop)]
    [InlineData("cancer cancer_now", "R03 C07 P08", ScreenConsequence.Stop)]
    [InlineData("cancer", "P08", ScreenConsequence.AskFirst)]
    [InlineData("weight_loss", "R03 C07", ScreenConsequence.Stop)]
    [InlineData("night_pain", "R03 C07", ScreenConsequence.Stop)]
    [InlineData("band_pain", "R03 C07", ScreenConsequence.Stop)]
    [InlineData("weight_loss foot_drop", "R03-emergency R02 R03 C07", ScreenConsequence.ReferNow)]
    [InlineData("night_pain arms", "R03-emergency R03 R08 C07", ScreenConsequence.ReferNow)]
    [InlineData("age=51 duration_weeks=5", "R03-age", ScreenConsequence.ProceedWithCare)]
    [InlineData("age=50 duration_weeks=5", "", ScreenConsequence.Proceed)]
    [InlineData("age=51 duration_weeks=6", "", ScreenConsequence.Proceed)]
    [InlineData("hard_fall", "R04 C07", ScreenConsequence.Stop)]
    [InlineData("light_knock", "", ScreenConsequence.Proceed)]
    [InlineData("light_knock thin_bones", "R04 C07", ScreenConsequence.Stop)]
    [InlineData("light_knock age=64", "", ScreenConsequence.Proceed)]
    [InlineData("light_knock age=65", "R04 C07", ScreenConsequence.Stop)]
    [InlineData("bony_tender", "R04 C07", ScreenConsequence.Stop)]
    [InlineData("fever", "R05 C07", ScreenConsequence.Stop)]
    [InlineData("infection", "R05 C07", ScreenConsequence.Stop)]
    [InlineData("injected_tb", "R05 C07", ScreenConsequence.Stop)]
    [InlineData("immune_weak", "R05 C07 P07", ScreenConsequence.Stop)]
    [InlineData("spinal_procedure", "R05 C07 P19", ScreenConsequence.Stop)]
    [InlineData("fever very_ill", "R05-emergency R05 C06 C07", ScreenConsequence.ReferNow)]
    [InlineData("tearing_pain", "R06 C07", ScreenConsequence.ReferNow)]
    [InlineData("cold_leg", "R06 C07", ScreenConsequence.ReferNow)]
    [InlineData("age=61 sudden", "R06 C07", ScreenConsequence.ReferNow)]
    [InlineData("age=60 sudden", "", ScreenConsequence.Proceed)]
    [InlineData("walking_pain", "R06-walking", ScreenConsequence.AskFirst)]
    [InlineData("inflammation", "R07", ScreenConsequence.AskFirst)]
    [InlineData("stiff_morning before_45", "R07", ScreenConsequence.AskFirst)]
    [InlineData("stiff_morning", "", ScreenConsequence.Proceed)]
    [InlineData("unsteady", "R08 C07", ScreenConsequence.Stop)]
    [InlineData("arms", "R08 C07", ScreenConsequence.Stop)]
    [InlineData("upper_motor", "R08 C07", ScreenConsequence.Stop)]
    [InlineData("both_legs_pain", "R09 C07", ScreenConsequence.Stop)]
    [InlineData("change_body", "R10", ScreenConsequence.AskFirst)]
    [InlineData("change_after", "R10", ScreenConsequence.AskFirst)]
    [InlineData("no_gain", "R10", ScreenConsequence.AskFirst)]
    // Contraindications
    [InlineData("consent_treatment=refused", "C01", ScreenConsequence.Stop)]
    [InlineData("cannot_cooperate", "C01", ScreenConsequence.Stop)]
    [InlineData("emergency_now", "C02", ScreenConsequence.ReferNow)]
    [InlineData("medicines=alteplase", "C02 P01 P03", ScreenConsequence.ReferNow)]
    [InlineData("bleeding_disorder", "C03", ScreenConsequence.Stop)]
    [InlineData("powered_implant", "C04", ScreenConsequence.ProceedWithCare)]
    [InlineData("very_ill", "C06", ScreenConsequence.Stop)]
    // Precautions
    [InlineData("anticoagulant", "P01 P03", ScreenConsequence.ProceedWithCare)]
    [InlineData("medicines=Eliquis 5mg bd", "P01 P03", ScreenConsequence.ProceedWithCare)]
    [InlineData("anticoagulant inr_trouble", "P01 P02 P03", ScreenConsequence.AskFirst)]
    [InlineData("antiplatelet", "P04", ScreenConsequence.ProceedWithCare)]
    [InlineData("medicines=aspirin 75", "P04", ScreenConsequence.ProceedWithCare)]
    [InlineData("medicines=aspirin and clopidogrel", "P04 P04-dual", ScreenConsequence.ProceedWithCare)]
    [InlineData("medicines=Aggrenox", "P04 P04-dual", ScreenConsequence.ProceedWithCare)]
    [InlineData("antiplatelet anticoagulant", "P01 P04 P04-dual P03", ScreenConsequence.ProceedWithCare)]
    [InlineData("medicines=ibuprofen", "P05", ScreenConsequence.Proceed)]
    [InlineData("low_platelets", "P06", ScreenConsequence.AskFirst)]
    [InlineData("medicines=methotrexate", "P07", ScreenConsequence.AskFirst)]
    [InlineData("medicines=capecitabine", "P06 P07 P08", ScreenConsequence.AskFirst)]
    [InlineData("pregnant", "P09", ScreenConsequence.ProceedWithCare)]
    [InlineData("needle_fear", "P10", ScreenConsequence.ProceedWithCare)]
    [InlineData("first_time", "P10", ScreenConsequence.ProceedWithCare)]
    [InlineData("epilepsy", "P11", ScreenConsequence.ProceedWithCare)]
    [InlineData("diabetes", "P12", ScreenConsequence.ProceedWithCare)]
    [InlineData("medicines=metformin", "P12", ScreenConsequence.ProceedWithCare)]
    [InlineData("joint_implant", "P13", ScreenConsequence.ProceedWithCare)]
    [InlineData("heart_valve", "P14", ScreenConsequence.AskFirst)]
    [InlineData("metal_allergy", "P15", ScreenConsequence.ProceedWithCare)]
    [InlineData("drowsy", "P16", ScreenConsequence.Proceed)]
    [InlineData("age=17", "P17", ScreenConsequence.AskFirst)]
    [InlineData("age=18", "", ScreenConsequence.Proceed)]
    [InlineData("cirrhosis", "P18", ScreenConsequence.ProceedWithCare)]
    [InlineData("body_build=thin", "P20", ScreenConsequence.Proceed)]
    [InlineData("body_build=heavy", "P20", ScreenConsequence.Proceed)]
    // Local
    [InlineData("skin", "L01", ScreenConsequence.ProceedWithCare)]
    [InlineData("swollen_limb", "L02", ScreenConsequence.ProceedWithCare)]
    [InlineData("numb_patch", "L08", ScreenConsequence.ProceedWithCare)]
    [InlineData("hot_calf", "L09", ScreenConsequence.Stop)]
    public void Run_OneThingSaid_BringsItsRulesAndTheirDecision(string said, string rules, ScreenConsequence decision)
    {
        var outcome = said.StartsWith("medicines=", StringComparison.Ordinal) ? Screen(said) : Screen(said.Split(' '));

        Assert.Equal((rules + " R11").Trim().Split(' ').Order(StringComparer.Ordinal), Rules(outcome).Order(StringComparer.Ordinal));
        Assert.Equal(decision, outcome.Decision.Consequence);
        Assert.Empty(outcome.Unanswered);
    }

    [Theory]
    [InlineData("inr=4", "anticoagulant", "")]
    [InlineData("inr=4.1", "anticoagulant", "P02-inr")]
    [InlineData("platelets=50", "low_platelets", "")]
    [InlineData("platelets=49", "low_platelets", "P06-agreement")]
    [InlineData("platelets=19", "low_platelets", "P06-agreement P06-hospital")]
    [InlineData("neutrophils=0.5", "medicines=methotrexate", "")]
    [InlineData("neutrophils=0.4", "medicines=methotrexate", "P07-neutrophils")]
    public void Run_ValueAtAThreshold_CountsOnlyOnceItIsSignedOff(string value, string with, string rules)
    {
        var answers = Person.With(value, with);

        var (off, on) = (SafetyScreen.Run(Known, answers, ClinicThresholds.Off, Occasion.Examination), SafetyScreen.Run(Known, answers, Signed, Occasion.Examination));

        Assert.Equal(rules.Split(' ', StringSplitOptions.RemoveEmptyEntries), Rules(on).Except(Rules(off)).Order(StringComparer.Ordinal));
        Assert.Equal(4, off.ThresholdsOff.Length);
        Assert.Empty(on.ThresholdsOff);
        Assert.Empty(Rules(off).Except(Rules(on)));
    }

    [Fact]
    public void TryWith_ThresholdNobodySignedOrOutOfRange_StaysOff()
    {
        Assert.Null(ClinicThresholds.Off.TryWith(Known, new("inr_stop", 4, " ", new(2026, 11, 22))));
        Assert.Null(ClinicThresholds.Off.TryWith(Known, new("inr_stop", 40, "Dr A", new(2026, 11, 22))));
        Assert.Null(ClinicThresholds.Off.TryWith(Known, new("haemoglobin", 4, "Dr A", new(2026, 11, 22))));
    }

    /// <summary>Every rule that the screen decides is in the table above.</summary>
    [Fact]
    public void Rules_Every_CanApply()
    {
        var answers = Known.Questions.Where(q => q.Kind == QuestionKind.YesNo).Aggregate(Harmless, (a, q) => a.With(q.Id, IntakeAnswer.Yes))
            .With("consent_treatment", new IntakeAnswer.Choice("refused")).With("body_build", new IntakeAnswer.Choice("thin")).With("age", new IntakeAnswer.Number(70))
            .With("duration_weeks", new IntakeAnswer.Number(1)).With("inr", new IntakeAnswer.Number(9)).With("platelets", new IntakeAnswer.Number(1)).With("neutrophils", new IntakeAnswer.Number(0))
            .With("medicines", new IntakeAnswer.Text("warfarin, aspirin, clopidogrel, alteplase, ibuprofen"));

        var all = Rules(SafetyScreen.Run(Known, answers, Signed, Occasion.Examination));

        Assert.Equal(["P17"], Known.Rules.Where(r => r.When is not null).Select(r => r.Id).Except(all)); // nobody is 70 and 17
    }

    [Fact]
    public void Run_MedicineNotRecognised_IsOpenUntilItIsClarified()
    {
        var outcome = Screen("medicines=zolpimist 5mg");

        Assert.IsType<ScreenDecision.AskFirst>(outcome.Decision);
        var open = Assert.Single(outcome.Unanswered);
        Assert.Equal(("medicines", OpenReason.NotRecognised, false), (open.Question.Id, open.Why, open.MayBePassedOver));

        var piece = outcome.Medicines.NotRecognised[0];
        var harmless = Person.With("medicines=zolpimist 5mg").With(new MedicineClarification(piece, null, "Dr A", "leaflet: a sleeping tablet"));
        var thinner = Person.With("medicines=zolpimist 5mg").With(new MedicineClarification(piece, "apixaban", "Dr A", "leaflet"));

        Assert.IsType<ScreenDecision.Proceed>(SafetyScreen.Run(Known, harmless, ClinicThresholds.Off, Occasion.Examination).Decision);
        Assert.Contains("P01", Rules(SafetyScreen.Run(Known, thinner, ClinicThresholds.Off, Occasion.Examination)));
    }

    [Theory]
    [InlineData("no warfarin")]
    [InlineData("stopped apixaban 2019")]
    public void Run_MedicineNotTaken_BringsNoRule(string text) => Assert.Equal(["R11"], Rules(Screen("medicines=" + text)));

    [Fact]
    public void Run_QuestionHiddenByANo_IsNotOpenButItsYesCounts()
    {
        var hidden = Harmless.With("pain_after_cancer", IntakeAnswer.NotAsked);
        var contradicted = Harmless.With("pain_after_cancer", IntakeAnswer.Yes);

        Assert.Empty(SafetyScreen.Run(Known, hidden, ClinicThresholds.Off).Unanswered);
        Assert.Contains("R03", Rules(SafetyScreen.Run(Known, contradicted, ClinicThresholds.Off)));
    }

    [Fact]
    public void Run_WhatShowsAQuestionIsOpen_AsksThatFirst()
    {
        var answers = Harmless.With("cancer", IntakeAnswer.NotSure).With("pain_after_cancer", IntakeAnswer.NotAsked).With("cancer_now", IntakeAnswer.NotAsked);

        var open = SafetyScreen.Run(Known, answers, ClinicThresholds.Off).Unanswered;

        Assert.Equal(["cancer"], open.Select(q => q.Question.Id));
        Assert.Equal(OpenReason.NotSure, open[0].Why);
    }

    [Fact]
    public void Run_QuestionsOfALaterOccasion_AreNotOpenYet()
    {
        var intake = Known.Questions.Where(q => Known.AskedAt(q) != Occasion.Intake).Aggregate(Harmless, (a, q) => a.With(q.Id, IntakeAnswer.NotAsked));

        Assert.Empty(SafetyScreen.Run(Known, intake, ClinicThresholds.Off).Unanswered);
        Assert.Contains(SafetyScreen.Run(Known, intake, ClinicThresholds.Off, Occasion.Visit).Unanswered, q => q.Question.Id == "change_body");
        Assert.Contains(SafetyScreen.Run(Known, intake, ClinicThresholds.Off, Occasion.Examination).Unanswered, q => q.Question.Id == "weak_3");
    }

    [Fact]
    public void Run_AnswerThatDoesNotFit_IsRefused() =>
        Assert.Throws<ArgumentException>(() => SafetyScreen.Run(Known, IntakeAnswers.None.With("fever", new IntakeAnswer.Number(39)), ClinicThresholds.Off));
}
