using System.Globalization;
using System.Text;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Knowledge.Tests.Atlas;

/// <summary>The data that practitioners will read: whole, in both languages, and no firmer than its sources.</summary>
public class AtlasDataTests
{
    private static readonly PointAtlas Atlas = RealAtlas.Atlas;

    [Fact]
    public void Load_RealAtlas_HasNoProblem() => Assert.Empty(AtlasLoader.Load(RealAtlas.Folder).Problems);

    [Theory]
    [InlineData("LU", 11)]
    [InlineData("LI", 20)]
    [InlineData("ST", 45)]
    [InlineData("SP", 21)]
    [InlineData("HT", 9)]
    [InlineData("SI", 19)]
    [InlineData("BL", 67)]
    [InlineData("KI", 27)]
    [InlineData("PC", 9)]
    [InlineData("TE", 23)]
    [InlineData("GB", 44)]
    [InlineData("LR", 14)]
    [InlineData("GV", 28)]
    [InlineData("CV", 24)]
    public void Points_EachMeridian_HasAllItsNumbersOnce(string meridian, int count) =>
        Assert.Equal(Enumerable.Range(1, count), Atlas.Points.Where(p => p.Meridian == meridian).Select(p => p.Number!.Value));

    [Fact]
    public void Points_Altogether_Are361AndTheExtraPoints()
    {
        Assert.Equal(361, Atlas.Points.Count(p => p.Number is not null));
        Assert.Equal(12, Atlas.Points.Count(p => p.Meridian == "EX"));
        Assert.Equal(373, Atlas.Points.Select(p => p.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Facts_Every_HasASourceAndAStatus()
    {
        var facts = Atlas.Points.SelectMany(p => p.AllProvenance)
            .Concat(Atlas.Landmarks.Values.Select(l => l.Provenance)).Concat(Atlas.Landmarks.Values.SelectMany(l => l.Places).Select(p => p.Provenance))
            .Concat(Atlas.Lines.Values.Select(l => l.Provenance)).Concat(Atlas.Measures.Select(m => m.Provenance))
            .Concat(Atlas.Disagreements.Select(d => d.Provenance)).Concat(Atlas.Meridians.Select(m => m.Provenance))
            .Concat(Atlas.Body.Views.Select(v => v.Provenance)).Concat(Atlas.Body.Views.SelectMany(v => v.Frames.Values).Select(f => f.Provenance))
            .Append(Atlas.Body.Scalp.Provenance).ToList();

        Assert.True(facts.Count > 2000);
        Assert.All(facts, f => Assert.NotEqual(FactStatus.Unknown, f.Status));
        Assert.All(facts, f => Assert.NotEmpty(f.Source));
    }

    [Fact]
    public void IsForReview_PlaceThatIsOurChoice_IsAlwaysFlagged()
    {
        foreach (var point in Atlas.Points)
        {
            var assumed = point.LocationProvenance.Status != FactStatus.Verified
                || point.Location.Landmarks.SelectMany(l => Atlas.Landmarks[l].Places).Any(p => p.Provenance.Status == FactStatus.Assumed)
                || (point.Location is PointLocation.OnLine on && Atlas.Lines[on.Line].Provenance.Status == FactStatus.Assumed);

            Assert.True(!assumed || Atlas.IsForReview(point), point.Code);
        }
    }

    [Theory]
    [InlineData("BL25", true)] // the height of L4 is our drawing's
    [InlineData("GB30", true)] // so are hip and sacrum
    [InlineData("GV20", true)]
    [InlineData("BL40", false)] // middle of the knee crease, 18 cun above the sole by the WHO's table
    [InlineData("BL37", false)]
    [InlineData("BL57", false)]
    public void IsForReview_KnownPoints_IsAsTheirLandmarksAre(string code, bool expected) => Assert.Equal(expected, Atlas.IsForReview(RealAtlas.Point(code)));

    [Fact]
    public void Disagreements_OfSources_AreKept()
    {
        Assert.True(Atlas.Disagreements.Length >= 75);
        Assert.Contains(Atlas.Disagreements, d => d.Code == "GB31" && d.What.Contains("LOCATION DISAGREEMENT", StringComparison.Ordinal));
        Assert.Contains(Atlas.Disagreements, d => d.Code == "BL52" && d.What.Contains("UNSAFE", StringComparison.Ordinal));
    }

    [Fact]
    public void Pinyin_WithoutItsTones_IsThePlainPinyin()
    {
        foreach (var point in Atlas.Points)
            Assert.Equal(point.PinyinPlain, Plain(point.Pinyin), ignoreCase: true);

        static string Plain(string text) => new([.. text.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c != '\'')]);
    }

    [Fact]
    public void Depth_OverLungSpineOrHeart_IsHeldBack()
    {
        AssertAtMost("lung", 0.8);
        AssertAtMost("heart", 0.5);
        AssertAtMost("spinal-canal", 1.0);
        AssertAtMost("kidney", 1.0);
        AssertAtMost("neck-vessels", 0.5);

        static void AssertAtMost(string risk, double most) => Assert.All(
            Atlas.Points.Where(p => p.Hazards?.Kinds.Contains(risk, StringComparer.Ordinal) == true && p.Depth is not null),
            p => Assert.True((p.Depth!.MaxCun ?? 0) <= most, p.Code));
    }

    [Theory]
    [InlineData("ST17")]
    [InlineData("CV8")]
    public void Depth_OfAPointThatIsNeverNeedled_IsNone(string code)
    {
        var point = RealAtlas.Point(code);

        Assert.Null(point.Depth?.MaxCun);
        Assert.Contains("never", point.Hazards!.Kinds);
    }

    [Fact]
    public void Depth_ShallowerThanPrinted_SaysSo()
    {
        var capped = Atlas.Points.Where(p => p.Depth?.Provenance.StatusText.Contains("capped", StringComparison.Ordinal) == true).ToList();

        Assert.Contains(capped, p => p.Code == "KI27");
        Assert.All(capped, p => Assert.StartsWith("printed ", p.Depth!.Note, StringComparison.Ordinal));
    }
}
