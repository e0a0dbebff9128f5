using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>What <c>pathway.yaml</c> holds.</summary>
internal sealed record PathwayManifest(
    string Name, LocalText Condition, LocalText Intervention, DateOnly EvidenceDate, Stewardship Stewardship, ImmutableArray<Question> Questions, Expectation? Expectation, RegistryPolicy? Registry)
{
    public const string File = "pathway.yaml";

    /// <summary>Null where the file cannot be read at all.</summary>
    public static PathwayManifest? Read(string directory, ProblemList problems)
    {
        if (YamlFile.Open(directory, File, problems) is not { } top)
            return null;
        var manifest = new PathwayManifest(
            top.Text("name"), top.Local("condition"), top.Local("intervention"), top.Date("evidence-date"), ReadStewardship(top.Map("stewardship")),
            [.. top.Maps("questions").Select(ReadQuestion)], ExpectationSection.Read(top), RegistryFiles.Policy(top));
        top.RefuseOthers();
        return manifest;
    }

    private static Stewardship ReadStewardship(YamlMap? map)
    {
        if (map is null)
            return new(LocalText.Empty, LocalText.Empty, LocalText.Empty, LocalText.Empty, null, null);
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
            Kind = map.OneOf("kind", "continuous", "events") switch
            {
                "continuous" => OutcomeKind.Continuous,
                "events" => OutcomeKind.Events,
                _ => OutcomeKind.Unknown,
            },
            Direction = map.OneOf("direction", "lower-is-better", "higher-is-better") switch
            {
                "lower-is-better" => Direction.LowerIsBetter,
                "higher-is-better" => Direction.HigherIsBetter,
                _ => Direction.Unknown,
            },
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
}
