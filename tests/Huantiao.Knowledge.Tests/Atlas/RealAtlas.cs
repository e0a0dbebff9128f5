using Huantiao.Knowledge.Atlas;

namespace Huantiao.Knowledge.Tests.Atlas;

/// <summary>The atlas as it is shipped.</summary>
internal static class RealAtlas
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "atlas");

    public static readonly PointAtlas Atlas = AtlasLoader.Load(Folder).Atlas ?? throw new InvalidOperationException("The atlas has problems.");

    public static AtlasPoint Point(string code) => Atlas.Find(code) ?? throw new ArgumentException(code);

    /// <summary>Where a view shows a point on the side that it draws; null where it does not.</summary>
    public static Place? Where(string code, string view, string width = "middle", PointAtlas? atlas = null)
    {
        var from = atlas ?? Atlas;
        var drawn = from.Body.View(view);
        return Placement.Of(from, drawn, from.Body.Width(width))
            .Where(p => p.Point.Code == code && (p.Side == BodySide.Midline || p.Side == drawn.Side)).Select(p => (Place?)p.At).FirstOrDefault();
    }
}
