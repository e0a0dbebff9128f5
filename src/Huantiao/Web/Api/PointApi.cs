using Huantiao.Points;
using Huantiao.Web.Serving;

namespace Huantiao.Web.Api;

/// <summary><c>/api/v1/points</c>: the atlas for programs; the same objects as the command line's <c>points --json</c>.</summary>
internal sealed class PointApi(Site site)
{
    private const string Json = JsonAnswers.MediaType;
    private readonly JsonAnswers _answers = new();

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

    private Task ListAsync(HttpContext context, string? query, string? lang) => string.IsNullOrWhiteSpace(query)
        ? _answers.SendAsync(context, "", lang, tag => PointListJson.From(site.Points, null, tag), PointJsonContext.Readable.PointListJson)
        : JsonAnswers.SendOnceAsync(context, lang, tag => PointListJson.From(site.Points, query, tag), PointJsonContext.Readable.PointListJson);

    private Task OneAsync(HttpContext context, string code, string? lang) => site.Points.Atlas.Find(code) is { } point
        ? _answers.SendAsync(context, point.Code, lang, tag => PointJson.From(site.Points, point, tag), PointJsonContext.Readable.PointJson)
        : Failures.SendProblemAsync(context, StatusCodes.Status404NotFound, $"There is no point \"{code}\". /api/v1/points lists them.");
}
