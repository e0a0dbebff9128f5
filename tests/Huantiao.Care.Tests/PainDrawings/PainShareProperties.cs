using FsCheck;
using FsCheck.Xunit;
using Huantiao.Care.PainDrawings;
using static Huantiao.Care.Tests.PainDrawings.Drawings;

namespace Huantiao.Care.Tests.PainDrawings;

/// <summary>What holds for every drawing.</summary>
public class PainShareProperties
{
    private const int Many = 150;

    [Property(MaxTest = Many, Arbitrary = [typeof(AnyDrawing)])]
    public bool Of_AnyDrawing_SharesLieBetweenNoneAndAll(PainDrawing drawing) => AllNumbers(Shares(drawing)).All(s => s is >= 0 and <= 1);

    [Property(MaxTest = Many, Arbitrary = [typeof(AnyDrawing)])]
    public bool Of_OneStrokeMore_IsNowhereLess(PainDrawing drawing, PainStroke stroke) =>
        AllNumbers(Shares(drawing)).Zip(AllNumbers(Shares(drawing with { Strokes = drawing.Strokes.Add(stroke) }))).All(p => p.Second >= p.First);

    [Property(MaxTest = Many, Arbitrary = [typeof(AnyDrawing)])]
    public bool Of_DrawnInAnotherOrder_IsTheSame(PainDrawing drawing) =>
        AllNumbers(Shares(drawing)).SequenceEqual(AllNumbers(Shares(new([.. drawing.Strokes.Reverse()], [.. drawing.Regions.Reverse()]))));

    [Property(MaxTest = Many, Arbitrary = [typeof(AnyDrawing)])]
    public bool Of_StrokeDrawnBackwardsOrTwice_IsTheSame(PainStroke stroke) =>
        AllNumbers(Shares(Of(stroke))).Zip(AllNumbers(Shares(Of(stroke, stroke with { Places = [.. stroke.Places.Reverse()] })))).All(p => p.First == p.Second);

    [Property(MaxTest = Many, Arbitrary = [typeof(AnyDrawing)])]
    public bool Of_MirroredDrawing_MirrorsTheShares(PainDrawing drawing)
    {
        var (one, other) = (Shares(drawing), Shares(Mirrored(drawing)));

        return Turned(one.Regions, other.Regions) && Turned(one.Dermatomes, other.Dermatomes) && Turned(one.Aspects, other.Aspects) && Turned(one.Whole, other.Whole);

        // Brushes that end exactly on a cell's middle may round either way.
        static bool Turned(IEnumerable<AreaShare> one, System.Collections.Immutable.ImmutableArray<AreaShare> other) =>
            one.All(a => Math.Abs(a.Any - other.Share(a.Id, Other(a.Side))) < 1e-9);
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(AnyDrawing)])]
    public bool Of_BroaderBrush_IsNowhereLess(PainStroke stroke) =>
        AllNumbers(Shares(Of(stroke))).Zip(AllNumbers(Shares(Of(stroke with { BreadthCun = stroke.BreadthCun + 0.5 })))).All(p => p.Second >= p.First);

    [Property(MaxTest = Many, Arbitrary = [typeof(AnyDrawing)])]
    public bool Of_EveryFeeling_IsWithinAnyAndTogetherAtLeastAny(PainDrawing drawing) =>
        Shares(drawing).Regions.All(r => r.ByFeeling.Max() <= r.Any && r.ByFeeling.Sum() >= r.Any - 1e-12);

    [Property(MaxTest = Many, Arbitrary = [typeof(AnyDrawing)])]
    public bool Comparison_TurnedRound_ChangesTheSign(PainDrawing one, PainDrawing other)
    {
        var (there, back) = (PainComparison.Of(Shares(one), Shares(other)), PainComparison.Of(Shares(other), Shares(one)));

        return there.Regions.Zip(back.Regions).All(p => p.First.Points == -p.Second.Points) && (there.Size, back.Size) is
            (SizeChange.AboutTheSame, SizeChange.AboutTheSame) or (SizeChange.Spreading, SizeChange.Shrinking) or (SizeChange.Shrinking, SizeChange.Spreading);
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(AnyDrawing)])]
    public bool Json_AnyDrawing_ComesBackAsItWas(PainDrawing drawing)
    {
        var text = PainDrawingJson.Write(drawing);

        return PainDrawingJson.Read(text, Atlas) is DrawingFile.Read read && PainDrawingJson.Write(read.Drawing with { Regions = drawing.Regions }) == text
            && read.Drawing.Regions.SequenceEqual(drawing.Regions.Distinct());
    }
}
