using System.Text.RegularExpressions;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence.Tests.Words;

public partial class WordsTests
{
    public static TheoryData<string, string, string> Cells { get; } = [.. Cell()];

    [GeneratedRegex(@"\{([a-z0-9-]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Places { get; }

    [Fact]
    public void Table_EveryText_StandsInBothLanguagesWithTheSamePlaces()
    {
        foreach (var key in Evidence.Words.Keys)
        {
            var text = Evidence.Words.Text(key);
            Assert.Equal(Evidence.Words.Languages.Order(), text.ByLanguage.Keys.Order());
            Assert.All(text.ByLanguage.Values, t => Assert.False(string.IsNullOrWhiteSpace(t), key));

            // A verb has two forms in English and one in Chinese; every other place must stand in both.
            string[] places(string language) => [.. Places.Matches(text.In(language)).Select(m => m.Value == "{verbs}" ? "{verb}" : m.Value).Distinct().Order()];
            Assert.Equal(places("en"), places("zh-Hans"));
        }
    }

    [Fact]
    public void Table_Chinese_HoldsNoLeftOverEnglishSentence()
    {
        foreach (var key in Evidence.Words.Keys)
            Assert.DoesNotMatch("[A-Za-z]{3,} [a-z]{3,}", Places.Replace(Evidence.Words.Text(key).In("zh-Hans"), ""));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void EffectTable_EveryCell_SoundsNoSurerThanItsCertainty(string kind, string certainty, string size)
    {
        var text = Evidence.Words.Text($"effect.{kind}{certainty}.{size}");
        var (english, chinese) = (text.In("en"), text.In("zh-Hans"));
        var says = size is "unclear" or "no-data" || certainty == "very-low";

        Assert.Equal(certainty == "moderate" && !says, english.Contains("probably", StringComparison.Ordinal));
        Assert.Equal(certainty == "moderate" && !says, chinese.Contains("很可能", StringComparison.Ordinal));
        Assert.Equal(certainty == "low" && !says, english.Contains(" may ", StringComparison.Ordinal));
        Assert.Equal(certainty == "low" && !says, chinese.Contains("也许", StringComparison.Ordinal));
        Assert.Equal(certainty == "very-low" && size != "no-data", english.Contains("very uncertain", StringComparison.Ordinal));
        Assert.Equal(certainty == "very-low" && size != "no-data", chinese.Contains("非常不确定", StringComparison.Ordinal));
        if (says)
            Assert.DoesNotMatch(@"\{verbs?\}|\{likelier\}", english + chinese);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void EffectTable_EveryCell_NamesComparatorOutcomeAndTime(string kind, string certainty, string size)
    {
        foreach (var text in Evidence.Words.Text($"effect.{kind}{certainty}.{size}").ByLanguage.Values)
            Assert.All(new[] { "{comparator}", "{intervention}", "{outcome}", "{window}" }, place => Assert.Contains(place, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Table_NoText_PromisesOrFrightens()
    {
        foreach (var key in Evidence.Words.Keys)
        {
            var text = Evidence.Words.Text(key);
            Assert.DoesNotMatch(@"(?i)\b(cures?|proven|guarantee\w*|miracle|certainly|dangerous|definitely)\b", text.In("en"));
            Assert.DoesNotMatch("治愈|保证|一定能|神奇|肯定|根治|危险", text.In("zh-Hans"));
        }
    }

    [Fact]
    public void Labels_OfEveryValue_AreFoundInTheTable()
    {
        Assert.All(Enum.GetValues<CertaintyLevel>(), level => Assert.NotEqual(Labels.Of(level).In("en"), Labels.Meaning(level).In("en")));
        Assert.Equal(Enum.GetValues<EffectSizeClass>().Length, Enum.GetValues<EffectSizeClass>().Select(s => Labels.Of(s).In("zh-Hans")).Distinct().Count());
        Assert.Equal("平均差", Labels.Of(Measure.MD).In("zh-Hans"));
        Assert.Equal("偏倚风险", Labels.Domain("risk-of-bias").In("zh-Hans"));
    }

    private static IEnumerable<(string Kind, string Certainty, string Size)> Cell() =>
        from kind in new[] { "", "events." }
        from certainty in Enum.GetValues<CertaintyLevel>().Select(Labels.Key)
        from size in Enum.GetValues<EffectSizeClass>().Select(Labels.Key)
        select (kind, certainty, size);
}
