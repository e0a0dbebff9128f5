namespace Huantiao.Care.Sessions;

/// <summary>
/// How long needles are meant to stay in. Two instants, so that a reload, a locked screen or an empty battery change nothing: whoever knows them and
/// the time knows what is left.
/// </summary>
/// <param name="Start">When the needles were all in, by the clock of the device that said so.</param>
/// <param name="PlannedEnd">When they are to come out; where two devices said different ends, the earlier.</param>
public sealed record RetentionTimer(DateTimeOffset Start, DateTimeOffset PlannedEnd)
{
    /// <summary>From start to planned end; null where the end was set before the start.</summary>
    public double? PlannedMinutes => PlannedEnd > Start ? (PlannedEnd - Start).TotalMinutes : null;

    /// <summary>Below zero once it is overdue.</summary>
    public TimeSpan Left(DateTimeOffset now) => PlannedEnd - now;

    public bool IsOverdue(DateTimeOffset now) => now >= PlannedEnd;

    /// <summary>How long the needles have been in; zero for a clock that is behind the one that started it.</summary>
    public TimeSpan In(DateTimeOffset now) => now > Start ? now - Start : TimeSpan.Zero;
}
