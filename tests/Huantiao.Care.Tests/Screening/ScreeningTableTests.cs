using Huantiao.Care.Intake;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Screening;
using Huantiao.Knowledge.Tables;
using static Huantiao.Care.Tests.Medicines.RealKnowledge;

namespace Huantiao.Care.Tests.Screening;

/// <summary>The tables as data: whole, in both languages, short enough to be answered, and no firmer than what they rest on.</summary>
public class ScreeningTableTests
{
    /// <summary>A slow reader of English; adults read 238 words a minute silently (Brysbaert 2019, from memory). For Chinese our assumption, from memory.</summary>
    private const double WordsPerMinute = 200;
    private const double CharactersPerMinute = 360;
    private const double SecondsToTap = 1;

    /// <summary>Labels that stand under question after question are read once: yes, no, not sure, skip, and "none of these" of a group.</summary>
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["en"] = "Yes No Not sure Skip None of these", ["zh-Hans"] = "是 否 不确定 跳过 以上都没有",
    };

    [Fact]
    public void Rules_EverySafetyFact_HasOneOfItsOwnName()
    {
        var table = DelimitedTable.Read(Path.Combine(Folder, "safety.csv"));
        var ids = Enumerable.Range(0, table.Count).Select(i => table[i]["id"]).ToList();

        Assert.True(ids.Count >= 52);
        Assert.Empty(ids.Except(Known.Rules.Select(r => r.Id), StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_Every_IsProvisionalUntilAClinicianHasReviewedIt() => Assert.All(Known.Rules, r => Assert.True(r.IsProvisional, r.Id));

    [Fact]
    public void Rules_WithTheirKin_NeverApplyWithoutTheRuleOfTheFact()
    {
        foreach (var (one, with) in new[] { ("R03-emergency", "weight_loss arms"), ("R05-emergency", "fever very_ill"), ("P04-dual", "antiplatelet anticoagulant") })
        {
            var rules = Person.Rules(Person.Screen(with.Split(' ')));

            Assert.Contains(one, rules);
            Assert.Contains(one.Split('-')[0], rules);
        }
    }

    [Fact]
    public void Texts_All_AreInBothLanguages()
    {
        var texts = Known.Rules.SelectMany(r => new[] { r.Reason, r.Action, r.Message, r.Document }).OfType<LocalText>()
            .Concat(Known.Questions.SelectMany(q => new[] { q.Text, q.Help }.OfType<LocalText>().Concat(q.Choices.Select(c => c.Text))))
            .Concat(Known.Sections.Select(s => s.Title)).Concat(Known.Groups.Select(g => g.Title)).Concat(Known.Consents.SelectMany(c => new[] { c.Title, c.KeyFacts, c.Text }.OfType<LocalText>())).Concat(Known.Thresholds.Select(t => t.Name)).ToList();

        Assert.True(texts.Count > 300);
        Assert.All(texts, t => Assert.Contains(t.In("en"), char.IsAsciiLetterOrDigit));
        Assert.All(texts, t => Assert.DoesNotContain(t.In("en"), IsHan));
        Assert.All(texts, t => Assert.True(t.In("zh-Hans").Any(IsHan) || t.In("en").StartsWith("0 =", StringComparison.Ordinal), t.In("en")));
    }

    [Fact]
    public void Texts_AboutMedicines_NeverAdviseToStopThem()
    {
        var about = Known.Rules.Where(r => r.Basis.Id is "P01" or "P02" or "P04" && r.Consequence > ScreenConsequence.Proceed).ToList();

        Assert.NotEmpty(about);
        Assert.All(about, r => Assert.Matches("(?i)never advise stopping", r.Action.In("en")));
        Assert.All(about, r => Assert.Contains("绝不建议停药", r.Action.In("zh-Hans"), StringComparison.Ordinal));
        Assert.All(about, r => Assert.Matches("(?i)keep taking", r.Message!.In("en")));
    }

    [Fact]
    public void Consent_ToTreatment_NamesHarmsAlternativesAndTheGuidelineAgainst()
    {
        var text = Newest.Single(c => c.Purpose == "treatment");

        Assert.True(text.IsRequired);
        Assert.All(new[] { "Of 100 people treated, about 9", "About 1 of 10,000", "physiotherapy", "NICE", "advises against", "Say stop at any time" }, part => Assert.Contains(part, text.KeyFacts!.In("en"), StringComparison.Ordinal));
        Assert.All(new[] { "每 100 人", "约 9 人", "10,000 人中有 1 人", "物理治疗", "NICE", "不建议", "随时叫停" }, part => Assert.Contains(part, text.KeyFacts!.In("zh-Hans"), StringComparison.Ordinal));
        Assert.All(new[] { "100 people treated, about 9", "About 1 of 10,000", "physiotherapy", "NICE", "advises against", "say stop at any time" }, part => Assert.Contains(part, text.Text.In("en"), StringComparison.Ordinal));
        Assert.All(new[] { "每 100 个", "约 9 人", "10,000 人中有 1 人", "物理治疗", "NICE", "不建议" }, part => Assert.Contains(part, text.Text.In("zh-Hans"), StringComparison.Ordinal));
    }

    /// <summary>
    /// Everything that a first intake puts before the eye where nothing follows from a yes: questions, their help and choices, headings, and the key facts of what
    /// is consented to; a second for each tap. The whole texts of consent stand behind a tap and are not counted.
    /// </summary>
    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public void Intake_WithItsConsentsAtReadingSpeed_TakesAtMostFourMinutes(string language)
    {
        var questions = Known.Questions.Where(q => Known.AskedAt(q) == Occasion.Intake && q.ShownWhen is null).ToList();
        var texts = questions.SelectMany(q => q.Choices.Select(c => c.Text).Append(q.Text).Append(q.Help)).OfType<LocalText>()
            .Concat(Known.Sections.Where(s => s.AskedAt == Occasion.Intake).SelectMany(s => new[] { s.Title, s.Intro }).OfType<LocalText>())
            .Concat(Known.Groups.Select(g => g.Title))
            .Concat(Newest.SelectMany(c => new[] { c.Title, c.KeyFacts ?? c.Text }))
            .Select(t => t.In(language)).Append(Labels[language]).ToList();
        var taps = Questionnaire.Steps(questions.Where(q => !q.IsOfTheSigning())).Length + 2; // to begin, and to sign

        var minutes = language == "en" ? texts.Sum(Words) / WordsPerMinute : texts.Sum(Characters) / CharactersPerMinute;

        Assert.InRange(minutes + (taps * SecondsToTap / 60), 1, 4);
    }

    [Fact]
    public void Consents_Newest_HaveKeyFactsMuchShorterThanTheTextAndNoVersionIsChanged()
    {
        Assert.All(Newest, c => Assert.NotNull(c.KeyFacts));
        Assert.True(2 * Newest.Sum(c => Words(c.KeyFacts!.In("en"))) < 3 * Newest.Sum(c => Words(c.Text.In("en"))) / 2);
        Assert.All(Known.Consents.GroupBy(c => c.Purpose), versions => Assert.Equal(Enumerable.Range(1, versions.Count()), versions.Select(c => c.Version)));
        Assert.Null(Known.Consents.Single(c => c is { Purpose: "treatment", Version: 1 }).KeyFacts);
    }

    [Fact]
    public void Groups_OfDanger_AreShortEnoughToBeReadAsAWhole() =>
        Assert.All(Known.Questions.Where(q => q.Group is not null).GroupBy(q => q.Group), g => Assert.InRange(g.Count(), 2, 6));

    [Fact]
    public void Questions_OfDanger_MayNotBeSkipped() => Assert.All(Known.Questions.Where(q => q.Section == "danger"), q => Assert.False(q.MaySkip, q.Id));

    [Fact]
    public void Questions_Every_FeedsARuleShowsAQuestionOrIsAMeasure()
    {
        var used = Known.Questions.SelectMany(q => Known.QuestionsOf(q.ShownWhen)).Concat(Known.Recheck.Select(t => t.Question)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(
            ["consent_date", "consent_record", "consent_reminders", "consent_research", "consent_signature", "leg_worse", "pain_drawing", "pregnancy_stage"],
            Known.Questions.Where(q => Known.RulesFedBy(q.Id).IsEmpty && !used.Contains(q.Id) && q.Measure is null).Select(q => q.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Medicines_Every_HasASourceAndTheRulesOfItsKind()
    {
        var medicines = Known.Medicines.Medicines;

        Assert.All(medicines, m => Assert.NotEqual(FactStatus.Unknown, m.Provenance.Status));
        Assert.All(medicines.Where(m => m.Class.Contains("vitamin K antagonist", StringComparison.Ordinal)), m => Assert.Equal(["P01", "P02"], m.SafetyIds));
        Assert.All(medicines.Where(m => m.Atc.StartsWith("B01AC", StringComparison.Ordinal)), m => Assert.Equal(["P04"], m.SafetyIds));
        Assert.All(medicines.Where(m => m.Atc.StartsWith("B01A", StringComparison.Ordinal) && m.Atc[4] is 'A' or 'B' or 'E' or 'F' or 'X' && m.Atc.Length > 4), m => Assert.Equal("P01", m.SafetyIds[0]));
    }

    /// <summary>Of each purpose the text that is signed now.</summary>
    private static IEnumerable<ConsentText> Newest => Known.Consents.GroupBy(c => c.Purpose).Select(versions => versions.MaxBy(c => c.Version)!);

    private static int Words(string text) => text.Split([' ', ConsentText.FactMark], StringSplitOptions.RemoveEmptyEntries).Count(w => w.Any(char.IsLetterOrDigit));

    private static int Characters(string text) => text.Count(c => IsHan(c) || char.IsAsciiLetterOrDigit(c));

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';
}
