using System.Text.Json.Serialization;

namespace Huantiao.Web.Intakes;

/// <summary>What our script hears after it has sent one answer.</summary>
/// <param name="State">"saved"; "stale": answered otherwise since; "refused": it cannot be taken.</param>
/// <param name="Saving">The key under which the question stands now.</param>
/// <param name="Said">What is wrong, in the reader's language.</param>
/// <param name="Asked">Ids of the questions to be asked as things stand.</param>
/// <param name="Emergency">Where to go now; empty: no answer calls for it.</param>
internal sealed record PutAnswered(string State, string? Saving, string? Said, IReadOnlyList<string> Asked, IReadOnlyList<string> Emergency, IReadOnlyList<MedicineLine>? Medicines);

/// <summary>A piece of the medicines' text and how it was understood.</summary>
/// <param name="Kind">"recognised", "dismissed" or "unknown".</param>
public sealed record MedicineLine(string Text, string Kind, string Said);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PutAnswered))]
internal sealed partial class PhoneJson : JsonSerializerContext;
