using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads the tables of facts that stand beside the trials: what reviews printed, harms, course and context.</summary>
internal static class FactSheets
{
    public static ImmutableArray<PublishedSynthesis> Published(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "published.csv", problems,
            "review", "year", "condition", "comparison", "outcome", "k_trials", "n_participants", "measure", "estimate", "ci_lo", "ci_hi", "p", "model", "I2",
            "tau2", "trial_set", "reproducible", "repro_note", "source_url", "status");
        return sheet.Read(ReadPublished);
    }

    public static ImmutableArray<Harm> Harms(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "harms.csv", problems,
            "key", "source", "year", "design", "exposure", "event", "events", "denominator", "denominator_unit", "rate_as_printed", "rate_recomputed", "ci",
            "rate", "rate_lower", "rate_upper", "per", "rank", "headline*", "note", "source_url", "status");
        sheet.RequireUnique("key");
        return sheet.Read(ReadHarm);
    }

    public static ImmutableArray<ContextFact> Context(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "context.csv", problems,
            "topic", "source", "year", "population", "n", "measure", "subgroup_or_time", "value", "sd_or_ci", "note", "source_url", "status");
        return sheet.Read(row => new ContextFact(
            row.Required("topic"), row.Required("source"), row.Year("year"), row.Text("population"), row.Text("n"), row.Required("measure"),
            row.Text("subgroup_or_time"), row.Required("value"), row.Text("sd_or_ci"), row.Text("note"), row.Provenance("source", "source_url")));
    }

    /// <summary>Facts from memory. A row that claims to be confirmed belongs in another table.</summary>
    public static ImmutableArray<ContextFact> Recalled(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "recalled.csv", problems, "item", "value", "why_recalled", "where_to_check", "status");
        return sheet.Read(row =>
        {
            var provenance = row.Provenance("where_to_check", "where_to_check");
            if (provenance.Status == FactStatus.Verified)
                row.Problem("status", "Only facts from memory stand in this table. Move a confirmed fact to its own table.", provenance.StatusText);
            return new ContextFact("recalled", row.Required("where_to_check"), null, "", "", row.Required("item"), "", row.Required("value"), "", row.Text("why_recalled"),
                provenance with { Url = null });
        });
    }

    private static PublishedSynthesis ReadPublished(Fields row)
    {
        row.Number("tau2");
        var (lower, upper) = (row.Number("ci_lo"), row.Number("ci_hi"));
        if (lower > upper)
            row.Problem("ci_lo", "The interval's lower end is above its upper end. Swap or correct them.", row.Text("ci_lo"));
        return new(
            row.Required("review"), row.Year("year"), row.Required("condition"), row.Required("comparison"), row.Required("outcome"), row.Text("k_trials"),
            row.Text("n_participants"), row.Text("measure"), row.Number("estimate"), lower, upper, row.Text("p"), row.Text("model"), row.Text("I2"),
            row.Text("repro_note"), row.Provenance("review", "source_url"));
    }

    private static Harm ReadHarm(Fields row)
    {
        var (events, people) = (row.Number("events"), row.Number("denominator"));
        if (events > people)
            row.Problem("events", $"There are more events than {row.Text("denominator_unit")} ({row.Text("denominator")}). Correct one of them.", row.Text("events"));
        var rate = row.Number("rate");
        var per = row.Number("per");
        if (rate is null != per is null)
            row.Problem("per", "\"rate\" and \"per\" stand together: 931 per 10000. Fill in both or none.", row.Text("per"));
        var headline = row.OptionalLocal("headline");
        var rank = row.Whole("rank");
        if (headline is null != rank is null)
            row.Problem("rank", "A headline needs a rank, and a rank a headline. Fill in both or none.", row.Text("rank"));
        return new(
            row.Required("key"), row.Required("source"), row.Year("year"), row.Text("design"), row.Text("exposure"), row.Required("event"), events, people,
            row.Text("denominator_unit"), row.Text("rate_as_printed"), row.Text("rate_recomputed"), row.Text("ci"), rate, row.Number("rate_lower"),
            row.Number("rate_upper"), per, headline, rank, row.Text("note"), row.Provenance("source", "source_url"));
    }
}
