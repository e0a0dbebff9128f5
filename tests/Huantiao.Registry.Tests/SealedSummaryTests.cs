using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Huantiao.Registry.Tests;

public class SealedSummaryTests
{
    private static readonly Summary Sample = Invented.Summary("clinic-a", Invented.People(90, 1), Invented.Rules);

    [Fact]
    public void Read_WhatWasWritten_IsTheSummary()
    {
        var (read, problem) = SealedSummary.Read(Written.Sealed(Sample));

        Assert.Null(problem);
        Assert.Equal(Written.Text(Sample), Written.Text(read!.Summary));
        Assert.Equal(SealedSummary.FingerprintOf(Written.Key), read.Fingerprint);
    }

    /// <summary>Whoever lays the file out anew, or sorts its names, has not changed it.</summary>
    [Fact]
    public void Read_LaidOutAnew_StillHolds()
    {
        var file = JsonNode.Parse(Written.Sealed(Sample))!;
        var turned = new JsonObject(file["summary"]!.AsObject().Reverse().Select(p => new KeyValuePair<string, JsonNode?>(p.Key, p.Value?.DeepClone())));
        file["summary"] = turned;

        Assert.Null(SealedSummary.Read(Encoding.UTF8.GetBytes(file.ToJsonString(new JsonSerializerOptions { WriteIndented = true }))).Problem);
    }

    [Fact]
    public void Read_OneDigitChanged_IsRefused()
    {
        var text = Encoding.UTF8.GetString(Written.Sealed(Sample));
        var summary = text[..text.IndexOf("\"seal\"", StringComparison.Ordinal)];
        var digits = Enumerable.Range(0, summary.Length).Where(i => char.IsAsciiDigit(text[i])).ToArray();
        foreach (var place in Enumerable.Range(0, 40).Select(i => digits[i * digits.Length / 40]))
        {
            var forged = text.ToCharArray();
            forged[place] = forged[place] == '9' ? '8' : (char)(forged[place] + 1);
            // A 17th digit more or less can still be the same number, and is then no change.
            if (Canonical(new string(forged)) == Canonical(text))
                continue;
            var (read, problem) = SealedSummary.Read(Encoding.UTF8.GetBytes(new string(forged)));
            Assert.Null(read);
            // A name or number that can no longer be one is told of first; everything else by the seal.
            Assert.NotNull(problem);
        }
    }

    [Fact]
    public void Read_SignedByAnotherKey_IsRefusedUnderThisOne()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (mine, theirs) = (JsonNode.Parse(Written.Sealed(Sample))!, JsonNode.Parse(SealedSummary.Write(Sample, other))!);
        mine["seal"]!["signature"] = theirs["seal"]!["signature"]!.GetValue<string>();

        var problem = SealedSummary.Read(Encoding.UTF8.GetBytes(mine.ToJsonString())).Problem;

