using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads protocols with their items of STRICTA and their points.</summary>
internal static class ProtocolSheets
{
    public static ImmutableArray<TreatmentProtocol> Protocols(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(
            directory, "protocols.csv", problems, "protocol", "kind", "same_condition", "title*", "study", "randomised", "population*", "result*", "caveats*", "sessions",
            "schedule", "weeks", "retention_minutes", "stimulation", "needle_diameter_mm", "needle_length_mm", "channel_points", "source", "status");
        sheet.RequireUnique("protocol");
        var rows = sheet.Rows();
        var known = rows.Select(r => r.Text("protocol")).ToHashSet(StringComparer.Ordinal);
        var sources = rows.DistinctBy(r => r.Text("protocol"), StringComparer.Ordinal).ToDictionary(r => r.Text("protocol"), r => r.Text("source"), StringComparer.Ordinal);

        var itemSheet = Sheet.Open(directory, "protocol_items.csv", problems, "protocol", "item", "state", "text*", "status");
        var items = itemSheet.Rows().Select(row => (Protocol: Of(row, known), Item: Item(row, sources))).ToLookup(i => i.Protocol, i => i.Item, StringComparer.Ordinal);
        var pointSheet = Sheet.Open(directory, "protocol_points.csv", problems, "protocol", "point", "pattern", "side", "note", "status");
        var points = pointSheet.Rows().Select(row => (Protocol: Of(row, known), Point: Point(row, sources))).ToLookup(p => p.Protocol, p => p.Point, StringComparer.Ordinal);
        return [.. rows.Select(row => Read(row, [.. items[row.Text("protocol")]], [.. points[row.Text("protocol")]]))];
    }

    private static TreatmentProtocol Read(Fields row, ImmutableArray<ProtocolItem> items, ImmutableArray<ProtocolPoint> points) => new()
    {
        Id = row.Required("protocol"),
        Kind = TreatmentSheets.Named<ProtocolKind>(row.OneOf("kind", "trial", "protocol-only", "consensus", "practice-review", "teaching")) ?? ProtocolKind.Unknown,
        SameCondition = row.YesNo("same_condition"),
        Title = row.Local("title"),
        Study = row.Required("study"),
        Randomised = row.Text("randomised"),
        Population = row.Local("population"),
        Result = row.Local("result"),
        Caveats = row.Local("caveats"),
        Sessions = row.Whole("sessions"),
        Schedule = Schedule(row),
        Weeks = Above0(row, "weeks"),
        RetentionMinutes = Above0(row, "retention_minutes"),
        Stimulation = Stimulation(row),
        NeedleDiameterMm = Above0(row, "needle_diameter_mm"),
        NeedleLengthMm = Above0(row, "needle_length_mm"),
        ChannelPoints = row.Whole("channel_points"),
        Items = items,
        Points = points,
        Provenance = row.Provenance("source", "source"),
    };

    private static ProtocolItem Item(Fields row, Dictionary<string, string> sources)
    {
        var state = TreatmentSheets.Named<ItemState>(row.OneOf("state", "stated", "not-seen", "not-reported", "not-applicable")) ?? ItemState.NotSeen;
        var text = row.OptionalLocal("text");
        if (state == ItemState.Stated != text is not null)
            row.Problem("text_en", "An item that is stated has a text, and no other has.", row.Text("text_en"));
        return new(row.Required("item"), state, text, Provenance(row, sources));
    }

    private static ProtocolPoint Point(Fields row, Dictionary<string, string> sources) => new(
        row.Required("point"), row.Optional("pattern"), TreatmentSheets.Named<ProtocolSide>(row.OneOf("side", "both", "painful", "midline", "not-seen")) ?? ProtocolSide.NotSeen,
        row.Text("note"), Provenance(row, sources));

    private static string Of(Fields row, HashSet<string> known)
    {
        var id = row.Required("protocol");
        if (id.Length > 0 && !known.Contains(id))
            row.Problem("protocol", $"There is no protocol \"{id}\" in protocols.csv. Correct the id.", id);
        return id;
    }

    /// <summary>The source is that of the protocol's row; the status is the item's own.</summary>
    private static Provenance Provenance(Fields row, Dictionary<string, string> sources)
    {
        var status = row.Required("status");
        var known = Statuses.Parse(status);
        if (known is null && status.Length > 0)
            row.Problem("status", $"\"{status}\" is not a status. Begin with VERIFIED, SEEN, RECALLED or ASSUMED.", status);
        return new(sources.GetValueOrDefault(row.Text("protocol"), ""), null, known ?? FactStatus.Unknown, status, row.Place);
    }

    private static ImmutableArray<ProtocolPhase> Schedule(Fields row)
    {
        var phases = ImmutableArray.CreateBuilder<ProtocolPhase>();
        foreach (var word in TreatmentSheets.Words(row, "schedule"))
        {
            var parts = word.Split('x');
            if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var perWeek) && perWeek is >= 1 and <= 14
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && weeks is >= 1 and <= 104)
                phases.Add(new(perWeek, weeks));
            else
                row.Problem("schedule", $"\"{word}\" is no phase. Write times a week, x, weeks: 3x2.", word);
        }

        if (row.Text("sessions").Length > 0 && phases.Count > 0 && row.Whole("sessions") != phases.Sum(p => p.PerWeek * p.Weeks))
            row.Problem("schedule", $"The phases make {phases.Sum(p => p.PerWeek * p.Weeks)} sessions, not {row.Text("sessions")}. Correct one of them, or leave the schedule empty.", row.Text("schedule"));
        return phases.ToImmutable();
    }

    private static ImmutableArray<string> Stimulation(Fields row)
    {
        var words = TreatmentSheets.Words(row, "stimulation");
        foreach (var word in words.Where(w => w is not ("manual" or "electro" or "heat")))
            row.Problem("stimulation", $"\"{word}\" is not known here. Write manual, electro or heat.", word);
        return words;
    }

    private static double? Above0(Fields row, string column)
    {
        var value = row.Number(column);
        if (value <= 0)
            row.Problem(column, "The number is above 0. Correct it, or leave the field empty.", row.Text(column));
        return value;
    }
}
