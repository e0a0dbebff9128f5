using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Evidence;
using Huantiao.Knowledge.Pathways;
using Huantiao.Web.Languages;
using Huantiao.Web.Words;

namespace Huantiao.Web;

/// <summary>What a page is a function of: the answer, the language, and its own address.</summary>
/// <param name="Path">Without the language prefix: "/claims".</param>
internal record View(Site Site, Language Language, string Path)
{
    public Wording Words { get; } = Wording.In(Language);

    public Pathway Pathway => Site.Pathway;

    public Answer Answer => Site.Answer;

    /// <summary>The address of another page in the same language.</summary>
    public string Link(string path) => "/" + Language.Tag + (path == "/" ? "/" : path);

    /// <summary>The same page in another language.</summary>
    public string Here(Language language) => "/" + language.Tag + Path;

    /// <summary>The pathway's own words in this language; null where it has none under that key.</summary>
    public string? Text(string key) => Pathway.Texts.TryGetValue(key, out var text) ? text.In(Language.Tag) : null;

    /// <summary>Numbered texts, "value-1", "value-2" …, as many as there are.</summary>
    /// <param name="pattern">The key with * for the number.</param>
    public IEnumerable<string> Series(string pattern)
    {
        for (var i = 1; pattern.Replace("*", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) is var key && Pathway.Texts.ContainsKey(key); i++)
            yield return key;
    }

    public string In(LocalText text) => text.In(Language.Tag);

    public ImmutableArray<SafetyItem> Safety(string kind) => [.. Pathway.Safety.Where(item => item.Kind == kind && item.ForPatients is not null)];
}
