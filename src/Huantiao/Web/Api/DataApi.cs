using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Huantiao.Web.Languages;
using Huantiao.Web.Serving;

namespace Huantiao.Web.Api;

/// <summary>
/// <c>/api/v1</c>: what the pages show, for programs. Only ever read, the same for everyone, and written once: answers come from memory with an entity tag.
/// The language is <c>?lang=</c>, else the address's prefix, else the caller's Accept-Language.
/// </summary>
internal sealed class DataApi(Site site)
{
    private const string Json = "application/json; charset=utf-8";
    private readonly ConcurrentDictionary<string, Representation> _written = new(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/findings/{id}", (string id, string? lang, HttpContext context) => Find(id) is { } finding
                ? SendAsync(context, "finding/" + id, lang, view => FindingData.Json(finding, view), Shapes.Readable.FindingJson)
                : Unknown(context, id))
            .WithName("finding").WithSummary("One question: the pooled result, every trial with its source, those left out and why, and R code that reproduces it.")
            .Produces<FindingJson>(StatusCodes.Status200OK, "application/json").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/findings/{id}.csv", (string id, HttpContext context) => Find(id) is { } finding
                ? SendCsvAsync(context, id, finding)
                : Unknown(context, id))
            .WithName("finding-csv").WithSummary("The trials of one question as CSV, with yi and vi under metafor's names.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/claims", (string? lang, HttpContext context) => SendAsync(context, "claims", lang, Claims, Shapes.Readable.IReadOnlyListClaimJson))
            .WithName("claims").WithSummary("Claims that people meet, each with a verdict and what it rests on.")
            .Produces<IReadOnlyList<ClaimJson>>(StatusCodes.Status200OK, "application/json");
        api.MapGet("/harms", (string? lang, HttpContext context) => SendAsync(context, "harms", lang, Harms, Shapes.Readable.IReadOnlyListHarmJson))
            .WithName("harms").WithSummary("Harms with their counts, as printed and as recomputed.")
            .Produces<IReadOnlyList<HarmJson>>(StatusCodes.Status200OK, "application/json");
        api.MapGet("/guidelines", (string? lang, HttpContext context) => SendAsync(context, "guidelines", lang, Guidelines, Shapes.Readable.IReadOnlyListGuidelineJson))
            .WithName("guidelines").WithSummary("What guidelines say, with what each is about.")
            .Produces<IReadOnlyList<GuidelineJson>>(StatusCodes.Status200OK, "application/json");
    }

    private Huantiao.Evidence.Finding? Find(string id) => site.Finding(id);

    private Task SendAsync<T>(HttpContext context, string name, string? lang, Func<View, T> make, JsonTypeInfo<T> writer)
    {
        var language = Language.Find(lang) ?? context.ReadersLanguage();
        context.Response.Headers.ContentLanguage = language.Tag;
        var representation = _written.GetOrAdd($"{name}|{language.Tag}", _ =>
            new(JsonSerializer.SerializeToUtf8Bytes(make(new View(site, language, "/")), writer), Json, "no-cache"));
        return representation.SendAsync(context);
    }

    private Task SendCsvAsync(HttpContext context, string id, Huantiao.Evidence.Finding finding)
    {
        // The mark at the start tells spreadsheets that this is UTF-8.
        var representation = _written.GetOrAdd("csv/" + id, _ =>
            new([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(FindingData.Csv(finding))], "text/csv; charset=utf-8; header=present", "no-cache"));
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{id}.csv\"";
        return representation.SendAsync(context);
    }

    private static Task Unknown(HttpContext context, string id) =>
        Failures.SendProblemAsync(context, StatusCodes.Status404NotFound, $"There is no question \"{id}\". /api/v1/answer lists them.");

    private static IReadOnlyList<ClaimJson> Claims(View view) => [.. view.Pathway.Claims.Select(claim => new ClaimJson(
        claim.Id, view.In(claim.Statement), claim.Verdict, view.In(claim.VerdictText), view.In(claim.Evidence), view.In(claim.WhatWeSay), claim.Source,
        claim.Provenance.StatusText))];

    private static IReadOnlyList<HarmJson> Harms(View view) => [.. view.Pathway.Harms.Select(harm => new HarmJson(
        harm.Key, harm.Study, harm.Year, harm.Event, harm.Events, harm.Denominator, harm.DenominatorUnit, harm.RatePrinted, harm.RateRecomputed,
        harm.Headline is { } headline ? view.In(headline) : null, harm.Provenance.Source, harm.Provenance.Url, harm.Provenance.StatusText))];

    private static IReadOnlyList<GuidelineJson> Guidelines(View view) => [.. view.Pathway.Guidelines.Select(position => new GuidelineJson(
        position.Guideline, position.Year, view.In(position.Scope), view.In(position.Position), position.Stance, view.In(position.Strength),
        position.Provenance.Source, position.Provenance.Url, position.Provenance.StatusText))];
}
