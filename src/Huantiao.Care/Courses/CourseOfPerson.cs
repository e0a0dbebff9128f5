using System.Collections.Immutable;
using Huantiao.Prognosis;

namespace Huantiao.Care.Courses;

/// <summary>What is expected at one week: of this person, and of people who begin like them, in both arms.</summary>
/// <param name="Own">After all readings that count.</param>
/// <param name="Treated">Mean of people who begin like this person, with the treatment: the readings before it alone.</param>
/// <param name="Other">The same in the comparator's arm.</param>
public sealed record CourseWeek(double Week, CourseBand Own, CourseBand Treated, CourseBand Other);

/// <summary>
/// One person's course against what trials lead one to expect, as the page shows it. Pure: the same readings give the same page, and <see cref="Export"/> holds all
/// that its probabilities follow from.
/// </summary>
public sealed record CourseOfPerson
{
    /// <summary>A curve is drawn at so many places in a week.</summary>
    private const int StepsInAWeek = 4;

    /// <summary>No course is drawn further: the last reading of the calendar.</summary>
    private const double LastWeek = 52;

    private CourseOfPerson()
    {
    }

    /// <summary>In the instrument's own points.</summary>
    public required PersonalCourse Model { get; init; }

    /// <summary>Null: no needle has been placed.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>Every score there is, in order of time.</summary>
    public required ImmutableArray<CourseScore> Scores { get; init; }

    public required Review Review { get; init; }

    /// <summary>From the first needle to the horizon or the last reading, whichever is later.</summary>
    public required ImmutableArray<CourseWeek> Curve { get; init; }

    /// <summary>The weeks of the table: start, review, horizon, and the last of the curve.</summary>
    public required ImmutableArray<CourseWeek> Table { get; init; }

    /// <summary>The most of the readings that the model puts beyond the ends of the scale at any week drawn, 0 to 1: where it is large, the drawing hides a poor fit.</summary>
    public double MostClipped => Curve.Max(w => w.Own.Clipped);

    /// <summary>Where this person's change becomes important, from the baseline as the model has it; null where that lies off the scale.</summary>
    public double? ImportantAt
    {
        get
        {
            if (Review.Rules.Important is not ImportantChange.Units important)
                return null;
            var at = Review.Fit.Baseline.Mean + (Model.Prior.Better == Better.Lower ? -important.Value : important.Value);
            return at >= Model.Prior.Scale.Lower && at <= Model.Prior.Scale.Upper ? at : null;
        }
    }

    /// <summary>Everything that the probabilities follow from, as JSON: docs/prognosis.R works them out again.</summary>
    public string Export => ReviewExport.Json(Review);

    /// <param name="model">On the scale of the scores: <see cref="PersonalCourse.InUnit"/>.</param>
    /// <param name="start">The first needle; null: none yet, and everything is a baseline.</param>
    /// <param name="now">The day of the review.</param>
    /// <param name="changed">As <see cref="PersonReadings.Of"/>.</param>
    public static CourseOfPerson Of(PersonalCourse model, DateTimeOffset? start, DateTimeOffset now, DateTimeOffset? changed, IEnumerable<TakenScore> taken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var zero = start ?? now;
        var scores = PersonReadings.Of(zero, changed, taken);
        Reading[] readings = [.. scores.Where(s => s.NotCounted == NotCounted.Counted).Select(s => s.Reading)];
        var week = (now - zero).TotalDays / 7;
        var review = Review.Of(model.Prior, model.Rules, week, readings);
        var alike = CourseFit.Of(model.Prior, [.. review.Used.Where(r => r.IsBaseline)]);
        var last = Math.Min(LastWeek, Math.Max(model.Rules.HorizonWeek, Math.Ceiling(readings.Length == 0 ? 0 : readings.Max(r => r.Week))));
        CourseWeek At(double at) => new(at, review.Fit.Band(at), alike.Band(at), alike.BandInOtherArm(model.OtherArm, at));
        return new()
        {
            Model = model,
            Start = start,
            Scores = scores,
            Review = review,
            Curve = [.. Enumerable.Range(0, (int)(last * StepsInAWeek) + 1).Select(i => At((double)i / StepsInAWeek))],
            Table = [.. new[] { 0, model.Rules.ReviewWeek, model.Rules.HorizonWeek, last }.Distinct().Order().Select(At)],
        };
    }

    /// <summary>The pathway's course on the scale of its instrument; null where it expects none.</summary>
    /// <param name="least">Lower end of the instrument's score.</param>
    /// <param name="most">Upper end.</param>
    public static PersonalCourse? ModelFor(Knowledge.Pathways.Pathway pathway, double least, double most) =>
        PersonalCourse.For(pathway) is { } model && least.Equals(model.Prior.Scale.Lower) ? model.InUnit((most - least) / (model.Prior.Scale.Upper - model.Prior.Scale.Lower)) : null;
}
