using System.Collections.Immutable;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.AdverseEvents;

/// <summary>A duty that concerns an event.</summary>
/// <param name="Holds">Yes, or unknown while it is not known how bad the event was: to be settled, not to be left out.</param>
public sealed record DutyThatConcerns(ReportingDuty Duty, Answer Holds);

/// <summary>What follows from an adverse event. Pure: the same in, the same out.</summary>
public static class EventRules
{
    /// <summary>Duties to tell, in the order of the table.</summary>
    /// <param name="jurisdiction">Where the clinic is: "US-CA". A duty of "US" holds there too.</param>
    public static ImmutableArray<DutyThatConcerns> Duties(AdverseEventKinds kinds, AdverseEvent happened, string jurisdiction)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentException.ThrowIfNullOrWhiteSpace(jurisdiction);
        return [.. kinds.Duties
            .Where(d => d.Jurisdiction is null || jurisdiction == d.Jurisdiction || jurisdiction.StartsWith(d.Jurisdiction + "-", StringComparison.Ordinal))
            .Where(d => d.Kinds.IsEmpty || d.Kinds.Contains(happened.Kind))
            .Select(d => new DutyThatConcerns(d, Holds(d, happened))).Where(d => d.Holds != Answer.No)];
    }

    /// <summary>
    /// When a person is asked how the days after a session went: from 24 to 72 hours after its end, since bruises, soreness, numbness and a slow
    /// pneumothorax show later. The window is our own choice.
    /// </summary>
    public static (DateTimeOffset From, DateTimeOffset To) FollowUp(DateTimeOffset sessionEnd) => (sessionEnd.AddHours(24), sessionEnd.AddHours(72));

    /// <summary>
    /// Sessions with at least one event of each kind, among so many; a near miss is no event here. What the caller makes of it is a share with its exact
    /// interval, not to be laid beside a share of patients.
    /// </summary>
    /// <param name="sessions">How many sessions there were; those whose follow-up nobody answered count among them, so that a share is a lower bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">There were more sessions with events than sessions.</exception>
    public static ImmutableArray<EventCount> Count(IEnumerable<AdverseEvent> events, long sessions)
    {
        ArgumentNullException.ThrowIfNull(events);
        ImmutableArray<EventCount> counts =
        [
            .. events.Where(e => !e.IsNearMiss && e.Session is not null).GroupBy(e => e.Kind, StringComparer.Ordinal)
                .Select(g => new EventCount(g.Key, g.Select(e => e.Session).Distinct().Count(), sessions)).OrderBy(c => c.Kind, StringComparer.Ordinal),
        ];
        return counts.All(c => c.SessionsWith <= sessions) ? counts : throw new ArgumentOutOfRangeException(nameof(sessions), sessions, "There were more sessions with events than sessions.");
    }

    private static Answer Holds(ReportingDuty duty, AdverseEvent happened) => happened switch
    {
        { IsNearMiss: true } => duty.NearMissesToo ? Answer.Yes : Answer.No,
        { Severity: EventSeverity.Unknown } => duty.From <= EventSeverity.Mild ? Answer.Yes : Answer.Unknown,
        _ => happened.Severity >= duty.From ? Answer.Yes : Answer.No,
    };
}

/// <summary>Sessions with at least one event of a kind, among all.</summary>
public sealed record EventCount(string Kind, long SessionsWith, long Sessions);
