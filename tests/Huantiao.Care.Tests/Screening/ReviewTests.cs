using Huantiao.Care.Intake;
using Huantiao.Care.Needling;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Screening;
using static Huantiao.Care.Tests.Medicines.RealKnowledge;
using static Huantiao.Care.Tests.Screening.Person;

namespace Huantiao.Care.Tests.Screening;

/// <summary>What settles a finding, for how long, and what a second visit remembers.</summary>
public class ReviewTests
{
    private static readonly DateTimeOffset Visit = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset During = Visit.AddMinutes(5);

    [Fact]
    public void Of_EmergencyFinding_BlocksUntilEachIsResolvedWithDocumentAuthorAndDate()
    {
        var outcome = Screen("bladder_bowel");
        var findings = outcome.Findings.Where(f => f.Rule.Settling != Settling.None).ToList();

        Assert.Equal(["R01", "C07"], Review(outcome).Blocking.Select(f => f.Rule.Id));
        Assert.All(findings, f => Assert.Null(Settlement.TryAcknowledge(f, "seems fine", "A", During)));
        Assert.Null(Settlement.TryResolve(findings[0], "", "Dr B", new(2026, 11, 21), "A", During));
        Assert.Null(Settlement.TryResolve(findings[0], "letter 17", " ", new(2026, 11, 21), "A", During));
        Assert.Null(Settlement.TryResolve(findings[0], "letter 17", "Dr B", default, "A", During));
        Assert.Null(Settlement.TryResolve(findings[0], "letter 17", "Dr B", new(2026, 12, 1), "A", During));

        var settled = findings.ConvertAll(f => Settlement.TryResolve(f, "letter 17: MRI normal", "Dr B, emergency department", new(2026, 11, 21), "A", During)!);

        Assert.True(Review(outcome, [.. settled]).MayTreat);
        Assert.False(Review(outcome, settled[0]).MayTreat);
    }

    [Fact]
    public void Of_Caution_WaitsForAnAcknowledgementWithAReason()
    {
        var outcome = Screen("epilepsy");
        var finding = outcome.Findings.Single(f => f.Rule.Id == "P11");

        Assert.Equal(["P11"], Review(outcome).ToAcknowledge.Select(f => f.Rule.Id));
        Assert.Null(Settlement.TryAcknowledge(finding, "", "A", During));
        Assert.True(Review(outcome, Settlement.TryAcknowledge(finding, "well controlled, never alone", "A", During)!).MayTreat);
    }

    [Fact]
    public void Of_SettledForOneVisit_WaitsAgainAtTheNext()
    {
        var (thinner, fits) = (Screen("anticoagulant"), Screen("epilepsy"));
        var notes = new[] { thinner, fits }.SelectMany(o => o.Findings).Where(f => f.Rule.Settling == Settling.Acknowledge).Select(f => Settlement.TryAcknowledge(f, "seen", "A", During)!).ToList();
        var next = Visit.AddDays(7);

        Assert.True(ScreenReview.Of(thinner, notes, Visit).MayTreat);
        Assert.Equal(["P01"], ScreenReview.Of(thinner, notes, next).ToAcknowledge.Select(f => f.Rule.Id));
        Assert.True(ScreenReview.Of(fits, notes, next).MayTreat);
    }

    [Fact]
    public void Of_SettledForOtherAnswers_WaitsAgain()
    {
        var before = Screen("weight_loss");
        var settled = before.Findings.Where(f => f.Rule.Settling == Settling.Document).Select(f => Settlement.TryResolve(f, "letter", "Dr B", new(2026, 11, 1), "A", During)!).ToList();

        var after = Screen("weight_loss", "night_pain");

        Assert.True(ScreenReview.Of(before, settled, Visit).MayTreat);
        Assert.Equal(["C07", "R03"], ScreenReview.Of(after, settled, Visit).Blocking.Select(f => f.Rule.Id));
    }

    [Fact]
    public void Of_OpenQuestion_IsPassedOverOnlyWhereNoAnswerCouldBlock()
    {
        var slight = SafetyScreen.Run(Known, Harmless.With("metal_allergy", IntakeAnswer.NotSure), ClinicThresholds.Off).Unanswered.Single();
        var grave = SafetyScreen.Run(Known, Harmless.With("saddle_numb", IntakeAnswer.NotSure), ClinicThresholds.Off);

        Assert.NotNull(Settlement.TryPassOver(slight, "patch test planned", "A", During));
        Assert.Null(Settlement.TryPassOver(slight, "", "A", During));
        Assert.All(grave.Unanswered, q => Assert.Null(Settlement.TryPassOver(q, "unlikely", "A", During)));
        Assert.False(ScreenReview.Of(grave, [new Settlement.PassedOver("saddle_numb", "forged", "A", During)], Visit).MayTreat);
    }

