using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>Which recorded important difference a question is judged by.</summary>
internal static class Differences
{
    /// <summary>Between groups: the one that the question names, else the first of its outcome in the file.</summary>
    public static ImportantDifference? BetweenGroups(Pathway pathway, Question question) => Find(pathway, question, withinPerson: false);

    /// <summary>The change that counts as important in one person: for shares of people.</summary>
    public static ImportantDifference? WithinPerson(Pathway pathway, Question question) => Find(pathway, question, withinPerson: true);

    private static ImportantDifference? Find(Pathway pathway, Question question, bool withinPerson)
    {
        ImportantDifference? first = null;
        foreach (var difference in pathway.Differences)
        {
            if (difference.WithinPerson != withinPerson)
                continue;
            if (difference.Id == question.DifferenceId)
                return difference;
            if (difference.OutcomeKey == question.OutcomeKey)
                first ??= difference;
        }

        return first;
    }
}
