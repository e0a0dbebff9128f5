using System.Collections.Immutable;
using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Reads the skin: <c>surfaces.csv</c>, <c>regions.csv</c>, <c>drawing_views.csv</c>, <c>aspects.csv</c>.</summary>
internal static class SkinSheets
{
    public static SkinMap Read(string directory, ProblemList problems) => new()
    {
        Surfaces = Surfaces(directory, problems),
        Regions = Regions(directory, problems),
        Views = Views(directory, problems),
        Aspects = Aspects(directory, problems),
    };

    private static ImmutableArray<BodySurface> Surfaces(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "surfaces.csv", problems, "surface", "shape", "from", "to", "frames", "home", "source", "status");
        sheet.RequireUnique("surface");
        return sheet.Read(row =>
        {
            var (from, to) = (row.Given("from"), row.Given("to"));
            if (from >= to)
                row.Problem("to", "A surface ends beyond where it begins. Correct one of them.");
            return new BodySurface(
                row.Required("surface"), Shape(row.OneOf("shape", "flat", "round", "half")), from, to, [.. row.Required("frames").Split(' ')], row.Required("home"),
                row.Provenance("source", "source"));
        });
    }

    private static SurfaceShape Shape(string word) => word switch
    {
        "round" => SurfaceShape.Round,
        "half" => SurfaceShape.Half,
        _ => SurfaceShape.Flat,
    };

    private static ImmutableArray<BodyRegion> Regions(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "regions.csv", problems, "region", "name*", "part", "aspect", "nodes", "source", "status");
        sheet.RequireUnique("region");
        return sheet.Read(row => new BodyRegion(
            row.Required("region"), row.Local("name"), row.OneOf("part", "leg", "trunk", "arm", "head"), row.Optional("aspect"), LayerSheet.Bands(row, isArea: true),
            row.Provenance("source", "source")));
    }

    private static ImmutableArray<DrawingView> Views(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "drawing_views.csv", problems, "view", "of", "mirrored", "name*", "source", "status");
        sheet.RequireUnique("view");
        return sheet.Read(row => new DrawingView(row.Required("view"), row.Required("of"), row.YesNo("mirrored"), row.Local("name"), row.Provenance("source", "source")));
    }

    private static ImmutableArray<LegAspect> Aspects(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "aspects.csv", problems, "aspect", "meridian", "name*", "tradition*", "source", "status");
        sheet.RequireUnique("aspect");
        return sheet.Read(row => new LegAspect(
            row.Required("aspect"), row.Required("meridian"), row.Local("name"), row.Local("tradition"), row.Provenance("source", "source")));
    }
}

/// <summary>Checks that the names in the skin's tables lead somewhere.</summary>
internal static class SkinChecks
{
    public static void Run(PointAtlas atlas, ProblemList problems)
    {
        var skin = atlas.Skin;
        var frames = atlas.Body.Views.SelectMany(v => v.Frames.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var surface in skin.Surfaces)
        {
            foreach (var frame in surface.Frames.Where(f => !frames.Contains(f)))
                Note(surface.Provenance, "frames", $"No view has a frame \"{frame}\". Correct its name.");
            if (atlas.Body.Views.FirstOrDefault(v => v.Id == surface.Home) is not { } home || !surface.Frames.Any(home.Frames.ContainsKey))
                Note(surface.Provenance, "home", $"\"{surface.Home}\" is no view with one of the frames. Name a view that shows the surface.");
        }

        foreach (var region in skin.Regions)
        {
            foreach (var surface in region.Bands.Select(b => b.Frame).Distinct(StringComparer.Ordinal).Where(f => skin.Surfaces.All(s => s.Id != f)))
                Note(region.Provenance, "nodes", $"There is no surface \"{surface}\" in surfaces.csv. Correct its name.");
            if (region.Aspect is { } aspect && skin.Aspects.All(a => a.Id != aspect))
                Note(region.Provenance, "aspect", $"There is no aspect \"{aspect}\" in aspects.csv. Correct its name.");
        }

        foreach (var view in skin.Views.Where(v => atlas.Body.Views.All(b => b.Id != v.Of)))
            Note(view.Provenance, "of", $"There is no view \"{view.Of}\" in views.csv. Correct its name.");
        foreach (var aspect in skin.Aspects.Where(a => atlas.Meridians.All(m => m.Code != a.Meridian)))
            Note(aspect.Provenance, "meridian", $"There is no meridian \"{aspect.Meridian}\". Correct its code.");

        void Note(Provenance row, string column, string message) => problems.Schema(row.Place.File, row.Place.Line, column, message);
    }
}
