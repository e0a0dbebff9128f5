using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Reads landmarks, their places, the lines of limbs and the proportional measures.</summary>
internal static class LandmarkSheets
{
    public static FrozenDictionary<string, Landmark> Landmarks(string directory, ProblemList problems)
    {
        var placeSheet = Sheet.Open(directory, "places.csv", problems, "landmark", "frame", "along", "across", "source", "status");
        var places = placeSheet.Rows().ToLookup(r => r.Required("landmark"), r => (Row: r, Place: ReadPlace(r)), StringComparer.Ordinal);
        var sheet = Sheet.Open(directory, "landmarks.csv", problems, "landmark", "name*", "source", "status");
        var landmarks = new Dictionary<string, Landmark>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows())
        {
            var id = row.Required("landmark");
            if (!landmarks.TryAdd(id, new(id, row.Local("name"), [.. places[id].Select(p => p.Place)], row.Provenance("source", "source"))))
                row.Problem("landmark", $"The landmark \"{id}\" stands twice. Keep one row.", id);
        }

        foreach (var (row, _) in places.Where(p => !landmarks.ContainsKey(p.Key)).SelectMany(p => p))
            row.Problem("landmark", $"There is no landmark \"{row.Text("landmark")}\". Add it to landmarks.csv or correct its name.", row.Text("landmark"));
        return landmarks.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static FrozenDictionary<string, BodyLine> Lines(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "lines.csv", problems, "line", "part", "around", "name*", "source", "status");
        var lines = new Dictionary<string, BodyLine>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows())
        {
            var line = new BodyLine(
                row.Required("line"), row.OneOf("part", "upper_arm", "forearm", "thigh", "leg"), row.Given("around"), row.Local("name"),
                row.Provenance("source", "source"));
            if (line.Around is < 0 or >= 360)
                row.Problem("around", "Degrees round a limb run from 0 (front) to below 360. Correct it.", row.Text("around"));
            if (!lines.TryAdd(line.Id, line))
                row.Problem("line", $"The line \"{line.Id}\" stands twice. Keep one row.", line.Id);
        }

        return lines.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static ImmutableArray<CunSegment> Measures(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "cun.csv", problems, "segment", "from", "to", "cun", "body", "classical_origin", "source", "status");
        return [.. sheet.Rows().Select(row => new CunSegment(
            row.Required("segment"), row.Required("from"), row.Required("to"), row.Given("cun"), row.Text("body"), row.Text("classical_origin"),
            row.Provenance("source", "source")))];
    }

    private static LandmarkPlace ReadPlace(Fields row) =>
        new(row.Required("frame"), row.Given("along"), row.Given("across"), row.Provenance("source", "source"));
}
