using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Checks what no single row can tell: that names lead somewhere and that each meridian is whole.</summary>
internal static class AtlasChecks
{
    public static void Run(PointAtlas atlas, ProblemList problems)
    {
        foreach (var repeated in atlas.Points.GroupBy(p => p.Code, StringComparer.OrdinalIgnoreCase).SelectMany(g => g.Skip(1)))
            Note(repeated, "code", $"The code \"{repeated.Code}\" stands twice. Keep one row.");
        foreach (var point in atlas.Points)
            CheckPoint(point);
        foreach (var meridian in atlas.Meridians)
            CheckMeridian(meridian);
        foreach (var disagreement in atlas.Disagreements.Where(d => atlas.Find(d.Code) is null))
            problems.Schema(disagreement.Provenance.Place.File, disagreement.Provenance.Place.Line, "code", $"There is no point \"{disagreement.Code}\". Correct the code.", disagreement.Code);
        foreach (var width in atlas.Body.Widths)
            CheckWidth(width);
        var frames = atlas.Body.Views.SelectMany(v => v.Frames.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var layer in atlas.Layers)
        {
            foreach (var frame in layer.Bands.Select(b => b.Frame).Distinct(StringComparer.Ordinal).Where(f => !frames.Contains(f)))
                problems.Schema("layers.csv", layer.Provenance.Place.Line, "nodes", $"No view has a frame \"{frame}\". Correct its name.", frame);
        }

        void CheckPoint(AtlasPoint point)
        {
            foreach (var landmark in point.Location.Landmarks.Where(l => !atlas.Landmarks.ContainsKey(l)))
                Note(point, "from", $"There is no landmark \"{landmark}\". Add it to landmarks.csv or correct its name.");
            if (point.Location is PointLocation.OnLine at && !atlas.Lines.ContainsKey(at.Line))
                Note(point, "line", $"There is no line \"{at.Line}\". Add it to lines.csv or correct its name.");
            else if (point.Location.Landmarks.All(atlas.Landmarks.ContainsKey) && !CanBePlaced(atlas, point.Location))
                Note(point, "from", $"The landmark \"{point.Location.Landmarks[0]}\" has no place on the part that the point lies on. Add one to places.csv.");

            if (!atlas.Meridians.Any(m => m.Code == point.Meridian))
                Note(point, "meridian", $"There is no meridian \"{point.Meridian}\". Add it to meridians.csv or correct it.");
            if (!atlas.Words.Regions.ContainsKey(point.Region))
                Note(point, "region", $"There is no region \"{point.Region}\" in words.yaml. Add it or correct its name.");
            foreach (var risk in point.Hazards?.Kinds.Where(k => !atlas.Words.Risks.ContainsKey(k)) ?? [])
                Note(point, "risks", $"There is no risk \"{risk}\" in words.yaml. Add it or correct its name.");
        }

        void CheckMeridian(Meridian meridian)
        {
            var numbers = atlas.Points.Where(p => p.Meridian == meridian.Code && p.Number is not null).Select(p => p.Number!.Value).ToList();
            if (meridian.PointCount is { } count && !numbers.SequenceEqual(Enumerable.Range(1, count)))
            {
                problems.Schema(
                    meridian.Provenance.Place.File, meridian.Provenance.Place.Line, "points",
                    $"{meridian.Code} should have the points 1 to {count} in order; points.csv has {numbers.Count}. Correct one of them.");
            }
        }

        void CheckWidth(BodyWidth width)
        {
            var parts = atlas.Body.Views.SelectMany(v => v.Frames.Values).SelectMany(f => new[] { f.Girth, f.CarriedBy }).OfType<string>().Append("head");
            foreach (var part in parts.Distinct(StringComparer.Ordinal).Where(p => !width.Factors.ContainsKey(p)))
                problems.Schema("widths.csv", 1, "part", $"The width \"{width.Id}\" has no factor for \"{part}\". Add a row.", part);
        }

        void Note(AtlasPoint point, string column, string message) =>
            problems.Schema(point.Identity.Place.File, point.Identity.Place.Line, column, message);
    }

    private static bool CanBePlaced(PointAtlas atlas, PointLocation location)
    {
        return location switch
        {
            PointLocation.OnTrunk at => Has(at.Landmark, at.OnBack ? "trunk_back" : "trunk_front"),
            PointLocation.OnLine at => Has(at.Landmark, atlas.Lines[at.Line].Part),
            PointLocation.OnScalp at => Has(at.Landmark, "scalp"),
            PointLocation.Between at => Frames(at.From).Intersect(Frames(at.To), StringComparer.Ordinal).Any(),
            PointLocation.AtSpot at => Frames(at.Landmark).Any(),
            _ => true,
        };

        IEnumerable<string> Frames(string landmark) => atlas.Landmarks[landmark].Places.Select(p => p.Frame);
        bool Has(string landmark, string frame) => Frames(landmark).Contains(frame, StringComparer.Ordinal);
    }
}
