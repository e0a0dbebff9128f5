using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Huantiao.Care.Planning;

namespace Huantiao.Web.Treat.Letters;

/// <summary>A signed letter as it is kept: every sentence in every language, so that it reads the same whatever the program says later.</summary>
internal static class LetterJson
{
    /// <summary>Of the form written today.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(Letter letter) => JsonSerializer.Serialize(
        new
        {
            version = Version,
            title = letter.Title.ByLanguage,
            parts = letter.Parts.Select(p => new { key = p.Key, heading = p.Heading.ByLanguage, paragraphs = p.Paragraphs.Select(t => t.ByLanguage), items = p.Items.Select(t => t.ByLanguage) }),
        },
        Readable);
}