    [Fact]
    public void Of_Refusal_IsSettledByANewAnswerAlone()
    {
        var outcome = Screen("consent_treatment=refused");
        var refusal = outcome.Findings.Single(f => f.Rule.Id == "C01");

        Assert.Null(Settlement.TryResolve(refusal, "form", "A", new(2026, 11, 22), "A", During));
        Assert.Null(Settlement.TryAcknowledge(refusal, "talked", "A", During));
        Assert.True(Review(Screen()).MayTreat);
    }

    [Fact]
    public void Merge_AllTapsNo_KeepsEveryAnswer()
    {
        var taps = Known.Recheck.Aggregate(IntakeAnswers.None, (a, t) => a.With(t.Question, IntakeAnswer.No));

        var merged = Rescreen.Merge(Known, Harmless, taps);

        Assert.Empty(SafetyScreen.Run(Known, merged, ClinicThresholds.Off, Occasion.Intake).Unanswered);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("not sure")]
    [InlineData("")]
    public void Merge_TapThatIsNotAClearNo_AsksAgainAndForgetsNoYes(string tap)
    {
        var earlier = Person.With("medicines=apixaban", "takes_any", "hot_calf");
        var taps = IntakeAnswers.From(Known.Recheck.Select(t => (t.Question, AnswerText.Parse(Known.Question(t.Question)!, tap)!)));

        var outcome = SafetyScreen.Run(Known, Rescreen.Merge(Known, earlier, taps), ClinicThresholds.Off, Occasion.Visit);

        Assert.Subset(Rules(outcome).ToHashSet(StringComparer.Ordinal), new HashSet<string>(["P01", "L09"], StringComparer.Ordinal));
        Assert.Subset(outcome.Unanswered.Select(q => q.Question.Id).ToHashSet(StringComparer.Ordinal), new HashSet<string>(["saddle_numb", "medicines", "pregnant"], StringComparer.Ordinal));
    }

    [Fact]
    public void Merge_LastingYesToldAsNo_StaysAndIsNamed()
    {
        var (earlier, later) = (Person.With("cancer"), IntakeAnswers.None.With("cancer", IntakeAnswer.No));

        Assert.Equal(IntakeAnswer.Yes, Rescreen.Merge(Known, earlier, later)["cancer"]);
        Assert.Equal(["cancer"], Rescreen.Contradictions(Known, earlier, later));
    }

    [Fact]
    public void Merge_PassingYesToldAsNo_IsReplaced()
    {
        var later = Known.Recheck.Aggregate(IntakeAnswers.None, (a, t) => a.With(t.Question, IntakeAnswer.No)).With("pregnant", IntakeAnswer.No);

        Assert.Equal(IntakeAnswer.No, Rescreen.Merge(Known, Person.With("pregnant"), later)["pregnant"]);
    }

    [Fact]
    public void KnownFacts_OfTheScreen_AreThoseThatNeedlingAsks()
    {
        var answers = Person.With("medicines=aspirin, clopidogrel", "powered_implant", "pregnant", "pregnancy_stage=first").With("epilepsy", IntakeAnswer.NotSure);
        var outcome = SafetyScreen.Run(Known, answers, ClinicThresholds.Off, Occasion.Examination);

        var facts = KnownFacts.Of(Known, answers, outcome, Occasion.Examination);

        Assert.Contains(new KnownFact.Person(PersonFact.TwoAntiplatelets, Answer.Yes), facts);
        Assert.Contains(new KnownFact.Person(PersonFact.Anticoagulant, Answer.No), facts);
        Assert.Contains(new KnownFact.Person(PersonFact.Epilepsy, Answer.Unknown), facts);
        Assert.Contains(new KnownFact.At(PlacedFact.ActiveImplant, new BodyArea.NotTold()), facts);
        Assert.Contains(new KnownFact.OfPregnancy(Pregnancy.FirstTrimester), facts);
        Assert.All(Known.Rules.Where(r => r.Fact is not null), r => Assert.True(KnownFacts.IsKnown(r.Fact!), r.Fact));
    }

    private static ScreenReview Review(ScreenOutcome outcome, params Settlement[] settlements) => ScreenReview.Of(outcome, settlements, Visit);
}
