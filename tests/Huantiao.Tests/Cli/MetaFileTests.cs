using System.Globalization;
using System.Text;
using System.Text.Json;
using Huantiao.Cli;

namespace Huantiao.Tests.Cli;

public sealed class MetaFileTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Run_TableOfTrials_ShowsEachStudyThePooledResultAndHeterogeneity()
    {
        var ran = Meta(Bcg.Csv, "--measure", "RR");

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Equal("Risk ratio (RR), 13 studies, table.csv", ran.Lines[0]);
        Assert.All(Bcg.Studies, study => Assert.Contains(ran.Lines, l => l.StartsWith(study, StringComparison.Ordinal)));
        Assert.Contains(ran.Lines, l => l.StartsWith("Pooled", StringComparison.Ordinal) && l.Contains("0.49 [0.34, 0.70]", StringComparison.Ordinal));
        Assert.Contains("I² 92.2%", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Q(12) = 152.23, p < 0.0001", string.Join(' ', ran.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.All(ran.Lines, l => Assert.True(l.Length <= 100, l));
    }

    [Fact]
    public void Run_Chinese_SpeaksChinese()
    {
        var ran = InProcess.Run(["meta", scratch.Write("table.csv", Bcg.Csv), "--measure", "RR"], "", "zh-CN");

        Assert.StartsWith("风险比（RR）", ran.Lines[0].Replace(" (", "（", StringComparison.Ordinal).Replace(")", "）", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(',', false, false)]
    [InlineData(';', true, true)]
    [InlineData('\t', true, false)]
    public void Run_TableInAnyDialect_GivesTheSameNumbers(char delimiter, bool upperCase, bool byteOrderMark)
    {
        var plain = "study,yi,vi\nA,0.25,0.0625\nB,-0.5,0.04\nC,1.125,0.5\n";
        var text = plain.Replace(',', delimiter);
        if (delimiter != ',')
            text = text.Replace('.', ',');
        if (upperCase)
            text = text.Replace("study", " Study ", StringComparison.Ordinal).Replace("yi", "YI", StringComparison.Ordinal).Replace("vi", "Vi", StringComparison.Ordinal);
        if (byteOrderMark)
            text = "\ufeff" + text.ReplaceLineEndings("\r\n");

        Assert.Equal(Estimate(plain), Estimate(text));
    }

    [Fact]
    public void Run_Json_IsTheLineOfABatchWithEverything()
    {
        var file = JsonDocument.Parse(Meta(Bcg.Csv, "--measure", "RR", "--test", "knha", "--level", "90", "--json").Out).RootElement;
        var more = ""","test":"knha","level":90,"include":["weights","influence","leave1out","cumulative","regtest","ranktest","trimfill","confint"]""";
        var batch = JsonDocument.Parse(InProcess.Run(["meta", "--batch", "-"], Bcg.Line("x", "RR", more)).Out).RootElement;

        Assert.Equal(batch.EnumerateObject().Select(p => p.Name), file.EnumerateObject().Select(p => p.Name));
        Assert.All(batch.EnumerateObject().Where(p => p.Name != "id"), p => Assert.Equal(p.Value.GetRawText(), file.GetProperty(p.Name).GetRawText()));
    }

    [Fact]
    public void Run_Drawings_AreWrittenAsSvg()
    {
        var (forest, funnel) = (Path.Combine(scratch.Folder, "forest.svg"), Path.Combine(scratch.Folder, "funnel.svg"));

        var ran = Meta(Bcg.Csv, "--measure", "RR", "--forest", forest, "--funnel", funnel);

        Assert.Equal(0, ran.Code);
        Assert.All((string[])[forest, funnel], f => Assert.Equal("svg", System.Xml.Linq.XDocument.Load(f).Root!.Name.LocalName));
        Assert.Contains("Aronson 1948", File.ReadAllText(forest), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(scratch.Folder).Length);
    }

    [Fact]
    public void Run_DrawingWhereNothingCanBeWritten_SaysSo()
    {
        var ran = Meta(Bcg.Csv, "--measure", "RR", "--forest", Path.Combine(scratch.Folder, "none", "forest.svg"));

        AssertRefused(ran, "forest.svg cannot be written");
    }

    [Fact]
    public void Run_FewerThanTenStudies_DoesNotTestAsymmetry()
    {
        var ran = Meta("yi,vi\n1,1\n2,1\n3,2\n");

        Assert.Contains("asymmetry of the funnel is not tested with fewer than 10 studies", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("regression test", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StudiesWithoutALabelColumn_AreNumbered() =>
        Assert.Contains(Meta("yi,vi\n1,1\n2,1\n").Lines, l => l.StartsWith("2 ", StringComparison.Ordinal));

    [Fact]
    public void Run_AuthorAndYear_NameTheStudy() =>
        Assert.Contains(Meta("author,year,yi,vi\nLi,2001,1,1\nWu,2003,2,1\n").Lines, l => l.StartsWith("Li 2001", StringComparison.Ordinal));

    [Fact]
    public void Run_ColumnsThatOtherMeasuresUse_MayHoldWords() =>
        Assert.Equal(0, Meta("study,pi,ti,yi,vi\nA,Dr Li,early,1,1\nB,Dr Wu,late,2,1\n").Code);

    [Fact]
    public void Run_ControlCharactersInALabel_DoNotReachTheTerminal() =>
        Assert.DoesNotContain('\e', Meta("study,yi,vi\n\u001b[31mred,1,1\nB,2,1\n").Out);

    // Bad input, one by one.

    [Fact]
    public void Run_NoSuchFile_IsRefused() => AssertRefused(InProcess.Run("meta", "/no/such/file.csv"), "/no/such/file.csv");

    [Fact]
    public void Run_Folder_IsRefused() => AssertRefused(InProcess.Run("meta", scratch.Folder), "is a folder");

    [Fact]
    public void Run_BinaryFile_IsRefused()
    {
        var path = scratch.Write("picture.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0, 13, 0xFF, 0xFE, 10, 1]);

        AssertRefused(InProcess.Run("meta", path, "--measure", "RR"), "not a text file");
    }

    [Fact]
    public void Run_EmptyFile_IsRefused() => AssertRefused(Meta(""), "The file is empty");

    [Fact]
    public void Run_HeaderAlone_IsRefused() => AssertRefused(Meta("study,ai,n1i,ci,n2i\n"), "no study");

    [Fact]
    public void Run_WrongColumns_NamesWhatIsThereAndWhatIsNeeded()
    {
        var ran = Meta("study,events,total\nA,1,2\n", "--measure", "RR");

        AssertRefused(ran, "measure RR needs the columns");
        Assert.Contains("study, events, total", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoMeasure_AsksWhichAndNamesThoseTheColumnsAllow()
    {
        var ran = Meta(Bcg.Csv);

        AssertRefused(ran, "which measure?");
        Assert.Contains("RR, OR, RD", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SMD,", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--measure", "RRR")]
    [InlineData("--method", "REMEL")]
    [InlineData("--test", "hartung")]
    [InlineData("--level", "ninety")]
    [InlineData("--level", "0")]
    [InlineData("--add", "-1")]
    [InlineData("--to", "some")]
    public void Run_UnknownChoice_IsRefused(string option, string value) =>
        AssertRefused(Meta(Bcg.Csv, [.. option == "--measure" ? (string[])[] : ["--measure", "RR"], option, value]), option == "--add" ? "constant" : value == "0" ? "level" : value);

    [Fact]
    public void Run_TextInNumbers_NamesLineColumnAndText()
    {
        var ran = Meta("study,yi,vi\nA,1,1\n\nB,0.5 (0.2),1\nC,2,n.s.\n");

        AssertRefused(ran, "table.csv:4: column yi: \"0.5 (0.2)\" is not a number");
        Assert.Contains("table.csv:5: column vi: \"n.s.\"", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MoreEventsThanPeople_NamesTheLine()
    {
        var ran = Meta("study,ai,n1i,ci,n2i\nA,1,10,2,10\nB,11,10,2,10\n", "--measure", "RR");

        AssertRefused(ran, "table.csv:3:");
    }

    [Fact]
    public void Run_OneStudy_IsReportedAsItIsWithANote()
    {
        var ran = Meta("study,ai,n1i,ci,n2i\nA,3,10,6,10\n", "--measure", "RR");

        Assert.Equal(0, ran.Code);
        Assert.Contains("1 study, table.csv", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Note", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TablesWithoutAnyEvent_AreAnalysedOrRefusedButNeverNaN()
    {
        const string csv = "study,ai,n1i,ci,n2i\nA,0,10,0,10\nB,0,20,0,20\n";

        var added = Meta(csv, "--measure", "RR");
        var dropped = Meta(csv, "--measure", "RR", "--to", "none");

        Assert.Equal(0, added.Code);
        Assert.DoesNotContain("NaN", added.Out, StringComparison.Ordinal);
        Assert.Equal(1, dropped.Code);
        Assert.StartsWith("huantiao: ", dropped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MillionRows_IsDone()
    {
        var text = new StringBuilder("study,yi,vi\n");
        for (var i = 0; i < 1_000_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"S{i},{(i % 100) / 50.0},{1 + (i % 7)}\n");

        var ran = Meta(text.ToString());

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Contains("1000000 studies", ran.Lines[0], StringComparison.Ordinal);
        Assert.True(ran.Lines.Length < 100);
    }

    [Fact]
    public void Run_OutputThatIsFull_SaysSo()
    {
        using var error = new StringWriter();
        using var terminal = new Terminal(Stream.Null, new FullDisk(), error);

        var code = CommandTree.Run(["meta", scratch.Write("table.csv", Bcg.Csv), "--measure", "RR"], terminal);

        Assert.Equal((2, "huantiao: The output cannot be written: No space left on device\n"), (code, error.ToString().ReplaceLineEndings("\n")));
    }

    private Ran Meta(string csv, params string[] options) => InProcess.Run(["meta", scratch.Write("table.csv", csv), .. options]);

    private double Estimate(string csv) => JsonDocument.Parse(Meta(csv, "--json").Out).RootElement.GetProperty("estimate").GetDouble();

    private static void AssertRefused(Ran ran, string why)
    {
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.StartsWith("huantiao: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains(why, ran.Error, StringComparison.Ordinal);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
