using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Tests.Loading;

public class BrokenPathwayTests
{
    [Theory]
    // Tables: header
    [InlineData("trials.csv", "trial,population,", "trial,", "trials.csv:1", "population", "is missing")]
    [InlineData("trials.csv", "trial,population,", "trial,popolation,", "trials.csv:1", "popolation", "not known")]
    [InlineData("trials.csv", "trial,population,", "trial,trial,", "trials.csv:1", "trial", "Two columns")]
    // Tables: fields
    [InlineData("trials.csv", "40,3.1,2.0", "forty,3.1,2.0", "trials.csv:2", "n1", "\"forty\" is not a number")]
    [InlineData("trials.csv", "40,3.1,2.0", "40.5,3.1,2.0", "trials.csv:2", "n1", "not a count")]
    [InlineData("trials.csv", "40,3.1,2.0", "40,3.1,-2.0", "trials.csv:2", "sd1", "never negative")]
    [InlineData("trials.csv", "41,4.2,2.1,,,,", "41,4.2,2.1,,,9,", "trials.csv:2", "total1", "of how many")]
    [InlineData("trials.csv", "41,4.2,2.1,,,,", "41,4.2,2.1,5,3,,", "trials.csv:2", "ci2_lo", "above its upper end")]
    [InlineData("trials.csv", "41,4.2,2.1,,,,", "41,4.2,2.1,,,9,8", "trials.csv:2", "events1", "more events than people")]
    [InlineData("trials.csv", "Two,2002", "Two,last year", "trials.csv:3", "year", "not a year")]
    [InlineData("trials.csv", "not-reported", "lost", "trials.csv:4", "missing", "Write one of")]
    [InlineData("trials.csv", "没有印出数字。", "", "trials.csv:4", "result_in_words_zh_hans", "missing in zh-Hans")]
    [InlineData("trials.csv", "ASSUMED (made for tests)", "", "trials.csv:2", "status", "empty")]
    [InlineData("trials.csv", "ASSUMED (made for tests)", "SURE", "trials.csv:2", "status", "not a status")]
    [InlineData("trials.csv", "made for tests,made for tests", "made for tests,", "trials.csv:2", "source_review", "empty")]
    [InlineData("trials.csv", "two,migraine", "one,migraine", "trials.csv:3", "trial", "count twice")]
    [InlineData("trials.csv", "three,migraine,headache-days,8,", "three,migraine,headache-days,8,4", "trials.csv:4", "week_to", "before the first")]
    [InlineData("safety.csv", ",emergency,", ",panic,", "safety.csv:2", "level", "Write one of: emergency")]
    [InlineData("safety.csv", "Go to hospital now.,立刻去医院。", ",", "safety.csv:2", "action_en", "what to do")]
    [InlineData("judgements.csv", "2026-01-31", "31/1/2026", "judgements.csv:2", "date", "not a date")]
    [InlineData("judgements.csv", "headache-days,", "headache-hours,", "judgements.csv:2", "question", "no question \"headache-hours\"")]
    [InlineData("judgements.csv", ",1,", ",3,", "judgements.csv:2", "downgrade", "Write one of: 0, 1, 2")]
    [InlineData("important_differences.csv", "headache-days,1,no", "headache-days,1,perhaps", "important_differences.csv:2", "within_person", "neither")]
    [InlineData("important_differences.csv", "headache-days,1,no", "headache-days,0,no", "important_differences.csv:2", "value", "above 0")]
    // pathway.yaml
    [InlineData("pathway.yaml", "name: tiny", "nam: tiny", "pathway.yaml:1", "name", "missing")]
    [InlineData("pathway.yaml", "zh-Hans: 偏头痛", "fr: migraine", "pathway.yaml:2", "condition.zh-Hans", "missing in zh-Hans")]
    [InlineData("pathway.yaml", "evidence-date: 2026-01-31", "evidence-date: soon", "pathway.yaml:4", "evidence-date", "not a date")]
    [InlineData("pathway.yaml", "  reviewed-on: 2026-01-31\n", "", "pathway.yaml:10", "stewardship.reviewed-by", "name and a date")]
    [InlineData("pathway.yaml", "rank: 1", "rank: first", "pathway.yaml:14", "questions[1].rank", "not a number")]
    [InlineData("pathway.yaml", "[migraine]", "[mice]", "pathway.yaml:13", "populations", "No trial has the population \"mice\"")]
    [InlineData("pathway.yaml", "comparator-class: sham", "comparator-class: shame", "pathway.yaml:13", "comparator-class", "No trial has")]
    [InlineData("pathway.yaml", "kind: continuous", "kind: contiguous", "pathway.yaml:20", "questions[1].kind", "Write one of: continuous, events")]
    [InlineData("pathway.yaml", "to-week: 12", "to-week: 2", "pathway.yaml:19", "questions[1].to-week", "ends before it begins")]
    [InlineData("pathway.yaml", "difference: days", "difference: weeks", "pathway.yaml:13", "difference", "no important difference \"weeks\"")]
    [InlineData("pathway.yaml", "difference: days", "diference: days", "pathway.yaml:27", "questions[1].diference", "not known")]
    [InlineData("pathway.yaml", "questions:", "questions: {", "pathway.yaml:", null, "not well-formed YAML")]
    // texts
    [InlineData("texts/zh-Hans.md", "## condition-what", "## condition-why", "texts/zh-Hans.md:0", "condition-what", "missing in zh-Hans")]
    [InlineData("texts/en.md", "A headache that comes back.", "", "texts/en.md:1", "condition-what", "empty")]
    [InlineData("texts/en.md", "comes back.", "comes back.\n## condition-what\nAgain.", "texts/en.md:3", "condition-what", "stands on line 1 already")]
    [InlineData("texts/en.md", "## condition-what", "## Condition What", "texts/en.md:1", "Condition What", "small letters")]
    public void Load_OneMistake_NamesFileLineColumnAndWhatToDo(string file, string from, string to, string place, string? column, string message)
    {
        using var folder = new PathwayFolder("tiny");
        folder.Change(file, from, to);

        var (pathway, problems) = folder.Load();

        Assert.Null(pathway);
        Assert.True(
            problems.Any(p => $"{p.File}:{p.Line}".StartsWith(place, StringComparison.Ordinal) && p.Column == column && p.Message.Contains(message, StringComparison.Ordinal)),
            string.Join('\n', problems.Select(p => $"{p.File}:{p.Line} {p.Column}: {p.Message}")));
        Assert.All(problems, p => Assert.Equal(Severity.Error, p.Severity));
    }

