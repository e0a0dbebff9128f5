using System.Collections.Immutable;
using Huantiao.Knowledge.Loading;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Something drawn on the body besides points: the skin area of a nerve root, the course of a nerve.</summary>
/// <param name="Kind">dermatome or nerve.</param>
/// <param name="Where">Where it runs, as a phrase: for whoever does not see the drawing.</param>
/// <param name="IsArea">An area with two edges, else a line.</param>
/// <param name="Bands">In order; consecutive bands of one frame belong together.</param>
public sealed record BodyLayer(string Kind, string Id, LocalText Name, LocalText Where, bool IsArea, ImmutableArray<LayerBand> Bands, Provenance Provenance);

/// <summary>What has to be said with a kind of layer: how far it can be trusted, and where sources differ.</summary>
/// <param name="Kind">dermatome or nerve.</param>
public sealed record LayerNote(string Kind, string Id, LocalText Text, Provenance Provenance);

/// <summary>Where a layer runs at one height of a frame.</summary>
/// <param name="From">Degrees round a limb, or cun across a flat frame; equal to <paramref name="To"/> on a line.</param>
public readonly record struct LayerBand(string Frame, double Along, double From, double To);

/// <summary>Reads <c>layers.csv</c> and <c>layer_notes.csv</c>: "thigh: 0.5,-35..70" is a frame, then along,from..to; "thigh: 9,180" on a line.</summary>
internal static class LayerSheet
{
    private static readonly string[] Kinds = ["dermatome", "nerve"];

    public static ImmutableArray<BodyLayer> Read(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "layers.csv", problems, "layer", "id", "name*", "where*", "area", "nodes", "source", "status");
        sheet.RequireUnique("id");
        return [.. sheet.Rows().Select(row => new BodyLayer(
            row.OneOf("layer", Kinds), row.Required("id"), row.Local("name"), row.Local("where"), row.YesNo("area"), Bands(row, row.YesNo("area")), row.Provenance("source", "source")))];
    }

    public static ImmutableArray<LayerNote> Notes(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "layer_notes.csv", problems, "layer", "id", "text*", "source", "url", "status");
        sheet.RequireUnique("id");
        return [.. sheet.Rows().Select(row => new LayerNote(row.OneOf("layer", Kinds), row.Required("id"), row.Local("text"), row.Provenance("source", "url")))];
    }

    /// <param name="isArea">Two edges a node, else one place.</param>
    internal static ImmutableArray<LayerBand> Bands(Fields row, bool isArea)
    {
        var bands = ImmutableArray.CreateBuilder<LayerBand>();
        string? frame = null;
        foreach (var word in row.Required("nodes").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.EndsWith(':'))
                frame = word[..^1];
            else if (frame is not null && Band(frame, word) is { } band && (band.From < band.To) == isArea)
                bands.Add(band);
            else
                row.Problem("nodes", $"\"{word}\" is no node. Write \"frame:\" first, then \"along,from..to\" on an area or \"along,place\" on a line.", word);
        }

        if (bands.Count < 2)
            row.Problem("nodes", "A layer needs at least two nodes. Add them.");
        return bands.ToImmutable();
    }

    private static LayerBand? Band(string frame, string word)
    {
        var comma = word.IndexOf(',', StringComparison.Ordinal);
        if (comma < 1 || Nodes.Number(word[..comma]) is not { } along)
            return null;
        var dots = word.IndexOf("..", comma, StringComparison.Ordinal);
        var from = Nodes.Number(dots < 0 ? word[(comma + 1)..] : word[(comma + 1)..dots]);
        var to = dots < 0 ? from : Nodes.Number(word[(dots + 2)..]);
        return from is { } f && to is { } t ? new(frame, along, f, t) : null;
    }
}
