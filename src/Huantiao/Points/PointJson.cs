using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Points;

/// <summary>A statement with who says it and how sure that is; the status as it is written in the data.</summary>
internal sealed record FactJson(string? Text, string Source, string? Url, string Status)
{
    public static FactJson From(string? text, Provenance provenance) => new(text, provenance.Source, provenance.Url, provenance.StatusText);

    public static FactJson? From(Stated<LocalText>? fact, string language) => fact is null ? null : From(fact.Value.In(language), fact.Provenance);
}

/// <summary>An envelope within which sources agree, never a recommendation.</summary>
/// <param name="IsEnvelopeOnly">Always true: whoever reads only this object is told as well.</param>
internal sealed record DepthJson(double? MinCun, double? MaxCun, bool IsEnvelopeOnly, string Printed, string Note, string Source, string? Url, string Status);

/// <summary>What a needle could harm. Null on a point: nothing is recorded, which is not "safe".</summary>
internal sealed record HazardsJson(string Severity, ImmutableArray<RiskJson> Risks, string Source, string? Url, string Status);

internal sealed record RiskJson(string Id, string Text);

/// <param name="ForClinicianReview">A clinician has still to confirm where the chart shows the point.</param>
internal sealed record LocationJson(string Sentence, bool ForClinicianReview, ImmutableArray<string> Views, string Source, string? Url, string Status);

internal sealed record NeighbourJson(string Code, double Cun);

/// <summary>A point in a list.</summary>
internal sealed record PointLineJson(
    string Code, string Pinyin, string PinyinPlain, string HanziSimplified, string HanziTraditional, string EnglishName, string Meridian, string Region)
{
    public static PointLineJson From(PointAtlas atlas, AtlasPoint point, string language) => new(
        point.Code, point.Pinyin, point.PinyinPlain, point.HanziSimplified, point.HanziTraditional, point.EnglishName.Value, point.Meridian,
        atlas.Words.Regions[point.Region].In(language));
}

/// <param name="Near">The code whose surroundings were asked for.</param>
internal sealed record PointListJson(string? Query, string? Near, int Count, ImmutableArray<PointLineJson> Points)
{
    public static PointListJson From(PointBook book, string? query, string language)
    {
        if (string.IsNullOrWhiteSpace(query))
            return new(null, null, book.Atlas.Points.Length, [.. book.Atlas.Points.Select(p => PointLineJson.From(book.Atlas, p, language))]);
        var found = book.Search.Find(query);
        return new(query.Trim(), found.Near?.Code, found.Points.Length, [.. found.Points.Select(p => PointLineJson.From(book.Atlas, p, language))]);
    }
}

/// <summary>Everything the atlas knows of a point.</summary>
internal sealed record PointJson(
    string Code, string Meridian, string MeridianName, int? Number, string Pinyin, string PinyinPlain, string HanziSimplified, string HanziTraditional,
    FactJson Identity, FactJson EnglishName, string Region, LocationJson Location, DepthJson? Depth, FactJson? Angle, HazardsJson? Hazards, FactJson? Caution,
    FactJson? PregnancyTradition, FactJson? Innervation, FactJson? TrialUse, ImmutableArray<FactJson> Disagreements, ImmutableArray<NeighbourJson> Neighbours)
{
    private const int MostNeighbours = 8;

    public static PointJson From(PointBook book, AtlasPoint point, string language)
    {
        var atlas = book.Atlas;
        return new(
            point.Code, point.Meridian, book.MeridianOf(point).Name.In(language), point.Number, point.Pinyin, point.PinyinPlain, point.HanziSimplified,
            point.HanziTraditional, FactJson.From(null, point.Identity), FactJson.From(point.EnglishName.Value, point.EnglishName.Provenance),
            atlas.Words.Regions[point.Region].In(language), Location(), Envelope(point.Depth), FactJson.From(point.Angle, language), Dangers(point.Hazards),
            FactJson.From(point.Caution, language), point.PregnancyTradition is { } tradition ? FactJson.From(null, tradition) : null,
            FactJson.From(point.Innervation, language), point.Trials is { } trials ? FactJson.From(trials.Value, trials.Provenance) : null,
            [.. atlas.Disagreements.Where(d => d.Code == point.Code).Select(d => FactJson.From(d.What, d.Provenance))],
            [.. book.Neighbours.Of(point, MostNeighbours).Select(n => new NeighbourJson(n.Point.Code, Math.Round(n.Cun, 2)))]);

        LocationJson Location()
        {
            var views = book.Neighbours.ViewsOf(point).Select(v => v.Id);
            var from = point.LocationProvenance;
            return new(LocationSentence.Of(atlas, point, language), atlas.IsForReview(point), [.. views], from.Source, from.Url, from.StatusText);
        }

        HazardsJson? Dangers(Hazards? hazards) => hazards is null ? null : new(
            hazards.Severity, [.. hazards.Kinds.Select(k => new RiskJson(k, atlas.Words.Risks[k].In(language)))], hazards.Provenance.Source, hazards.Provenance.Url,
            hazards.Provenance.StatusText);
    }

    private static DepthJson? Envelope(DepthEnvelope? depth) => depth is null ? null : new(
        depth.MinCun, depth.MaxCun, true, depth.Printed, depth.Note, depth.Provenance.Source, depth.Provenance.Url, depth.Provenance.StatusText);
}

[JsonSerializable(typeof(PointJson))]
[JsonSerializable(typeof(PointListJson))]
internal sealed partial class PointJsonContext : JsonSerializerContext
{
    /// <summary>With Chinese and tones left readable instead of escaped.</summary>
    public static readonly PointJsonContext Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
