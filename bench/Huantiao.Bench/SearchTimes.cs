using System.Diagnostics;
using System.Globalization;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Bench;

/// <summary>The slow ones count while somebody types, so not a mean but the distribution over searches of every kind, "near" among them.</summary>
internal static class SearchTimes
{
    private const double LimitMilliseconds = 5;
    private static readonly string[] Queries = ["near GB30", "GB30", "huan tiao", "環跳", "jumping circle", "buttock", "臀", "zu", "near ST36", "环跳附近", "b", "nothing of the kind"];

    public static string Measure()
    {
        var atlas = AtlasLoader.Load(Path.Combine(RoomBenchmarks.Root, "atlas")).Atlas!;
        var search = new PointSearch(atlas, new(atlas, atlas.Body.Width("middle")));
        var times = new List<double>();
        for (var round = 0; round < 1100; round++)
        {
            foreach (var query in Queries)
            {
                var start = Stopwatch.GetTimestamp();
                search.Find(query);
                if (round >= 100)
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        var p99 = times[(int)(times.Count * 0.99)];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"search inside the process: median {times[times.Count / 2]:0.000} ms, p99 {p99:0.000} ms, longest {times[^1]:0.00} ms of {times.Count}; p99 is {p99 / LimitMilliseconds:0.000} of {LimitMilliseconds} ms");
    }
}
