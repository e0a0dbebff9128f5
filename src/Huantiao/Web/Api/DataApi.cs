using System.Collections.Concurrent;
using System.Text;
using Huantiao.Evidence;
using Huantiao.Web.Serving;

namespace Huantiao.Web.Api;

/// <summary>
/// <c>/api/v1</c>: what the pages show, for programs. Only ever read, the same for everyone, and written once: answers come from memory with an entity tag.
/// </summary>
internal sealed class DataApi(Site site)
{
    private const string Json = JsonAnswers.MediaType;
    private readonly JsonAnswers _answers = new();
    private readonly ConcurrentDictionary<string, Representation> _tables = new(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        var shapes = AnswerJsonContext.Readable;
        api.MapGet("/answer", (string? lang, HttpContext context) => _answers.SendAsync(context, "answer", lang, tag => AnswerJson.From(site.Answer, tag), shapes.AnswerJson))
            .WithName("answer").WithSummary("The whole answer: every finding, harms, guidelines; the same as the command line's answer --json.")
            .Produces<AnswerJson>(StatusCodes.Status200OK, Json);
        api.MapGet("/findings/{id}", (string id, string? lang, HttpContext context) => site.Finding(id) is { } finding
                ? _answers.SendAsync(context, "finding/" + id, lang, tag => FindingJson.From(site.Answer, finding, tag), shapes.FindingJson)
                : Unknown(context, id))
            .WithName("finding").WithSummary("One question: the pooled result, every trial with its source, and those left out with the reason.")
            .Produces<FindingJson>(StatusCodes.Status200OK, Json).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/findings/{id}.csv", (string id, HttpContext context) => site.Finding(id) is { } finding
                ? SendCsvAsync(context, id, finding)
                : Unknown(context, id))
            .WithName("finding-csv").WithSummary("The trials of one question as CSV, with yi and vi under metafor's names.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/claims", (string? lang, HttpContext context) => _answers.SendAsync(context, "claims", lang, AllClaims, Claims.Readable.IReadOnlyListClaimJson))
            .WithName("claims").WithSummary("Claims that people meet, each with a verdict and what it rests on.")
            .Produces<IReadOnlyList<ClaimJson>>(StatusCodes.Status200OK, Json);
        api.MapGet("/harms", (string? lang, HttpContext context) => _answers.SendAsync(context, "harms", lang,
                IReadOnlyList<HarmJson> (tag) => [.. site.Pathway.Harms.Select(harm => HarmJson.From(harm, tag))], shapes.IReadOnlyListHarmJson))
            .WithName("harms").WithSummary("Harms with their counts, as printed and as recomputed.")
            .Produces<IReadOnlyList<HarmJson>>(StatusCodes.Status200OK, Json);
        api.MapGet("/guidelines", (string? lang, HttpContext context) => _answers.SendAsync(context, "guidelines", lang,
                IReadOnlyList<GuidelineJson> (tag) => [.. site.Pathway.Guidelines.Select(position => GuidelineJson.From(position, tag))], shapes.IReadOnlyListGuidelineJson))
            .WithName("guidelines").WithSummary("What guidelines say, with what each is about.")
            .Produces<IReadOnlyList<GuidelineJson>>(StatusCodes.Status200OK, Json);
    }

    private Task SendCsvAsync(HttpContext context, string id, Finding finding)
    {
        // The mark at the start tells spreadsheets that this is UTF-8.
        var representation = _tables.GetOrAdd(id, _ =>
            new([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(FindingCsv.Write(finding))], "text/csv; charset=utf-8; header=present", "no-cache"));
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{id}.csv\"";
        return representation.SendAsync(context);
    }

    private static Task Unknown(HttpContext context, string id) =>
        Failures.SendProblemAsync(context, StatusCodes.Status404NotFound, $"There is no question \"{id}\". /api/v1/answer lists them.");

    private IReadOnlyList<ClaimJson> AllClaims(string tag) => [.. site.Pathway.Claims.Select(claim => new ClaimJson(
        claim.Id, claim.Statement.In(tag), claim.Verdict, claim.VerdictText.In(tag), claim.Evidence.In(tag), claim.WhatWeSay.In(tag), claim.Source,
        claim.Provenance.StatusText))];
}
