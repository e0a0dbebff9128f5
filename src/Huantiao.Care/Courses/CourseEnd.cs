using System.Collections.Immutable;
using Huantiao.Prognosis;

namespace Huantiao.Care.Courses;

/// <summary>What a treatment that has ended came to, on the instrument that its course is followed by. Pure; nothing in it says what brought a change about.</summary>
public sealed record CourseEnd
{
    private CourseEnd()
    {
    }

    /// <summary>The course as it stood when the treatment ended: later readings are not in it.</summary>
    public required CourseOfPerson AtEnd { get; init; }

    /// <summary>Mean of the readings before the first needle; null: none.</summary>
    public required double? Start { get; init; }

    /// <summary>The last reading of the treatment; null: none since the first needle.</summary>
    public required CourseScore? Last { get; init; }

    /// <summary>Readings after the end, in order of time.</summary>
    public required ImmutableArray<CourseScore> Afterwards { get; init; }

    /// <summary>From the start to the last reading; null where either is missing.</summary>
    public double? Change => Last?.Taken.Value - Start;

    /// <summary>Whether the change is an important improvement; null: nothing to compare, or no such change is set.</summary>
    public bool? IsImportant => Change is { } change && AtEnd.Review.Rules.Important is ImportantChange.Units important
        ? (AtEnd.Model.Prior.Better == Better.Lower ? -change : change) >= important.Value - 1e-9
        : null;

    /// <summary>People who began alike, at the week of the last reading, as trials lead one to expect them; null where there is none.</summary>
    public CourseWeek? Alike => Last is { } last ? AtEnd.Curve.MinBy(w => Math.Abs(w.Week - last.Week)) : null;

    /// <param name="start">The first needle.</param>
    /// <param name="ended">When the treatment ended: readings from then on are follow-ups.</param>
    /// <param name="changed">As <see cref="PersonReadings.Of"/>.</param>
    public static CourseEnd Of(PersonalCourse model, DateTimeOffset start, DateTimeOffset ended, DateTimeOffset? changed, IEnumerable<TakenScore> taken)
    {
        var all = PersonReadings.Of(start, changed, taken);
        var course = CourseOfPerson.Of(model, start, ended, changed, all.Where(s => s.Taken.At < ended).Select(s => s.Taken));
        var counted = course.Scores.Where(s => s.NotCounted == NotCounted.Counted).ToList();
        var before = counted.Where(s => s.Week <= 0).ToList();
        return new()
        {
            AtEnd = course,
            Start = before.Count == 0 ? null : before.Average(s => s.Taken.Value),
            Last = counted.LastOrDefault(s => s.Week > 0),
            Afterwards = [.. all.Where(s => s.Taken.At >= ended && s.Week > 0 && s.NotCounted == NotCounted.Counted)],
        };
    }
}
