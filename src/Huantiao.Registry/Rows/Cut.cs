using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>Who counts in a summary: people who began in a period, as known on the day of the cut, without those who have withdrawn by then.</summary>
/// <param name="From">First day on which they may have begun.</param>
/// <param name="Until">The last such day, included; not before <paramref name="From"/>.</param>
/// <param name="On">Day of the cut, not before <paramref name="Until"/>.</param>
public sealed record Cut(DateOnly From, DateOnly Until, DateOnly On)
{
    /// <exception cref="ArgumentException">The days are in the wrong order.</exception>
    public void Check()
    {
        if (Until < From || On < Until)
            throw new ArgumentException("A period ends on or after the day it begins, and the cut comes on or after its end.");
    }

    public bool Overlaps(Cut other) => From <= other.Until && other.From <= Until;

    /// <summary>The rows that count. A function of the rows and the withdrawals alone: whoever withdraws is out of the next cut, with all their scores.</summary>
    /// <param name="withdrawn">Pseudonyms of people who have taken back their consent by the day of the cut.</param>
    /// <exception cref="ArgumentException">The days are in the wrong order, or a person stands in two rows.</exception>
    public ImmutableArray<OutcomeRow> Take(IEnumerable<OutcomeRow> rows, IReadOnlySet<string> withdrawn)
    {
        Check();
        // In an order that does not depend on that of the rows: the same people give the same summary to the last digit.
        ImmutableArray<OutcomeRow> taken = [.. rows.Where(r => r.Began >= From && r.Began <= Until && !withdrawn.Contains(r.Person)).OrderBy(r => r.Person, StringComparer.Ordinal)];
        for (var i = 1; i < taken.Length; i++)
        {
            if (taken[i].Person == taken[i - 1].Person)
                throw new ArgumentException("A person stands in two rows; each has one.", nameof(rows));
        }

        return taken;
    }
}
