namespace Huantiao.Web.Api;

/// <summary>For whoever runs the server: is the process there, and can it answer?</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder app, Site site)
    {
        app.MapMethods("/health/live", Serving.Reading.Methods, context => Say(context, StatusCodes.Status200OK, "live")).ExcludeFromDescription();
        app.MapMethods("/health/ready", Serving.Reading.Methods, context => site.Answer.Findings.IsEmpty
            ? Say(context, StatusCodes.Status503ServiceUnavailable, "no findings")
            : Say(context, StatusCodes.Status200OK, "ready")).ExcludeFromDescription();
    }

    private static Task Say(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(text, context.RequestAborted);
    }
}
