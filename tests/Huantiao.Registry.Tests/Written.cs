using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Huantiao.Registry.Tests;

/// <summary>Summaries as text, and sealed with a key of the test's own.</summary>
internal static class Written
{
    public static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static string Text(Summary summary)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            SummaryJson.Write(json, summary);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static byte[] Sealed(Summary summary) => SealedSummary.Write(summary, Key);

    /// <summary>The file with something of its summary changed and then signed anew: whoever holds the key could write it so.</summary>
    public static byte[] Resealed(Summary summary, Action<JsonNode> change)
    {
        var file = JsonNode.Parse(Sealed(summary))!;
        change(file["summary"]!);
        using var document = JsonDocument.Parse(file["summary"]!.ToJsonString());
        file["seal"]!["signature"] = Convert.ToBase64String(Key.SignData(CanonicalJson.Of(document.RootElement), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        return Encoding.UTF8.GetBytes(file.ToJsonString());
    }
}
