using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads <c>trials.csv</c>: one row per trial, outcome, time and pair of arms, as printed.</summary>
internal static class TrialSheet
{
    public const string File = "trials.csv";

    private static readonly string[] Columns =
    [
        "trial", "population", "outcome_key", "week", "week_to", "scale_factor", "missing", "not_used_because*", "result_in_words*",
        "study", "year", "country", "condition", "n_arms", "intervention", "comparator", "comparator_class", "outcome", "time_point", "scale", "effect_type",
        "n1", "mean1", "sd1", "ci1_lo", "ci1_hi", "n2", "mean2", "sd2", "ci2_lo", "ci2_hi", "events1", "total1", "events2", "total2",
        "md", "md_lo", "md_hi", "p", "direction", "derivation", "source_review", "source_url", "status", "note",
        "pct1", "pct2", "printed_events1?", "printed_total1?", "printed_events2?", "printed_total2?", "enrolled_printed?",
    ];

    public static ImmutableArray<TrialOutcome> Read(string directory, ProblemList problems) =>
        Sheet.Open(directory, File, problems, Columns).Read(Read);

    private static TrialOutcome Read(Fields row)
    {
        // Read for their checks only: the integrity checks take these from the table itself.
        foreach (var column in (string[])["n_arms", "printed_events1", "printed_total1", "printed_events2", "printed_total2", "enrolled_printed"])
            row.Whole(column);

        var reason = row.OptionalLocal("not_used_because");
        var trial = new TrialOutcome
        {
            Trial = row.Required("trial"),
            Study = row.Required("study"),
            Year = row.Year("year"),
            Country = row.Text("country"),
            Condition = row.Required("condition"),
            Population = row.Required("population"),
            Intervention = row.Required("intervention"),
            Comparator = row.Required("comparator"),
            ComparatorClass = row.OneOf("comparator_class", "sham", "drug", "active physical", "add-on", "acupuncture", "no acupuncture", "placebo", "dose comparison"),
            Outcome = row.Required("outcome"),
            OutcomeKeys = [.. row.Required("outcome_key").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            TimePoint = row.Required("time_point"),
            Week = row.Number("week"),
            WeekTo = row.Number("week_to"),
            Scale = row.Text("scale"),
            ScaleFactor = row.Number("scale_factor") ?? 1,
            EffectType = row.Required("effect_type"),
            Arm1 = Arm(row, "1"),
            Arm2 = Arm(row, "2"),
            Count1 = Count(row, "1"),
            Count2 = Count(row, "2"),
            Difference = row.Number("md"),
            DifferenceLower = row.Number("md_lo"),
            DifferenceUpper = row.Number("md_hi"),
            P = row.Optional("p"),
            DirectionText = row.Text("direction"),
            Derivation = row.Text("derivation"),
            Note = row.Text("note"),
            NotUsedBecause = reason?.In(Languages.English),
            NotUsedReason = reason,
            ResultInWords = row.OptionalLocal("result_in_words"),
            Missing = Missing(row),
            Provenance = row.Provenance("source_review", "source_url"),
        };
        Check(row, trial);
        return trial;
    }

    private static ArmSummary Arm(Fields row, string arm) =>
        new(row.Whole("n" + arm), row.Number("mean" + arm), row.Number("sd" + arm), row.Number($"ci{arm}_lo"), row.Number($"ci{arm}_hi"));

    private static ArmCount Count(Fields row, string arm)
    {
        row.Number("pct" + arm);
        return new(row.Whole("events" + arm), row.Whole("total" + arm), row.Optional("pct" + arm));
    }

    private static MissingKind Missing(Fields row) => row.OneOf("missing", "", "not-reported", "planned") switch
    {
        "not-reported" => MissingKind.NotReported,
        "planned" => MissingKind.Planned,
        _ => MissingKind.None,
    };

    /// <summary>What no trial can have, whatever was printed.</summary>
    private static void Check(Fields row, TrialOutcome trial)
    {
        CheckArm(row, "1", trial.Arm1, trial.Count1);
        CheckArm(row, "2", trial.Arm2, trial.Count2);
        if (trial.DifferenceLower > trial.DifferenceUpper)
            row.Problem("md_lo", "The interval's lower end is above its upper end. Swap or correct them.", row.Text("md_lo"));
        if (trial.WeekTo < trial.Week)
            row.Problem("week_to", "The last week is before the first. Swap or correct them.", row.Text("week_to"));
        if (trial.ScaleFactor <= 0)
            row.Problem("scale_factor", "The factor to the pathway's scale must be above 0. Correct it, or leave the field empty for 1.", row.Text("scale_factor"));
        if (trial.OutcomeKeys.Length > 1 && trial.Missing == MissingKind.None)
            row.Problem("outcome_key", "A row with numbers has one outcome. Name only that.", row.Text("outcome_key"));
    }

    private static void CheckArm(Fields row, string arm, ArmSummary summary, ArmCount count)
    {
        if (summary.Sd < 0)
            row.Problem("sd" + arm, "A standard deviation is never negative. Correct it, or leave the field empty.", row.Text("sd" + arm));
        if (summary.CiLower > summary.CiUpper)
            row.Problem($"ci{arm}_lo", "The interval's lower end is above its upper end. Swap or correct them.", row.Text($"ci{arm}_lo"));
        if (count.Events > count.Total)
            row.Problem("events" + arm, $"There are more events than people ({row.Text("total" + arm)}). Correct one of them.", row.Text("events" + arm));
        if (count.Events is not null && count.Total is null)
            row.Problem("total" + arm, "There are events but not of how many people. Fill in the total.");
    }
}
