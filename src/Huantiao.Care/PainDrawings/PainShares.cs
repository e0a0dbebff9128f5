using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.PainDrawings;

/// <summary>How much of an area on one side is drawn on, from 0 to 1.</summary>
/// <param name="Id">Of a region, a dermatome or an aspect of the leg.</param>
/// <param name="Any">Share with at least one feeling.</param>
/// <param name="ByFeeling">In the order of <see cref="Feelings.All"/>; feelings may overlap.</param>
public sealed record AreaShare(string Id, BodySide Side, double Any, ImmutableArray<double> ByFeeling)
{
    /// <summary>Share with that feeling.</summary>
    public double Of(Feeling feeling) => ByFeeling[Feelings.All.IndexOf(feeling)];
}

/// <summary>
/// How much of each region, of the skin area of each nerve root and of each aspect of the leg a drawing touches. Skin is counted in cells, each once, whichever
/// view it was drawn on. Shares say where something was drawn; they name no nerve as its cause.
/// </summary>
public sealed record PainShares
{
    /// <summary>Every region on both sides, in the atlas's order.</summary>
    public required ImmutableArray<AreaShare> Regions { get; init; }

    /// <summary>Every dermatome of the atlas on both sides.</summary>
    public required ImmutableArray<AreaShare> Dermatomes { get; init; }

    /// <summary>Front, side and back of thigh and lower leg, on both sides.</summary>
    public required ImmutableArray<AreaShare> Aspects { get; init; }

    /// <summary>Of all skin, left and right.</summary>
    public required ImmutableArray<AreaShare> Whole { get; init; }

    public static PainShares Of(BodySkin skin, PainDrawing drawing)
    {
        ArgumentNullException.ThrowIfNull(skin);
        ArgumentNullException.ThrowIfNull(drawing);
        var felt = Felt(skin, drawing);
        var map = skin.Map;
        return new()
        {
            Regions = Count(map.Regions.Select(r => r.Id), (c, _) => c.Region < 0 ? [] : [c.Region]),
            Dermatomes = Count(skin.Dermatomes.Select(d => d.Id), (c, _) => c.Dermatomes),
            Aspects = Count(map.Aspects.Select(a => a.Id), (c, ids) => c.Region >= 0 && map.Regions[c.Region].Aspect is { } aspect ? [ids.IndexOf(aspect)] : []),
            Whole = Count(["whole"], (_, _) => [0]),
        };

        ImmutableArray<AreaShare> Count(IEnumerable<string> areas, Func<SkinCell, List<string>, ImmutableArray<int>> belongsTo)
        {
            var ids = areas.ToList();
            var sums = new double[ids.Count * 2, Feelings.All.Length + 2];
            for (var i = 0; i < skin.Cells.Length; i++)
            {
                var cell = skin.Cells[i];
                foreach (var area in belongsTo(cell, ids))
                    Add(sums, (area * 2) + (cell.Side == BodySide.Left ? 0 : 1), cell.Area, felt[i]);
            }

            return [.. Enumerable.Range(0, ids.Count * 2).Select(row => Share(ids[row / 2], row % 2 == 0 ? BodySide.Left : BodySide.Right, sums, row))];
        }
    }

    /// <summary>The feelings of each cell, as bits in the order of <see cref="Feelings.All"/>.</summary>
    private static byte[] Felt(BodySkin skin, PainDrawing drawing)
    {
        var felt = new byte[skin.Cells.Length];
        foreach (var stroke in drawing.Strokes)
        {
            var view = skin.Map.Views.ToList().FindIndex(v => v.Id == stroke.View);
            foreach (var cell in skin.Under(view, stroke.Places, stroke.BreadthCun))
                felt[cell] |= Bit(stroke.Feeling);
        }

        foreach (var named in drawing.Regions)
        {
            var region = skin.Map.Regions.ToList().FindIndex(r => r.Id == named.Region);
            for (var i = 0; i < felt.Length; i++)
            {
                if (skin.Cells[i].Region == region && skin.Cells[i].Side == named.Side)
                    felt[i] |= Bit(named.Feeling);
            }
        }

        return felt;
    }

    private static byte Bit(Feeling feeling) => (byte)(1 << Feelings.All.IndexOf(feeling));

    /// <summary>Columns: all skin, skin with any feeling, then each feeling.</summary>
    private static void Add(double[,] sums, int row, double area, byte felt)
    {
        sums[row, 0] += area;
        if (felt == 0)
            return;
        sums[row, 1] += area;
        for (var f = 0; f < Feelings.All.Length; f++)
        {
            if ((felt & (1 << f)) != 0)
                sums[row, f + 2] += area;
        }
    }

    private static AreaShare Share(string id, BodySide side, double[,] sums, int row)
    {
        return new(id, side, Of(1), [.. Enumerable.Range(2, Feelings.All.Length).Select(Of)]);

        double Of(int column) => sums[row, 0] > 0 ? sums[row, column] / sums[row, 0] : 0;
    }
}
