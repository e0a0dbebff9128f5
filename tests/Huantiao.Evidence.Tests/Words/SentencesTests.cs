using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests.Words;

public class SentencesTests
{
    private static readonly TrialOutcome[] Agreeing = [Sample.Trial("a", -15, 3), Sample.Trial("b", -15.5, 3), Sample.Trial("c", -14.5, 3)];

    private static FindingSentences Say(Pathway pathway, Question? question = null, string language = "en")
    {
        var answer = new Answer(pathway, [Findings.For(pathway, question ?? Sample.Question)], []);
        return Sentences.For(answer, answer.Findings[0], language);
    }

    [Fact]
    public void For_CertainImportantEffect_SaysItPlainly() =>
        Assert.Equal("Compared with sham, acupuncture reduces knee pain (about 4 weeks).", Say(Sample.Pathway(Agreeing)).Effect);

    [Fact]
    public void For_EffectThatHarms_TurnsTheVerb() =>
        Assert.Equal(
            "Compared with sham, acupuncture increases knee pain (about 4 weeks).",
            Say(Sample.Pathway([.. Agreeing.Select(t => t with { DirectionText = "positive MD favours acupuncture" })])).Effect);

    [Fact]
    public void For_OneLostTrial_SoundsLessSure()
    {
        Assert.Equal(
            "Compared with sham, acupuncture probably reduces knee pain (about 4 weeks).",
            Say(Sample.Pathway([.. Agreeing, Sample.Lost("l", 200)])).Effect);
        Assert.Contains("很可能会减轻", Say(Sample.Pathway([.. Agreeing, Sample.Lost("l", 200)]), language: "zh-Hans").Effect, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2, "makes little or no difference to")]
    [InlineData(-6, "slightly")]
    [InlineData(-15, "reduces knee pain (")]
    [InlineData(-25, "greatly reduces")]
    public void For_SizeAgainstTheImportantDifference_ChoosesTheWord(double difference, string words) =>
        Assert.Contains(words, Say(Sample.Pathway(
            Sample.Trial("a", difference, 1), Sample.Trial("b", difference + 0.1, 1), Sample.Trial("c", difference - 0.1, 1))).Effect, StringComparison.Ordinal);

    [Fact]
    public void For_Events_SpeaksOfLikelihood()
    {
        var trials = Enumerable.Range(1, 4).Select(i => Sample.Counts($"t{i}", 800, 1000, 500, 1000)).ToArray();

        Assert.Equal("Compared with sham, acupuncture makes feeling better much more likely (about 4 weeks).", Say(Sample.Pathway(trials), Sample.Events).Effect);
    }

    [Fact]
    public void For_NobodyHadTheEvent_GivesCountsAndWhatTheyCannotRuleOut()
    {
        // 1 − 0.025^(1/110) = 3.3%
        var said = Say(Sample.Pathway(Sample.Counts("a", 0, 110, 0, 110)), Sample.Events);

        Assert.Contains("none among 110 people", said.Effect, StringComparison.Ordinal);
        Assert.Contains("up to about 3 in 100", said.Effect, StringComparison.Ordinal);
        Assert.Null(said.Numbers);
    }

    [Fact]
    public void For_Absolute_GivesBothFramesAndADifferenceThatAddsUp()
    {
        var row = Sample.Row with
        {
            EffectType = "change from baseline (decrease)",
            Arm1 = new ArmSummary(50, 12, 10, null, null), Arm2 = new ArmSummary(50, 8, 10, null, null),
        };
        var said = Say(Sample.Pathway(row)).Absolute;

        Assert.Contains("about 21 of 100 people with acupuncture", said, StringComparison.Ordinal);
        Assert.Contains("about 12 of 100 with sham", said, StringComparison.Ordinal);
        Assert.Contains("the other 79 and 88", said, StringComparison.Ordinal);
        Assert.Contains("9 more of 100", said, StringComparison.Ordinal);
        Assert.Contains("about 4 weeks", said, StringComparison.Ordinal);
    }

    [Fact]
    public void For_Certainty_SaysThatNobodyHasConfirmedIt()
    {
        Assert.Contains("no clinician has confirmed it", Say(Sample.Pathway(Agreeing)).Certainty, StringComparison.Ordinal);

        var pathway = Sample.Pathway(Agreeing);
        var signed = pathway with
        {
            Judgements = [Sample.Judged("risk-of-bias", 0, provisional: false), Sample.Judged("indirectness", 0, provisional: false)],
            Stewardship = pathway.Stewardship with { ReviewedBy = "Dr A" },
        };
        Assert.Contains("signed by Dr A", Say(signed).Certainty, StringComparison.Ordinal);
    }

    [Fact]
    public void For_QuestionWithCaution_AlwaysCarriesIt() =>
        Assert.Equal("mind this", Say(Sample.Pathway(), Sample.Question with { Caution = Sample.Text("mind this") }).Caution);

    [Fact]
    public void For_OtherTimeOfTheSameQuestion_SaysWhatIsKnownThere()
    {
        var late = Sample.Question with { Id = "late", FromWeek = 16, ToWeek = null, Window = Sample.Text("16 weeks and later"), Rank = 2 };
        var pathway = Sample.Pathway([.. Agreeing, Sample.Lost("l", 10) with { Week = 26 }]) with { Questions = [Sample.Question, late] };
        var answer = Findings.For(pathway);

        Assert.Contains("16 weeks and later) nothing usable is known: one known trial", Sentences.For(answer, answer.Findings[0], "en").Duration, StringComparison.Ordinal);
        Assert.Contains("acupuncture reduces knee pain", Sentences.For(answer, answer.Findings[1], "en").Duration, StringComparison.Ordinal);
    }
}
