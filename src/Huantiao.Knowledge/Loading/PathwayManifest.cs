using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>What <c>pathway.yaml</c> holds.</summary>
internal sealed record PathwayManifest(
    string Name, LocalText Condition, LocalText Intervention, DateOnly EvidenceDate, Stewardship Stewardship,
    ImmutableArray<Question> Questions, ImmutableArray<ImportantDifference> Differences, ImmutableArray<Judgement> Judgements)
{
    public const string File = "pathway.yaml";

    /// <summary>Null where the file cannot be read at all.</summary>
    public static PathwayManifest? Read(string directory, ProblemList problems)
    {
        if (YamlFile.Open(directory, File, problems) is not { } top)
            return null;
        var manifest = new PathwayManifest(
            top.Text("name"), top.Local("condition"), top.Local("intervention"), top.Date("evidence-date"), ReadStewardship(top.Map("stewardship")),
            [.. top.Maps("questions").Select(ReadQuestion)],
            [.. top.Maps("important-differences").Select(ReadDifference)],
            [.. top.Maps("judgements").Select(ReadJudgement)]);
        top.RefuseOthers();
        return manifest;
    }

    private static Stewardship ReadStewardship(YamlMap? map)
    {
        var nothing = new LocalText(ImmutableDictionary<string, string>.Empty.Add(Languages.English, ""));
        if (map is null)
            return new(nothing, nothing, nothing, nothing, null, null);
        var stewardship = new Stewardship(
            map.Local("authors"), map.Local("funding"), map.Local("conflicts"), map.Local("update-policy"), map.OptionalText("reviewed-by"), map.OptionalDate("reviewed-on"));
        if (stewardship.ReviewedBy is null != stewardship.ReviewedOn is null)
            map.Problem("reviewed-by", "A review has a name and a date. Write both \"reviewed-by\" and \"reviewed-on\", or neither.");
        map.RefuseOthers();
        return stewardship;
    }

    private static Question ReadQuestion(YamlMap map)
    {
        var question = new Question
        {
            Id = map.Text("id"),
            Rank = map.Whole("rank", 1, 1000),
            Populations = map.Strings("populations"),
            ComparatorClass = map.Text("comparator-class"),
            OutcomeKey = map.Text("outcome-key"),
            FromWeek = map.OptionalNumber("from-week"),
            ToWeek = map.OptionalNumber("to-week"),
            Kind = map.OneOf("kind", ("continuous", OutcomeKind.Continuous), ("events", OutcomeKind.Events)),
            Direction = map.OneOf("direction", ("lower-is-better", Direction.LowerIsBetter), ("higher-is-better", Direction.HigherIsBetter)),
            Measure = map.Text("measure"),
            Unit = map.Local("unit"),
            Outcome = map.Local("outcome"),
            Comparator = map.Local("comparator"),
            Window = map.Local("window"),
            DifferenceId = map.OptionalText("difference"),
            Caution = map.OptionalLocal("caution"),
            Place = map.Place,
        };
        if (question.ToWeek < question.FromWeek)
            map.Problem("to-week", "The window ends before it begins. Swap or correct the weeks.");
        map.RefuseOthers();
        return question;
    }

    private static ImportantDifference ReadDifference(YamlMap map)
    {
        var status = map.Text("status");
        var known = Statuses.Parse(status);
        if (known is null && status.Length > 0)
            map.Problem("status", $"\"{status}\" is not a status. Begin with VERIFIED, SEEN, RECALLED or ASSUMED.", status);
        var difference = new ImportantDifference(
            map.Text("id"), map.Text("outcome-key"), map.Number("value"), map.YesNo("within-person"), map.Local("why"),
            new(map.Text("source"), map.OptionalText("url"), known ?? FactStatus.Unknown, status, map.Place));
        if (difference.Value <= 0)
            map.Problem("value", "An important difference is above 0. Correct it.");
        map.RefuseOthers();
        return difference;
    }

    private static Judgement ReadJudgement(YamlMap map)
    {
        var judgement = new Judgement(
            map.Text("question"),
            map.OneOf("domain", ("risk-of-bias", 1), ("indirectness", 2), ("inconsistency", 3), ("imprecision", 4), ("reporting", 5)) > 0 ? map.Text("domain") : "",
            map.Whole("downgrade", 0, 2), map.Local("reason"), map.Text("author"), map.Date("date"), map.YesNo("provisional"), map.Place);
        map.RefuseOthers();
        return judgement;
    }
}
