using System.Text.RegularExpressions;
using Huantiao.Care.Assessment;
using Huantiao.Care.Planning;
using Huantiao.Evidence;
using static Huantiao.Care.Tests.Assessment.Examined;
using static Huantiao.Care.Tests.Planning.PlanSample;

namespace Huantiao.Care.Tests.Planning;

public class LetterTests
{
    private static readonly Answer Evidence = Findings.For(Sciatica);

    [Fact]
    public void GpLetter_NothingExaminedNorScreened_SaysSoAndClaimsNothing()
    {
        var text = Text(GpLetter.Compose(Sciatica, Examination.Begin(Treatment), null, null, DiagnosisCodes.None(Treatment), TreatmentPlan.Begin(Id)), "en");

        Assert.Contains("Not examined, and of weight for safety", text, StringComparison.Ordinal);
        Assert.Contains("No safety screen is on record", text, StringComparison.Ordinal);
        Assert.Contains("not consented to yet", text, StringComparison.Ordinal);
        Assert.Contains("No code was chosen", text, StringComparison.Ordinal);
        Assert.Contains("Sessions: not decided", text, StringComparison.Ordinal);
    }

    [Fact]
    public void GpLetter_FindingsOfWeight_AreToldAndAsked()
    {
        var screen = new ScreenSummary([new("P01", CareWords.Same("Takes apixaban."), CareWords.Same("Shallow needles."), true)], 2);
        var letter = GpLetter.Compose(
            Sciatica, Healthy("MY3:Right:3", "pain:calf:Right"), null, screen,
            Assert.IsType<Coding.Added>(DiagnosisCodes.None(Treatment).Add("icd-10-cm", "M54.31", false)).Codes, Agreed(Draft(Whole)));
        var text = Text(letter, "en");

        Assert.Contains("Ankle dorsiflexion, right: 3 of 5 (MRC): weak, 3 of 5 or less.", text, StringComparison.Ordinal);
        Assert.Contains("Calf (right)", text, StringComparison.Ordinal);
        Assert.Contains("M54.31", text, StringComparison.Ordinal);
        Assert.Contains("Takes apixaban. Shallow needles. This is still open.", text, StringComparison.Ordinal);
        Assert.Contains("2 questions of the screen have no answer", text, StringComparison.Ordinal);
        Assert.Contains("Please assess the findings above", text, StringComparison.Ordinal);
        Assert.Contains("BL57, left", text, StringComparison.Ordinal);
        Assert.Contains("Leg pain, 0 to 10", text, StringComparison.Ordinal);
        Assert.DoesNotContain("HT_LEG_NRS", text, StringComparison.Ordinal);
    }

