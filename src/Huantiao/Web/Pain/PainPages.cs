using System.Text;
using Huantiao.Care.PainDrawings;
using Huantiao.Web.Languages;
using Huantiao.Web.Serving;

namespace Huantiao.Web.Pain;

/// <summary>
/// The addresses of the pain drawing. What was drawn comes with the request, is worked out in memory and is forgotten with the answer: no file, no log, no cache.
/// Why it is worked out here and not in the browser: docs/decisions/0006-pain-drawing.md.
/// </summary>
internal sealed class PainPages(Serving.Pages pages, Site site)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/pain", Reading.Methods, BlankAsync).ExcludeFromDescription();
        app.MapPost("/pain", (RequestDelegate)AnswerAsync).ExcludeFromDescription();
    }

    private Task BlankAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.WithForm;
        return pages.SendAsync<DrawPage>(context, "/pain");
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.WithForm;
        var sent = await PainForm.ReadAsync(context, site.Points.Atlas);
        switch (sent.Wish)
        {
            case PainWish.Keep when sent.Fault is null:
                await SendFileAsync(context, sent.Drawing);
                break;
            case PainWish.Show or PainWish.Compare when !sent.Drawing.IsEmpty:
                await pages.SendOnceAsync<SharesPage>(context, "/pain", new Dictionary<string, object?> { [nameof(SharesPage.Sent)] = sent }, isPersonal: true, Status(sent));
                break;
            default:
                await pages.SendOnceAsync<DrawPage>(context, "/pain", new Dictionary<string, object?> { [nameof(DrawPage.Sent)] = sent }, isPersonal: true, Status(sent));
                break;
        }
    }

    private static int Status(PainForm sent) => sent.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    /// <summary>The drawing as a file that stays with the person.</summary>
    private static Task SendFileAsync(HttpContext context, PainDrawing drawing)
    {
        var headers = context.Response.Headers;
        headers.ContentType = "application/json; charset=utf-8";
        headers.ContentDisposition = "attachment; filename=\"pain-drawing.json\"";
        headers.CacheControl = "no-store";
        headers.ContentLanguage = context.ReadersLanguage().Tag;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(PainDrawingJson.Write(drawing)), context.RequestAborted).AsTask();
    }
}
