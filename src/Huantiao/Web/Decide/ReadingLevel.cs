using System.Globalization;

namespace Huantiao.Web.Decide;

/// <summary>
/// The school grade at which English prose reads: Kincaid, Fishburne, Rogers, Chissom 1975, 0.39 words/sentence + 11.8 syllables/word − 15.59.
/// Syllables are counted by groups of vowels, which is right for most words and near enough over a page.
/// </summary>
internal static class ReadingLevel
{
    public static double Grade(IEnumerable<string> texts)
    {
        int words = 0, sentences = 0, syllables = 0;
        foreach (var text in texts)
        {
            var open = false;
            foreach (var token in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                var count = Syllables(token);
                if (count > 0)
                {
                    words++;
                    syllables += count;
                    open = true;
                }

                if (open && token[^1] is '.' or '!' or '?' or ':' or ';')
                {
                    sentences++;
                    open = false;
                }
            }

            if (open)
                sentences++;
        }

        return words == 0 ? 0 : (0.39 * words / sentences) + (11.8 * syllables / words) - 15.59;
    }

    /// <summary>0 for what is not a word: a number, a dash.</summary>
    internal static int Syllables(string token)
    {
        var word = new string([.. token.Where(char.IsAsciiLetter)]).ToLower(CultureInfo.InvariantCulture);
        if (word.Length == 0)
            return 0;
        var count = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (IsVowel(word[i]) && (i == 0 || !IsVowel(word[i - 1])))
                count++;
        }

        var silent = word.EndsWith('e') && !word.EndsWith("le", StringComparison.Ordinal);
        var silentEd = word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 3 && word[^3] is not ('t' or 'd');
        return Math.Max(1, count - (silent || silentEd ? 1 : 0));
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
