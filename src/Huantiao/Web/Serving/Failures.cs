using System.Text.Json;
using Huantiao.Web.Decide;

namespace Huantiao.Web.Serving;

/// <summary>What a reader gets when there is nothing, or when we failed: a page in their language, or RFC 9457 for programs. Never a trace.</summary>
internal sealed class Failures(Pages pages, ILogger<Failures> log)
{
    private static readonly PathString[] ForPrograms = ["/api", "/openapi", "/health"];

    /// <summary>The outermost middleware.</summary>
    public async Task Catch(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader left.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            log.LogError(e, "A request failed.");
            context.Response.Clear();
            SecurityHeaders.Add(context);
            if (IsForPrograms(context))
                await SendProblemAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong on our side.");
            else
                await pages.SendAsync<ErrorPage>(context, "/", status: StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>The end of the line: no address matched.</summary>
    public Task NotFound(HttpContext context) => IsForPrograms(context)
        ? SendProblemAsync(context, StatusCodes.Status404NotFound, "There is nothing at this address. /openapi/v1.json lists what there is.")
        : pages.SendAsync<NotFoundPage>(context, "/", status: StatusCodes.Status404NotFound);

    public static async Task SendProblemAsync(HttpContext context, int status, string title)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("status", status);
        json.WriteString("title", title);
        json.WriteString("instance", context.Request.Path.Value);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static bool IsForPrograms(HttpContext context) =>
        Array.Exists(ForPrograms, start => context.Request.Path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase));
}
