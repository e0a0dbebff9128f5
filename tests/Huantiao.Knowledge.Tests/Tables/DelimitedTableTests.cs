using System.Text;
using FsCheck.Xunit;
using Huantiao.Knowledge.Tables;

namespace Huantiao.Knowledge.Tests.Tables;

public class DelimitedTableTests
{
    [Theory]
    [InlineData("study,yi,vi\nA,0.5,0.2\n", ',')]
    [InlineData("study;yi;vi\nA;0,5;0,2\n", ';')]
    [InlineData("study\tyi\tvi\nA\t0,5\t0,2\n", '\t')]
    [InlineData("sep=;\nstudy;yi;vi\nA;0,5;0,2\n", ';')]
    [InlineData("study;note, long;yi\n\"A, B\";x;0,5\n", ';')]
    public void Parse_AnyDelimiter_IsFoundOutWithItsDecimalMark(string text, char delimiter)
    {
        var (table, faults) = DelimitedTable.Parse(text, "t.csv");

        Assert.Empty(faults);
        Assert.Equal(delimiter, table!.Delimiter);
        Assert.True(table[0].TryNumber("yi", out var yi));
        Assert.Equal(0.5, yi);
    }

    [Fact]
    public void IndexOf_OtherCaseSpacesAndMarks_FindsTheColumn()
    {
        var table = Whole(" Study ,CI1 lo,n1-i\nA,1,2\n");

        Assert.Equal(1, table.IndexOf("ci1_lo"));
        Assert.Equal(2, table.IndexOf("N1I"));
        Assert.Equal(-1, table.IndexOf("ci1_hi"));
        Assert.Equal("", table[0]["ci1_hi"]);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_QuotedLineBreaksAndBlankLines_IsThePhysicalLine(string end)
    {
        var text = string.Join(end, "a,b", "1,\"two", "lines\"", "", "   ", "3,4", ",", "5,6") + end;

        var table = Whole(text);

        Assert.Equal([2, 6, 8], table.Rows.Select(r => r.Line));
        Assert.Equal($"two{end}lines", table[0]["b"]);
    }

    [Fact]
    public void Text_DoubledQuotes_AreOne() =>
        Assert.Equal("\"Three points\" trial, 2010", Whole("a,b\n\"\"\"Three points\"\" trial, 2010\",1\n")[0]["a"]);

    [Fact]
    public void Text_QuoteWithinAPlainField_IsText()
    {
        var row = Whole("a,b\n5\" long,\"say \"\"ah\"\"\"\n")[0];

        Assert.Equal(("5\" long", "say \"ah\""), (row["a"], row["b"]));
    }

    [Theory]
    [InlineData("study;yi;vi\nA;0,5;0,2\nB;0,1\n", ';')]
    [InlineData("study\tyi\n21,71\t4\n,16\n", '\t')]
    public void Delimiter_DecimalCommasAndABrokenLine_IsFoundAllTheSame(string text, char delimiter) =>
        Assert.Equal(delimiter, DelimitedTable.Parse(text, "t.csv").Table!.Delimiter);

    [Fact]
    public void HeaderLine_LineThatNamesTheDelimiter_ComesBeforeIt()
    {
        var table = Whole("sep=;\r\na;b\r\n1;2\r\n");

        Assert.Equal((2, 3), (table.HeaderLine, table[0].Line));
    }

    [Fact]
    public void Load_ByteOrderMarks_AreNoPartOfTheFirstName()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var (table, faults) = DelimitedTable.Load([.. encoding.GetPreamble(), .. encoding.GetBytes("名称\tyi\n针\t1\n")], "t.txt");

            Assert.Empty(faults);
            Assert.Equal("针", table![0]["名称"]);
        }
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("NA", null)]
    [InlineData(" nan ", null)]
    [InlineData(".", null)]
    [InlineData("-1.5e-3", -0.0015)]
    [InlineData("\u22120.8", -0.8)]
    public void TryNumber_NumberOrMissing_IsRead(string text, double? expected)
    {
        Assert.True(Whole($"a,b\nx,{text}\n")[0].TryNumber("b", out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("<0.05")]
    [InlineData("1.2.3")]
    [InlineData("\"0,5\"")]
    [InlineData("1e999")]
    [InlineData("Infinity")]
    [InlineData("12 34")]
    public void TryNumber_OtherText_IsRefused(string text) => Assert.False(Whole($"a,b\nx,{text}\n")[0].TryNumber("b", out _));

    [Theory]
    [InlineData("", TableFailure.Empty, 0)]
    [InlineData("\n  \n\r\n", TableFailure.Empty, 0)]
    [InlineData("PK\0\u0003", TableFailure.Binary, 0)]
    [InlineData("0.5,0.2\n0.1,0.3\n", TableFailure.NoHeader, 1)]
    [InlineData("a,,b\n1,2,3\n", TableFailure.NoHeader, 1)]
    [InlineData("yi,vi,YI\n1,2,3\n", TableFailure.DuplicateHeader, 1)]
    [InlineData("a,b\n1,2\n3\n", TableFailure.Ragged, 3)]
    [InlineData("a,b\n1,2\n3,4,5\n", TableFailure.Ragged, 3)]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", TableFailure.BadQuote, 3)]
    [InlineData("a,b\n1,\"2\"x\n", TableFailure.BadQuote, 2)]
    [InlineData("a,b\n5\" long,\"2\n3,4\n", TableFailure.BadQuote, 2)]
    [InlineData("a,b\n5\" long,\"2\"x\"\n3,4\n", TableFailure.BadQuote, 2)]
    [InlineData("study;yi;vi\nA;0,5;0,2\nB;0,1\n", TableFailure.Ragged, 3)]
    public void Load_BrokenFile_SaysWhatAndWhere(string text, TableFailure failure, int line)
    {
        var (_, faults) = DelimitedTable.Load(Encoding.UTF8.GetBytes(text), "t.csv");

        var fault = Assert.Single(faults);
        Assert.Equal((failure, line), (fault.Failure, fault.Line));
        Assert.NotEmpty(fault.Message);
    }

    [Fact]
    public void Load_OtherEncoding_NamesTheLine()
    {
        // 针 in GBK, on the second line.
        var (table, faults) = DelimitedTable.Load([.. "a,b\n"u8, 0xD5, 0xEB, .. ",1\n"u8], "t.csv");

        Assert.Null(table);
        Assert.Equal((TableFailure.NotUtf8, 2), (faults[0].Failure, faults[0].Line));
    }

    [Fact]
    public void Load_FolderOrMissingFile_IsUnreadable()
    {
        Assert.Equal(TableFailure.Unreadable, DelimitedTable.Load(Path.GetTempPath()).Faults[0].Failure);
        Assert.Equal(TableFailure.Unreadable, DelimitedTable.Load(Path.Combine(Path.GetTempPath(), "no-such-file.csv")).Faults[0].Failure);
    }

    [Fact]
    public void Load_RaggedRows_KeepsTheOthersAndNamesEach()
    {
        var (table, faults) = DelimitedTable.Parse("a,b\n1,2\n3\n4,5\n6,7,8\n9,10,,\n", "t.csv");

        Assert.Equal([3, 5], faults.Select(f => f.Line));
        Assert.Equal(["1", "4", "9"], table!.Rows.Select(r => r["a"]));
    }

    [Fact]
    public void Read_BrokenFile_ThrowsWithFileAndLine()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("huantiao").FullName, "t.csv");
        File.WriteAllText(path, "a,b\n1\n");

        var error = Assert.Throws<TableException>(() => DelimitedTable.Read(path, "t.csv"));

        Assert.StartsWith("t.csv:2: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("ragged", error.Faults[0].Code);
    }

    [Fact]
    public void Parse_FirstColumnWithoutName_IsATableWithRowNames() => Assert.Equal("7", Whole(",yi\n1,7\n")[0]["yi"]);

    [Fact]
    public void Parse_AMillionRows_TakesSecondsAtMost()
    {
        var text = new StringBuilder("study,yi,vi\n");
        for (var i = 0; i < 1_000_000; i++)
            text.Append("trial,0.123,0.0456\n");
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();

        var table = Whole(text.ToString());
        var sum = 0.0;
        for (var i = 0; i < table.Count; i++)
            sum += table[i].TryNumber(1, out var yi) ? yi!.Value : double.NaN;

        Assert.Equal(1_000_000, table.Count);
        Assert.Equal(123_000, sum, 1e-3);
        Assert.Equal(1_000_001, table[999_999].Line);
        Assert.InRange(clock.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    /// <summary>Whatever the fields hold, quoting them by the rule gives them back.</summary>
    [Property(MaxTest = 300)]
    public bool Parse_QuotedFields_GivesThemBack(string?[] fields)
    {
        var wanted = fields.Select(f => (f ?? "").Replace("\0", "", StringComparison.Ordinal).Trim()).ToArray();
        var row = string.Join(',', wanted.Append("end").Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        var header = string.Join(',', Enumerable.Range(0, wanted.Length + 1).Select(i => $"c{i}"));

        var (table, faults) = DelimitedTable.Parse($"{header}\n{row}\n", "t.csv");

        return faults.IsEmpty && wanted.Select((f, i) => table![0][i] == f).All(same => same);
    }

    /// <summary>Any text at all gives a table or faults, never an exception.</summary>
    [Property(MaxTest = 500)]
    public bool Parse_AnyText_NeverThrows(string? text)
    {
        var (table, faults) = DelimitedTable.Parse(text ?? "", "t.csv");
        return table is not null || !faults.IsEmpty;
    }

    private static DelimitedTable Whole(string text)
    {
        var (table, faults) = DelimitedTable.Parse(text, "t.csv");
        Assert.Empty(faults);
        return table!;
    }
}
