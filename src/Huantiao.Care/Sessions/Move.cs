using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

/// <summary>What became of a move: an event to be kept and sent, or reasons for which it is not made. Nothing is ever ignored.</summary>
public abstract record Move
{
    private Move()
    {
    }

    /// <summary>The event; the session with it is that of the log with the event added.</summary>
    public sealed record Made(SessionEvent Event) : Move;

    /// <summary>Not made, and all the reasons.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Because) : Move;

    internal static Move No(Refusal because) => new Refused([because]);
}

/// <summary>Why a move is refused.</summary>
public abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>A stop stands; it has to be lifted first.</summary>
    public sealed record StopStands(StandingStop Stop) : Refusal;

    /// <summary>All needles were pulled at once: nothing more goes in today.</summary>
    public sealed record AllWerePulled : Refusal;

    /// <summary>No screen and consent are on record for this session: unknown is not yes.</summary>
    public sealed record NotCleared : Refusal;

    /// <summary>Events are known to be missing here, and one of them may be a stop. Taking needles out goes on.</summary>
    public sealed record EventsMissing(Conflict.Missing Missing) : Refusal;

    /// <summary>The lot is past its last day.</summary>
    public sealed record LotExpired(DateOnly LastDay) : Refusal;

    /// <summary>There is no such needle, stop, conflict or event here.</summary>
    public sealed record NotThere(string What) : Refusal;

    /// <summary>This needle is already accounted for.</summary>
    public sealed record AlreadyOut(SessionNeedle Needle) : Refusal;

    /// <summary>Only a press needle may go home.</summary>
    public sealed record NotForHome(SessionNeedle Needle) : Refusal;

    /// <summary>Count once more first.</summary>
    public sealed record LookAgainFirst : Refusal;

    /// <summary>The licence is past its last day, or that day is not known.</summary>
    public sealed record LicenceNotValid(SigningLicence Licence) : Refusal;

    /// <summary>Another person is responsible for the session; null where nobody is known to be.</summary>
    public sealed record NotResponsible(Guid? Practitioner) : Refusal;

    /// <summary>Something is still to be settled.</summary>
    public sealed record StillOpen(Unsettled Unsettled) : Refusal;
}
