namespace Huantiao.Care.Sessions;

/// <summary>One room on the board: what somebody who walks by must know.</summary>
/// <param name="NeedlesIn">Needles of which nobody knows that they are out; in haste pulled ones count until they are counted.</param>
/// <param name="PlannedEnd">When they are to come out; null where nothing was set, or none is in. The screen counts down by itself.</param>
/// <param name="NeedsEyes">Overdue, pulled in haste and uncounted, a stop with needles in, or a conflict nobody has read.</param>
public sealed record BoardLine(Guid? Room, Guid? Practitioner, SessionPhase Phase, bool IsSigned, int NeedlesIn, DateTimeOffset? PlannedEnd, bool IsCountDeferred, bool NeedsEyes)
{
    /// <summary>Below zero once it is overdue; null where no time runs.</summary>
    public TimeSpan? Left(DateTimeOffset now) => PlannedEnd - now;

    public static BoardLine Of(NeedlingSession session, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        var record = session.Record;
        var isSigned = session is NeedlingSession.Signed;
        var end = isSigned || record.NeedlesIn == 0 ? null : record.Timer?.PlannedEnd;
        var open = record.Unsettled.Any(u => u is Unsettled.ConflictOpen or Unsettled.CountDiffers or Unsettled.CountsContradict);
        return new(
            record.Opening?.Room, record.Practitioner, session is NeedlingSession.Interrupted ? SessionPhase.Interrupted : record.Walk.Phase, isSigned, record.NeedlesIn, end,
            record.IsCountDeferred, !isSigned && (now >= end || record.IsCountDeferred || open || (record.NeedlesIn > 0 && !record.Stops.IsEmpty)));
    }
}
