using Huantiao.Care.PainDrawings;
using static Huantiao.Care.Tests.PainDrawings.Drawings;

namespace Huantiao.Care.Tests.PainDrawings;

public class PainDrawingJsonTests
{
    private const string Whole =
        """{"format":"huantiao.pain-drawing","version":1,"body":"middle","unit":"cun","strokes":[{"view":"back","kind":"pain","width":1.2,"points":[[3.4,28],[3.4,20.25]]}],"regions":[{"region":"calf","side":"left","kind":"tingling"}]}""";

    [Fact]
    public void Read_DocumentedExample_IsWhatItSays()
    {
        var drawing = Assert.IsType<DrawingFile.Read>(PainDrawingJson.Read(Whole, Atlas)).Drawing;

        var stroke = Assert.Single(drawing.Strokes);
        Assert.Equal(("back", Feeling.Pain, 1.2, 2), (stroke.View, stroke.Feeling, stroke.BreadthCun, stroke.Places.Length));
        Assert.Equal(new PainRegion("calf", Knowledge.Atlas.BodySide.Left, Feeling.Tingling), Assert.Single(drawing.Regions));
        Assert.Equal(Whole, PainDrawingJson.Write(drawing));
    }

    [Theory]
    [InlineData("{", "}{", DrawingFault.NotJson, "")]
    [InlineData("huantiao.pain-drawing", "other", DrawingFault.NotADrawing, "")]
    [InlineData("\"strokes\":[", "\"lines\":[", DrawingFault.NotADrawing, "")]
    [InlineData("\"version\":1", "\"version\":2", DrawingFault.OtherVersion, "")]
    [InlineData("\"version\":1", "\"version\":\"1\"", DrawingFault.OtherVersion, "")]
    [InlineData("middle", "broad", DrawingFault.OtherVersion, "")]
    [InlineData("\"view\":\"back\"", "\"view\":\"inside\"", DrawingFault.BadEntry, "strokes[0]")]
    [InlineData("\"kind\":\"pain\"", "\"kind\":\"unknown\"", DrawingFault.BadEntry, "strokes[0]")]
    [InlineData("\"width\":1.2", "\"width\":0", DrawingFault.BadEntry, "strokes[0]")]
    [InlineData("\"width\":1.2", "\"width\":1e9", DrawingFault.BadEntry, "strokes[0]")]
    [InlineData("[3.4,28]", "[3.4,1e308]", DrawingFault.BadEntry, "strokes[0]")]
    [InlineData("[3.4,28]", "[3.4]", DrawingFault.BadEntry, "strokes[0]")]
    [InlineData("[3.4,28]", "[3.4,null]", DrawingFault.BadEntry, "strokes[0]")]
    [InlineData("[[3.4,28],[3.4,20.25]]", "[]", DrawingFault.BadEntry, "strokes[0]")]
    [InlineData("\"calf\"", "\"tail\"", DrawingFault.BadEntry, "regions[0]")]
    [InlineData("\"left\"", "\"midline\"", DrawingFault.BadEntry, "regions[0]")]
    [InlineData("{\"region\"", "7,{\"region\"", DrawingFault.BadEntry, "regions[0]")]
    public void Read_AnythingWrong_RefusesTheWhole(string from, string to, DrawingFault fault, string where)
    {
        Assert.Contains(from, Whole, StringComparison.Ordinal);
        var at = Whole.IndexOf(from, StringComparison.Ordinal);

        Assert.Equal(new DrawingFile.Refused(fault, where), PainDrawingJson.Read(string.Concat(Whole.AsSpan(0, at), to, Whole.AsSpan(at + from.Length)), Atlas));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    public void Read_OtherJson_IsNoDrawing(string text) => Assert.Equal(new DrawingFile.Refused(DrawingFault.NotADrawing, ""), PainDrawingJson.Read(text, Atlas));

    [Fact]
    public void Read_MoreThanAHandDraws_IsTooLarge()
    {
        var stroke = """{"view":"back","kind":"pain","width":1,"points":[[1,1]]}""";
        var many = Whole.Replace("\"strokes\":[", "\"strokes\":[" + string.Concat(Enumerable.Repeat(stroke + ",", PainDrawing.MostStrokes)), StringComparison.Ordinal);
        var wide = Whole.Replace("[3.4,28]", string.Join(',', Enumerable.Repeat("[1,1]", PainDrawing.MostPlaces)), StringComparison.Ordinal);

        Assert.Equal(new DrawingFile.Refused(DrawingFault.TooLarge, ""), PainDrawingJson.Read(many, Atlas));
        Assert.Equal(new DrawingFile.Refused(DrawingFault.TooLarge, ""), PainDrawingJson.Read(wide, Atlas));
    }
}
