using System.Collections.Immutable;
using Huantiao.Care.PainDrawings;
using Huantiao.Knowledge.Atlas;
using Microsoft.AspNetCore.Http.Features;

namespace Huantiao.Web.Pain;

/// <summary>Which button was pressed.</summary>
public enum PainWish
{
    Show,
    Open,
    Compare,
    Edit,
    Keep,
}

/// <summary>What a person sent from the page of the drawing.</summary>
/// <param name="Drawing">Strokes of the field, and the regions that were ticked; or what the opened file held.</param>
/// <param name="Earlier">The drawing to compare with; null: none.</param>
/// <param name="Fault">Why a file or field was not taken; null: nothing was wrong.</param>
public sealed record PainForm(PainWish Wish, PainDrawing Drawing, PainDrawing? Earlier, DrawingFile.Refused? Fault)
{
    /// <summary>More than twice what the largest drawing takes.</summary>
    private const int MostBytes = 1_500_000;

    /// <summary>All in memory: a form that is larger would be written to a temporary file, and nothing that was drawn is to be written anywhere.</summary>
    private static readonly FormOptions InMemory = new()
    {
        BufferBody = false,
        MemoryBufferThreshold = MostBytes,
        MultipartBodyLengthLimit = MostBytes,
        ValueLengthLimit = MostBytes,
        ValueCountLimit = 1000,
    };

    public static async Task<PainForm> ReadAsync(HttpContext context, PointAtlas atlas)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MostBytes;
        try
        {
            if (!context.Request.HasFormContentType)
                return Nothing(DrawingFault.NotADrawing);
            return await FromAsync(await context.Request.ReadFormAsync(InMemory, context.RequestAborted), atlas, context.RequestAborted);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            return Nothing(DrawingFault.TooLarge);
        }
    }

    private static PainForm Nothing(DrawingFault fault) => new(PainWish.Open, PainDrawing.Empty, null, new(fault, ""));

    private static async Task<PainForm> FromAsync(IFormCollection form, PointAtlas atlas, CancellationToken cancellation)
    {
        var wish = Enum.TryParse<PainWish>(form["do"], ignoreCase: true, out var pressed) ? pressed : PainWish.Show;
        DrawingFile.Refused? fault = null;
        var drawing = Taken(form["drawing"].ToString(), PainDrawing.Empty);
        if (form.ContainsKey("listed"))
            drawing = drawing with { Regions = Ticked(form["r"], atlas.Skin) };
        var earlier = form["earlier"].ToString() is { Length: > 0 } kept ? Taken(kept, PainDrawing.Empty) : null;
        if (wish == PainWish.Open)
            drawing = Taken(await TextAsync("file"), drawing);
        else if (wish == PainWish.Compare)
            earlier = Taken(await TextAsync("file"), earlier ?? PainDrawing.Empty);
        return new(wish, drawing, earlier is { IsEmpty: true } ? null : earlier, fault);

        PainDrawing Taken(string text, PainDrawing otherwise)
        {
            if (text.Length == 0)
                return otherwise;
            if (PainDrawingJson.Read(text, atlas) is DrawingFile.Read read)
                return read.Drawing;
            fault ??= PainDrawingJson.Read(text, atlas) as DrawingFile.Refused;
            return otherwise;
        }

        async Task<string> TextAsync(string name)
        {
            if (form.Files[name] is not { Length: > 0 } file)
            {
                fault ??= new(DrawingFault.NotADrawing, "");
                return "";
            }

            using var reader = new StreamReader(file.OpenReadStream());
            return await reader.ReadToEndAsync(cancellation);
        }
    }

    /// <summary>"pain:calf:left". The page offers each; whatever else comes is from no page of ours.</summary>
    internal static ImmutableArray<PainRegion> Ticked(IEnumerable<string?> values, SkinMap map)
    {
        var ticked = ImmutableArray.CreateBuilder<PainRegion>();
        foreach (var value in values)
        {
            var parts = (value ?? "").Split(':');
            if (parts is [var kind, var id, var place] && Feelings.TryParse(kind) is { } feeling && map.Region(id) is { } region
                && Sides.TryParse(place) is (BodySide.Left or BodySide.Right) and var side)
                ticked.Add(new(region.Id, side, feeling));
        }

        return [.. ticked.Distinct()];
    }
}
