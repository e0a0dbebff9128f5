using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>
/// The room's words, all in <c>Words/words.json</c>: every text stands beside its translation. A text has places in braces, "{n} people", that
/// are filled by name.
/// </summary>
internal static class Words
{
    /// <summary>The languages that every text must have.</summary>
    public static readonly ImmutableArray<string> Languages = ["en", "zh-Hans"];

    private static readonly Lazy<FrozenDictionary<string, LocalText>> Table = new(Read);

    public static IEnumerable<string> Keys => Table.Value.Keys;

    public static bool Has(string key) => Table.Value.ContainsKey(key);

    /// <summary>The text under that key with its places filled. A value is a <see cref="LocalText"/>, or text that is the same in every language.</summary>
    /// <exception cref="KeyNotFoundException">No such key: a mistake in this room.</exception>
    public static LocalText Text(string key, params ReadOnlySpan<(string Place, object Value)> values)
    {
        var text = Table.Value[key];
        if (values.IsEmpty)
            return text;

        var filled = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (language, pattern) in text.ByLanguage)
        {
            var result = pattern;
            foreach (var (place, value) in values)
                result = result.Replace("{" + place + "}", value is LocalText local ? local.In(language) : (string)value, StringComparison.Ordinal);
            filled[language] = result;
        }

        return new LocalText(filled.ToImmutable());
    }

    /// <summary>As <see cref="Text"/>, with the form for one thing (<c>key.one</c>) or for several (<c>key.other</c>); {count} is the number.</summary>
    public static LocalText Counted(string key, int count, params ReadOnlySpan<(string Place, object Value)> values) =>
        Text(key + (count == 1 ? ".one" : ".other"), [("count", Show.Count(count)), .. values]);

    /// <summary>The same text in every language: a name, a number.</summary>
    public static LocalText Same(string text) => new(Languages.ToImmutableDictionary(l => l, _ => text));

    /// <summary>Sentences one after the other, with the space that the language puts between them (Chinese: none).</summary>
    public static LocalText Join(params IEnumerable<LocalText> sentences)
    {
        var all = sentences.ToList();
        return new(Languages.ToImmutableDictionary(l => l, l => string.Join(l == "en" ? " " : "", all.Select(s => s.In(l)))));
    }

    /// <summary>Items of an enumeration, with the language's comma.</summary>
    public static LocalText List(params IEnumerable<LocalText> items)
    {
        var all = items.ToList();
        return new(Languages.ToImmutableDictionary(l => l, l => string.Join(l == "en" ? ", " : "、", all.Select(s => s.In(l)))));
    }

    private static FrozenDictionary<string, LocalText> Read()
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream("Huantiao.Evidence.Words.words.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToFrozenDictionary(
            text => text.Name,
            text => new LocalText(text.Value.EnumerateObject().ToImmutableDictionary(l => l.Name, l => l.Value.GetString()!)));
    }
}

/// <summary>Numbers as they stand in sentences: the same in both languages, with a true minus sign.</summary>
internal static class Show
{
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Number(double value, int decimals)
    {
        var text = Math.Abs(value).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "−" + text : text;
    }

    /// <summary>As it was given, without trailing zeros: 30.4, 15.</summary>
    public static string Plain(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Decimals that an effect is shown with: two for ratios and risk differences, one for others.</summary>
    public static int Decimals(EffectScale scale) => scale == EffectScale.Difference ? 1 : 2;
}
