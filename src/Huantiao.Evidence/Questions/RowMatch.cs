using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>Whether a row of the trial table speaks to a question.</summary>
internal static class RowMatch
{
    /// <summary>Population, comparator class, outcome and time all match; what matters not here is whether the row has a usable number.</summary>
    public static bool Answers(TrialOutcome row, Question question) =>
        question.Populations.Contains(row.Population)
        && HasClass(row.ComparatorClass, question.ComparatorClass)
        && row.OutcomeKeys.Contains(question.OutcomeKey)
        && InWindow(row, question);

    /// <summary>How far the row's time is from the middle of the question's window, in weeks; 0 where the question asks for any time.</summary>
    /// <remarks>A window open to one side has its stated end as the target.</remarks>
    public static double DistanceFromTarget(TrialOutcome row, Question question) => (question.FromWeek, question.ToWeek, row.Week) switch
    {
        ({ } from, { } to, { } week) => Math.Abs(week - ((from + to) / 2)),
        ({ } from, null, { } week) => Math.Abs(week - from),
        (null, { } to, { } week) => Math.Abs(week - to),
        (null, null, _) => 0,
        _ => double.PositiveInfinity,
    };

    /// <summary>The time is not known, and the question asks for one: the row is shown, but cannot count.</summary>
    public static bool TimeUnknown(TrialOutcome row, Question question) =>
        row.Week is null && (question.FromWeek ?? question.ToWeek) is not null;

    // A three-arm trial that is known by its design alone has one row for several comparators: "sham; drug".
    private static bool HasClass(string classes, string wanted)
    {
        foreach (var part in classes.AsSpan().Split(';'))
        {
            if (classes.AsSpan()[part].Trim().SequenceEqual(wanted))
                return true;
        }

        return false;
    }

    // A row that stands for several times matches where they meet the window. An unknown time is kept: leaving out a trial because its report is vague
    // would flatter the rest.
    private static bool InWindow(TrialOutcome row, Question question)
    {
        var (first, last) = (row.Week ?? double.NegativeInfinity, row.WeekTo ?? row.Week ?? double.PositiveInfinity);
        return last >= (question.FromWeek ?? double.NegativeInfinity) && first <= (question.ToWeek ?? double.PositiveInfinity);
    }
}
