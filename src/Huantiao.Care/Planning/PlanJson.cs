using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>Plans as JSON, to be stored and exchanged. What is read back is held to the same rules as what is typed.</summary>
public static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new LocalTextConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(TreatmentPlan plan) => JsonSerializer.Serialize(plan, Options);

    public static string Write(PlanContent content) => JsonSerializer.Serialize(content, Options);

    /// <summary>Null where the text is no plan, or one that could not be: a needle without a point, a course whose phases do not add up.</summary>
    public static TreatmentPlan? TryRead(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var plan = JsonSerializer.Deserialize<TreatmentPlan>(json, Options);
            return plan is null || plan.Version < 1 || plan.Id == Guid.Empty ? null : plan;
        }
        catch (Exception cause) when (cause is JsonException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether two plans say the same.</summary>
    public static bool Same(PlanContent one, PlanContent other) => Write(one) == Write(other);

    /// <summary>{"en":"…","zh-Hans":"…"}, languages in the order of the alphabet, so that the same text is always written the same.</summary>
    private sealed class LocalTextConverter : JsonConverter<LocalText>
    {
        public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader) ?? [];
            return texts.ContainsKey("en") ? new(texts.ToImmutableDictionary(StringComparer.Ordinal)) : throw new JsonException("A text stands in English at least.");
        }

        public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (language, text) in value.ByLanguage.OrderBy(t => t.Key, StringComparer.Ordinal))
                writer.WriteString(language, text);
            writer.WriteEndObject();
        }
    }
}
