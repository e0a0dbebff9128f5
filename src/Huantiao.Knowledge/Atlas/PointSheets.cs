using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Loading;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Reads points, meridians and disagreements.</summary>
internal static class PointSheets
{
    public static ImmutableArray<AtlasPoint> Points(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(
            directory, "points.csv", problems, "code", "meridian", "number", "kind", "pinyin", "pinyin_plain", "hanzi_simplified", "hanzi_traditional",
            "identity_source", "identity_status", "name_en", "name_source", "name_status", "region", "place", "from", "up", "lateral", "line", "to", "share", "note*",
            "location_source", "location_status", "depth_min_cun", "depth_max_cun", "depth_printed", "depth_note", "depth_source", "depth_status", "angle*",
            "angle_source", "angle_status", "risks", "risk_severity", "risk_source", "risk_status", "caution*", "caution_source", "caution_status", "pregnancy",
            "pregnancy_source", "pregnancy_status", "innervation*", "innervation_source", "innervation_status", "trials", "trials_source", "trials_status");
        return [.. sheet.Rows().Select(Read)];
    }

    public static ImmutableArray<Meridian> Meridians(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "meridians.csv", problems, "meridian", "name*", "full_name_zh_hans", "points", "midline", "line_breaks_after", "note*", "source", "status");
        return [.. sheet.Rows().Select(row => new Meridian(
            row.Required("meridian"), row.Local("name"), row.Required("full_name_zh_hans"), row.Whole("points"), row.YesNo("midline"), Breaks(row), row.Local("note"),
            row.Provenance("source", "source")))];
    }

    public static ImmutableArray<Disagreement> Disagreements(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "disagreements.csv", problems, "code", "what", "source", "status");
        return [.. sheet.Rows().Select(row => new Disagreement(row.Required("code"), row.Required("what"), row.Provenance("source", "source")))];
    }

    private static ImmutableArray<int> Breaks(Fields row)
    {
        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var word in row.Text("line_breaks_after").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                row.Problem("line_breaks_after", $"\"{word}\" is no point's number. Write numbers with spaces between.", word);
        }

        return numbers.ToImmutable();
    }

    private static AtlasPoint Read(Fields row) => new()
    {
        Code = row.Required("code"),
        Meridian = row.Required("meridian"),
        Number = row.OneOf("kind", "standard", "extra") == "standard" ? row.Whole("number") : null,
        Pinyin = row.Required("pinyin"),
        PinyinPlain = row.Required("pinyin_plain"),
        HanziSimplified = row.Required("hanzi_simplified"),
        HanziTraditional = row.Required("hanzi_traditional"),
        Identity = row.FactProvenance("identity"),
        EnglishName = new(row.Required("name_en"), row.FactProvenance("name")),
        Region = row.Required("region"),
        Location = Location(row),
        LocationProvenance = row.FactProvenance("location"),
        Note = row.OptionalLocal("note"),
        Depth = Depth(row),
        Angle = Local(row, "angle"),
        Hazards = row.Optional("risks") is { } risks
            ? new([.. risks.Split(' ')], row.OneOf("risk_severity", "absolute", "high", "moderate", "low"), row.FactProvenance("risk"))
            : null,
        Caution = Local(row, "caution"),
        PregnancyTradition = row.YesNo("pregnancy") ? row.FactProvenance("pregnancy") : null,
        Innervation = Local(row, "innervation"),
        Trials = row.Optional("trials") is { } trials ? new(trials, row.FactProvenance("trials")) : null,
    };

    private static PointLocation Location(Fields row) => row.OneOf("place", "front", "back", "line", "spot", "scalp", "between", "anywhere") switch
    {
        "front" => new PointLocation.OnTrunk(row.Required("from"), row.Given("up"), row.Given("lateral"), false),
        "back" => new PointLocation.OnTrunk(row.Required("from"), row.Given("up"), row.Given("lateral"), true),
        "line" => new PointLocation.OnLine(row.Required("from"), row.Given("up"), row.Required("line")),
        "scalp" => new PointLocation.OnScalp(row.Required("from"), row.Given("up"), row.Given("lateral")),
        "between" => new PointLocation.Between(row.Required("from"), row.Required("to"), row.Given("share")),
        "anywhere" => new PointLocation.Anywhere(row.Required("from")),
        _ => new PointLocation.AtSpot(row.Required("from")),
    };

    private static DepthEnvelope? Depth(Fields row)
    {
        var (least, most) = (row.Number("depth_min_cun"), row.Number("depth_max_cun"));
        if (least > most || least < 0)
            row.Problem("depth_min_cun", "The shallowest depth is above the deepest, or negative. Correct one of them.", row.Text("depth_min_cun"));
        if (least is null != most is null)
            row.Problem("depth_max_cun", "A depth envelope has two ends. Fill in both or none.", row.Text("depth_max_cun"));
        return most is null && row.Optional("depth_note") is null
            ? null
            : new(least, most, row.Text("depth_printed"), row.Text("depth_note"), row.FactProvenance("depth"));
    }

    private static Stated<LocalText>? Local(Fields row, string name) =>
        row.OptionalLocal(name) is { } text ? new(text, row.FactProvenance(name)) : null;
}
