using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Huantiao.Evidence;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Bench;

/// <summary>From tables to the answer, and from landmarks to places, on the data that are shipped.</summary>
[MemoryDiagnoser]
public class RoomBenchmarks
{
    private Pathway pathway = null!;
    private PointAtlas atlas = null!;
    private PointSearch search = null!;

    [GlobalSetup]
    public void Setup()
    {
        pathway = PathwayLoader.Load(Path.Combine(Root, "pathways", "sciatica")).Pathway!;
        atlas = AtlasLoader.Load(Path.Combine(Root, "atlas")).Atlas!;
        search = new(atlas, new(atlas, atlas.Body.Width("middle")));
    }

    [Benchmark]
    public int AllFindingsOfThePathway() => Findings.For(pathway).Findings.Length;

    [Benchmark]
    public int AllPointsOnAllViews() => atlas.Body.Views.Sum(view => Placement.Of(atlas, view, atlas.Body.Width("middle")).Length);

    [Benchmark]
    public int SearchNearAPoint() => search.Find("near GB30").Points.Length;

    internal static string Root => Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
