using System.Text.Json;
using System.Text.Json.Serialization;

namespace Huantiao.Care.Sessions;

/// <summary>An event as JSON, the form in which it is sent and kept. Two events are the same where their text is.</summary>
public static class SessionText
{
    /// <summary>Kept beside the text; a reader of another version must be written before it changes.</summary>
    public const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowOutOfOrderMetadataProperties = true,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static string Write(SessionEvent happened) => JsonSerializer.Serialize(happened, Options);

    /// <summary>One needle in the form in which it stands in an event.</summary>
    public static string Write(Insertion needle) => JsonSerializer.Serialize(needle, Options);

    /// <exception cref="FormatException">The text is no event; the message says what is wrong with it, and holds nothing of it.</exception>
    public static SessionEvent Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return JsonSerializer.Deserialize<SessionEvent>(text, Options) ?? throw new FormatException("The text is \"null\", which is no event of a session.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"This is no event of a session that can be read here{(e is JsonException { Path: { } path } ? $" (at {path})" : "")}.", e);
        }
    }
}
