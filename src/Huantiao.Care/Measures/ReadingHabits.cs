using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Care.Measures;

/// <summary>One whole number that was given, in the order of giving within a person.</summary>
/// <param name="Person">Whose; only tells one from another.</param>
/// <param name="Value">0 to 10.</param>
public readonly record struct GivenNumber(Guid Person, int Value, bool ByStaff);

/// <summary>A share with how likely one so far from what is expected would be by chance.</summary>
/// <param name="Of">0: nothing to look at, and then P is 1.</param>
/// <param name="P">Of an exact test.</param>
public readonly record struct HabitShare(int Count, int Of, double Expected, double P)
{
    /// <summary>Null where there is nothing to look at.</summary>
    public double? Share => Of == 0 ? null : (double)Count / Of;
}

/// <summary>Two shares beside each other, and Fisher's exact test of whether they differ.</summary>
public readonly record struct HabitPair(int Staff, int StaffOf, int Own, int OwnOf, double P);

/// <summary>
/// How numbers from 0 to 10 are given, where habit or haste may have given them. Each is an indicator for a second look and proves nothing of anybody
/// (docs/methods/measures.md).
/// </summary>
public sealed record ReadingHabits
{
    /// <summary>Below so many numbers nothing is said: our own choice.</summary>
    public const int LeastNumbers = 50;

    /// <summary>Two-sided border for a second look; several indicators are looked at, and the question is only where to look: our own choice.</summary>
    public const double Border = 0.01;

    private ReadingHabits()
    {
    }

    public required int Numbers { get; init; }

    /// <summary>Of 4, 5 and 6, how many are 5: a third where the numbers run smoothly there.</summary>
    public required HabitShare Fives { get; init; }

    /// <summary>How often each number was given, 0 to 10.</summary>
    public required ImmutableArray<int> Counts { get; init; }

    /// <summary>Fives among 4, 5 and 6, of numbers that staff typed and that people gave themselves.</summary>
    public required HabitPair FivesByWhom { get; init; }

    /// <summary>Numbers that are the same as the person's one before.</summary>
    public required HabitPair SameAsBefore { get; init; }

    /// <summary>Numbers at least 2 better than the person's first one.</summary>
    public required HabitPair Better { get; init; }

    /// <summary>The most equal numbers in a row of one person.</summary>
    public required int LongestRun { get; init; }

    /// <summary>Whether there is enough to say anything.</summary>
    public bool IsEnough => Numbers >= LeastNumbers;

    /// <summary>Counts what was given. Only items on which less is better may be put together here.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not from 0 to 10.</exception>
    public static ReadingHabits Of(IEnumerable<GivenNumber> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var all = given.ToList();
        var counts = new int[11];
        foreach (var number in all)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number.Value, nameof(given));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(number.Value, 10, nameof(given));
            counts[number.Value]++;
        }

        var (fives, around) = (counts[5], counts[4] + counts[5] + counts[6]);
        var (near, five) = (new Tally(), new Tally());
        var (same, better, longest) = (new Tally(), new Tally(), 0);
        foreach (var number in all.Where(n => n.Value is 4 or 5 or 6))
            near.Add(number.ByStaff, number.Value == 5);
        foreach (var person in all.GroupBy(n => n.Person))
        {
            var numbers = person.ToList();
            var run = 1;
            for (var i = 1; i < numbers.Count; i++)
            {
                var repeats = numbers[i].Value == numbers[i - 1].Value;
                same.Add(numbers[i].ByStaff, repeats);
                better.Add(numbers[i].ByStaff, numbers[0].Value - numbers[i].Value >= 2);
                run = repeats ? run + 1 : 1;
                longest = Math.Max(longest, run);
            }
        }

        return new()
        {
            Numbers = all.Count,
            Counts = [.. counts],
            Fives = new(fives, around, 1.0 / 3, around == 0 ? 1 : ExactTests.BinomialAtLeast(fives, around, 1.0 / 3)),
            FivesByWhom = near.Pair(),
            SameAsBefore = same.Pair(),
            Better = better.Pair(),
            LongestRun = longest,
        };
    }

    private sealed class Tally
    {
        private readonly int[] _counts = new int[4];

        public void Add(bool byStaff, bool isOne) => _counts[(byStaff ? 0 : 2) + (isOne ? 0 : 1)]++;

        public HabitPair Pair() => new(_counts[0], _counts[0] + _counts[1], _counts[2], _counts[2] + _counts[3], ExactTests.Fisher(_counts[0], _counts[1], _counts[2], _counts[3]));
    }
}
