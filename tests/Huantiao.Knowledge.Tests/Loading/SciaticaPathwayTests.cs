using System.Globalization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Tests.Loading;

/// <summary>The data that people will read: whole, in both languages, and no firmer than its sources.</summary>
public class SciaticaPathwayTests
{
    private static readonly Pathway Sciatica = LoadWhole();

    [Fact]
    public void Load_RealPathway_HasNoProblem() => Assert.Empty(PathwayLoader.Load(PathwayFolder.Original("sciatica")).Problems);

    [Theory]
    [InlineData("leg-pain-sham-4w", "huang-2019 tu-2024")]
    [InlineData("function-sham-4w", "tu-2024")]
    [InlineData("leg-pain-sham-late", "")]
    [InlineData("effective-rate-drug", "chen-weikun-2010 hu-peng-2017 three-points-one-line wei-yeyan-2022")]
    [InlineData("leg-pain-physical-4w", "zhang-x-2017")]
    [InlineData("leg-pain-physical-28w", "zhang-x-2017")]
    [InlineData("effective-rate-addon", "wang-dongli-2022")]
    [InlineData("recurrence-drug", "hu-peng-2017")]
    [InlineData("side-effects-drug", "hu-peng-2017")]
    [InlineData("serious-harm-sham", "tu-2024")]
    public void Trials_EachQuestion_AreThoseThatCountAndEachOnce(string id, string trials)
    {
        var question = Sciatica.Questions.Single(q => q.Id == id);

        var counted = Sciatica.Trials.Where(t => Matches(t, question) && t.Missing == MissingKind.None && t.NotUsedBecause is null).Select(t => t.Trial);

        Assert.Equal(trials, string.Join(' ', counted.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Trials_ShamTrialsWithoutNumbers_AreShownAsMissing()
    {
        var early = Missing("leg-pain-sham-4w");
        var late = Missing("leg-pain-sham-late");

        Assert.Equal(["goo-2022", "li-cheng", "si-l-g", "yu-ft-2021"], early);
        Assert.Equal(["goo-2022", "li-cheng", "tu-2024", "yu-ft-2021"], late);

        string[] Missing(string id)
        {
            var question = Sciatica.Questions.Single(q => q.Id == id);
            return [.. Sciatica.Trials.Where(t => Matches(t, question) && t.Missing != MissingKind.None).Select(t => t.Trial).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void Trials_SecondReportOfATrial_NeverCounts()
    {
        var thesis = Sciatica.Trials.Where(t => t.Study.Contains("thesis report of same trial", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, thesis.Count);
        Assert.All(thesis, t => Assert.Equal("huang-2019", t.Trial));
        Assert.All(thesis, t => Assert.NotNull(t.NotUsedReason));
    }

    [Fact]
    public void Trials_RowsWithoutNumbers_SayHowFarTheyAreKnown() =>
        Assert.All(Sciatica.Trials.Where(t => t.Provenance.Status == FactStatus.DesignOnly), t => Assert.NotEqual(MissingKind.None, t.Missing));

    [Fact]
    public void Recalled_FactsFromMemory_StandApart()
    {
        Assert.Equal(10, Sciatica.Recalled.Length);
        Assert.All(Sciatica.Recalled, f => Assert.Equal(FactStatus.Recalled, f.Provenance.Status));
        Assert.All(Sciatica.Trials, t => Assert.NotEqual(FactStatus.Recalled, t.Provenance.Status));
        Assert.All(Sciatica.PublishedSyntheses, s => Assert.Equal(FactStatus.Verified, s.Provenance.Status));
    }

    [Fact]
    public void Judgements_EveryQuestion_HasBothAndNoneClaimsAReview()
    {
        foreach (var question in Sciatica.Questions)
        {
            Assert.Equal(["indirectness", "risk-of-bias"], Sciatica.Judgements.Where(j => j.QuestionId == question.Id).Select(j => j.Domain).Order(StringComparer.Ordinal));
        }

        Assert.All(Sciatica.Judgements, j => Assert.True(j.Provisional));
        Assert.Null(Sciatica.Stewardship.ReviewedBy);
    }

    [Fact]
    public void Safety_DangerSigns_TellPeopleWhatToDo()
    {
        var caudaEquina = Sciatica.Safety.Single(s => s.Id == "R01");

        Assert.Equal("emergency", caudaEquina.Level);
        Assert.Contains("emergency department", caudaEquina.Action!.In("en"), StringComparison.Ordinal);
        Assert.Contains("急诊", caudaEquina.Action!.In("zh-Hans"), StringComparison.Ordinal);
        Assert.All(Sciatica.Safety.Where(s => s.Kind == "red_flag"), s => Assert.True(s.ForPatients is not null && s.Action is not null, s.Id));
    }

    [Fact]
    public void Safety_NoAdvice_StopsABloodThinner()
    {
        foreach (var item in Sciatica.Safety.Where(s => s.Id is "P01" or "P02" or "P04"))
        {
            Assert.Matches("(?i)keep taking", item.Action!.In("en"));
            Assert.Contains("继续服药", item.Action!.In("zh-Hans"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Claims_All_HaveAVerdictInBothLanguages()
    {
        Assert.Equal(39, Sciatica.Claims.Length);
        Assert.InRange(Sciatica.Claims.Count(c => c.Common), 5, 12);
    }

    [Fact]
    public void Harms_Headlines_KeepOneDenominator()
    {
        var headlines = Sciatica.Harms.Where(h => h.Headline is not null).ToList();

        Assert.InRange(headlines.Count, 4, 10);
        Assert.All(headlines, h => Assert.True(h.Per is null or 10_000));
        Assert.Equal(headlines.Count, headlines.Select(h => h.Rank).Distinct().Count());
        Assert.All(
            headlines.Where(h => h is { Events: not null, Denominator: not null, Rate: > 0 }),
            h => Assert.Equal(h.Events!.Value / h.Denominator!.Value * h.Per!.Value, h.Rate!.Value, h.Rate!.Value * 0.01));
    }

    [Fact]
    public void Texts_BothLanguages_AreInTheirOwnScript()
    {
        foreach (var (key, text) in Texts())
        {
            Assert.False(HasHan(text.In("en")), $"{key} (en): {text.In("en")}");
            Assert.True(HasHan(text.In("zh-Hans")), $"{key} (zh-Hans): {text.In("zh-Hans")}");
        }
    }

    [Fact]
    public void Texts_Options_AreToldInEqualDetail()
    {
        for (var option = 1; option <= 5; option++)
        {
            foreach (var field in (string[])["name", "involves", "good", "bad", "sources"])
                Assert.True(Sciatica.Texts.ContainsKey($"option-{option}-{field}"), $"option-{option}-{field}");
            var good = Words($"option-{option}-good");
            var bad = Words($"option-{option}-bad");
            Assert.InRange((double)good / bad, 0.5, 2);
        }

        static int Words(string key) => Sciatica.Texts[key].In("en").Split(' ').Length;
    }

    /// <summary>A figure in prose follows its rows: if they change, this says so.</summary>
    [Fact]
    public void Texts_FiguresOfTrials_AreThoseOfTheTables()
    {
        var question = Sciatica.Questions.Single(q => q.Id == "effective-rate-drug");
        var rows = Sciatica.Trials.Where(t => Matches(t, question) && t.NotUsedBecause is null && t.Missing == MissingKind.None).ToList();
        var better = rows.Sum(t => t.Count2.Events!.Value);
        var people = rows.Sum(t => t.Count2.Total!.Value);
        var tu = Sciatica.Trials.First(t => t.Trial == "tu-2024");

        Assert.Contains($"{better} of {people} people", Sciatica.Texts["option-3-good"].In("en"), StringComparison.Ordinal);
        Assert.Contains($"{people} 名服药者中有 {better} 人", Sciatica.Texts["option-3-good"].In("zh-Hans"), StringComparison.Ordinal);
        foreach (var mean in new[] { tu.Arm1.Mean, tu.Arm2.Mean })
            Assert.All(new[] { "en", "zh-Hans" }, l => Assert.Contains(mean!.Value.ToString(CultureInfo.InvariantCulture), Sciatica.Texts["sham"].In(l), StringComparison.Ordinal));
    }

    private static bool Matches(TrialOutcome trial, Question question) =>
        question.Populations.Contains(trial.Population) && trial.ComparatorClass == question.ComparatorClass && trial.OutcomeKeys.Contains(question.OutcomeKey)
        && !((trial.WeekTo ?? trial.Week) < question.FromWeek) && !(trial.Week > question.ToWeek);

    private static IEnumerable<(string Key, LocalText Text)> Texts() =>
        Sciatica.Texts.Where(t => !t.Key.EndsWith("-sources", StringComparison.Ordinal)).Select(t => (t.Key, t.Value))
            .Concat(Sciatica.Claims.SelectMany(c => new[] { (c.Id, c.Statement), (c.Id, c.VerdictText), (c.Id, c.Evidence), (c.Id, c.WhatWeSay) }))
            .Concat(Sciatica.Safety.Where(s => s.ForPatients is not null).SelectMany(s => new[] { (s.Id, s.ForPatients!), (s.Id, s.Action!) }))
            .Concat(Sciatica.Judgements.Select(j => (j.QuestionId, j.Reason)))
            .Concat(Sciatica.Differences.Select(d => (d.Id, d.Why)))
            .Concat(Sciatica.Harms.Where(h => h.Headline is not null).Select(h => (h.Key, h.Headline!)))
            .Concat(Sciatica.Guidelines.SelectMany(g => new[] { (g.Guideline, g.Scope), (g.Guideline, g.Position) }));

    private static Pathway LoadWhole()
    {
        var (pathway, problems) = PathwayLoader.Load(PathwayFolder.Original("sciatica"));
        return pathway ?? throw new InvalidOperationException(string.Join('\n', problems.Select(p => $"{p.File}:{p.Line} {p.Column}: {p.Message}")));
    }

    private static bool HasHan(string text) => text.Any(c => c is >= '\u4E00' and <= '\u9FFF');
}