    [Fact]
    public void GpLetter_ManyNormalFindings_ListsOnlyWhatIsOfNote()
    {
        var letter = GpLetter.Compose(Sciatica, Healthy("RX3:Left:absent", "RX1:Right:not-examined"), null, null, DiagnosisCodes.None(Treatment), TreatmentPlan.Begin(Id));
        var found = letter.Parts.Single(p => p.Key == "found");

        Assert.Equal(["Ankle jerk, left: absent"], found.Items.Select(i => i.In("en")));
        var normal = found.Paragraphs.Single(p => p.In("en").StartsWith("Examined and normal", StringComparison.Ordinal)).In("en");
        Assert.Contains("Hip flexion (both sides)", normal, StringComparison.Ordinal);
        Assert.Contains("Ankle jerk (right)", normal, StringComparison.Ordinal);
        Assert.Contains("Knee jerk (left)", normal, StringComparison.Ordinal);
        Assert.StartsWith("Acupuncture for", letter.Title.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void GpLetter_ScreenThatFoundNothing_DoesNotSayAllClear()
    {
        var text = Text(GpLetter.Compose(Sciatica, Healthy(), null, new([], 0), DiagnosisCodes.None(Treatment), TreatmentPlan.Begin(Id)), "en");

        Assert.Contains("does not rule out serious disease", text, StringComparison.Ordinal);
        Assert.DoesNotContain("may point to a serious cause", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "(?i)(?<!never |not )\\b(stop|pause|interrupt|reduce|skip|withhold) (taking|your|the|any|a|this|that) ?(medicine|tablet|blood|anticoag|dose|drug)")]
    [InlineData("zh-Hans", "(?<!切勿为了针刺而|不要|勿)(停用|停服|停药|减量|暂停用药)")]
    public void Words_Everywhere_NeverAskToStopAMedicine(string language, string asks)
    {
        Assert.Matches(asks, language == "en" ? "Please stop taking medicine" : "请停药"); // the pattern itself finds what it is for
        Assert.All(CareWords.All, w => Assert.DoesNotMatch(asks, w.Value.In(language)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public void Letters_BothLanguages_AreWholeAndFilledIn(string language)
    {
        var screen = new ScreenSummary([], 1);
        foreach (var plan in (TreatmentPlan[])[TreatmentPlan.Begin(Id), Draft(Whole), Agreed(Draft(Whole)), Agreed(Draft(Whole)).Withdraw(new(Monday, Practitioner))])
        {
            var text = Text(GpLetter.Compose(Sciatica, Healthy("pain:calf:Right", "HX7::yes"), Healthy(), screen, DiagnosisCodes.None(Treatment), plan), language)
                + Text(PatientSummary.Compose(Evidence, Treatment, plan), language);
            Assert.DoesNotMatch(@"[{}]|\b(gp|you|plan)\.[a-z]", text);
            Assert.DoesNotContain("。。", text, StringComparison.Ordinal);
            Assert.DoesNotContain("..", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Words_BothLanguages_HaveTheSamePlacesAndTheirOwnScript()
    {
        foreach (var (key, text) in CareWords.All)
        {
            Assert.Equal(["en", "zh-Hans"], text.ByLanguage.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(Places(text.In("en")), Places(text.In("zh-Hans")));
            Assert.False(text.In("en").Any(c => c is >= '\u4e00' and <= '\u9fff'), key);
        }

        static IEnumerable<string> Places(string text) => Regex.Matches(text, "{[a-z-]+}", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);
    }

    [Fact]
    public void PatientSummary_AgreedPlan_TellsWhatHowOftenEffectHarmsHelpReviewAndHowToStop()
    {
        var summary = PatientSummary.Compose(Evidence, Treatment, Agreed(Draft(Whole)));
        var text = Text(summary, "en");

        Assert.Equal(["what", "goals", "expect", "harms", "help", "medicines", "review", "stop"], summary.Parts.Select(p => p.Key));
        Assert.Contains("You get 2 needles each time", text, StringComparison.Ordinal);
        Assert.Contains("10 sessions: 3 times a week for 2 weeks", text, StringComparison.Ordinal);
        Assert.Contains(Sentences.For(Evidence, Evidence.Findings[0], "en").Certainty, text, StringComparison.Ordinal);
        Assert.Contains("931", text, StringComparison.Ordinal); // the harms figure of the meta-analysis, of 10,000
        Assert.Contains(Sciatica.Safety.Single(s => s.Id == "R01").Action!.In("en"), text, StringComparison.Ordinal);
        Assert.Contains("30 March 2026", text, StringComparison.Ordinal);
        Assert.Contains("You said yes to version 1", text, StringComparison.Ordinal);
        Assert.Contains("You can stop at any time", text, StringComparison.Ordinal);
        Assert.Contains("Keep taking your medicines", text, StringComparison.Ordinal);
    }

    [Fact]
    public void PatientSummary_DraftOrWithdrawn_SaysThatNothingIsAgreed()
    {
        Assert.Contains("You have not said yes", Text(PatientSummary.Compose(Evidence, Treatment, Draft(Whole)), "en"), StringComparison.Ordinal);
        var withdrawn = Agreed(Draft(Whole)).Withdraw(new(Monday, Practitioner));
        Assert.Contains("You have taken back your yes", Text(PatientSummary.Compose(Evidence, Treatment, withdrawn), "en"), StringComparison.Ordinal);
    }

    private static string Text(Letter letter, string language) => string.Join('\n', letter.Parts.SelectMany(p => (string[])
        [p.Heading.In(language), .. p.Paragraphs.Select(t => t.In(language)), .. p.Items.Select(t => t.In(language))]).Prepend(letter.Title.In(language)));
}
