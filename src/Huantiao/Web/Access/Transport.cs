using System.Net;

namespace Huantiao.Web.Access;

/// <summary>
/// Whether a connection may carry a person's data: TLS, or this very machine. Over plain HTTP from elsewhere a browser would not keep the clinic's cookies either;
/// the page says what to do instead of failing without a word.
/// </summary>
internal static class Transport
{
    public static bool IsSafe(HttpContext context) => context.Request.IsHttps || IsThisMachine(context);

    /// <summary>Sent by one of our own pages? Browsers say so themselves; what says nothing is left to the antiforgery token.</summary>
    public static bool IsFromUs(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}")
            return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length == 0 || site == "same-origin" || (site == "none" && origin.Length == 0);
    }

    internal static bool IsThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && (context.Request.Host.Host is "localhost" or "[::1]" || (IPAddress.TryParse(context.Request.Host.Host, out var host) && IPAddress.IsLoopback(host)));
}
