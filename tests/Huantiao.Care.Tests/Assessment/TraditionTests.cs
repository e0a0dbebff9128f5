using Huantiao.Care.Tests.Needling;
using static Huantiao.Care.Tests.Assessment.Examined;

namespace Huantiao.Care.Tests.Assessment;

/// <summary>
/// The atlas says what tradition calls a side of the leg, of whatever condition; the pathway names its own patterns for areas of an examination, some beyond those sides. Where both speak of one place they say the same.
/// </summary>
public class TraditionTests
{
    [Fact]
    public void Areas_OnASideOfTheLeg_HaveThePatternThatTheAtlasNames()
    {
        var skin = Situation.Atlas.Skin;
        var both = (from area in Treatment.PainAreas
                    join region in skin.Regions on area.Region equals region.Id
                    where region.Aspect is not null
                    select (Area: area, Aspect: skin.Aspects.Single(a => a.Id == region.Aspect))).ToList();

        Assert.Equal(6, both.Count);
        Assert.All(both, pair =>
        {
            var pattern = Assert.Single(Treatment.Patterns, p => p.IsChannel && p.Key == pair.Area.Pattern);
            Assert.Contains(pattern.Name.In("en").Split(' ')[0], pair.Aspect.Tradition.In("en"), StringComparison.Ordinal);
            Assert.Contains(pattern.Name.In("zh-Hans")[..3], pair.Aspect.Tradition.In("zh-Hans"), StringComparison.Ordinal);
            Assert.All(pattern.Points, point => Assert.StartsWith(pair.Aspect.Meridian, point, StringComparison.Ordinal));
        });
    }
}
