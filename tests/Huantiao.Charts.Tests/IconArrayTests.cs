using System.Xml.Linq;

namespace Huantiao.Charts.Tests;

public class IconArrayTests
{
    /// <summary>Follows every marker and use to what it shows, as a browser does: how many figures of each kind stand in the crowd.</summary>
    private static Dictionary<string, int> Count(XElement root)
    {
        var counts = root.All("defs").Single().Elements(Drawn.Svg + "g").ToDictionary(e => e.Attribute("id")!.Value, _ => 0, StringComparer.Ordinal);
        var shownBy = root.All("defs").Single().Elements(Drawn.Svg + "marker")
            .ToDictionary(e => $"url(#{e.Attribute("id")!.Value})", e => e.Elements().Single().Attribute("href")!.Value[1..], StringComparer.Ordinal);
        foreach (var shape in root.Elements(Drawn.Svg + "g").Where(g => g.Attribute("transform") is not null).Elements())
        {
            if (shape.Attribute("href") is { } one)
                counts[one.Value[1..]]++;
            if (shape.Attribute("marker-mid") is { } marker)
                counts[shownBy[marker.Value]] += shape.Attribute("d")!.Value.Count(c => c is 'M' or 'h');
        }

        return counts;
    }

    [Theory]
    [InlineData(30, 17)]
    [InlineData(0, 0)]
    [InlineData(100, 0)]
    [InlineData(0, 100)]
    [InlineData(35, 5)]
    [InlineData(9, 82)]
    public void Draw_Counts_StandInTheCrowd(int anyway, int added)
    {
        var people = new People("h", [new(PersonKind.Anyway, anyway, "a"), new(PersonKind.Added, added, "b"), new(PersonKind.Not, 100 - anyway - added, "n")]);

        var counts = Count(Drawn.Read(IconArray.Draw(people, Examples.Frame("p"))));

        Assert.Equal(anyway, counts.GetValueOrDefault("p-a"));
        Assert.Equal(added, counts.GetValueOrDefault("p-b"));
        Assert.Equal(100 - anyway - added, counts.GetValueOrDefault("p-n"));
    }

    [Fact]
    public void DrawPair_TwoArrays_ShareFiguresAndShowTwoHundred()
    {
        var counts = Count(Drawn.Read(IconArray.DrawPair(Examples.WithNeedling, Examples.WithSham, Examples.Frame("p"))));

        Assert.Equal((60, 17, 123), (counts["p-a"], counts["p-b"], counts["p-n"]));
    }

    [Theory]
    [InlineData(0, 100, "M0 0H200V310H0H0V31Z")]
    [InlineData(36, 58, "M120 93H200V155H160V186H0V124H120Z")]
    [InlineData(32, 37, "M40 93H140V124H40Z")]
    public void Around_Range_OutlinesExactlyThosePeople(int low, int high, string expected) => Assert.Equal(expected, IconArray.Around(low, high));

    [Fact]
    public void Draw_GroupsThatAreNotAHundred_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => IconArray.Draw(new("Ninety", [new(PersonKind.Not, 90, "n")]), Examples.Frame()));
        Assert.Contains("Ninety", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => IconArray.Draw(Examples.WithSham with { Range = new(50, 20, "r") }, Examples.Frame()));
        Assert.Throws<ArgumentException>(() => IconArray.Draw(new("h", [new(PersonKind.Anyway, 110, "a"), new(PersonKind.Not, -10, "n")]), Examples.Frame()));
    }

    [Fact]
    public void Table_Pair_HasBothFramesAndTheRange()
    {
        var table = IconArray.Table("c", "Group", "People of 100", Examples.WithNeedling, Examples.WithSham);

        Assert.Equal(["With needling: 53 do not improve", "53"], table.Rows[2]);
        Assert.Equal("36–58", table.Rows[3][1]);
        Assert.Equal(6, table.Rows.Length);
    }
}
