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
        var (regions, aspects) = (map.Regions.Select(r => r.Id).ToList(), map.Aspects.Select(a => a.Id).ToList());
        var roots = skin.Dermatomes.Select(d => d.Id).ToList();
        var aspectOf = map.Regions.Select(r => r.Aspect is { } aspect ? aspects.IndexOf(aspect) : -1).ToArray();
        var (inRegions, inRoots, inAspects, inAll) = (new Sums(regions), new Sums(roots), new Sums(aspects), new Sums(["whole"]));
        for (var i = 0; i < felt.Length; i++)
        {
            var cell = skin.Cells[i];
            inAll.Add(0, cell, felt[i]);
            foreach (var root in cell.Dermatomes)
                inRoots.Add(root, cell, felt[i]);
            if (cell.Region < 0)
                continue;
            inRegions.Add(cell.Region, cell, felt[i]);
            if (aspectOf[cell.Region] is >= 0 and var aspect)
                inAspects.Add(aspect, cell, felt[i]);
        }

        return new() { Regions = inRegions.Shares(), Dermatomes = inRoots.Shares(), Aspects = inAspects.Shares(), Whole = inAll.Shares() };
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

    /// <summary>Square cun by area, side and feeling. Columns: all skin, skin with any feeling, then each feeling.</summary>
    private sealed class Sums(List<string> ids)
    {
        private readonly double[,] _cun = new double[ids.Count * 2, Feelings.All.Length + 2];

        public void Add(int area, SkinCell cell, byte felt)
        {
            var row = (area * 2) + (cell.Side == BodySide.Left ? 0 : 1);
            _cun[row, 0] += cell.Area;
            if (felt == 0)
                return;
            _cun[row, 1] += cell.Area;
            for (var f = 0; f < Feelings.All.Length; f++)
            {
                if ((felt & (1 << f)) != 0)
                    _cun[row, f + 2] += cell.Area;
            }
        }

        public ImmutableArray<AreaShare> Shares() => [.. Enumerable.Range(0, ids.Count * 2).Select(Share)];

        private AreaShare Share(int row)
        {
            return new(ids[row / 2], row % 2 == 0 ? BodySide.Left : BodySide.Right, Of(1), [.. Enumerable.Range(2, Feelings.All.Length).Select(Of)]);

            double Of(int column) => _cun[row, 0] > 0 ? _cun[row, column] / _cun[row, 0] : 0;
        }
    }
}
