using System.Collections.Immutable;

namespace Huantiao.Web.Access;

/// <summary>
/// Every address that answers without signing in, as its route is written. What is not here needs a capability; a test walks all addresses of the real server
/// and fails for one that is open and not listed, or listed and not there.
/// </summary>
internal static class OpenRoutes
{
    public static readonly ImmutableArray<string> All =
    [
        // The public answer: no personal data, no cookie.
        "/", "/evidence", "/evidence/*", "/claims", "/methods", "/about", "/points", "/points/view/{id}", "/points/{code}", "/points/list", "/pain",
        "/assets/*", "/openapi/{documentName}.json", "/health/live", "/health/ready",
        "/api/v1/answer", "/api/v1/findings/{id}", "/api/v1/findings/{id}.csv", "/api/v1/claims", "/api/v1/harms", "/api/v1/guidelines", "/api/v1/points/", "/api/v1/points/{code}",

        // The door: before anybody can be signed in.
        "/account/sign-in", "/account/code", "/account/passkey/options", "/account/passkey", "/account/set-up", "/account/join", "/account/enrol", "/account/enrol/options",
        "/account/enrol/passkey", "/account/enrol/password", "/account/switch", "/account/signed-out",

        // A calendar program cannot sign in: the link itself is the key.
        "/calendar/{secret}",
        // The patient's own: by the link, then by the secret that the phone got for it. Every one asks for that secret itself: see Intakes/PhoneRoutes.
        "/intake/open", "/intake", "/intake/step", "/intake/all", "/intake/answers/{question}", "/intake/check", "/intake/submit", "/intake/done", "/intake/leave", "/intake/left",
        // How the days after a visit were: by the link of the letter, whose secret every one of these asks for.
        "/after", "/after/answer", "/after/done",
        // A reading of one's own, and the course that it is part of: by the link of a letter or a QR code, whose secret both forms ask for.
        "/reading", "/reading/answer",
        // What a device keeps for when a session page is loaded without a connection: the same for everybody. See Treat/Sessions/SessionShell.
        "/session-shell", "/session-worker.js",
    ];

    /// <summary>Open too where the program was started with <c>--demo</c>: it asks for the code that the terminal shows. See Demo/DemoDoor.</summary>
    public static readonly ImmutableArray<string> Demo = ["/demo"];

    /// <summary>How an address stands in the list: pages and files that are made from data have one line for all.</summary>
    public static string Listed(string route) =>
        route.StartsWith("/assets/", StringComparison.Ordinal) ? "/assets/*" : route.StartsWith("/evidence/", StringComparison.Ordinal) ? "/evidence/*" : route;
}
