using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

public enum SessionPhase
{
    Prepared,
    Needling,
    Retaining,
    Removing,
    Interrupted,
}

/// <summary>Walks along events in their order and tells where the session then is.</summary>
/// <param name="Before">Where it was when it was interrupted.</param>
/// <param name="IsPulled">All needles were pulled at once: nothing more goes in.</param>
internal readonly record struct PhaseWalk(SessionPhase Phase, SessionPhase Before, bool IsPulled)
{
    private static readonly PhaseWalk Start = new(SessionPhase.Prepared, SessionPhase.Prepared, IsPulled: false);

    public static PhaseWalk Along(ImmutableArray<SessionEvent> events) => Along(events, until: null);

    /// <param name="until">Where given, only along what the device that recorded this knew.</param>
    public static PhaseWalk Along(ImmutableArray<SessionEvent> events, SessionEvent? until)
    {
        var at = Start;
        foreach (var happened in events)
        {
            if (until is null || until.Saw(happened))
                at = at.After(happened);
        }

        return at;
    }

    /// <summary>
    /// A move that another device has overtaken has no effect: the session never goes back by an accident of order. A needle brings the session to
    /// needling even where the beginning was lost, and taking needles out is possible from anywhere.
    /// </summary>
    private PhaseWalk After(SessionEvent happened) => (happened, Phase) switch
    {
        (SessionEvent.Begun or SessionEvent.Inserted { RecordedLate: false }, SessionPhase.Prepared) => this with { Phase = SessionPhase.Needling },
        (SessionEvent.Retained, SessionPhase.Prepared or SessionPhase.Needling) => this with { Phase = SessionPhase.Retaining },
        (SessionEvent.NeedledAgain, SessionPhase.Retaining) => this with { Phase = SessionPhase.Needling },
        (SessionEvent.RemovalBegun, _) => this with { Phase = SessionPhase.Removing },
        (SessionEvent.Interrupted, not SessionPhase.Interrupted) => this with { Phase = SessionPhase.Interrupted, Before = Phase },
        (SessionEvent.Resumed, SessionPhase.Interrupted) when !IsPulled => this with { Phase = Before },
        (SessionEvent.AllPulled, SessionPhase.Removing) => this with { IsPulled = true },
        (SessionEvent.AllPulled, _) => this with { Phase = SessionPhase.Interrupted, Before = SessionPhase.Removing, IsPulled = true },
        _ => this,
    };

    /// <summary>Whether a device that knew of this may record it; the rest is always taken.</summary>
    public bool Allows(SessionEvent happened) => happened switch
    {
        SessionEvent.Begun => Phase == SessionPhase.Prepared,
        SessionEvent.Inserted { RecordedLate: false } or SessionEvent.Retained => Phase == SessionPhase.Needling,
        SessionEvent.Inserted or SessionEvent.Removed or SessionEvent.LeftIn or SessionEvent.Counted or SessionEvent.Settled => Phase != SessionPhase.Prepared,
        SessionEvent.NeedledAgain or SessionEvent.RetentionChanged => Phase == SessionPhase.Retaining,
        SessionEvent.RemovalBegun => Phase is not (SessionPhase.Prepared or SessionPhase.Removing),
        SessionEvent.Interrupted => Phase != SessionPhase.Interrupted,
        SessionEvent.Resumed => Phase == SessionPhase.Interrupted && !IsPulled,
        SessionEvent.AllPulled => Phase != SessionPhase.Prepared && !IsPulled,
        _ => true,
    };
}
