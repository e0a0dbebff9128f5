using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Huantiao.Points;
using Huantiao.Web.Languages;
using Huantiao.Web.Serving;

namespace Huantiao.Web.Api;

/// <summary><c>/api/v1/points</c>: the atlas for programs; the same objects as the command line's <c>points --json</c>.</summary>
internal sealed class PointApi(Site site)
{
    private const string Json = "application/json";

    /// <summary>The whole list and each point; never what a stranger typed.</summary>
    private readonly ConcurrentDictionary<string, Representation> _written = new(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/points");
        api.MapGet("", (string? q, string? lang, HttpContext context) => ListAsync(context, q, lang))
            .WithName("points").WithSummary("All points, or with ?q= those found by code, pinyin, characters, English name, region, channel, or \"near GB30\".")
            .Produces<PointListJson>(StatusCodes.Status200OK, Json);
        api.MapGet("/{code}", (string code, string? lang, HttpContext context) => OneAsync(context, code, lang))
            .WithName("point").WithSummary("One point: names, location in words, depth envelope, dangers, what tradition says, trials that used it; each with its source and status.")
            .Produces<PointJson>(StatusCodes.Status200OK, Json).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private Task ListAsync(HttpContext context, string? query, string? lang)
    {
        var tag = Tag(context, lang);
        return string.IsNullOrWhiteSpace(query)
            ? _written.GetOrAdd("|" + tag, _ => Write(PointListJson.From(site.Points, null, tag), PointJsonContext.Readable.PointListJson)).SendAsync(context)
            : Write(PointListJson.From(site.Points, query, tag), PointJsonContext.Readable.PointListJson).SendAsync(context);
    }

    private Task OneAsync(HttpContext context, string code, string? lang)
    {
        if (site.Points.Atlas.Find(code) is not { } point)
            return Failures.SendProblemAsync(context, StatusCodes.Status404NotFound, $"There is no point \"{code}\". /api/v1/points lists them.");
        var tag = Tag(context, lang);
        return _written.GetOrAdd($"{point.Code}|{tag}", _ => Write(PointJson.From(site.Points, point, tag), PointJsonContext.Readable.PointJson)).SendAsync(context);
    }

    private static string Tag(HttpContext context, string? lang)
    {
        var language = Language.Find(lang) ?? context.ReadersLanguage();
        context.Response.Headers.ContentLanguage = language.Tag;
        return language.Tag;
    }

    private static Representation Write<T>(T value, JsonTypeInfo<T> writer) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, writer), Json + "; charset=utf-8", "no-cache");
}
