using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Huantiao.Cli.Meta;

namespace Huantiao.Tests.Cli;

public class BatchTests
{
    [Fact]
    public void Run_LinesOfEveryKind_AnswersEachInItsPlace()
    {
        var ran = Batch(Bcg.Line("first"), "no json", "", Bcg.Line("second", "OR"), """{"id":3,"data":{"yi":[1,2],"vi":[1,1]}}""");

        Assert.Equal(["first", "null", "null", "second", "3"], ran.Select(Id));
        Assert.Equal([false, true, true, false, false], ran.Select(IsError));
    }

    [Theory]
    [InlineData("""{"id":"x","measure":"RR","data":{"ai":[1]}""", "broken-json", "x", null)]
    [InlineData("""{"measure":"RR" "data":1,"id":"x"}""", "broken-json", "null", null)]
    [InlineData("""{"id":"x"}{"id":"y"}""", "broken-json", "x", null)]
    [InlineData("[1,2]", "wrong-type", "null", null)]
    [InlineData("""{"id":"x","data":[1,2]}""", "wrong-type", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":1,"vi":[1]}}""", "wrong-type", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1,true],"vi":[1,1]}}""", "wrong-type", "x", 2)]
    [InlineData("""{"id":"x","data":{"yi":[1,"two"],"vi":[1,1]}}""", "wrong-type", "x", 2)]
    [InlineData("""{"id":"x","data":{"yi":[1],"YI":[1],"vi":[1]}}""", "wrong-type", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1,2],"vi":[1]}}""", "missing-column", "x", null)]
    [InlineData("""{"id":"x","data":{}}""", "missing-column", "x", null)]
    [InlineData("""{"id":"x","measure":"GEN"}""", "missing-column", "x", null)]
    [InlineData("""{"id":"x","measure":"GEN","data":{"yi":[1,2]}}""", "missing-column", "x", null)]
    [InlineData("""{"id":"x","measure":"RR","data":{"ai":[1],"bi":[2]}}""", "missing-column", "x", null)]
    [InlineData("""{"data":{"ai":[1],"bi":[2]},"id":"x"}""", "missing-column", "x", null)]
    [InlineData("""{"measure":"RRR","data":{"yi":[1],"vi":[1]},"id":"x"}""", "unknown-option", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"method":"REMEL"}""", "unknown-option", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"method":7}""", "wrong-type", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"test":"hk"}""", "unknown-option", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"level":100}""", "unknown-option", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"level":"95"}""", "wrong-type", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"to":"some"}""", "unknown-option", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"include":["weight"]}""", "unknown-option", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"include":"weights"}""", "wrong-type", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"regtest":{"modell":"lm"}}""", "unknown-option", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"trimfill":{"side":"up"}}""", "unknown-option", "x", null)]
    [InlineData("""{"id":"x","data":{"yi":[1],"vi":[1]},"drop00":1}""", "wrong-type", "x", null)]
    [InlineData("""{"id":"x","measure":"RR","data":{"ai":[1,9],"n1i":[5,8],"ci":[1,1],"n2i":[5,5]}}""", "events-exceed-total", "x", 2)]
    [InlineData("""{"id":"x","data":{"yi":[1,2,3],"vi":[1,1,-1]}}""", "nonpositive-variance", "x", 3)]
    [InlineData("""{"id":"x","data":{"yi":[null],"vi":[1]}}""", "no-studies", "x", null)]
    public void Run_BadLine_SaysWhatAndWhereWithItsId(string line, string code, string id, int? row)
    {
        var answer = Assert.Single(Batch(line));

        var error = answer.RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(id, Id(answer));
        Assert.Equal(row, error.GetProperty("row") is { ValueKind: JsonValueKind.Number } r ? r.GetInt32() : null);
        Assert.NotEqual("", error.GetProperty("message").GetString());
    }

    [Fact]
    public void Run_MissingValues_AreDroppedByRow()
    {
        var answer = Assert.Single(Batch("""{"id":"x","data":{"yi":[1,null,2,"NA",3,4],"vi":[1,1,1,1,"NA",0.5],"slab":["a","b","c","d","e","f"]}}""")).RootElement;

        Assert.Equal([2, 4, 5], answer.GetProperty("dropped").EnumerateArray().Select(d => d.GetInt32()));
        Assert.Equal(3, answer.GetProperty("k").GetInt32());
    }

    [Fact]
    public void Run_MeasureAbsentWithYi_IsGeneric() =>
        Assert.Equal("GEN", Assert.Single(Batch("""{"data":{"yi":[1,2],"sei":[1,1]}}""")).RootElement.GetProperty("measure").GetString());

    [Fact]
    public void Run_UnknownField_IsIgnoredAloud()
    {
        var notes = Assert.Single(Batch("""{"id":"x","methid":"DL","data":{"yi":[1,2],"vi":[1,1]}}""")).RootElement.GetProperty("notes");

        Assert.Contains(notes.EnumerateArray(), n => n.GetString()!.Contains("\"methid\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ByteOrderMarkAndWindowsLineEnds_AreRead()
    {
        var ran = Run("\ufeff" + Bcg.Line("a") + "\r\n" + Bcg.Line("b") + "\r\n\r\n");

        Assert.Equal(["a", "b"], Parse(ran.Out).Select(Id));
        Assert.Equal(0, ran.Code);
    }

    [Fact]
    public void Run_AnyLineFails_ExitsWithOneAndCounts()
    {
        var ran = Run(Bcg.Line("a") + "\n{}\n");

        Assert.Equal(1, ran.Code);
        Assert.Equal("1 of 2 analyses have no result; their lines say why.\n", ran.Error);
    }

    [Fact]
    public void Run_ManyLines_AreAnsweredAsEachAlone()
    {
        string[] methods = ["EE", "DL", "REML", "PM", "ML"];
        var lines = Enumerable.Range(0, 300).Select(i => i % 7 == 3 ? $"broken {i}" : Bcg.Line($"n{i}", i % 2 == 0 ? "RR" : "OR", $$""","method":"{{methods[i % 5]}}","level":{{80 + (i % 19)}}""")).ToArray();

        var together = Run(string.Join('\n', lines)).Out;

        Assert.Equal(string.Concat(lines.Select(line => Run(line).Out)), together);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Run_InputInPieces_IsAnsweredTheSame(int piece)
    {
        var input = string.Join('\n', Enumerable.Range(0, 6).Select(i => Bcg.Line($"a{i}"))) + "\n\n" + Bcg.Line("last");
        using var output = new MemoryStream();

        new Batch(output).Run(new Dribble(Encoding.UTF8.GetBytes(input), piece));

        Assert.Equal(Run(input).Out, Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Run_LineLongerThanAnyBuffer_IsAnswered()
    {
        var yi = string.Join(',', Enumerable.Range(0, 200_000).Select(i => i % 10));
        var answer = Assert.Single(Batch($$"""{"id":"long","data":{"yi":[{{yi}}],"vi":[{{yi.Replace('0', '1')}}]},"method":"DL"}"""));

        Assert.Equal(200_000, answer.RootElement.GetProperty("k").GetInt32());
    }

    [Fact]
    public async Task Run_CallerThatWaits_GetsEachAnswerBeforeItAsksTheNext()
    {
        await using var ask = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var asked = new AnonymousPipeClientStream(PipeDirection.In, ask.ClientSafePipeHandle);
        await using var answers = new AnonymousPipeServerStream(PipeDirection.In);
        await using var answering = new AnonymousPipeClientStream(PipeDirection.Out, answers.ClientSafePipeHandle);
        var run = Task.Run(() => new Batch(answering).Run(asked), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(answers);

        foreach (var id in (string[])["one", "two", "three"])
        {
            await ask.WriteAsync(Encoding.UTF8.GetBytes(Bcg.Line(id) + "\n"), TestContext.Current.CancellationToken);
            await ask.FlushAsync(TestContext.Current.CancellationToken);
            var answer = await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.Equal(id, Id(JsonDocument.Parse(answer!)));
        }

        ask.Dispose();
        await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Property(MaxTest = 300)]
    public bool Run_AnyText_GivesOneLineOfJsonForEachLine(NonNull<string>[] lines)
    {
        var clean = lines.Select(l => l.Get.ReplaceLineEndings(" ").Replace('\n', ' ').Replace('\r', ' ')).Append(Bcg.Line("end")).ToArray();

        var answers = Parse(Run(string.Join('\n', clean)).Out).ToArray();

        return answers.Length == clean.Length && Id(answers[^1]) == "end";
    }

    [Fact]
    public void Run_OutFile_IsWrittenWholeWithNothingBeside()
    {
        using var scratch = new Scratch();
        var cases = scratch.Write("cases.ndjson", Bcg.Line("a") + "\n");
        var results = Path.Combine(scratch.Folder, "results.ndjson");

        var ran = InProcess.Run("meta", "--batch", cases, "--out", results);

        Assert.Equal((0, "", ""), (ran.Code, ran.Out, ran.Error));
        Assert.Equal(Run(Bcg.Line("a")).Out, File.ReadAllText(results));
        Assert.Equal(2, Directory.GetFiles(scratch.Folder).Length);
    }

    [Fact]
    public void Run_CasesMissing_LeavesAnOlderResultAlone()
    {
        using var scratch = new Scratch();
        var results = scratch.Write("results.ndjson", "older");

        var ran = InProcess.Run("meta", "--batch", Path.Combine(scratch.Folder, "none.ndjson"), "--out", results);

        Assert.Equal(2, ran.Code);
        Assert.Equal("older", File.ReadAllText(results));
        Assert.Single(Directory.GetFiles(scratch.Folder));
    }

    private static Ran Run(string input) => InProcess.Run(["meta", "--batch", "-"], input);

    private static JsonDocument[] Batch(params string[] lines) => Parse(Run(string.Join('\n', lines)).Out);

    private static JsonDocument[] Parse(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l))];

    private static string Id(JsonDocument answer) => answer.RootElement.GetProperty("id") is { ValueKind: not JsonValueKind.Null } id ? id.ToString() : "null";

    private static bool IsError(JsonDocument answer) => answer.RootElement.TryGetProperty("error", out _);

    /// <summary>A stream that gives a few bytes at a time, as a slow pipe does.</summary>
    private sealed class Dribble(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }
}
