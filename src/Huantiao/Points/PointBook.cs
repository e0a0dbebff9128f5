using System.Collections.Immutable;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Points;

/// <summary>The atlas with what is looked up in it. Loaded when it is first asked for: an answer that needs no point does not wait for it.</summary>
internal sealed class PointBook
{
    /// <summary>Of the three builds, the one that the charts show.</summary>
    private const string ShownWidth = "middle";

    private readonly Lazy<PointNeighbours> _neighbours;
    private readonly Lazy<PointSearch> _search;
    private readonly Lazy<BodySkin> _skin;

    private PointBook(PointAtlas atlas)
    {
        Atlas = atlas;
        Width = atlas.Body.Width(ShownWidth);
        _neighbours = new(() => new(Atlas, Width));
        _skin = new(() => BodySkin.Of(Atlas, Width));
        _search = new(() => new(Atlas, Neighbours));
    }

    /// <summary>The atlas travels beside the executable; ./huantiao names the one that it was built from, so that an edited table counts at once.</summary>
    public static string Home => Environment.GetEnvironmentVariable("HUANTIAO_ATLAS") is { Length: > 0 } home ? home : Path.Combine(AppContext.BaseDirectory, "atlas");

    public PointAtlas Atlas { get; }

    public BodyWidth Width { get; }

    public PointNeighbours Neighbours => _neighbours.Value;

    /// <summary>What pain drawings are measured on.</summary>
    public BodySkin Skin => _skin.Value;

    public PointSearch Search => _search.Value;

    /// <exception cref="BrokenAtlasException">The folder is missing or broken.</exception>
    public static PointBook Load(string? folder = null)
    {
        var (atlas, problems) = AtlasLoader.Load(folder ?? Home);
        return atlas is not null ? new(atlas) : throw new BrokenAtlasException(folder ?? Home, [.. problems.Where(p => p.Severity == Severity.Error)]);
    }

    public Meridian MeridianOf(AtlasPoint point) => Atlas.Meridians.First(m => m.Code == point.Meridian);
}

/// <summary>The atlas cannot be read; the message names the first problem with its place.</summary>
internal sealed class BrokenAtlasException(string folder, ImmutableArray<Problem> errors) : Exception(
    $"{Path.Combine(folder, errors[0].File)}:{errors[0].Line}: {errors[0].Message}{(errors.Length > 1 ? $" ({errors.Length - 1} more)" : "")}");
