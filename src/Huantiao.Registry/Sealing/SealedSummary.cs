using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Huantiao.Registry;

/// <summary>
/// A summary with its clinic's signature: ECDSA on P-256 with SHA-256 (FIPS 186-5; "ES256" of RFC 7518) over the canonical JSON of the summary. It proves that nothing was changed
/// since the holder of the key signed; who holds the key is for the network to know by its <see cref="Fingerprint"/>.
/// </summary>
/// <param name="Fingerprint">SHA-256 of the public key (its SubjectPublicKeyInfo), 64 hexadecimal digits.</param>
public sealed record SealedSummary(Summary Summary, string Fingerprint)
{
    private const string Algorithm = "ES256";

    // Larger than any summary within the lists' limits has a reason to be.
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole file, in UTF-8.</summary>
    /// <param name="key">The clinic's, with its private part, on P-256.</param>
    /// <exception cref="ArgumentException">The key is of another curve.</exception>
    public static byte[] Write(Summary summary, ECDsa key)
    {
        RequireCurve(key);
        using var document = Content(summary);
        var signature = key.SignData(CanonicalJson.Of(document.RootElement), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

        using var file = new MemoryStream();
        using (var json = new Utf8JsonWriter(file, Indented))
        {
            json.WriteStartObject();
            json.WritePropertyName("summary"u8);
            document.RootElement.WriteTo(json);
            json.WriteStartObject("seal"u8);
            json.WriteString("algorithm"u8, Algorithm);
            json.WriteBase64String("key"u8, key.ExportSubjectPublicKeyInfo());
            json.WriteBase64String("signature"u8, signature);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        file.WriteByte((byte)'\n');
        return file.ToArray();
    }

    /// <summary>SHA-256 over the canonical JSON of the summary, 64 hexadecimal digits: the same for the same numbers, whoever signs and when.</summary>
    public static string DigestOf(Summary summary)
    {
        using var document = Content(summary);
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(document.RootElement)));
    }

    /// <summary>The file's summary, or what is wrong with it: first the form, then the seal, then the numbers.</summary>
    public static (SealedSummary? Summary, SummaryProblem? Problem) Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MostBytes)
            return (null, new("", "The file is larger than any summary. Give a summary that a clinic has exported."));
        try
        {
            using var document = JsonDocument.Parse(file, new() { AllowDuplicateProperties = false });
            var place = new JsonPlace(document.RootElement, "").Having("summary", "seal");
            var fingerprint = Verify(place["summary"], place["seal"]);
            return (new(SummaryReader.Read(place["summary"]), fingerprint), null);
        }
        catch (SummaryProblemException problem)
        {
            return (null, problem.Problem);
        }
        catch (JsonException broken)
        {
            return (null, new("", $"This is not well-formed JSON (line {broken.LineNumber + 1}). Copy the file again as the clinic exported it."));
        }
    }

    /// <summary>SHA-256 of the public key, by which people tell each other whose it is.</summary>
    public static string FingerprintOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    private static JsonDocument Content(Summary summary)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
            SummaryJson.Write(json, summary);
        return JsonDocument.Parse(content.ToArray());
    }

    private static string Verify(JsonPlace summary, JsonPlace seal)
    {
        seal.Having("algorithm", "key", "signature");
        if (seal["algorithm"].Text() != Algorithm)
            throw seal["algorithm"].Wrong($"Only {Algorithm} is known here. Export the file again.");
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Bytes(seal["key"]), out _);
            RequireCurve(key);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw seal["key"].Wrong("This is no public key on the curve P-256. Copy the file again as the clinic exported it.");
        }

        byte[] signed;
        try
        {
            signed = CanonicalJson.Of(summary.Element);
        }
        catch (FormatException)
        {
            throw summary.Wrong("A number is too large. Export the file again.");
        }

        if (!key.VerifyData(signed, Bytes(seal["signature"]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
            throw seal["signature"].Wrong("The signature is not that of this summary: the file was changed after the clinic signed it. Ask the clinic for the file again.");
        return FingerprintOf(key);
    }

    private static byte[] Bytes(JsonPlace place) => place.Element.ValueKind == JsonValueKind.String && place.Element.TryGetBytesFromBase64(out var bytes)
        ? bytes : throw place.Wrong("Base64 is wanted here. Copy the file again as the clinic exported it.");

    private static void RequireCurve(ECDsa key)
    {
        if (key.ExportParameters(false).Curve is not { IsNamed: true, Oid.Value: "1.2.840.10045.3.1.7" })
            throw new ArgumentException("The key is not on the curve P-256.", nameof(key));
    }
}
