using System.Text.Json;
using Huantiao.Charts;

namespace Huantiao.Tests.Cli;

public sealed class AnswerAndVerifyTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("en", "GO TO HOSPITAL NOW")]
    [InlineData("zh-Hans", "请立即去医院")]
    public void Answer_AtAHundredColumns_IsOneScreenWithDangerFirst(string language, string danger)
    {
        var ran = InProcess.Run("answer", "--lang", language);

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.True(ran.Lines.Length <= 40, $"{ran.Lines.Length} lines");
        Assert.All(ran.Lines, l => Assert.True(TerminalText.Cells(l) <= 100, l));
        Assert.Contains(danger, ran.Lines[1], StringComparison.Ordinal);
    }

    /// <summary>A difference of risks of −0.02 to 0.02 that is shown with one decimal would look like certainty.</summary>
    [Fact]
    public void Answer_DifferenceOfRisks_ShowsThatItsIntervalHasAWidth()
    {
        var ran = InProcess.Run("answer", "--lang", "zh-Hans");

        Assert.Contains("RD 0.00 [−0.02, 0.02]", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_Json_HasTheContractsFields()
    {
        var json = JsonDocument.Parse(InProcess.Run("answer", "--json").Out).RootElement;

        Assert.All((string[])["pathway", "lang", "evidenceDate", "findings", "harms", "guidelines"], name => Assert.True(json.TryGetProperty(name, out _), name));
        var finding = json.GetProperty("findings")[0];
        Assert.All(
            (string[])["id", "outcome", "comparator", "window", "trials", "missingTrials", "participants", "effect", "certainty", "per100", "sentence"],
            name => Assert.True(finding.TryGetProperty(name, out _), name));
    }

    [Fact]
    public void Answer_UnknownLanguageOrPathway_IsRefusedWithThoseThereAre()
    {
        Assert.Contains("en, zh-Hans", Refused("answer", "--lang", "fr"), StringComparison.Ordinal);
        Assert.Contains("There is no pathway or folder \"none\"", Refused("answer", "none"), StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_BrokenPathwayFile_NamesFileAndLineInOneLine()
    {
        var folder = scratch.BrokenPathway();

        var error = Refused("answer", folder);

        Assert.Contains("trials.csv:3", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.TrimEnd('\n'));
    }

    [Fact]
    public void Verify_OwnPathway_FindsTheMisprintsOfItsSources()
    {
        var ran = InProcess.Run("verify");

        Assert.Equal(1, ran.Code);
        Assert.Contains(ran.Lines, l => l.Contains("trials.csv:", StringComparison.Ordinal) && l.Contains("error percent-count", StringComparison.Ordinal));
        Assert.Matches("^[0-9]+ errors?, [0-9]+ warnings?$", ran.Lines[^1]);
    }

    [Theory]
    [InlineData("protocol_points.csv", "TU2024,BL25,", "TU2024,BL225,", "protocol_points.csv:2 (point)")] // looked up in the atlas
    [InlineData("code_pairs.csv", "icd-10-cm,M54.3,", "icd-9-cm,M54.3,", "code_pairs.csv:2 (system)")]
    public void Verify_MistakeInTheTablesOnTreating_NamesItsPlace(string file, string from, string to, string place)
    {
        var table = Path.Combine(scratch.BrokenPathway(), file);
        File.WriteAllText(table, File.ReadAllText(table).Replace(from, to, StringComparison.Ordinal));

        Assert.Contains(place, InProcess.Run("verify", Path.GetDirectoryName(table)!).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_Json_HasTheContractsFields()
    {
        var problems = JsonDocument.Parse(InProcess.Run("verify", "--json").Out).RootElement.GetProperty("problems");

        Assert.NotEqual(0, problems.GetArrayLength());
        Assert.Equal(
            ["file", "line", "column", "severity", "check", "printed", "recomputed", "message"], problems[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Verify_TableWithAnImpossiblePercentage_NamesItsLine()
    {
        var table = scratch.Write("t.csv", "study,events1,total1,pct1,events2,total2,pct2\nA,12,24,50.0,6,24,25.0\nB,12,24,51.0,6,24,25.0\n");

        var ran = InProcess.Run("verify", "--table", table);

        Assert.Equal(1, ran.Code);
        Assert.StartsWith($"{table}:3", ran.Lines[0], StringComparison.Ordinal);
        Assert.Equal("1 error, 0 warnings", ran.Lines[^1]);
    }

    [Fact]
    public void Verify_CleanTable_IsSilentAndExitsWithZero()
    {
        var table = scratch.Write("t.csv", "study,events1,total1,pct1,events2,total2,pct2\nA,12,24,50.0,6,24,25.0\n");

        var ran = InProcess.Run("verify", "--table", table);

        Assert.Equal((0, "0 errors, 0 warnings\n"), (ran.Code, ran.Out));
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("a\0b", "not a text file")]
    public void Verify_FileThatIsNoTable_IsRefused(string content, string why) =>
        Assert.Contains(why, Refused("verify", "--table", scratch.Write("t.csv", content)), StringComparison.Ordinal);

    private static string Refused(params string[] args)
    {
        var ran = InProcess.Run(args);
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        return ran.Error;
    }
}
