using System.Collections.Immutable;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Tables;

namespace Huantiao.Evidence.Integrity;

/// <summary>What the checks found, and what they could not look at.</summary>
/// <param name="Problems">By line.</param>
/// <param name="Notes">A sentence for each check that is switched off or weaker because a column is missing, and each field not understood.</param>
public sealed record IntegrityReport(ImmutableArray<Problem> Problems, ImmutableArray<string> Notes);

/// <summary>
/// Checks of printed trial data against themselves: percentages and their counts, P and the counts or means, intervals and their estimates, SDs and n,
/// differences and their arms, group sizes and repeats between rows. Rules, tolerances and why: docs/methods/integrity.md.
/// </summary>
/// <remarks>A problem says that printed numbers contradict each other, not who is wrong, and never that anybody cheated.</remarks>
public static class IntegrityChecks
{
    /// <summary>
    /// Runs every check that the table's columns allow: a table of trials (columns as in a pathway's trials.csv, in any order, with pct1 and pct2 for percentages as
    /// printed), of harms (events, denominator, rate_as_printed) or of published syntheses (estimate, ci_lo, ci_hi).
    /// </summary>
    public static IntegrityReport Run(DelimitedTable table)
    {
        if (table.Has("rate_as_printed") && table.Has("denominator"))
            return new(HarmChecks.Run(table), []);
        if (table.Has("estimate") && table.Has("ci_lo") && table.Has("ci_hi") && !table.Has("md"))
            return new(PublishedChecks.Run(table), []);

        var read = TrialTable.Read(table);
        var notes = read.Notes.ToBuilder();
        return new(Ordered(read.Problems.Concat(Run(read.Rows, notes))), notes.ToImmutable());
    }

    /// <summary>Runs every check over a loaded pathway: its trials, harms and published syntheses.</summary>
    public static IntegrityReport Run(Pathway pathway)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var trials = Ordered(Run([.. pathway.Trials.Select(TrialRow.From)], notes));
        return new([.. trials, .. HarmChecks.Run(pathway.Harms), .. PublishedChecks.Run(pathway.PublishedSyntheses)], notes.ToImmutable());
    }

    private static List<Problem> Run(ImmutableArray<TrialRow> rows, ICollection<string> notes)
    {
        var trials = SameTrial.Group(rows);

        // A trial that adjusted one difference adjusted all, even where a row does not repeat it.
        var adjusted = trials.Where(t => t.Exists(r => r.SaysAdjusted)).SelectMany(t => t).ToHashSet(ReferenceEqualityComparer.Instance);
        var problems = new List<Problem>();
        foreach (var row in rows)
        {
            var isAdjusted = adjusted.Contains(row) || row.SaysAdjusted;
            problems.AddRange(CountChecks.Run(row));
            problems.AddRange(PValueChecks.Run(row, isAdjusted, notes));
            problems.AddRange(IntervalChecks.Run(row, isAdjusted));
            if (DifferenceCheck.Run(row, isAdjusted) is { } difference)
                problems.Add(difference);
        }

        problems.AddRange(WholeNumberMeans.Run(rows));
        foreach (var trial in trials)
        {
            problems.AddRange(GroupSizeCheck.Run(trial));
            problems.AddRange(DuplicateCheck.WithinTrial(trial));
        }

        problems.AddRange(DuplicateCheck.BetweenTrials(trials));
        return problems;
    }

    private static ImmutableArray<Problem> Ordered(IEnumerable<Problem> problems) => [.. problems.OrderBy(p => p.Line)];
}
