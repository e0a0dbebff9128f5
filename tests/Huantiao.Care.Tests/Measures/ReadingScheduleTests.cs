using System.Collections.Immutable;
using Huantiao.Care.Measures;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Tests.Measures;

/// <summary>When readings are due, what is asked, and by which signs numbers are looked at again.</summary>
public class ReadingScheduleTests
{
    private static readonly MeasureKnowledge Measures = TreatmentLoader.Load(Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica")).Knowledge!.Measures;
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Of_ThePathwayThatShips_IsWeeksTwoToFiftyTwoWithoutOverlap()
    {
        var schedule = ReadingSchedule.Of(Measures, Start);

        Assert.Equal([2.0, 4, 12, 26, 52], schedule.Select(s => s.Timepoint.Week!.Value));
        Assert.Equal(["week-4"], schedule.Where(s => s.Timepoint.IsMain).Select(s => s.Timepoint.Id));
        Assert.All(schedule, s => Assert.True(s.From <= s.DueAt && s.DueAt <= s.LateAfter && s.LateAfter <= s.Until && s.RemindAt < s.Until));
        Assert.All(schedule.Zip(schedule.Skip(1)), pair => Assert.True(pair.First.Until <= pair.Second.From));
        Assert.Equal(Start.AddDays(28), schedule[1].DueAt);
    }

    [Theory]
    [InlineData(24, ReadingStanding.Coming)]
    [InlineData(25, ReadingStanding.Due)]
    [InlineData(36, ReadingStanding.Due)]
    [InlineData(37, ReadingStanding.Overdue)]
    [InlineData(50, ReadingStanding.Over)]
    public void Standing_OfWeekFour_GoesByItsDays(int day, ReadingStanding standing) =>
        Assert.Equal(standing, ReadingSchedule.Of(Measures, Start)[1].Standing(Start.AddDays(day)));

    [Fact]
    public void Questions_OwnActivities_AreThoseThatThePersonNamed()
    {
        var week = Measures.Timepoint("week-4")!;

        var none = ReadingSchedule.Questions(Measures, week, ImmutableDictionary<string, string>.Empty);
        var one = ReadingSchedule.Questions(Measures, week, ImmutableDictionary<string, string>.Empty.Add("activity_2", "Stairs"));

        Assert.DoesNotContain(none, q => q.Item.Names is not null);
        Assert.Equal(("activity_2_score", "Stairs"), one.Where(q => q.Item.Names is not null).Select(q => (q.Item.Id, q.Activity)).Single());
        Assert.Equal(["leg_now", "back_avg", "change"], none.Where(q => q.IsScore).Select(q => q.Item.Id));
        Assert.All(none.Where(q => q.Item.Labels.IsEmpty), q => Assert.NotNull(q.Anchors));
    }

    [Fact]
    public void Habits_NumbersCrowdedAtFive_AskForALook()
    {
        var crowd = ReadingHabits.Of(Given(Enumerable.Repeat(5, 45).Concat(Enumerable.Repeat(4, 25)).Concat(Enumerable.Repeat(6, 20))));
        var smooth = ReadingHabits.Of(Given(Enumerable.Range(0, 99).Select(i => i % 11)));

        // R: pbinom(44, 90, 1/3, lower.tail = FALSE)
        Assert.Equal(0.0007926338619730505, crowd.Fives.P, 1e-12);
        Assert.True(smooth.IsEnough);
        Assert.True(smooth.Fives.P > 0.3);
        Assert.Equal(99, smooth.Counts.Sum());
    }

    [Fact]
    public void Habits_StaffWhoRepeatTheNumberBefore_StandOutAgainstPeople()
    {
        var numbers = new List<GivenNumber>();
        for (var person = 0; person < 30; person++)
        {
            var id = Guid.CreateVersion7();
            for (var visit = 0; visit < 4; visit++)
                numbers.Add(new(id, person % 2 == 0 ? 5 : (2 * visit) + (person % 3), person % 2 == 0));
        }

        var habits = ReadingHabits.Of(numbers);

        Assert.Equal((45, 45, 0, 45), (habits.SameAsBefore.Staff, habits.SameAsBefore.StaffOf, habits.SameAsBefore.Own, habits.SameAsBefore.OwnOf));
        Assert.True(habits.SameAsBefore.P < 1e-20);
        Assert.Equal(4, habits.LongestRun);
    }

    [Fact]
    public void Habits_OfNothing_SayNothing()
    {
        var habits = ReadingHabits.Of([]);

        Assert.False(habits.IsEnough);
        Assert.Null(habits.Fives.Share);
        Assert.Equal(1, habits.FivesByWhom.P);
    }

    private static IEnumerable<GivenNumber> Given(IEnumerable<int> values) => values.Select(v => new GivenNumber(Guid.CreateVersion7(), v, ByStaff: false));
}
