using System.Text.Json.Serialization;
using Huantiao.Care.Lots;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>What the label of a packet says; a lot of null: nothing that can be used.</summary>
/// <param name="Standing">"unknown", "good", "ends-soon", "past".</param>
internal sealed record PacketLabel(string? Gtin, string? Lot, DateOnly? Expiry, string Standing, string Said);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PacketLabel))]
internal sealed partial class PacketJson : JsonSerializerContext;

/// <summary><c>/clinic/packet-labels.json?code=…</c>: a GS1 code as scanned or typed, read by the rules of lots, for the script of a session. Nothing is kept.</summary>
internal static class PacketLabels
{
    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/packet-labels.json", Capability.WriteNotes, ReadAsync);

    private static Task ReadAsync(ClinicRequest request) => request.JsonAsync(Of(request), PacketJson.Default.PacketLabel);

    private static PacketLabel Of(ClinicRequest request)
    {
        var words = request.Words;
        if (LabelParser.Parse(request.Query("code"), request.Today) is not LabelReading.Read { Label: var label })
        {
            var fault = LabelParser.Parse(request.Query("code"), request.Today) is LabelReading.Refused refused ? refused.Fault : LabelFault.Unknown;
            return new(null, null, null, "unknown", words["Needling.Label." + fault]);
        }

        if (label.Used is not { } used)
            return new(label.Gtin?.Digits, null, label.Expiry?.LastDay, "unknown", words["Needling.LabelNoLot"]);
        var standing = LotExpiry.On(used.Expiry, request.Today);
        var until = used.Expiry is { } last ? words.Date(last) : "";
        return new(used.Gtin, used.Lot, used.Expiry, SessionWords.Word(standing), standing switch
        {
            LotStanding.Good => words.Format("Needling.LabelGood", used.Lot, until),
            LotStanding.EndsSoon => words.Format("Needling.LabelSoon", used.Lot, until),
            LotStanding.Past => words.Format("Needling.LabelPast", used.Lot, until),
            _ => words.Format("Needling.LabelUnknown", used.Lot),
        });
    }
}
