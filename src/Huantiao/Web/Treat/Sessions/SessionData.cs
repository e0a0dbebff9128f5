using System.Text.Json;
using System.Text.Json.Nodes;
using Huantiao.Care.Sessions;
using Huantiao.Web.Clinics;
using Huantiao.Web.Words;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>What the script of a session begins with: the state, the events, who acts, the clinic's offset, and its words. As JSON inside the page: "&lt;" never stands in it.</summary>
internal static class SessionData
{
    private static readonly string[] Words =
    [
        "Tally", "Ends", "About", "Chosen", "Bell.title", "Bell.body", "Time.none", "Time.runs", "Time.soon", "Time.over", "Fate.planned", "Fate.in", "Fate.retained", "Fate.out", "Fate.counted-out",
        "Fate.home", "Fate.pulled", "Fate.broken-off", "Fate.settled", "Does.insert", "Does.remove", "Sub.planned", "Sub.in", "Count.agrees", "Count.differs", "Count.second", "Count.stale", "Count.contradict",
        "No.stop", "No.pulled", "No.cleared", "No.missing", "No.held", "No.expired", "No.minutes", "No.because", "No.gone", "No.out", "No.code", "No.site", "No.line", "No.label", "No.camera", "Line.saved",
        "Line.sending", "Line.kept", "Line.loose", "Line.away", "Line.door", "Line.refused", "Shell.unknown",
    ];

    public static string Of(ClinicView view, SessionView state, SessionLog log) => new JsonObject
    {
        ["sessions"] = view.Link("/clinic/sessions/"),
        ["lots"] = view.Link("/clinic/packet-labels.json"),
        ["by"] = view.Staff!.AccountId.ToString(),
        ["offset"] = (int)state.ServerTime.Offset.TotalMinutes,
        ["view"] = JsonSerializer.SerializeToNode(state, SessionJson.Default.SessionView),
        ["events"] = new JsonArray([.. log.Events.Select(e => JsonNode.Parse(SessionText.Write(e)))]),
        ["words"] = Said(view.Words),
    }.ToJsonString();

    /// <summary>For the page that a device keeps: the addresses and the words. The rest is on the device.</summary>
    public static string OfNobody(ClinicView view) => new JsonObject
    {
        ["shell"] = true,
        ["sessions"] = view.Link("/clinic/sessions/"),
        ["lots"] = view.Link("/clinic/packet-labels.json"),
        ["words"] = Said(view.Words),
    }.ToJsonString();

    private static JsonObject Said(Wording words)
    {
        // "fate-in", "no-stop", "tally": as the script calls them.
        var said = new JsonObject(Words.Where(w => !w.StartsWith("Bell.", StringComparison.Ordinal)).Select(w => KeyValuePair.Create(w.ToLowerInvariant().Replace('.', '-'), (JsonNode?)words["Needling." + w])));
        foreach (var side in new[] { "left", "right", "midline" })
            said["side-" + side] = words["Side." + side];
        foreach (var phase in new[] { "prepared", "needling", "retaining", "removing", "interrupted" })
            said["phase-" + phase] = words["NeedlePhase." + phase];
        said["bell"] = new JsonObject { ["title"] = words["Needling.Bell.title"], ["body"] = words["Needling.Bell.body"] };
        return said;
    }
}
