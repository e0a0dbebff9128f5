using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads the aid's prose: every YAML file in <c>texts/</c>, a key to each text, a text in each language.</summary>
internal static class TextFiles
{
    private const string Folder = "texts";

    public static ImmutableDictionary<string, LocalText> Read(string directory, ProblemList problems)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, LocalText>(StringComparer.Ordinal);
        var folder = Path.Combine(directory, Folder);
        if (!Directory.Exists(folder))
            return texts.ToImmutable();

        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            if (YamlFile.Open(directory, $"{Folder}/{Path.GetFileName(path)}", problems) is not { } file)
                continue;
            foreach (var key in file.Keys.ToList())
            {
                if (!key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                    file.Problem(key, $"\"{key}\" is not in small letters, digits and hyphens. Rename it.", key);
                if (!texts.TryAdd(key, file.Local(key)))
                    file.Problem(key, $"The text \"{key}\" stands in another file already. Keep one of them.", key);
            }
        }

        return texts.ToImmutable();
    }
}
