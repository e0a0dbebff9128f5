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
        var proses = Languages.All.Select(l => ReadLanguage(directory, l.Tag, problems)).ToList();
        var all = ImmutableDictionary.CreateBuilder<string, LocalText>(StringComparer.Ordinal);
        foreach (var key in proses.SelectMany(p => p.Texts.Keys).Distinct(StringComparer.Ordinal))
        {
            var here = proses.First(p => p.Texts.ContainsKey(key));
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var prose in proses)
            {
                if (prose.Texts.TryGetValue(key, out var found))
                    texts[prose.Tag] = found.Text;
                else
                    problems.Schema(prose.File, 0, key, $"The text \"{key}\" is missing in {prose.Tag}; it stands in {here.File}:{here.Texts[key].Line}. Write it.");
            }

            all[key] = Languages.Text(texts);
        }

        return all.ToImmutable();
    }

    private static Prose ReadLanguage(string directory, string tag, ProblemList problems)
    {
        var file = $"texts/{tag}.md";
        var texts = new Dictionary<string, Entry>(StringComparer.Ordinal);
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
            return new(tag, file, texts);
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

        return new(tag, file, texts);

        void Add(string key, string text, int line)
        {
            if (key.Length == 0 || !key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                problems.Schema(file, line, key, $"The key \"{key}\" is not in small letters, digits and hyphens. Rename it.", key);
            if (text.Length == 0)
                problems.Schema(file, line, key, $"The text \"{key}\" is empty. Write it below its key.");
            if (!texts.TryAdd(key, new(text, line)))
                problems.Schema(file, line, key, $"The text \"{key}\" stands on line {texts[key].Line} already. Keep one of them.", key);
        }
    }

    private sealed record Entry(string Text, int Line);

    private sealed record Prose(string Tag, string File, Dictionary<string, Entry> Texts);
}
