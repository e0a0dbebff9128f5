using System.Globalization;
using System.Resources;

namespace Huantiao.Cli;

/// <summary>The command line's own words, from Words.resx and Words.zh-Hans.resx. The language is that of the environment, or of --lang.</summary>
internal static class Words
{
    private static readonly ResourceManager Resources = new("Huantiao.Cli.Words", typeof(Words).Assembly);

    /// <exception cref="MissingManifestResourceException">There is no such key: a fault of ours that the tests look for.</exception>
    public static string Get(string key) => Find(key) ?? throw new MissingManifestResourceException($"The command line has no words for \"{key}\".");

    public static string? Find(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture);

    public static string Format(string key, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.CurrentCulture, Get(key), values);

    /// <summary>"1 study", "2 studies": the key with _one or _other; the count is the first value.</summary>
    public static string Counted(string key, int count) => Format(count == 1 ? key + "_one" : key + "_other", count);
}
