using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Tests.Loading;

public class PathwayLoaderTests
{
    [Fact]
    public void Load_AnotherCondition_NeedsNoOtherProgram()
    {
        var (pathway, problems) = PathwayLoader.Load(PathwayFolder.Original("tiny"));

        Assert.Empty(problems);
        Assert.Equal("migraine", pathway!.Condition.In("en"));
        Assert.Equal("偏头痛", pathway.Condition.In("zh-Hans"));
        Assert.Equal(new DateOnly(2026, 1, 31), pathway.Stewardship.ReviewedOn);
        Assert.Equal(3, pathway.Trials.Length);
        Assert.Equal(new ArmSummary(40, 3.1, 2.0, null, null), pathway.Trials[0].Arm1);
        Assert.Equal(MissingKind.NotReported, pathway.Trials[2].Missing);
        Assert.Equal(new FilePlace("trials.csv", 4), pathway.Trials[2].Provenance.Place);
        Assert.Equal("反复发作的头痛。", pathway.Texts["condition-what"].In("zh-Hans"));
    }

    [Fact]
    public void Load_ColumnsInAnotherOrder_AreTheSame()
    {
        using var folder = new PathwayFolder("tiny");
        var rows = File.ReadAllLines(folder.PathOf("important_differences.csv")).Select(l => string.Join(';', l.Split(',').Reverse()));
        File.WriteAllLines(folder.PathOf("important_differences.csv"), rows);

        var (pathway, problems) = folder.Load();

        Assert.Empty(problems);
        Assert.Equal(1, pathway!.Differences[0].Value);
    }

    [Theory]
    [InlineData("VERIFIED", FactStatus.Verified)]
    [InlineData("VERIFIED (abstract)", FactStatus.Verified)]
    [InlineData("VERIFIED-DESIGN-ONLY", FactStatus.DesignOnly)]
    [InlineData("VERIFIED; thresholds RECALLED", FactStatus.Recalled)]
    [InlineData("SEEN (URL not kept)", FactStatus.Recalled)]
    [InlineData("RECALLED (own rule)", FactStatus.Recalled)]
    [InlineData("not testable", FactStatus.Unknown)]
    public void Load_MixedStatus_TakesTheWeakestWordAndKeepsTheText(string text, FactStatus status)
    {
        using var folder = new PathwayFolder("tiny");

        var (pathway, _) = folder.Change("safety.csv", "ASSUMED (made for tests)", text).Load();

        var provenance = pathway!.Safety[0].Provenance;
        Assert.Equal((status, text), (provenance.Status, provenance.StatusText));
    }
}
