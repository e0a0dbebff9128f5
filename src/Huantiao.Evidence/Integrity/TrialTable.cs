using System.Collections.Immutable;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Tables;

namespace Huantiao.Evidence.Integrity;

/// <summary>Reads the rows of a trial table, with a problem for each field that is no number, and a note for each check that has to stay off.</summary>
internal sealed class TrialTable
{
    private static readonly (string[] Columns, string Off)[] Needed =
    [
        (["study"], "group-size and duplicate: rows cannot be told apart by trial"),
        (["outcome"], "duplicate: only rows with the same numbers are found"),
        (["time_point"], "duplicate and group-size: every row counts as of the same time"),
        (["events1", "total1", "events2", "total2"], "percent-count, p-value of counts"),
        (["pct1", "pct2"], "percent-count: only percentages quoted in the column derivation"),
        (["derivation"], "percent-count: percentages quoted in words"),
        (["mean1", "mean2"], "difference, ci-centre and p-value of means"),
        (["n1", "n2"], "group-size, ci-se and p-value of means"),
        (["sd1", "sd2"], "ci-se, p-value from SDs"),
        (["ci1_lo", "ci1_hi", "ci2_lo", "ci2_hi"], "ci-centre and ci-se of the arms' means"),
        (["md"], "difference"),
        (["md_lo", "md_hi"], "ci-centre and ci-se of the difference"),
        (["p"], "p-value"),
    ];

    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();

    private TrialTable()
    {
    }

    public ImmutableArray<TrialRow> Rows { get; private set; } = [];
    public ImmutableArray<Problem> Problems { get; private set; } = [];
    public ImmutableArray<string> Notes { get; private set; } = [];

    public static TrialTable Read(DelimitedTable table)
    {
        var reader = new TrialTable();
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var (columns, off) in Needed)
        {
            var missing = columns.Where(c => !table.Has(c)).ToArray();
            if (missing.Length > 0)
                notes.Add($"No column {string.Join(", ", missing)}: switched off or weaker for it: {off}.");
        }

        if (!Needed.SelectMany(n => n.Columns).Except(["study", "outcome", "time_point", "derivation", "p"]).Any(table.Has))
        {
            reader._problems.Add(new(table.File, table.HeaderLine, null, Severity.Error, "schema", string.Join(",", table.Columns), null,
                "None of the columns of a trial table is here (n1, mean1, sd1, events1, total1, md …): nothing can be checked."));
        }

        reader.Rows = [.. table.Rows.Select(reader.Row)];
        reader.Notes = notes.ToImmutable();
        reader.Problems = reader._problems.ToImmutable();
        return reader;
    }

    private TrialRow Row(TableRow row)
    {
        var arms = Number(row, "n_arms", count: true);
        return new()
        {
            File = row.Table.File,
            Line = row.Line,
            Study = row["study"],
            Trial = row["trial"],
            Year = row["year"],
            Condition = row["condition"],
            Outcome = row["outcome"],
            TimePoint = row["time_point"],
            Scale = row["scale"],
            EffectType = row["effect_type"],
            Direction = row["direction"],
            Derivation = row["derivation"],
            Note = row["note"],
            SourceUrl = row["source_url"],
            DesignOnly = row["status"].Contains("DESIGN", StringComparison.OrdinalIgnoreCase),
            NotUsed = (row["not_used_because"] + row["not_used_because_en"]).Length > 0,
            Enrolled = Size(row, "enrolled_printed"),
            Arms = arms is { Value: >= 1 and < 100 } ? (int)arms.Value : null,
            Arm1 = Arm(row, 1, "intervention"),
            Arm2 = Arm(row, 2, "comparator"),
            Difference = Number(row, "md"),
            DifferenceLower = Number(row, "md_lo"),
            DifferenceUpper = Number(row, "md_hi"),
            P = row["p"],
        };
    }

    private PrintedArm Arm(TableRow row, int arm, string label)
    {
        var read = new PrintedArm(
            arm, row[label], Size(row, $"n{arm}"), Number(row, $"mean{arm}"), Number(row, $"sd{arm}"), Number(row, $"ci{arm}_lo"), Number(row, $"ci{arm}_hi"),
            Number(row, $"events{arm}", count: true), Size(row, $"total{arm}"), Number(row, $"pct{arm}"))
        {
            SourceEvents = Number(row, $"printed_events{arm}", count: true),
            SourceTotal = Size(row, $"printed_total{arm}"),
        };
        if (read.Sd is { Value: < 0 })
        {
            Add(row, $"sd{arm}", read.Sd.Text, "A standard deviation cannot be negative.");
            return read with { Sd = null };
        }

        return read;
    }

    private PrintedNumber? Size(TableRow row, string column)
    {
        var size = Number(row, column, count: true);
        if (size is null || (size.Value >= 0 && double.IsInteger(size.Value)))
            return size;
        Add(row, column, size.Text, "A number of people is whole and not negative.");
        return null;
    }

    private PrintedNumber? Number(TableRow row, string column, bool count = false)
    {
        var text = row[column];
        if (PrintedNumber.TryParse(text, out var number, count))
            return number;
        Add(row, column, text, $"\"{text}\" is not a number. Put the number alone here and the words into the note; leave the field empty where nothing was printed.");
        return null;
    }

    private void Add(TableRow row, string column, string printed, string message) =>
        _problems.Add(new(row.Table.File, row.Line, column, Severity.Error, "schema", printed, null, message));
}
