namespace Huantiao.Registry;

/// <summary>The parts of suppression that are about one list of counts, or about sums of scores.</summary>
internal static class Withholding
{
    /// <summary>
    /// Which counts of a list with a published sum may be told: not the small ones, nor one alone, nor some that are few together (their sum follows).
    /// The smallest of the others go with them until neither holds, or nothing is left.
    /// </summary>
    public static bool[] Tell(IReadOnlyList<int> counts, SuppressionRules rules)
    {
        var told = counts.Select(n => !rules.IsSmall(n)).ToArray();
        while (true)
        {
            var hidden = Enumerable.Range(0, counts.Count).Where(i => !told[i]).ToArray();
            if (hidden.Length == 0 || (hidden.Length > 1 && hidden.Sum(i => counts[i]) >= rules.LeastPeople))
                return told;
            var next = Enumerable.Range(0, counts.Count).Where(i => told[i]).OrderBy(i => counts[i] == 0 ? int.MaxValue : counts[i]).ToArray();
            if (next.Length == 0)
                return told;
            told[next[0]] = false;
        }
    }

    /// <summary>
    /// Which strata's sums may be told beside those of the whole group: what is left over, the group's less the told ones', is again nobody's or enough people's.
    /// </summary>
    /// <param name="may">Strata whose count is told.</param>
    public static bool[] TellSums(IReadOnlyList<int> counts, IReadOnlyList<bool> may, SuppressionRules rules)
    {
        var told = counts.Select((n, i) => may[i] && !rules.IsSmall(n)).ToArray();
        while (true)
        {
            var left = Enumerable.Range(0, counts.Count).Where(i => !told[i]).Sum(i => counts[i]);
            var next = Enumerable.Range(0, counts.Count).Where(i => told[i] && counts[i] > 0).OrderBy(i => counts[i]).ToArray();
            if (!rules.IsSmall(left) || next.Length == 0)
                return told;
            told[next[0]] = false;
        }
    }

    /// <summary>
    /// Whether sums over two sets of people may both be told: where only few are in one and not in the other, the difference of the two sums would be about those few.
    /// </summary>
    public static bool MayStandBeside(IReadOnlySet<string> one, IReadOnlySet<string> other, SuppressionRules rules)
    {
        bool Enough(int people) => people == 0 || people >= rules.LeastDifference;
        return Enough(one.Count(p => !other.Contains(p))) && Enough(other.Count(p => !one.Contains(p)));
    }
}
