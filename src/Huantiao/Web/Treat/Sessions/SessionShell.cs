using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huantiao.Web.Clinics;
using Huantiao.Web.Languages;
using Huantiao.Web.Serving;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>
/// What lets a session page be loaded again without a connection: <c>/session-shell</c>, the page without anybody in it, and <c>/session-worker.js</c>, which keeps that page and what it is made of on
/// the device and gives it out where the server does not answer. Both are the same for everybody. See docs/decisions/0009-session-page.md.
/// </summary>
internal static class SessionShell
{
    private const string Page = "/session-shell";
    private const string Worker = "/session-worker.js";

    private static readonly string[] Files = ["needling.js", "site.css", "mark.svg"];

    /// <summary>In each language, and the worker that keeps them: worked out once.</summary>
    private static readonly ConditionalWeakTable<Site, Task<Made>> Known = [];

    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet(Page, PageAsync);
        routes.OpenGet(Worker, WorkerAsync);
    }

    private static async Task PageAsync(ClinicRequest request) => await SendAsync(request, "text/html; charset=utf-8", (await MadeAsync(request)).Pages[request.Language.Tag]);

    private static async Task WorkerAsync(ClinicRequest request)
    {
        request.Http.Response.Headers["Service-Worker-Allowed"] = "/";
        await SendAsync(request, "text/javascript; charset=utf-8", (await MadeAsync(request)).Worker);
    }

    private static Task<Made> MadeAsync(ClinicRequest request)
    {
        var clock = request.Http.Clock();
        return Known.GetValue(request.Site, site => MakeAsync(site, clock));
    }

    private static async Task<Made> MakeAsync(Site site, TimeProvider clock)
    {
        var pages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var language in Language.All)
        {
            // No token, no name, nobody signed in: it is kept for whoever opens a session on this device.
            var view = new ClinicView(site, language, Page, Staff: null, Token: null, clock);
            pages[language.Tag] = Encoding.UTF8.GetBytes(await Pages.HtmlAsync(view, typeof(SessionShellPage), parameters: null));
        }

        // What it keeps stands in its text, with a mark of the pages: another version of the program is another worker, which keeps anew.
        string[] kept = [.. Language.All.Select(l => "/" + l.Tag + Page), .. Files.Select(SiteFiles.Address)];
        var mark = Convert.ToHexStringLower(SHA256.HashData([.. Language.All.SelectMany(l => pages[l.Tag])]).AsSpan(0, 8));
        var text = $"const [mark, kept] = [\"{mark}\", {JsonSerializer.Serialize(kept, ShellJson.Default.StringArray)}];\n{Encoding.UTF8.GetString(SiteFiles.Content("session-worker.js").Span)}";
        return new(pages, Encoding.UTF8.GetBytes(text));
    }

    private static async Task SendAsync(ClinicRequest request, string type, byte[] content)
    {
        (request.Http.Response.ContentType, request.Http.Response.ContentLength) = (type, content.Length);
        await request.Http.Response.Body.WriteAsync(content, request.Cancel);
    }

    private sealed record Made(IReadOnlyDictionary<string, byte[]> Pages, byte[] Worker);
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class ShellJson : JsonSerializerContext;
