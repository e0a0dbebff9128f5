using Huantiao.Knowledge.Atlas;

namespace Huantiao.Knowledge.Tests.Atlas;

public class LocationSentenceTests
{
    [Theory]
    [InlineData("BL25", "On the back of the trunk, level with the lower edge of the spinous process of L4 (level with the iliac crests), 1.5 cun from the midline.", "平第4腰椎棘突下（平髂嵴），后正中线旁开1.5寸。")]
    [InlineData("CV12", "On the front midline, 4 cun above the navel.", "前正中线上，脐中上4寸。")]
    [InlineData("BL57", "The middle of the calf, 8 cun above the prominence of the outer ankle bone.", "外踝尖上8寸，小腿后面正中。")]
    [InlineData("BL40", "At the crease at the back of the knee: the middle of the crease.", "平腘横纹，横纹中点。")]
    [InlineData("ST36", "The shin muscle, one finger-breadth outside the edge of the shin bone, 3 cun below the hollows beside the patellar ligament.", "膝眼下3寸，胫骨前肌上，胫骨前嵴外一横指。")]
    [InlineData("GV20", "On the scalp, on the midline, 5 cun behind the front hairline.", "头部，前发际正中直上5寸，头正中线上。")]
    [InlineData("GB29", "Midway between the anterior superior iliac spine and the prominence of the greater trochanter.", "髂前上棘与股骨大转子最凸点连线的中点。")]
    public void Of_KnownPoints_ReadsAsItShould(string code, string english, string chinese)
    {
        Assert.Equal(english, LocationSentence.Of(RealAtlas.Atlas, RealAtlas.Point(code), "en"));
        Assert.Equal(chinese, LocationSentence.Of(RealAtlas.Atlas, RealAtlas.Point(code), "zh-Hans"));
    }

    [Fact]
    public void Of_EveryPoint_IsWholeInBothLanguages()
    {
        foreach (var point in RealAtlas.Atlas.Points)
        {
            var (english, chinese) = (LocationSentence.Of(RealAtlas.Atlas, point, "en"), LocationSentence.Of(RealAtlas.Atlas, point, "zh-Hans"));

            Assert.EndsWith(".", english, StringComparison.Ordinal);
            Assert.EndsWith("。", chinese, StringComparison.Ordinal);
            Assert.DoesNotContain('{', english + chinese);
            Assert.DoesNotContain(english, c => c is >= '\u4e00' and <= '\u9fff');
            Assert.DoesNotContain(".,", english, StringComparison.Ordinal);
            Assert.True(char.IsUpper(english[0]) || char.IsDigit(english[0]), english);
        }
    }
}
