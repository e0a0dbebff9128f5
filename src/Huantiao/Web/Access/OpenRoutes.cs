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
        "/", "/evidence", "/evidence/{finding}", "/claims", "/methods", "/about", "/points", "/points/view/{id}", "/points/{code}",
        "/assets/{file}", "/openapi/{documentName}.json", "/health/live", "/health/ready",

        // The door: before anybody can be signed in.
        "/account/sign-in", "/account/code", "/account/passkey/options", "/account/passkey", "/account/set-up", "/account/join", "/account/enrol", "/account/enrol/options",
        "/account/enrol/passkey", "/account/enrol/password", "/account/switch", "/account/signed-out",
    ];
}
