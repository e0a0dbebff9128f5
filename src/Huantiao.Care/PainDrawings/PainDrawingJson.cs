using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.PainDrawings;

/// <summary>Why a file is not taken for a drawing.</summary>
public enum DrawingFault
{
    /// <summary>Not JSON at all.</summary>
    NotJson,

    /// <summary>JSON, but no drawing of ours.</summary>
    NotADrawing,

    /// <summary>A drawing of a version that this program does not know.</summary>
    OtherVersion,

    /// <summary>More strokes or places than a hand draws.</summary>
    TooLarge,

    /// <summary>A stroke or region with an unknown name, or a number off the body.</summary>
    BadEntry,
}

/// <summary>What was found in a file: a drawing, or why there is none. Nothing is dropped in silence: one bad entry refuses the whole.</summary>
public abstract record DrawingFile
{
    private DrawingFile()
    {
    }

    /// <summary>A drawing.</summary>
    public sealed record Read(PainDrawing Drawing) : DrawingFile;

    /// <summary>No drawing.</summary>
    /// <param name="Where">The entry, as "strokes[3]"; empty where the whole file is meant.</param>
    public sealed record Refused(DrawingFault Fault, string Where) : DrawingFile;
}

/// <summary>Writes and reads a drawing as JSON: the format "huantiao.pain-drawing", version 1, of docs/methods/pain-drawing.md.</summary>
public static class PainDrawingJson
{
    public const string Format = "huantiao.pain-drawing";

    public const int Version = 1;

    private const string Build = "middle";

    /// <summary>How far beyond its view a brush may slip, in cun.</summary>
    private const double Slip = 6;

    public static string Write(PainDrawing drawing)
    {
        ArgumentNullException.ThrowIfNull(drawing);
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("body", Build);
            json.WriteString("unit", "cun");
            json.WriteStartArray("strokes");
            foreach (var stroke in drawing.Strokes)
                Write(json, stroke);
            json.WriteEndArray();
            json.WriteStartArray("regions");
            foreach (var region in drawing.Regions)
            {
                json.WriteStartObject();
                json.WriteString("region", region.Region);
                json.WriteString("side", Sides.Word(region.Side));
                json.WriteString("kind", Feelings.Word(region.Feeling));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    /// <param name="atlas">Knows the views and regions that a drawing may name.</param>
    public static DrawingFile Read(string text, PointAtlas atlas)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(atlas);
        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 8 });
            return Read(json.RootElement, atlas);
        }
        catch (JsonException)
        {
            return new DrawingFile.Refused(DrawingFault.NotJson, "");
        }
    }

    private static DrawingFile Read(JsonElement root, PointAtlas atlas)
    {
        if (Text(root, "format") != Format || List(root, "strokes") is not { } strokes || List(root, "regions") is not { } regions)
            return new DrawingFile.Refused(DrawingFault.NotADrawing, "");
        if (Number(root, "version") is not Version || Text(root, "body") != Build || Text(root, "unit") != "cun")
            return new DrawingFile.Refused(DrawingFault.OtherVersion, "");
        if (strokes.GetArrayLength() > PainDrawing.MostStrokes || regions.GetArrayLength() > PainDrawing.MostStrokes
            || strokes.EnumerateArray().Sum(s => List(s, "points")?.GetArrayLength() ?? 0) > PainDrawing.MostPlaces)
            return new DrawingFile.Refused(DrawingFault.TooLarge, "");
        var read = new PainDrawing([.. strokes.EnumerateArray().Select(s => Stroke(s, atlas)!)], [.. regions.EnumerateArray().Select(r => Region(r, atlas.Skin)!)]);
        if (read.Strokes.IndexOf(null!) is >= 0 and var stroke)
            return new DrawingFile.Refused(DrawingFault.BadEntry, $"strokes[{stroke}]");
        return read.Regions.IndexOf(null!) is >= 0 and var region
            ? new DrawingFile.Refused(DrawingFault.BadEntry, $"regions[{region}]")
            : new DrawingFile.Read(read with { Regions = [.. read.Regions.Distinct()] });
    }

    private static void Write(Utf8JsonWriter json, PainStroke stroke)
    {
        json.WriteStartObject();
        json.WriteString("view", stroke.View);
        json.WriteString("kind", Feelings.Word(stroke.Feeling));
        json.WriteNumber("width", stroke.BreadthCun);
        json.WriteStartArray("points");
        foreach (var place in stroke.Places)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(place.X, 2));
            json.WriteNumberValue(Math.Round(place.Y, 2));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static PainStroke? Stroke(JsonElement json, PointAtlas atlas)
    {
        if (atlas.Skin.View(Text(json, "view") ?? "") is not { } view || Feelings.TryParse(Text(json, "kind")) is not { } feeling
            || Number(json, "width") is not (>= PainDrawing.LeastBreadthCun and <= PainDrawing.MostBreadthCun and var breadth)
            || List(json, "points") is not { } points || points.GetArrayLength() == 0)
            return null;
        var picture = view.In(atlas.Body);
        var places = ImmutableArray.CreateBuilder<Place>(points.GetArrayLength());
        foreach (var point in points.EnumerateArray())
        {
            if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() != 2 || Number(point[0]) is not { } x || Number(point[1]) is not { } y
                || x < picture.Left - Slip || x > picture.Left + picture.Width + Slip || y > picture.Top + Slip || y < picture.Top - picture.Height - Slip)
                return null;
            places.Add(new(x, y));
        }

        return new(view.Id, feeling, breadth, places.MoveToImmutable());
    }

    private static PainRegion? Region(JsonElement json, SkinMap map) =>
        map.Region(Text(json, "region") ?? "") is { } region && Sides.TryParse(Text(json, "side")) is (BodySide.Left or BodySide.Right) and var side
            && Feelings.TryParse(Text(json, "kind")) is { } feeling
            ? new(region.Id, side, feeling)
            : null;

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? List(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.Array } value ? value : null;

    private static double? Number(JsonElement json, string name) => Member(json, name) is { } value ? Number(value) : null;

    private static double? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
}
