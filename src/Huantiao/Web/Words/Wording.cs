using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Huantiao.Web.Languages;

namespace Huantiao.Web.Words;

/// <summary>The words of the pages in one language, from Words.resx and its translations. A word that is missing is a bug and throws: a key is never shown.</summary>
internal sealed class Wording
{
    internal static readonly ResourceManager Resources = new("Huantiao.Web.Words.Words", typeof(Wording).Assembly);

    private static readonly ImmutableDictionary<string, Wording> ByTag =
        Language.All.ToImmutableDictionary(language => language.Tag, language => new Wording(language), StringComparer.Ordinal);

    private readonly CultureInfo _culture;

    private Wording(Language language) => (_culture, Tag) = (language.Culture, language.Tag);

    public string Tag { get; }

    public static Wording In(Language language) => ByTag[language.Tag];

    /// <exception cref="KeyNotFoundException">No such word.</exception>
    public string this[string key] => Resources.GetString(key, _culture) ?? throw new KeyNotFoundException($"No words for '{key}' in {Tag}.");

    /// <summary>Is there such a word? For keys that come from an address.</summary>
    public static bool Knows(string key) => Resources.GetString(key, CultureInfo.InvariantCulture) is not null;

    public string Format(string key, params object?[] values) => string.Format(_culture, this[key], values);

    /// <summary>"1 trial", "2 trials": <c>key.one</c> and <c>key.other</c>; a language without plurals writes both the same.</summary>
    public string Count(string key, int count) => string.Format(_culture, this[count == 1 ? key + ".one" : key + ".other"], count);

    /// <summary>Between two sentences: Chinese needs none.</summary>
    public string Gap => _culture.Name.StartsWith("zh", StringComparison.Ordinal) ? "" : " ";

    /// <summary>A noun phrase at the start of a heading or a cell.</summary>
    public string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], _culture) + text[1..];

    public string Date(DateOnly date) => date.ToString(this["Format.Date"], _culture);

    /// <summary>With a real minus sign, as print does.</summary>
    public string Number(double value, int decimals) =>
        (Math.Round(value, decimals) + 0.0).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), _culture).Replace('-', '\u2212');

    /// <summary>A whole number with the language's grouping.</summary>
    public string Number(int value) => value.ToString("N0", _culture).Replace('-', '\u2212');
}