        Assert.Equal("seal.signature", problem!.Field);
    }

    [Fact]
    public void Write_WithAKeyOfAnotherCurve_IsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<ArgumentException>(() => SealedSummary.Write(Sample, key));
    }

    [Fact]
    public void Read_CutShortAnywhere_IsAProblemAndNoCrash()
    {
        var file = Written.Sealed(Sample);
        for (var length = 0; length < file.Length - 2; length += 97)
            Assert.NotNull(SealedSummary.Read(file.AsMemory(0, length)).Problem);
    }

    public static TheoryData<string, string> Impossible => new()
    {
        { "$.clinic = \"\"", "summary.clinic" },
        { "$.clinic = 7", "summary.clinic" },
        { "$.format = \"other\"", "summary.format" },
        { "$.formatVersion = 2", "summary.formatVersion" },
        { "$.until = \"2025-01-01\"", "summary.until" },
        { "$.cut = \"2026-02-01\"", "summary.cut" },
        { "$.from = \"1.1.2026\"", "summary.from" },
        { "$.subject.better = \"maybe\"", "summary.subject.better" },
        { "$.subject.scaleLower = 11", "summary.subject" },
        { "$.subject.weeks = [4, 4]", "summary.subject" },
        { "$.subject.surplus = 1", "summary.subject.surplus" },
        { "$.suppression.leastPeople = 0", "summary.suppression.leastPeople" },
        { "$.groups[0].people = -1", "summary.groups[0].people" },
        { "$.groups[0].people = 5", "summary.groups[0].people" },
        { "$.groups[0].people = 1.5", "summary.groups[0].people" },
        { "$.groups[0].strata[0].people = 1000", "summary.groups[0].strata" },
        { "$.groups[0].weeks[0].week = 5", "summary.groups[0].weeks" },
        { "$.groups[0].weeks[0].all.missing = 89", "summary.groups[0].weeks[0].all" },
        { "$.groups[0].weeks[0].all.measured = null", "summary.groups[0].weeks[0].all" },
        { "$.groups[0].weeks[0].all.paired = 90", "summary.groups[0].weeks[0].all.paired" },
        { "$.groups[0].weeks[0].all.responders = 90", "summary.groups[0].weeks[0].all.responders" },
        { "$.groups[0].weeks[0].all.pairs.n = 12", "summary.groups[0].weeks[0].all.pairs" },
        { "$.groups[0].weeks[0].all.pairs.meanAfter = 10.5", "summary.groups[0].weeks[0].all.pairs.meanAfter" },
        { "$.groups[0].weeks[0].all.pairs.squaresBefore = 5000", "summary.groups[0].weeks[0].all.pairs.squaresBefore" },
        { "$.groups[0].weeks[0].all.pairs.squaresAfter = -1", "summary.groups[0].weeks[0].all.pairs.squaresAfter" },
        { "$.groups[0].weeks[0].all.pairs.products = 4000", "summary.groups[0].weeks[0].all.pairs.products" },
        { "$.groups[0].weeks[0].all.pairs.products = \"many\"", "summary.groups[0].weeks[0].all.pairs.products" },
        { "$.groups[0].weeks[0].strata = []", "summary.groups[0].weeks[0].strata" },
        { "$.groups[0].harms[0].affected = 200", "summary.groups[0].harms[0].affected" },
        { "$.groups[0].harms[0].events = null", "summary.groups[0].harms[0]" },
        { "$.groups[1] = $.groups[0]", "summary.groups" },
    };

    /// <summary>Signed all the same: a program with a fault holds a good key.</summary>
    [Theory]
    [MemberData(nameof(Impossible))]
    public void Read_NumbersThatCannotBe_NamesTheField(string change, string field)
    {
        var file = Written.Resealed(Sample, summary => Apply(summary, change));

        var (read, problem) = SealedSummary.Read(file);

        Assert.Null(read);
        Assert.Equal(field, problem!.Field);
        // What is wrong, and then what to do.
        Assert.True(problem.Message.Split(". ").Length > 1 || problem.Message.Contains(':', StringComparison.Ordinal), problem.Message);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{\"summary\":{}}", "seal")]
    [InlineData("{\"summary\":{},\"seal\":{},\"more\":1}", "more")]
    [InlineData("{\"summary\":{},\"summary\":{},\"seal\":{}}", "")]
    [InlineData("{\"summary\":{},\"seal\":{\"algorithm\":\"none\",\"key\":\"\",\"signature\":\"\"}}", "seal.algorithm")]
    [InlineData("{\"summary\":{},\"seal\":{\"algorithm\":\"ES256\",\"key\":\"AAAA\",\"signature\":\"\"}}", "seal.key")]
    [InlineData("{\"summary\":{},\"seal\":{\"algorithm\":\"ES256\",\"key\":\"%%\",\"signature\":\"\"}}", "seal.key")]
    public void Read_NoSummaryAtAll_SaysWhere(string text, string field) => Assert.Equal(field, SealedSummary.Read(Encoding.UTF8.GetBytes(text)).Problem!.Field);

    /// <summary>From RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    public void Number_OfTheStandardsList_IsWrittenAsThere(ulong bits, string expected) => Assert.Equal(expected, CanonicalJson.Number(BitConverter.UInt64BitsToDouble(bits)));

    [Fact]
    public void Of_NamesAndText_IsSortedAndEscapedAsTheStandardSays()
    {
        using var document = JsonDocument.Parse("""{ "b": [1.0, true, null, 2e2], "\u20ac": "Euro", "\r": "line", "a": { "z": "\u000f\n\"\\\/", "y": "针" }, "1": "one" }""");

        Assert.Equal("""{"\r":"line","1":"one","a":{"y":"针","z":"\u000f\n\"\\/"},"b":[1,true,null,200],"€":"Euro"}""", Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement)));
    }

    private static string Canonical(string file)
    {
        using var document = JsonDocument.Parse(file);
        return Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement.GetProperty("summary")));
    }

    private static void Apply(JsonNode summary, string change)
    {
        var (path, value) = (change.Split(" = ")[0], change.Split(" = ")[1]);
        var node = value.StartsWith('$') ? At(summary, value).DeepClone() : JsonNode.Parse(value);
        var cut = path.LastIndexOf('.');
        var (parent, name) = (At(summary, path[..cut]), path[(cut + 1)..]);
        if (name.Contains('['))
            ((JsonArray)parent[name[..name.IndexOf('[')]]!).Add(node);
        else
            parent[name] = node;
    }

    private static JsonNode At(JsonNode root, string path)
    {
        var node = root;
        foreach (var step in path.Split('.').Skip(1))
        {
            var bracket = step.IndexOf('[');
            node = node[bracket < 0 ? step : step[..bracket]]!;
            if (bracket >= 0)
                node = node[int.Parse(step[(bracket + 1)..^1], System.Globalization.CultureInfo.InvariantCulture)]!;
        }

        return node;
    }
}
