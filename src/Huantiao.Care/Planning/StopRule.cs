using System.Text.Json.Serialization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>When treatment is thought over because nothing important has changed: after so many sessions or weeks, whichever comes first.</summary>
public sealed record StopRule
{
    /// <exception cref="ArgumentException">Neither sessions nor weeks, one of them below 1, or a change that is not above 0.</exception>
    [JsonConstructor]
    public StopRule(int? afterSessions, int? afterWeeks, string measure, double? leastChange)
    {
        if ((afterSessions ?? afterWeeks) is null || afterSessions < 1 || afterWeeks < 1 || leastChange is not (null or > 0) || string.IsNullOrWhiteSpace(measure))
            throw new ArgumentException("A stop rule has sessions or weeks, 1 or more, and a measure.", nameof(afterSessions));
        (AfterSessions, AfterWeeks, Measure, LeastChange) = (afterSessions, afterWeeks, measure, leastChange);
    }

    public int? AfterSessions { get; }

    /// <summary>From the first session.</summary>
    public int? AfterWeeks { get; }

    /// <summary>Id of the measure that is looked at.</summary>
    public string Measure { get; }

    /// <summary>Improvement in the measure's points that counts as important; null: both judge together, because none is known.</summary>
    public double? LeastChange { get; }

    /// <summary>The pathway's own proposal; null where it has none.</summary>
    public static StopRule? Proposed(TreatmentKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        return knowledge.ReviewRules.FirstOrDefault(r => r.IsStopRule) is { } rule && knowledge.GoalMeasures.FirstOrDefault(m => m.ImportantChange is not null) is { } measure
            ? new(rule.AfterSessions, rule.AfterWeeks, measure.Id, measure.ImportantChange)
            : null;
    }

    /// <summary>What the rule says now.</summary>
    /// <param name="improvement">Points better than at the start (worse is negative); null: not measured.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative sessions or weeks, or an improvement that is no number.</exception>
    public StopDecision Judge(int sessionsDone, double weeksSinceFirst, double? improvement)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sessionsDone);
        if (!(weeksSinceFirst >= 0) || improvement is double.NaN)
            throw new ArgumentOutOfRangeException(nameof(weeksSinceFirst), "Weeks are 0 or more, and an improvement is a number.");
        if (!(sessionsDone >= AfterSessions) && !(weeksSinceFirst >= AfterWeeks))
            return new StopDecision.NotYet();
        return (improvement, LeastChange) switch
        {
            (null, _) => new StopDecision.NotMeasured(),
            (_, null) => new StopDecision.JudgeTogether(improvement.Value),
            ({ } better, { } least) when better >= least => new StopDecision.GoOn(better),
            _ => new StopDecision.ReviewNow(improvement.Value),
        };
    }
}

/// <summary>What a stop rule says. It never stops by itself: it says when both must look.</summary>
public abstract record StopDecision
{
    private StopDecision()
    {
    }

    /// <summary>Too early to tell.</summary>
    public sealed record NotYet : StopDecision;

    /// <summary>An important change was reached.</summary>
    public sealed record GoOn(double Improvement) : StopDecision;

    /// <summary>No important change: examine and screen again, think about stopping.</summary>
    public sealed record ReviewNow(double Improvement) : StopDecision;

    /// <summary>Due, and the measure was not taken. A missing reading is no improvement: measure, then judge.</summary>
    public sealed record NotMeasured : StopDecision;

    /// <summary>Due, and no important change is known for the measure: both judge.</summary>
    public sealed record JudgeTogether(double Improvement) : StopDecision;
}
