using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Huantiao.Web.Components;
using Huantiao.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Huantiao.Web.Serving;

/// <summary>
/// A page is a pure function of the pathway and the language, so each is rendered once, when it is first asked for, and then sent from memory.
/// See docs/decisions: pages are rendered once.
/// </summary>
internal sealed class Pages(Site site)
{
    // Shown numbers may be corrected at any time: a browser asks again, and mostly hears 304.
    private const string AskAgain = "no-cache";

    // What somebody drew or wrote is kept by nobody, not even on the way.
    private const string Never = "no-store";

    private static readonly IServiceProvider Services = new ServiceCollection()
        .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
        .BuildServiceProvider();

    private readonly ConcurrentDictionary<(Type Page, string Path, string Language), Lazy<Task<Representation>>> _rendered = new();

    /// <summary>Sends a page in the language of the request.</summary>
    /// <param name="path">Without the language prefix; the pages there are, never what a stranger typed: each is kept.</param>
    /// <param name="parameters">Of the page component; the same for the same path.</param>
    public async Task SendAsync<TPage>(
        HttpContext context, string path, IDictionary<string, object?>? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var language = context.ReadersLanguage();
        var representation = await Get<TPage>(path, language, parameters);
        context.Response.Headers.ContentLanguage = language.Tag;
        await representation.SendAsync(context, status);
    }

    /// <summary>Sends a page that depends on what was typed: rendered for this one answer and not kept.</summary>
    /// <param name="path">With its query, so that the other language's link asks the same.</param>
    /// <param name="isPersonal">Whether it tells something of the reader: then no cache may keep it.</param>
    public async Task SendOnceAsync<TPage>(
        HttpContext context, string path, IDictionary<string, object?> parameters, bool isPersonal = false, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var language = context.ReadersLanguage();
        var representation = await RenderAsync<TPage>(path, language, parameters, isPersonal ? Never : AskAgain);
        context.Response.Headers.ContentLanguage = language.Tag;
        await representation.SendAsync(context, status);
    }

    /// <summary>Renders the page where that has not been done.</summary>
    public Task<Representation> Get<TPage>(string path, Language language, IDictionary<string, object?>? parameters = null)
        where TPage : IComponent =>
        _rendered.GetOrAdd((typeof(TPage), path, language.Tag), _ => new(() => RenderAsync<TPage>(path, language, parameters))).Value;

    private async Task<Representation> RenderAsync<TPage>(string path, Language language, IDictionary<string, object?>? parameters, string keeping = AskAgain)
        where TPage : IComponent =>
        new(Encoding.UTF8.GetBytes(await HtmlAsync(new View(site, language, path), typeof(TPage), parameters)), "text/html; charset=utf-8", keeping);

    /// <summary>A page as HTML, for one view.</summary>
    internal static async Task<string> HtmlAsync(View view, Type page, IDictionary<string, object?>? parameters)
    {
        await using var renderer = new HtmlRenderer(Services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<Document>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(Document.View)] = view,
                [nameof(Document.Page)] = page,
                [nameof(Document.Parameters)] = parameters,
            }));
            return root.ToHtmlString();
        });
    }
}
