using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>A trial's row in the synthesis of a question, with its effect.</summary>
internal sealed record ChosenRow(TrialOutcome Row, RowEffect.Usable Effect);

/// <summary>The rows that answer a question, sorted: in the synthesis, missing, not used. A trial counts once, and none disappears.</summary>
internal sealed record TrialSelection(ImmutableArray<ChosenRow> Chosen, ImmutableArray<LeftOut> Missing, ImmutableArray<LeftOut> NotUsed)
{
    public static TrialSelection For(Question question, ImmutableArray<TrialOutcome> rows)
    {
        var chosen = ImmutableArray.CreateBuilder<ChosenRow>();
        var missing = ImmutableArray.CreateBuilder<LeftOut>();
        var notUsed = ImmutableArray.CreateBuilder<LeftOut>();

        // GroupBy keeps the order of the file, and OrderBy is stable: where two rows are equally near, the first in the file counts.
        foreach (var trial in rows.Where(row => RowMatch.Answers(row, question)).GroupBy(row => row.Trial, StringComparer.Ordinal))
            Sort(trial, question, chosen, missing, notUsed);

        return new(chosen.ToImmutable(), missing.ToImmutable(), notUsed.ToImmutable());
    }

    private static void Sort(
        IEnumerable<TrialOutcome> trial,
        Question question,
        ImmutableArray<ChosenRow>.Builder chosen,
        ImmutableArray<LeftOut>.Builder missing,
        ImmutableArray<LeftOut>.Builder notUsed)
    {
        ChosenRow? best = null;
        var others = new List<LeftOut>();
        foreach (var row in trial.OrderBy(row => RowMatch.DistanceFromTarget(row, question)))
        {
            if (row.NotUsedBecause is { } because)
            {
                others.Add(new LeftOut(row, row.NotUsedReason ?? Words.Same(because)));
                continue;
            }

            switch (RowEffect.From(row, question))
            {
                case RowEffect.None none:
                    others.Add(new LeftOut(row, none.Why));
                    break;
                case RowEffect.Usable effect when best is null:
                    best = new ChosenRow(row, effect);
                    break;
                default:
                    others.Add(new LeftOut(row, Words.Text("left-out.counted-once", ("time", best!.Row.TimePoint), ("comparator", best.Row.Comparator))));
                    break;
            }
        }

        if (best is { })
        {
            chosen.Add(best);
            notUsed.AddRange(others);
            return;
        }

        // The trial is known and answers, but nothing of it can be counted: one row stands for it among the missing.
        var stands = others.Find(o => o.Row.NotUsedBecause is null) ?? others[0];
        missing.Add(stands);
        notUsed.AddRange(others.Where(o => !ReferenceEquals(o, stands)));
    }
}
