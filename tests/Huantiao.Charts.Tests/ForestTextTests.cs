using System.Text;

namespace Huantiao.Charts.Tests;

public class ForestTextTests
{
    public static TheoryData<int, bool, string> Ways
    {
        get
        {
            var ways = new TheoryData<int, bool, string>();
            foreach (var width in new[] { 60, 80, 100, 132 })
            {
                foreach (var name in new[] { "leg", "zh", "ratios", "none" })
                {
                    ways.Add(width, false, name);
                    ways.Add(width, true, name);
                }
            }

            return ways;
        }
    }

    private static Forest Named(string name) => name switch
    {
        "leg" => Examples.LegPain,
        "zh" => Examples.LegPainChinese,
        "ratios" => Examples.Ratios,
        _ => Examples.NothingUsable,
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Draw_AnyWidth_NeverIsWiderAndLosesNoNumber(int width, bool ascii, string name)
    {
        var forest = Named(name);

        var text = ForestText.Draw(forest, new(width, ascii));

        Assert.All(text.Split('\n'), line => Assert.True(TextMetrics.Cells(line) <= width, line));
        foreach (var row in forest.Rows)
            Assert.Contains(Numerals.Format(row.Estimate, forest.Decimals, ascii), text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Draw_AnyWidth_KeepsTheNullLineInOneColumn(int width, bool ascii, string name)
    {
        var forest = Named(name) with { Summary = null };
        var line = ascii ? '|' : '│';

        var columns = ForestText.Draw(forest, new(width, ascii)).Split('\n')
            .Where(l => l.Contains(line, StringComparison.Ordinal)).Select(l => TextMetrics.Cells(l[..l.IndexOf(line, StringComparison.Ordinal)])).Distinct();

        Assert.True(columns.Count() == (name == "none" ? 0 : 1));
    }

    [Fact]
    public void Draw_Ascii_HasNoOtherCharacterInItsMarks()
    {
        var text = ForestText.Draw(Examples.LegPain, new(80, Ascii: true));

        Assert.All(text, c => Assert.True(char.IsAscii(c), $"{c}"));
    }

    [Fact]
    public void Draw_EscapeSequenceInALabel_DoesNotReachTheTerminal()
    {
        var text = ForestText.Draw(Examples.LegPain with { Rows = [new("\e[2J\u009b31mred", -1, -2, 0)], Summary = null }, new(80));

        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public void Draw_WithoutColour_SaysTheSame()
    {
        var coloured = ForestText.Draw(Examples.LegPain, new(80, Colour: true));

        Assert.Contains("\e[1m", coloured, StringComparison.Ordinal);
        Assert.Equal(ForestText.Draw(Examples.LegPain, new(80)), coloured.Replace("\e[1m", "", StringComparison.Ordinal)
            .Replace("\e[2m", "", StringComparison.Ordinal).Replace("\e[0m", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("坐骨神经痛", 10)]
    [InlineData("（a）", 5)]
    [InlineData("e\u0301", 1)]
    [InlineData("ｶﾅ", 2)]
    [InlineData("한국", 4)]
    [InlineData("😀", 2)]
    public void Cells_EastAsianWidth_CountsAsTheTerminalDoes(string text, int cells) => Assert.Equal(cells, TextMetrics.Cells(text));

    [Fact]
    public void Wrap_ChineseAndLongWords_BreaksWithoutLosingACharacter()
    {
        const string text = "坐骨神经痛，每周三次 supercalifragilistic treatment（四周）";

        var lines = TextMetrics.Wrap(text, 12, t => TextMetrics.Cells(t));

        Assert.All(lines, l => Assert.InRange(TextMetrics.Cells(l), 1, 14));
        Assert.DoesNotContain(lines, l => l.StartsWith('，') || l.StartsWith('）'));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), new StringBuilder().AppendJoin("", lines).Replace(" ", "").ToString());
    }
}
