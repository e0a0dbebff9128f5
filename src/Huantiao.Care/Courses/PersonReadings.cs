using System.Collections.Immutable;
using Huantiao.Prognosis;

namespace Huantiao.Care.Courses;

/// <summary>A score that was taken of one person.</summary>
/// <param name="Day">On the clinic's calendar.</param>
/// <param name="ByStaff">Typed by staff, not by the person.</param>
/// <param name="Late">Given after its days.</param>
public sealed record TakenScore(DateTimeOffset At, DateOnly Day, double Value, bool ByStaff, bool Late);

/// <summary>Why a score has no part in a course, besides what a review itself leaves out.</summary>
public enum NotCounted
{
    /// <summary>It is counted.</summary>
    Counted,

    /// <summary>Taken so long before the first treatment that it speaks of another time.</summary>
    TooOld,

    /// <summary>Another score of the same day stands: two of one day are no two days.</summary>
    SameDay,
}

/// <summary>A score as a course sees it.</summary>
/// <param name="Week">From the first treatment.</param>
public sealed record CourseScore(TakenScore Taken, double Week, ReadingMarks Marks, NotCounted NotCounted)
{
    /// <summary>As the model takes it.</summary>
    public Reading Reading => new(Week, Taken.Value, Marks);
}

/// <summary>The scores of one person in weeks from the first treatment, with their marks.</summary>
public static class PersonReadings
{
    /// <summary>Scores of so long before the first treatment are its baseline; older ones are not: our own choice.</summary>
    public static readonly TimeSpan BaselineFor = TimeSpan.FromDays(56);

    /// <summary>
    /// In order of time. Of two scores of one day before treatment, or of one day after it, the person's own stands before what staff typed, and then the later one.
    /// </summary>
    /// <param name="start">The first treatment.</param>
    /// <param name="changed">When the person stopped the treatment or began another; null: not known to have.</param>
    public static ImmutableArray<CourseScore> Of(DateTimeOffset start, DateTimeOffset? changed, IEnumerable<TakenScore> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        var scores = taken.OrderBy(t => t.At).ToList();
        var standing = scores.GroupBy(t => (t.Day, After: t.At > start)).Select(g => g.OrderBy(t => t.ByStaff).ThenByDescending(t => t.At).First()).ToHashSet(ReferenceEqualityComparer.Instance);
        return
        [
            .. scores.Select(t => new CourseScore(
                t, (t.At - start).TotalDays / 7,
                (t.Late ? ReadingMarks.Late : ReadingMarks.None) | (t.ByStaff ? ReadingMarks.StaffEntered : ReadingMarks.None) | (changed is { } at && t.At >= at && t.At > start ? ReadingMarks.TreatmentChanged : ReadingMarks.None),
                t.At < start - BaselineFor ? NotCounted.TooOld : standing.Contains(t) ? NotCounted.Counted : NotCounted.SameDay)),
        ];
    }
}
