using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Huantiao.Web.Languages;
using Huantiao.Web.Words;

namespace Huantiao.Tests.Web;

/// <summary>The keys of one language's words, without falling back to another's.</summary>
internal static class WordKeys
{
    public static IReadOnlySet<string> In(Language language) => All(language).Keys.ToHashSet(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> All(Language language)
    {
        // English is the neutral resource.
        var culture = language == Language.English ? CultureInfo.InvariantCulture : language.Culture;
        return Wording.Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }
}

public partial class WordsTests
{
    [Fact]
    public void Resources_BothLanguages_HaveTheSameKeysAndNothingEmpty()
    {
        var (english, chinese) = (WordKeys.All(Language.English), WordKeys.All(Language.Chinese));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(english.Concat(chinese), word => string.IsNullOrEmpty(word.Value));
    }

    [Fact]
    public void Resources_BothLanguages_HaveTheSamePlaces()
    {
        var chinese = WordKeys.All(Language.Chinese);
        foreach (var (key, text) in WordKeys.All(Language.English))
            Assert.True(Places(text).SetEquals(Places(chinese[key])), $"{key}: {text} / {chinese[key]}");
    }

    [Fact]
    public void Resources_EveryKey_IsUsed_AndEveryUsedKeyIsThere()
    {
        var code = string.Concat(Sources("*.razor").Concat(Sources("*.cs")).Select(File.ReadAllText));
        var keys = WordKeys.In(Language.English);

        // Keys are written whole, or as a start to which code adds an end: "Stance." + stance.
        var written = Quoted().Matches(code).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var starts = written.Where(text => text.EndsWith('.') || text is "Harms.Row" or "Grade.Down").ToList();
        var unused = new List<string>();
        foreach (var key in keys)
        {
            var stem = key.EndsWith(".one", StringComparison.Ordinal) || key.EndsWith(".other", StringComparison.Ordinal) ? key[..key.LastIndexOf('.')] : key;
            var plain = stem.EndsWith("Bad", StringComparison.Ordinal) ? stem[..^3] : stem;
            if (!written.Contains(stem) && !written.Contains(plain) && !starts.Exists(start => key.StartsWith(start, StringComparison.Ordinal)))
                unused.Add(key);
        }

        Assert.Empty(unused);

        foreach (Match use in Used().Matches(code))
            Assert.True(keys.Contains(use.Groups["key"].Value) || keys.Contains(use.Groups["key"].Value + ".other"), $"{use.Groups["key"].Value} has no words.");
    }

    [Fact]
    public void Markup_OutsideResources_HasNoWords()
    {
        foreach (var file in Sources("*.razor"))
        {
            var markup = File.ReadAllText(file);
            var code = markup.IndexOf("\n@code", StringComparison.Ordinal);
            markup = code < 0 ? markup : markup[..code];
            markup = Comment().Replace(markup, "");
            Assert.DoesNotMatch(LiteralAttribute(), markup);
            foreach (Match text in TextBetweenTags().Matches(Expressions().Replace(markup, "")))
                Assert.False(Letter().IsMatch(text.Groups["text"].Value), $"{Path.GetFileName(file)}: \"{text.Groups["text"].Value.Trim()}\"");
        }
    }

    [Fact]
    public void Number_Values_AreWrittenAsPrintDoes()
    {
        var english = Wording.In(Language.English);

        Assert.Equal("−11.8", english.Number(-11.8395, 1));
        Assert.Equal("0", english.Number(-0.4, 0));
        Assert.Equal("12,345.7", english.Number(12345.67, 1));
        Assert.Equal("22 November 2026", english.Date(new(2026, 11, 22)));
        Assert.Equal("2026年11月22日", Wording.In(Language.Chinese).Date(new(2026, 11, 22)));
        Assert.Equal("1 trial", english.Count("Count.Trials", 1));
        Assert.Equal("0 trials", english.Count("Count.Trials", 0));
    }

    [Fact]
    public void Words_MissingKey_Throws() => Assert.Throws<KeyNotFoundException>(() => Wording.In(Language.Chinese)["No.Such"]);

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Huantiao", "Web"), pattern, SearchOption.AllDirectories);

    private static HashSet<string> Places(string text) => Place().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 10_000)]
    private static partial Regex Place();

    [GeneratedRegex("\"(?<key>[A-Z][A-Za-z0-9]+\\.[A-Za-z0-9.-]*)\"", RegexOptions.None, 10_000)]
    private static partial Regex Quoted();

    [GeneratedRegex("(?:\\bW|\\bwords|Words)(?:\\.Format\\(|\\.Count\\(|\\[)\"(?<key>[A-Z][A-Za-z0-9.-]*[A-Za-z0-9])\"[,\\])]", RegexOptions.None, 10_000)]
    private static partial Regex Used();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline, 10_000)]
    private static partial Regex Comment();

    // Attributes that people read or hear.
    [GeneratedRegex("(aria-label|title|alt|placeholder|data-label|data-lead)=\"[A-Za-z]", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex LiteralAttribute();

    // Razor's own lines and expressions: not text.
    [GeneratedRegex(@"@?(foreach|if|else if|else|switch|for)\b[^\n]*|^(case .*:|break;|default:|var .*;|@using .*|@inherits .*)$|@\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|@[A-Za-z_][\w.!?]*(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\[[^\]]*\](?:\.\w+)?)*(?:\.\w+(?:\([^)]*\))?)*", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Expressions();

    [GeneratedRegex(">(?<text>[^<>]+)<", RegexOptions.None, 10_000)]
    private static partial Regex TextBetweenTags();

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.None, 10_000)]
    private static partial Regex Letter();
}
