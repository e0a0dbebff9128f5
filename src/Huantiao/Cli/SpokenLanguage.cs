using System.Globalization;

namespace Huantiao.Cli;

/// <summary>The language of an answer: the one asked for with --lang, else the terminal's, else English.</summary>
internal static class SpokenLanguage
{
    private static readonly string[] Languages = ["en", "zh-Hans"];

    /// <summary>From here on the command line speaks that language.</summary>
    /// <returns>"en" or "zh-Hans".</returns>
    /// <exception cref="BadInputException">We do not speak it.</exception>
    public static string Use(string? given)
    {
        var language = Find(given);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return language;
    }

    private static string Find(string? given)
    {
        if (given is null)
            return CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? "zh-Hans" : "en";
        return Languages.FirstOrDefault(l => l.Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? throw new BadInputException(Words.Format("Usage_UnknownLanguage", given));
    }
}
