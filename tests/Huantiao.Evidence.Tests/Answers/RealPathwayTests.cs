using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests.Answers;

/// <summary>The pathway that ships: what its rows must give, and that the answer hangs on them.</summary>
public class RealPathwayTests
{
    [Fact]
    public void For_LegPainAgainstSham_PoolsTwoTrialsAndNamesTheMissing()
    {
        var finding = RealPathway.Finding("leg-pain-sham-4w");

        Assert.Equal(["tu-2024", "huang-2019"], finding.Studies.Select(s => s.Trial));
        Assert.Equal(-11.8395, finding.Synthesis!.Estimate, 1e-4);
        Assert.Equal((-20.3760, -3.3030), (Math.Round(finding.Synthesis.CiLower, 4), Math.Round(finding.Synthesis.CiUpper, 4)));
        Assert.Equal(["goo-2022", "li-cheng", "si-l-g"], finding.Missing.Where(m => m.Row.Missing == MissingKind.NotReported).Select(m => m.Row.Trial).Order());
        Assert.Contains(finding.NotUsed, n => n.Row.Trial == "huang-2019");
        Assert.Equal(-15, finding.ImportantDifference);
        Assert.Contains("223", finding.Reason("reporting").Why.In("en"), StringComparison.Ordinal);
        Assert.Equal((22, 43), ((int)Math.Round(finding.Per100!.Without), (int)Math.Round(finding.Per100.With)));
    }

    [Fact]
    public void For_EffectiveRateAgainstDrugs_IsBelowWhatReviewsPrintAndStaysVeryUncertain()
    {
        var finding = RealPathway.Finding("effective-rate-drug");

        // R, metafor 3.8, REML with test = "adhoc": 1.116038 [0.999045, 1.246731].
        Assert.Equal(4, finding.Studies.Length);
        Assert.Equal(1.116038, finding.Synthesis!.Estimate, 1e-6);
        Assert.Equal((0.999045, 1.246731), (Math.Round(finding.Synthesis.CiLower, 6), Math.Round(finding.Synthesis.CiUpper, 6)));
        Assert.Equal(CertaintyLevel.VeryLow, finding.Certainty.Level);
        Assert.NotNull(finding.Question.Caution);
        var printed = PublishedMatches.For(RealPathway.Pathway, finding.Question);
        Assert.Contains(printed, p => p.Published is { Review: "PMID 35985442", Estimate: 1.2 });
        Assert.All(printed, p => Assert.Equal("RR", p.Published.Measure));
        Assert.Contains("2,707", finding.Reason("reporting").Why.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void For_LaterThanSixteenWeeks_SaysThatNobodyCanSay()
    {
        var finding = RealPathway.Finding("leg-pain-sham-late");

        Assert.Null(finding.Synthesis);
        Assert.Contains(finding.Missing, m => m.Row.Trial == "tu-2024");
        Assert.Contains("Nobody can say yet", Sentences.Effect(RealPathway.Answer, finding).In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void For_EveryQuestion_CountsNoTrialTwiceAndLosesNone()
    {
        foreach (var finding in RealPathway.Answer.Findings)
        {
            var trials = finding.Studies.Select(s => s.Trial).Concat(finding.Missing.Select(m => m.Row.Trial)).ToList();
            Assert.Equal(trials.Distinct(), trials);
            foreach (var row in RealPathway.Pathway.Trials.Where(r => RowMatch.Answers(r, finding.Question)))
                Assert.Contains(row.Trial, trials);
            Assert.False(finding.Certainty.Confirmed, "no clinician has signed these data");
        }
    }

    [Fact]
    public void For_OtherPopulations_AreInNoSynthesis() =>
        Assert.DoesNotContain(RealPathway.Answer.Findings.SelectMany(f => f.Studies), s => s.Row.Population == "other");

    [Fact]
    public void For_OneNumberOfOneRowChanged_ChangesTheAnswer()
    {
        var pathway = RealPathway.Pathway;
        var tu = pathway.Trials.First(t => t.Trial == "tu-2024" && t.OutcomeKeys.Contains("leg-pain") && t.Difference is { });
        var changed = Findings.For(pathway with { Trials = pathway.Trials.Replace(tu, tu with { DifferenceUpper = -14.6 }) });

        var (before, after) = (RealPathway.Finding("leg-pain-sham-4w"), changed.Findings[0]);
        Assert.NotEqual(before.Synthesis!.Estimate, after.Synthesis!.Estimate);
        Assert.NotEqual(before.Per100!.With, after.Per100!.With);
        Assert.NotEqual(Sentences.For(RealPathway.Answer, before, "en").Numbers, Sentences.For(changed, after, "en").Numbers);
        Assert.NotEqual(Sentences.For(RealPathway.Answer, before, "zh-Hans").Absolute, Sentences.For(changed, after, "zh-Hans").Absolute);
        Assert.Equal(RealPathway.Answer.Findings[3].Synthesis!.Estimate, changed.Findings[3].Synthesis!.Estimate);
    }

    [Fact]
    public void For_LostTrialsFound_ChangesTheCertainty()
    {
        var pathway = RealPathway.Pathway;
        var found = pathway with { Trials = [.. pathway.Trials.Where(t => t.Missing != MissingKind.NotReported)] };

        Assert.Equal(1, RealPathway.Finding("leg-pain-sham-4w").Reason("reporting").Downgrade);
        Assert.Equal(0, Findings.For(found).Findings[0].Reason("reporting").Downgrade);
    }

    [Fact]
    public void For_SourcesWithErrors_CarriesWhatTheIntegrityChecksFound() =>
        Assert.Contains(RealPathway.Answer.Integrity, p => p.File == "trials.csv" && p.Line > 1);

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public void For_EverySentence_IsFilledAndInItsLanguage(string language)
    {
        foreach (var finding in RealPathway.Answer.Findings)
        {
            var said = Sentences.For(RealPathway.Answer, finding, language);
            foreach (var text in new[] { said.Effect, said.Numbers ?? "", said.Certainty, said.Absolute, said.Duration, said.Caution ?? "" }
                .Concat(finding.Certainty.Reasons.Select(r => r.Why.In(language))).Concat(finding.Studies.Select(s => s.Derivation.In(language)))
                .Concat(finding.Missing.Concat(finding.NotUsed).Select(m => m.Why.In(language))))
            {
                Assert.DoesNotMatch(@"[{}]|NaN|∞|  ", text);
                if (language == "zh-Hans" && text.Length > 0)
                    Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text);
            }
        }
    }
}
