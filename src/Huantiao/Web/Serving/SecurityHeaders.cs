namespace Huantiao.Web.Serving;

/// <summary>
/// What every answer says to the browser: run and load nothing but our own stylesheet, script and mark, send no address on, be framed by nobody.
/// No page sets a cookie, so no page needs a banner.
/// </summary>
internal static class SecurityHeaders
{
    internal const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Of the pages with a search form, which asks this server and nobody else.</summary>
    internal static readonly string WithForm = ContentSecurityPolicy.Replace("form-action 'none'", "form-action 'self'", StringComparison.Ordinal);

    private const string Permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>For the one page that reads codes from packets.</summary>
    internal static readonly string PermissionsWithCamera = Permissions.Replace("camera=()", "camera=(self)", StringComparison.Ordinal);

    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        Add(context);
        return next(context);
    }

    internal static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }
}
