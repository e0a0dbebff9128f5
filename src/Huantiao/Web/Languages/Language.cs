using System.Collections.Immutable;
using System.Globalization;

namespace Huantiao.Web.Languages;

/// <summary>A language of the pages. Adding one: a row here, its words beside the others, and its texts in the pathway.</summary>
/// <param name="Tag">BCP 47; also the prefix of the address.</param>
/// <param name="OwnName">As its speakers write it.</param>
/// <param name="Initial">Lower-case start of tags that this language serves: "zh" serves zh-CN too.</param>
internal sealed record Language(string Tag, string OwnName, string Initial)
{
    public static readonly Language English = new("en", "English", "en");
    public static readonly Language Chinese = new("zh-Hans", "简体中文", "zh");
    public static readonly ImmutableArray<Language> All = [English, Chinese];

    /// <summary>Of the dates, numbers and words.</summary>
    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(Tag);

    public static Language? Find(ReadOnlySpan<char> tag)
    {
        foreach (var language in All)
        {
            if (tag.Equals(language.Tag, StringComparison.OrdinalIgnoreCase))
                return language;
        }

        return null;
    }

    /// <summary>The language that the reader's browser likes best (RFC 9110 §12.5.4); English where it likes none of ours.</summary>
    public static Language Preferred(string? acceptLanguage)
    {
        Language? best = null;
        var bestQuality = 0.0;
        foreach (var part in (acceptLanguage ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var semicolon = part.IndexOf(';', StringComparison.Ordinal);
            var tag = semicolon < 0 ? part : part[..semicolon].TrimEnd();
            var quality = semicolon < 0 ? 1 : Quality(part[(semicolon + 1)..]);
            if (quality > bestQuality && Speaker(tag) is { } language)
                (best, bestQuality) = (language, quality);
        }

        return best ?? English;
    }

    private static Language? Speaker(string tag)
    {
        foreach (var language in All)
        {
            if (tag.StartsWith(language.Initial, StringComparison.OrdinalIgnoreCase)
                && (tag.Length == language.Initial.Length || tag[language.Initial.Length] == '-'))
                return language;
        }

        return null;
    }

    private static double Quality(string parameters)
    {
        var equals = parameters.IndexOf('=', StringComparison.Ordinal);
        return equals >= 0 && parameters[..equals].Trim() is "q" or "Q"
            && double.TryParse(parameters[(equals + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality)
                ? quality
                : 0;
    }
}
