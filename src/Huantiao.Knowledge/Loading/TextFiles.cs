using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>
/// Reads the aid's prose: <c>texts/en.md</c> and one such file for each language. A line <c>## key</c> begins a text, which ends at the next;
/// what stands before the first key is for the writers. A blank line divides paragraphs, "- " begins an item of a list.
/// </summary>
/// <remarks>Plain files rather than YAML: writers and translators work in prose, and reading them costs start-up nothing.</remarks>
internal static class TextFiles
{
    public static ImmutableDictionary<string, LocalText> Read(string directory, ProblemList problems)
    {
        var byLanguage = Languages.All.Select(l => (l.Tag, File: $"texts/{l.Tag}.md", Texts: ReadLanguage(directory, $"texts/{l.Tag}.md", problems))).ToList();
        var all = ImmutableDictionary.CreateBuilder<string, LocalText>(StringComparer.Ordinal);
        foreach (var key in byLanguage.SelectMany(l => l.Texts.Keys).Distinct(StringComparer.Ordinal))
        {
            var here = byLanguage.First(l => l.Texts.ContainsKey(key));
            var text = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach (var (tag, file, texts) in byLanguage)
            {
                if (texts.TryGetValue(key, out var found))
                    text[tag] = found.Text;
                else
                    problems.Schema(file, 0, key, $"The text \"{key}\" is missing in {tag}; it stands in {here.File}:{here.Texts[key].Line}. Write it.");
            }

            text.TryAdd(Languages.English, "");
            all[key] = new(text.ToImmutable());
        }

        return all.ToImmutable();
    }

    private static Dictionary<string, (string Text, int Line)> ReadLanguage(string directory, string file, ProblemList problems)
    {
        var texts = new Dictionary<string, (string Text, int Line)>(StringComparer.Ordinal);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(directory, file));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            problems.Schema(file, 0, null, cause is FileNotFoundException or DirectoryNotFoundException
                ? "There is no such file. Add it: a line \"## key\", then the text."
                : "The file cannot be read: " + cause.Message);
            return texts;
        }

        for (var i = 0; i < lines.Length;)
        {
            var begin = i++;
            if (!lines[begin].StartsWith("## ", StringComparison.Ordinal))
                continue;
            while (i < lines.Length && !lines[i].StartsWith("## ", StringComparison.Ordinal))
                i++;
            Add(lines[begin][3..].Trim(), string.Join('\n', lines[(begin + 1)..i]).Trim(), begin + 1);
        }

        return texts;

        void Add(string key, string text, int line)
        {
            if (key.Length == 0 || !key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                problems.Schema(file, line, key, $"The key \"{key}\" is not in small letters, digits and hyphens. Rename it.", key);
            if (text.Length == 0)
                problems.Schema(file, line, key, $"The text \"{key}\" is empty. Write it below its key.");
            if (!texts.TryAdd(key, (text, line)))
                problems.Schema(file, line, key, $"The text \"{key}\" stands on line {texts[key].Line} already. Keep one of them.", key);
        }
    }
}
