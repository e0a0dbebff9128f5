using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care;

/// <summary>
/// The room's words, in <c>Words/words.json</c>: every text stands beside its translation, with places in braces that are filled by name.
/// What belongs to a condition comes from its pathway.
/// </summary>
internal static class CareWords
{
    /// <summary>The languages that every text must have.</summary>
    public static readonly ImmutableArray<string> Languages = ["en", "zh-Hans"];

    private static readonly Lazy<FrozenDictionary<string, LocalText>> Table = new(Read);

    public static IEnumerable<KeyValuePair<string, LocalText>> All => Table.Value;

    /// <summary>The text under that key with its places filled. A value is a <see cref="LocalText"/>, or text that is the same in every language.</summary>
    /// <exception cref="KeyNotFoundException">No such key: a mistake in this room.</exception>
    public static LocalText Text(string key, params ReadOnlySpan<(string Place, object Value)> values)
    {
        var text = Table.Value[key];
        if (values.IsEmpty)
            return text;

        var filled = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (language, pattern) in text.ByLanguage)
        {
            var result = pattern;
            foreach (var (place, value) in values)
                result = result.Replace("{" + place + "}", value is LocalText local ? local.In(language) : (string)value, StringComparison.Ordinal);
            filled[language] = result;
        }

        return new(filled.ToImmutable());
    }

    /// <summary>As <see cref="Text"/>, with the form for one thing (<c>key.one</c>) or for several (<c>key.other</c>); {n} is the number.</summary>
    public static LocalText Counted(string key, int count, params ReadOnlySpan<(string Place, object Value)> values) =>
        Text(key + (count == 1 ? ".one" : ".other"), [("n", Number(count)), .. values]);

    /// <summary>The same text in every language: a name, a number, what a person wrote.</summary>
    public static LocalText Same(string text) => new(Languages.ToImmutableDictionary(l => l, _ => text, StringComparer.Ordinal));

    /// <summary>Items of an enumeration, with the language's comma.</summary>
    public static LocalText List(IEnumerable<LocalText> items) => Joined(items, ", ", "、");

    /// <summary>Items with more inner commas than a comma can divide.</summary>
    public static LocalText Lines(IEnumerable<LocalText> items) => Joined(items, "; ", "；");

    /// <summary>Sentences one after the other.</summary>
    public static LocalText Sentences(IEnumerable<LocalText> items) => Joined(items, " ", "");

    /// <summary>With a capital at its beginning, where the script has capitals.</summary>
    public static LocalText Capital(LocalText text) => new(text.ByLanguage.ToImmutableDictionary(
        t => t.Key, t => t.Value.Length > 0 ? char.ToUpperInvariant(t.Value[0]) + t.Value[1..] : t.Value, StringComparer.Ordinal));

    public static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>As a packet has it, in every language.</summary>
    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As people write it.</summary>
    public static LocalText Day(DateOnly date) =>
        new(Languages.ToImmutableDictionary(l => l, l => date.ToString(l == "en" ? "d MMMM yyyy" : "yyyy年M月d日", CultureInfo.InvariantCulture), StringComparer.Ordinal));

    private static LocalText Joined(IEnumerable<LocalText> items, string english, string chinese)
    {
        var all = items.ToList();
        return new(Languages.ToImmutableDictionary(l => l, l => string.Join(l == "en" ? english : chinese, all.Select(s => s.In(l))), StringComparer.Ordinal));
    }

    private static FrozenDictionary<string, LocalText> Read()
    {
        using var stream = typeof(CareWords).Assembly.GetManifestResourceStream("Huantiao.Care.Words.words.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToFrozenDictionary(
            text => text.Name,
            text => new LocalText(text.Value.EnumerateObject().ToImmutableDictionary(l => l.Name, l => l.Value.GetString()!, StringComparer.Ordinal)), StringComparer.Ordinal);
    }
}
