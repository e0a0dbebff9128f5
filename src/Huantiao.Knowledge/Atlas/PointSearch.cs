using System.Collections.Immutable;
using System.Text;

namespace Huantiao.Knowledge.Atlas;

/// <summary>What a search found.</summary>
/// <param name="Points">The best first; points that match equally well in the atlas's order.</param>
/// <param name="Near">The point whose surroundings were asked for; null for any other search.</param>
public sealed record PointsFound(ImmutableArray<AtlasPoint> Points, AtlasPoint? Near);

/// <summary>
/// Finds points by code ("gb30", "GB 30", older prefixes such as UB60), pinyin with or without tones, characters of either form, English name,
/// region, channel, or nearness ("near GB30", "环跳附近"). Pure: the same atlas and words give the same points.
/// </summary>
public sealed class PointSearch
{
    /// <summary>Longer queries are cut: no name of a point is that long.</summary>
    public const int LongestQuery = 60;

    private const int Nearest = 12;
    private static readonly string[] NearBefore = ["near ", "靠近", "邻近"];
    private static readonly string[] NearAfter = ["附近", "旁边"];

    /// <summary>Prefixes of other books for the WHO's.</summary>
    private static readonly (string Other, string Who)[] Prefixes =
        [("ub", "bl"), ("sj", "te"), ("th", "te"), ("tw", "te"), ("tb", "te"), ("du", "gv"), ("ren", "cv"), ("liv", "lr")];

    private readonly ImmutableArray<Entry> _entries;
    private readonly PointNeighbours _neighbours;

    public PointSearch(PointAtlas atlas, PointNeighbours neighbours)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(neighbours);
        _neighbours = neighbours;
        _entries = [.. atlas.Points.Select(p => Entry.Of(atlas, p))];
    }

    public PointsFound Find(string? query)
    {
        var text = (query ?? "").Trim();
        if (text.Length > LongestQuery)
            text = text[..LongestQuery];
        if (Place(text) is { } place && Match(place) is [var near, ..])
            return new([.. _neighbours.Of(near, Nearest).Select(n => n.Point)], near);
        return new(Match(text), null);
    }

    /// <summary>Letters and digits only, lower case, without tones: "Huán tiào" and "huantiao" are the same.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return folded.ToString();
    }

    /// <summary>The words after "near"; null where nothing near was asked for.</summary>
    private static string? Place(string text)
    {
        foreach (var before in NearBefore)
        {
            if (text.StartsWith(before, StringComparison.OrdinalIgnoreCase))
                return text[before.Length..];
        }

        foreach (var after in NearAfter)
        {
            if (text.EndsWith(after, StringComparison.Ordinal))
                return text[..^after.Length].TrimEnd().TrimEnd('的');
        }

        return null;
    }

    private ImmutableArray<AtlasPoint> Match(string text)
    {
        var whole = WhoCode(Fold(text));
        if (whole.Length == 0)
            return [];
        var words = text.Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(w => w.Length > 0).ToArray();
        return
        [
            .. _entries.Select(e => (e.Point, Rank: e.Rank(whole, words))).Where(e => e.Rank is not null).OrderBy(e => e.Rank).Select(e => e.Point),
        ];
    }

    private static string WhoCode(string folded)
    {
        foreach (var (other, who) in Prefixes)
        {
            if (folded.StartsWith(other, StringComparison.Ordinal) && folded.Length > other.Length && folded.AsSpan(other.Length).IndexOfAnyExceptInRange('0', '9') < 0)
                return who + folded[other.Length..];
        }

        return folded;
    }

    /// <summary>A point as it is looked up, everything folded.</summary>
    private sealed record Entry(AtlasPoint Point, string Code, ImmutableArray<string> Names, ImmutableArray<string> Words, ImmutableArray<string> Groups)
    {
        public static Entry Of(PointAtlas atlas, AtlasPoint point)
        {
            var region = atlas.Words.Regions[point.Region];
            var channel = atlas.Meridians.First(m => m.Code == point.Meridian);
            return new(
                point, Fold(point.Code),
                [Fold(point.PinyinPlain), Fold(point.Pinyin), Fold(point.HanziSimplified), Fold(point.HanziTraditional), Fold(point.EnglishName.Value)],
                [.. point.EnglishName.Value.Split([' ', '-', '\'']).Select(Fold).Where(w => w.Length > 0)],
                [Fold(region.In("en")), Fold(region.In("zh-Hans")), Fold(channel.Code), Fold(channel.Name.In("en")), Fold(channel.Name.In("zh-Hans"))]);
        }

        /// <summary>The smaller the better; null: no match.</summary>
        public int? Rank(string whole, string[] words)
        {
            if (Code == whole)
                return 0;
            if (Names.Contains(whole))
                return 1;
            if (Groups.Contains(whole))
                return 2;
            if (Code.StartsWith(whole, StringComparison.Ordinal))
                return 3;
            if (Names.Any(n => n.StartsWith(whole, StringComparison.Ordinal)))
                return 4;
            if (Words.Any(w => w.StartsWith(whole, StringComparison.Ordinal)) || Groups.Any(g => g.StartsWith(whole, StringComparison.Ordinal)))
                return 5;
            if (whole.Length > 1 && Names.Any(n => n.Contains(whole, StringComparison.Ordinal)))
                return 6;
            return words.Length > 1 && words.All(Has) ? 7 : null;
        }

        private bool Has(string word) =>
            Code.StartsWith(word, StringComparison.Ordinal) || Names.Any(n => n.StartsWith(word, StringComparison.Ordinal))
            || Words.Any(w => w.StartsWith(word, StringComparison.Ordinal)) || Groups.Any(g => g.StartsWith(word, StringComparison.Ordinal));
    }
}
