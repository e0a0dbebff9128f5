namespace Huantiao.Web.Access;

/// <summary>
/// The cookies of the clinic: <c>__Host-</c> binds them to this very host, secure connections and the whole site; no script reads them and no other site sends them.
/// Browsers take them over https, and over http from this machine alone (http://localhost): see docs/decisions/0005-clinic-pages.md.
/// </summary>
internal static class HostCookie
{
    /// <summary>The secret of the session; its hash is the key of the session table.</summary>
    public const string Session = "__Host-huantiao";

    /// <summary>Names this device for twelve hours: who signed in fully here may take it over by a short code.</summary>
    public const string Device = "__Host-huantiao-device";

    /// <summary>A sign-in that is half done, sealed and short-lived.</summary>
    public const string Step = "__Host-huantiao-step";

    /// <summary>A patient's phone that goes on with its questionnaire; the table of links has the hash.</summary>
    public const string Intake = "__Host-huantiao-intake";

    public const string Antiforgery = "__Host-huantiao-form";

    /// <param name="lasts">Null: until the browser is closed.</param>
    public static void Set(HttpContext context, string name, string value, TimeSpan? lasts = null) =>
        context.Response.Cookies.Append(name, value, Options(lasts));

    public static void Remove(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(null));

    private static CookieOptions Options(TimeSpan? lasts) => new()
    {
        Secure = true,
        HttpOnly = true,
        // Lax, not Strict: a link in an e-mail to a page of the clinic must find its reader signed in. Nothing changes by a GET.
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = lasts,
        IsEssential = true,
    };

    /// <summary>
    /// The framework's antiforgery cookie under the same rules. It refuses "always secure" on a plain connection, also where the browser accepts the cookie
    /// (http://localhost), so the mark is set where the cookie is made.
    /// </summary>
    public sealed class AlwaysSecure : CookieBuilder
    {
        public AlwaysSecure()
        {
            Name = Antiforgery;
            (Path, HttpOnly, SameSite, SecurePolicy, IsEssential) = ("/", true, SameSiteMode.Strict, CookieSecurePolicy.None, true);
        }

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
