using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>How needles are stimulated once they are in; none of the three is "not stimulated".</summary>
/// <param name="Electro">Null: no current.</param>
public sealed record StimulationPlan(bool ByHand, ElectroStimulation? Electro, bool Heat);

/// <summary>Electrical stimulation.</summary>
public sealed record ElectroStimulation
{
    /// <exception cref="ArgumentOutOfRangeException">A frequency outside above 0 to 1,000 Hz.</exception>
    [JsonConstructor]
    public ElectroStimulation(double? hertz, Answer currentAcrossChest)
    {
        if (hertz is not (null or (> 0 and <= 1000)))
            throw new ArgumentOutOfRangeException(nameof(hertz), hertz, "A frequency is above 0 and at most 1,000 Hz.");
        (Hertz, CurrentAcrossChest) = (hertz, currentAcrossChest);
    }

    /// <summary>Null: not decided.</summary>
    public double? Hertz { get; }

    /// <summary>Whether the current would cross the chest.</summary>
    public Answer CurrentAcrossChest { get; }
}

/// <summary>So many times a week, 1 to 14, for so many weeks, 1 to 104.</summary>
public sealed record CoursePhase
{
    /// <exception cref="ArgumentOutOfRangeException">Outside the ranges.</exception>
    [JsonConstructor]
    public CoursePhase(int perWeek, int weeks)
    {
        if (perWeek is < 1 or > 14 || weeks is < 1 or > 104)
            throw new ArgumentOutOfRangeException(nameof(perWeek), "A phase is 1 to 14 times a week for 1 to 104 weeks.");
        (PerWeek, Weeks) = (perWeek, weeks);
    }

    public int PerWeek { get; }

    public int Weeks { get; }
}

/// <summary>How many sessions, and how they are spread.</summary>
public sealed record TreatmentCourse
{
    /// <exception cref="ArgumentException">Not 1 to 200 sessions, or phases that make another number.</exception>
    [JsonConstructor]
    public TreatmentCourse(int sessions, ImmutableArray<CoursePhase> phases)
    {
        phases = phases.IsDefault ? [] : phases;
        if (sessions is < 1 or > 200 || (!phases.IsEmpty && phases.Sum(p => p.PerWeek * p.Weeks) != sessions))
            throw new ArgumentException("A course has 1 to 200 sessions, and its phases make that number.", nameof(sessions));
        (Sessions, Phases) = (sessions, phases);
    }

    public int Sessions { get; }

    /// <summary>One after the other; none: how often is not decided.</summary>
    public ImmutableArray<CoursePhase> Phases { get; }

    /// <summary>Null where how often is not decided.</summary>
    [JsonIgnore]
    public int? Weeks => Phases.IsEmpty ? null : Phases.Sum(p => p.Weeks);

    /// <summary>Null where the sessions are out of range or the phases do not make them.</summary>
    public static TreatmentCourse? TryFrom(int sessions, ImmutableArray<CoursePhase> phases) =>
        sessions is >= 1 and <= 200 && (phases.IsDefaultOrEmpty || phases.Sum(p => p.PerWeek * p.Weeks) == sessions) ? new(sessions, phases) : null;
}

/// <summary>What is to be reached, in a measure of the pathway, by a week of treatment.</summary>
/// <param name="Measure">Id of the measure: "HT_LEG_NRS".</param>
/// <param name="Activity">The person's own activity, where the measure names one.</param>
/// <param name="Baseline">Null: not measured. It is never taken to be the worst, or nought.</param>
/// <param name="ByWeek">Weeks from the first session, 1 or more.</param>
public sealed record PlanGoal(string Measure, string? Activity, double? Baseline, double Target, int ByWeek)
{
    /// <summary>Null where the goal does not fit the measure: off its scale, no activity named, or no better than where the person stands.</summary>
    public static PlanGoal? TrySet(GoalMeasure measure, string? activity, double? baseline, double target, int byWeek)
    {
        ArgumentNullException.ThrowIfNull(measure);
        activity = string.IsNullOrWhiteSpace(activity) ? null : activity.Trim();
        var onScale = target >= measure.Least && target <= measure.Most
            && (baseline is null || (baseline >= measure.Least && baseline <= measure.Most));
        var better = baseline is null || (measure.Better == Direction.LowerIsBetter ? target < baseline : target > baseline);
        return onScale && better && byWeek is >= 1 and <= 260 && activity is not null == measure.NamesActivity ? new(measure.Id, activity, baseline, target, byWeek) : null;
    }

    /// <summary>Whether reaching it would be an important change; unknown without a baseline or where no important change is known.</summary>
    public Answer IsImportant(GoalMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return (measure.ImportantChange, Baseline) switch
        {
            ({ } change, { } baseline) => Answers.From(Math.Abs(Target - baseline) >= change),
            _ => Answer.Unknown,
        };
    }

    internal string Key => Activity is null ? Measure : $"{Measure}: {Activity}";
}

/// <summary>The day on which both look at the plan again.</summary>
public sealed record PlannedReview(DateOnly On);

/// <summary>Kinds of other care.</summary>
public enum OtherCareKind
{
    Other,
    Exercise,
    Physiotherapy,
    Medicine,
    Moxa,
    Cupping,
    Herbs,
    Massage,
    Advice,
}

/// <summary>Care that goes on beside the needles.</summary>
/// <param name="What">In the practitioner's words: "ibuprofen as the GP prescribed".</param>
/// <param name="GivenHere">Given as part of this treatment; otherwise from elsewhere, and it goes on.</param>
public sealed record OtherCare(OtherCareKind Kind, string What, bool GivenHere);

/// <summary>Where treatment takes place, and what the person is told.</summary>
public sealed record PlanSetting(string Place, string? Explained);

/// <summary>Who needles; item 5 of STRICTA.</summary>
/// <param name="Years">Years of acupuncture practice; null: not told.</param>
public sealed record PractitionerBackground(string Qualification, int? Years, string? Other);

/// <summary>A caution that the practitioner has confirmed, for the needle as it was planned then.</summary>
/// <param name="Needle">Key of the needle: "BL25 L".</param>
/// <param name="Caution">Id of the caution: "D01".</param>
public sealed record ConfirmedCaution(string Needle, string Caution);
