using System.Text.Json;
using Huantiao.Charts;

namespace Huantiao.Tests.Cli;

public class PointsTests
{
    [Theory]
    [InlineData("en", "never a recommendation", "For clinician review")]
    [InlineData("zh-Hans", "绝非建议", "待临床医师审核")]
    public void Points_OneCode_FitsEightyColumnsAndSaysWhatItIsNot(string language, string envelope, string review)
    {
        var ran = InProcess.Run(["points", "gb30", "--lang", language], "", width: 120);

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.StartsWith("GB30  ", ran.Out, StringComparison.Ordinal);
        Assert.Contains(envelope, ran.Out.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Contains(review, ran.Out, StringComparison.Ordinal);
        Assert.All(ran.Lines, line => Assert.InRange(TerminalText.Cells(line), 0, 80));
    }

    [Fact]
    public void Points_EveryCode_IsShown()
    {
        using var all = JsonDocument.Parse(InProcess.Run("points", "--json").Out);
        var codes = all.RootElement.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("code").GetString()!).ToList();

        Assert.Equal(373, codes.Count);
        foreach (var code in codes.Where((_, i) => i % 12 == 0))
        {
            var (shown, json) = (InProcess.Run("points", code), InProcess.Run("points", code, "--json"));
            using var parsed = JsonDocument.Parse(json.Out);

            Assert.Equal((0, 0), (shown.Code, json.Code));
            Assert.Equal(code, parsed.RootElement.GetProperty("code").GetString());
            Assert.NotEmpty(parsed.RootElement.GetProperty("location").GetProperty("status").GetString()!);
        }
    }

    [Fact]
    public void Points_Search_ListsTheBestFirst()
    {
        var ran = InProcess.Run("points", "--search", "huan tiao");

        Assert.Equal(["1 point", "GB30  Huántiào  环跳  Jumping Circle (buttock)"], ran.Lines);
    }

    [Theory]
    [InlineData("GB99", "GB9")]
    [InlineData("GB 30", "GB30")]
    [InlineData("huantiao", "GB30")]
    public void Points_UnknownCode_NamesTheNearestAndExitsWithTwo(string code, string nearest)
    {
        var ran = InProcess.Run("points", code);

        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Contains($"There is no point \"{code}\". Nearest: {nearest}, ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_CodeAndSearch_AreRefused() => Assert.Equal(2, InProcess.Run("points", "GB30", "--search", "x").Code);
}