    [Fact]
    public void Load_TrialCountedTwice_IsADuplicateAndNotOnlyAMatterOfForm()
    {
        using var folder = new PathwayFolder("tiny");

        var (_, problems) = folder.Change("trials.csv", "two,migraine", "one,migraine").Load();

        Assert.Equal("duplicate", Assert.Single(problems).Check);
    }

    [Fact]
    public void Load_SeveralMistakes_NamesThemAllInOrder()
    {
        using var folder = new PathwayFolder("tiny");
        folder.Change("trials.csv", "40,3.1,2.0", "forty,3.1,x").Change("pathway.yaml", "evidence-date: 2026-01-31", "evidence-date: soon").Change("safety.csv", "R1,red_flag", "R1,flag");

        var (_, problems) = folder.Load();

        Assert.Equal(["pathway.yaml:4", "safety.csv:2", "trials.csv:2", "trials.csv:2"], problems.Select(p => $"{p.File}:{p.Line}"));
    }

    [Theory]
    [InlineData("trials.csv")]
    [InlineData("claims.csv")]
    [InlineData("pathway.yaml")]
    [InlineData("texts/en.md")]
    public void Load_MissingOrBinaryFile_IsAProblemAndNoException(string file)
    {
        using var missing = new PathwayFolder("tiny");
        File.Delete(missing.PathOf(file));
        using var binary = new PathwayFolder("tiny");
        File.WriteAllBytes(binary.PathOf(file), [0x50, 0x4B, 3, 4, 0, 0, 0, 0xFF]);

        Assert.Contains(missing.Load().Problems, p => p.File == file && p.Line == 0);
        Assert.Null(binary.Load().Pathway);
        Assert.Contains(binary.Load().Problems, p => p.File.StartsWith(Path.GetDirectoryName(file)!, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_NoSuchFolder_IsAProblem()
    {
        var (pathway, problems) = PathwayLoader.Load(Path.Combine(Path.GetTempPath(), "no-such-pathway"));

        Assert.Null(pathway);
        Assert.Single(problems);
    }
}
