using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Reads the drawing of the body: views, frames, outlines, widths and the scalp.</summary>
internal static class BodySheets
{
    public static Body? Read(string directory, ProblemList problems)
    {
        var scalp = ReadScalp(directory, problems);
        var widths = ReadWidths(directory, problems);
        var frames = ReadFrames(directory, problems);
        var outlines = ReadOutlines(directory, problems);
        var sheet = Sheet.Open(
            directory, "views.csv", problems, "view", "name*", "left", "top", "width", "height", "symmetric", "side", "mirror_of", "source", "status");
        var views = ImmutableArray.CreateBuilder<BodyView>();
        foreach (var row in sheet.Rows())
        {
            var id = row.Required("view");
            var drawn = row.Optional("mirror_of") ?? id;
            var own = frames[drawn].Select(f => f.Frame).DistinctBy(f => f.Id, StringComparer.Ordinal).ToFrozenDictionary(f => f.Id, StringComparer.Ordinal);
            var paths = outlines.Where(o => o.Views.Contains(drawn, StringComparer.Ordinal)).ToList();
            foreach (var (outlineRow, _, path) in paths)
            {
                foreach (var missing in path.Nodes.Select(n => n.Frame).Distinct(StringComparer.Ordinal).Where(f => !own.ContainsKey(f)))
                    outlineRow.Problem("nodes", $"The view \"{drawn}\" has no frame \"{missing}\". Add it to frames.csv or correct its name.", missing);
            }

            if (own.Count == 0)
                row.Problem("view", $"No frame belongs to the view \"{drawn}\". Add its frames to frames.csv.", drawn);
            views.Add(new(
                id, row.Local("name"), row.Given("left"), row.Given("top"), row.Given("width"), row.Given("height"), row.YesNo("symmetric"),
                row.OneOf("side", "left", "right") == "right" ? BodySide.Right : BodySide.Left, drawn != id, own, [.. paths.Select(p => p.Path)],
                row.Provenance("source", "source")));
        }

        return scalp is null ? null : new() { Views = views.ToImmutable(), Widths = widths, Scalp = scalp };
    }

    private static ImmutableArray<BodyWidth> ReadWidths(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "widths.csv", problems, "width", "name*", "part", "factor", "source", "status");
        var rows = sheet.Rows().Select(r => (Id: r.Required("width"), Name: r.Local("name"), Part: r.Required("part"), Factor: r.Given("factor"), From: r.Provenance("source", "source"))).ToList();
        return [.. rows.GroupBy(r => r.Id, StringComparer.Ordinal).Select(g => new BodyWidth(
            g.Key, g.First().Name, g.DistinctBy(r => r.Part, StringComparer.Ordinal).ToFrozenDictionary(r => r.Part, r => r.Factor, StringComparer.Ordinal)))];
    }

    private static ILookup<string, (Fields Row, BodyFrame Frame)> ReadFrames(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(
            directory, "frames.csv", problems, "view", "frame", "from", "from_x", "from_y", "to", "to_x", "to_y", "cun", "sign", "scale", "girth", "carried_by",
            "carried_at", "faces", "turn", "reach", "breadth", "outline", "source", "status");
        return sheet.Rows().Select(r => (Row: r, Frame: ReadFrame(r))).ToLookup(r => r.Row.Required("view"), StringComparer.Ordinal);
    }

    private static BodyFrame ReadFrame(Fields row)
    {
        var (start, end) = (new Place(row.Given("from_x"), row.Given("from_y")), new Place(row.Given("to_x"), row.Given("to_y")));
        if (start == end)
            row.Problem("to_x", "The axis has no length. Let it end at another place than it starts.");
        var limb = row.Number("faces") is { } faces ? new LimbShape(faces, Sign(row, "turn"), row.Given("reach"), row.Number("breadth") ?? 0) : null;
        return new(
            row.Required("frame"), row.Required("from"), start, row.Required("to"), end, row.Given("cun"), Sign(row, "sign"), row.Given("scale"),
            row.Optional("girth"), row.Optional("carried_by"), row.Number("carried_at") ?? 0, limb, row.Required("outline"), row.Provenance("source", "source"));
    }

    private static int Sign(Fields row, string column) => row.OneOf(column, "1", "-1") == "-1" ? -1 : 1;

    private static List<(Fields Row, string[] Views, BodyPath Path)> ReadOutlines(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "outlines.csv", problems, "views", "path", "kind", "closed", "mirrored", "nodes");
        return [.. sheet.Rows().Select(row => (row, row.Required("views").Split(' '), new BodyPath(
            row.Required("path"), Kind(row.OneOf("kind", "skin", "hair", "line", "faint", "dot")), row.YesNo("closed"), row.YesNo("mirrored"), Nodes.Read(row))))];
    }

    private static PathKind Kind(string word) => word switch
    {
        "hair" => PathKind.Hair,
        "line" => PathKind.Line,
        "faint" => PathKind.Faint,
        "dot" => PathKind.Dot,
        _ => PathKind.Skin,
    };

    private static ScalpDome? ReadScalp(string directory, ProblemList problems)
    {
        if (YamlFile.Open(directory, "body.yaml", problems) is not { } file || file.Map("scalp") is not { } scalp)
            return null;
        var status = file.Text("status");
        if (Statuses.Parse(status) is null)
            file.Problem("status", $"\"{status}\" is not a status. Write ASSUMED, RECALLED or VERIFIED.", status);
        var from = new Provenance(file.Text("source"), null, Statuses.Parse(status) ?? FactStatus.Unknown, status, file.Place);
        var dome = new ScalpDome(
            Number("centre_height"), Number("centre_depth"), Number("half_height"), Number("half_breadth"), Number("half_depth"),
            Number("front_hairline_degrees"), Number("crown_cun"), Number("crown_degrees"), Number("back_hairline_cun"), Number("back_hairline_degrees"),
            Number("degrees_per_lateral_cun"), from);
        scalp.RefuseOthers();
        file.RefuseOthers();
        return dome;

        double Number(string key)
        {
            if (scalp.OptionalNumber(key) is { } number)
                return number;
            scalp.Problem(key, $"\"{key}\" is missing. Write a number.");
            return 1;
        }
    }
}
