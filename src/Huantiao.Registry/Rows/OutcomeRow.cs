using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>What is known of one score at one time. Unknown is not a number.</summary>
public abstract record Observation
{
    private Observation()
    {
    }

    /// <summary>A score on the instrument's scale.</summary>
    public sealed record Measured : Observation
    {
        /// <exception cref="ArgumentOutOfRangeException">Not a finite number.</exception>
        public Measured(double value) => Value = double.IsFinite(value)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A score is a finite number; one that was not taken is missing.");

        public double Value { get; }
    }

    /// <summary>It was due and is not there. <paramref name="Reason"/> is a code such as <c>moved-away</c>, or <see cref="NotKnown"/>.</summary>
    public sealed record Missing(string Reason) : Observation
    {
        public const string NotKnown = "not-known";
    }

    /// <summary>Its day has not come by the cut: neither measured nor lost.</summary>
    public sealed record NotDue : Observation;
}

/// <summary>One score of the schedule.</summary>
/// <param name="Week">Weeks since the first treatment, over 0.</param>
public sealed record WeekObservation(int Week, Observation Observation);

/// <summary>How often one kind of adverse event happened to one person.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="Times">0 or more. A person of whom nobody asked has no such entry, which is not 0.</param>
public sealed record EventCount(string Kind, int Times);

/// <summary>All that a summary or a report needs of one person, under a pseudonym.</summary>
public sealed record OutcomeRow
{
    /// <summary>A pseudonym (<see cref="Pseudonym"/>), never a name or number that others know.</summary>
    public required string Person { get; init; }

    /// <summary>Day of the first treatment: by it a person falls into a period.</summary>
    public required DateOnly Began { get; init; }

    /// <summary>What they were given, as a code. Nobody drew lots for it.</summary>
    public required string Exposure { get; init; }

    /// <summary>The kind of case, as a code: each person is in exactly one.</summary>
    public required string Stratum { get; init; }

    /// <summary>The last score before the first treatment.</summary>
    public required Observation Baseline { get; init; }

    /// <summary>One for each week of the schedule; a week without an entry counts as missing for a reason not known.</summary>
    public required ImmutableArray<WeekObservation> Weeks { get; init; }

    /// <summary>Treatments given by the cut, 0 or more.</summary>
    public required int Treatments { get; init; }

    /// <summary>Adverse events by the cut, one entry for each kind that was asked for.</summary>
    public required ImmutableArray<EventCount> Events { get; init; }

    /// <summary>Null where it was not measured.</summary>
    public double? BaselineScore => (Baseline as Observation.Measured)?.Value;

    public Observation At(int week)
    {
        foreach (var entry in Weeks)
        {
            if (entry.Week == week)
                return entry.Observation;
        }

        return new Observation.Missing(Observation.Missing.NotKnown);
    }
}
