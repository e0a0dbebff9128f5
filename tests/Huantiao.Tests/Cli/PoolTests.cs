using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Huantiao.Charts;
using Huantiao.Registry;

namespace Huantiao.Tests.Cli;

/// <summary><c>huantiao pool</c> on sealed files, as a network's office would run it.</summary>
public sealed class PoolTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("en", "Registry of 3 clinics: 270 people", "nobody drew lots")]
    [InlineData("zh-Hans", "登记汇总，3 家诊所：270 人", "没有人随机分组")]
    public void Pool_OfThreeClinics_ReadsWellAtAHundredColumns(string language, string title, string observed)
    {
        var ran = InProcess.Run(["pool", Clinic("a", 60, 1), Clinic("b", 90, 2), Clinic("c", 120, 3)], "", language);

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Equal(title, ran.Lines[0]);
        Assert.Contains(observed, ran.Out, StringComparison.Ordinal);
        Assert.All(ran.Lines, l => Assert.True(TerminalText.Cells(l) <= 100, l));
        Assert.Contains("τ²", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Pool_Json_IsInFullPrecisionAndTheSameInAnyOrder()
    {
        var (a, b) = (Clinic("a", 60, 1), Clinic("b", 90, 2));
        var ran = InProcess.Run("pool", a, b, "--json");
        var json = JsonDocument.Parse(ran.Out).RootElement;

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Equal(ran.Out, InProcess.Run("pool", b, a, "--json").Out);
        Assert.Equal(150, json.GetProperty("people").GetInt32());
        var rows = People("a", 60, 1).Concat(People("b", 90, 2)).Select(r => (Before: r.BaselineScore!.Value, After: r.At(4))).Where(r => r.After is Observation.Measured)
            .Select(r => ((Observation.Measured)r.After).Value - r.Before).ToArray();
        Assert.Equal(rows.Average(), json.GetProperty("groups")[0].GetProperty("weeks")[0].GetProperty("change").GetProperty("estimate").GetDouble(), 1e-12);
    }

    [Fact]
    public void Pool_AFileThatWasChanged_IsToldByFileAndFieldAndNothingIsPooled()
    {
        var (good, bad) = (Clinic("a", 60, 1), Clinic("b", 90, 2));
        File.WriteAllText(bad, File.ReadAllText(bad).Replace("\"people\": 90", "\"people\": 91", StringComparison.Ordinal));

        var ran = InProcess.Run("pool", good, bad, Write("broken.json", "{"u8.ToArray()));

        Assert.Equal((2, ""), (ran.Code, ran.Out));
        var lines = ran.Error.TrimEnd('\n').Split('\n');
        Assert.StartsWith($"huantiao: {bad}: seal.signature: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("broken.json: This is not well-formed JSON", lines[1], StringComparison.Ordinal);
        Assert.Equal("2 problems: nothing was pooled.", lines[2]);
    }

    [Fact]
    public void Pool_TheSameFileTwice_IsRefused()
    {
        var file = Clinic("a", 60, 1);
        var ran = InProcess.Run("pool", file, file);

        Assert.Equal(2, ran.Code);
        Assert.Contains("everybody would count twice", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pool_WithAListOfKeys_RefusesStrangers()
    {
        var (a, b) = (Clinic("a", 60, 1), Clinic("b", 90, 2));
        var fingerprint = SealedSummary.Read(File.ReadAllBytes(a)).Summary!.Fingerprint;
        var keys = Write("keys.txt", Encoding.UTF8.GetBytes($"# the network\n{fingerprint} a\n"));

        Assert.Equal(0, InProcess.Run("pool", a, "--keys", keys).Code);
        var ran = InProcess.Run("pool", a, b, "--keys", keys);
        Assert.Equal(2, ran.Code);
        Assert.Contains("is not in the list", ran.Error, StringComparison.Ordinal);
        Assert.Contains(":1: a key is 64 hexadecimal digits", InProcess.Run("pool", a, "--keys", Write("bad.txt", "x y"u8.ToArray())).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--baseline", "11", "lies outside the scale from 0 to 10")]
    [InlineData("--baseline", "x", "--baseline must be a number")]
    [InlineData("--method", "MH", "Method MH pools tables of two groups")]
    [InlineData("--level", "100", "The level is a percentage")]
    public void Pool_AChoiceThatCannotBe_IsRefused(string option, string value, string said)
    {
        var ran = InProcess.Run("pool", Clinic("a", 60, 1), option, value);

        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pool_AFileThatIsNotThere_IsSaid() => Assert.Contains("cannot be read", InProcess.Run("pool", Path.Combine(scratch.Folder, "none.json")).Error, StringComparison.Ordinal);

    /// <summary>What clinics saw stands beside the trials and moves none of them.</summary>
    [Fact]
    public void Answer_WithARegistryResultAdded_SaysOfTrialsWhatItSaidBefore()
    {
        var folder = Path.Combine(scratch.Folder, "copy");
        Copy(Path.Combine(AppContext.BaseDirectory, "pathways"), folder);
        var pathway = Directory.GetDirectories(folder).Single();
        var before = InProcess.Run("answer", pathway, "--json");

        var pooled = InProcess.Run("pool", Clinic("a", 60, 1, Path.GetFileName(pathway)), Clinic("b", 90, 2, Path.GetFileName(pathway)), "--json");
        Directory.CreateDirectory(Path.Combine(pathway, "registry"));
        File.WriteAllText(Path.Combine(pathway, "registry", "2026.json"), pooled.Out);
        var after = InProcess.Run("answer", pathway, "--json");

        Assert.Equal((0, 0), (before.Code, after.Code));
        Assert.Equal(before.Out, after.Out);
        var result = Assert.Single(Huantiao.Knowledge.Pathways.PathwayLoader.Load(pathway).Pathway!.RegistryResults);
        Assert.Equal((2, 150, "HT_LEG_NRS"), (result.Clinics, result.People, result.Instrument));
        Assert.Equal(JsonDocument.Parse(pooled.Out).RootElement.GetProperty("groups")[0].GetProperty("weeks")[0].GetProperty("change").GetProperty("estimate").GetDouble(), result.Groups[0].Weeks[0].Change!.Estimate);
    }

    [Theory]
    [InlineData("{", "registry/x.json:1")]
    [InlineData("{}", "registry/x.json (format)")]
    [InlineData("""{"format":"huantiao-registry-pool","formatVersion":1,"pathway":"another"}""", "registry/x.json (pathway)")]
    public void Verify_ARegistryFileThatCannotBe_IsToldWithItsField(string text, string place)
    {
        var folder = Path.Combine(scratch.Folder, "copy");
        Copy(Path.Combine(AppContext.BaseDirectory, "pathways"), folder);
        var pathway = Directory.GetDirectories(folder).Single();
        Directory.CreateDirectory(Path.Combine(pathway, "registry"));
        File.WriteAllText(Path.Combine(pathway, "registry", "x.json"), text);

        var ran = InProcess.Run("verify", pathway);

        Assert.Equal(1, ran.Code);
        Assert.Contains(place, ran.Out, StringComparison.Ordinal);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private string Write(string name, byte[] bytes) => scratch.Write(name, bytes);

    private string Clinic(string name, int people, int seed, string pathway = "pathway-a")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new Subject(pathway, "2026-11-22", "HT_LEG_NRS", "1", 0, 10, true, 2, [4, 12]);
        var cut = new Cut(new(2026, 1, 1), new(2026, 6, 30), new(2026, 11, 23));
        return Write(name + ".json", SealedSummary.Write(Summarising.Of(name, cut, subject, new(11, 3), People(name, people, seed), ImmutableHashSet<string>.Empty), key));
    }

    /// <summary>Nobody is lost between the weeks, so that both weeks' sums may be told.</summary>
    private static IEnumerable<OutcomeRow> People(string clinic, int people, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < people; i++)
        {
            var (before, lost) = (Math.Round(4 + (5 * random.NextDouble()), 1), random.Next(6) == 0);
            Observation After(double share) => lost ? new Observation.Missing("no-answer") : new Observation.Measured(Math.Round(before * share * random.NextDouble(), 1));
            yield return new()
            {
                Person = $"{clinic}{i:d3}", Began = new(2026, 3, 1), Exposure = "needling", Stratum = i % 3 == 0 ? "under 12 weeks" : "12 weeks or more", Baseline = new Observation.Measured(before),
                Weeks = [new(4, After(1.1)), new(12, After(0.9))], Treatments = 6, Events = [new("bruise", random.Next(9) == 0 ? 1 : 0)],
            };
        }
    }
}
