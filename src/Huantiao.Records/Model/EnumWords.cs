using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Huantiao.Records.Model;

/// <summary>Enumerations are stored as words ("front-desk"), so that a table can be read without the program, and reordering them changes nothing.</summary>
public static class EnumWords
{
    /// <summary>The word that stands for a value: lower case, words joined by hyphens.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.ByValue[value];

    /// <summary>The value that a word stands for; null for a word that is none.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum => Words<T>.ByWord.TryGetValue(word, out var value) ? value : null;

    /// <summary>Every word, in the order of declaration.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Words<T>.ByValue.Values;

    private static string Hyphenate(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(v => v, v => Hyphenate(v.ToString()));
        public static readonly Dictionary<string, T> ByWord = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }

    internal sealed class Converter<T>() : ValueConverter<T, string>(value => Of(value), word => Read(word))
        where T : struct, Enum
    {
        private static T Read(string word) =>
            Find<T>(word) ?? throw new FormatException($"\"{word}\" is no {typeof(T).Name}.");
    }
}
