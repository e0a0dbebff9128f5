using System.Text;
using Huantiao.Web.Access;
using Huantiao.Web.Languages;
using Huantiao.Web.Serving;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;

namespace Huantiao.Web.Clinics;

/// <summary>Renders a page of the clinic for one answer, and sends it so that nobody keeps it: no store, no entity tag, no compression over secrets.</summary>
internal static class ClinicPages
{
    /// <summary>For the pages of the clinic: forms and calls go to this server and to nobody else.</summary>
    internal static readonly string ContentSecurityPolicy =
        SecurityHeaders.ContentSecurityPolicy.Replace("form-action 'none'", "connect-src 'self'; form-action 'self'", StringComparison.Ordinal);

    public static void AddHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        // Both, as the antiforgery tokens ask for.
        headers.CacheControl = "no-cache, no-store";
        // Not "no-referrer": under it a browser hides its own origin from us too, and we want to see where a form comes from.
        headers["Referrer-Policy"] = "same-origin";
    }

    public static async Task SendAsync<TPage>(HttpContext context, (string Name, object? Value)[] parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var view = View(context);
        var html = await Pages.HtmlAsync(view, typeof(TPage), parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));
        AddHeaders(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentLanguage = view.Language.Tag;
        var bytes = Encoding.UTF8.GetBytes(html);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static ClinicView View(HttpContext context)
    {
        var request = context.Request;
        var language = context.ReadersLanguage();
        var done = request.Query["done"].ToString();
        // A form that could not be taken is shown at the address it was sent to; the other language asks for the page anew.
        var query = QueryString.Create(request.Query.Where(q => q.Key != "done"));
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return new(
            context.Features.Get<Site>()!, language, request.Path + query, context.Features.Get<Staff>(), tokens, context.Clock(),
            done.Length is > 0 and < 40 && Words.Wording.Knows("Done." + done) ? "Done." + done : null);
    }
}
