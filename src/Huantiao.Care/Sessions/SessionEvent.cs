using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Huantiao.Care.Sessions;

public enum StopCause
{
    Unknown,

    /// <summary>A finding of the safety screen.</summary>
    Screen,

    /// <summary>The person no longer agrees.</summary>
    ConsentWithdrawn,

    /// <summary>Something seen in the room.</summary>
    Observed,
}

/// <summary>Something that happened in a session. Events are never changed or taken away; what is put right is said by a further event.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Cleared), "cleared")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(Lifted), "lifted")]
[JsonDerivedType(typeof(Begun), "begun")]
[JsonDerivedType(typeof(Inserted), "inserted")]
[JsonDerivedType(typeof(Described), "described")]
[JsonDerivedType(typeof(Retained), "retained")]
[JsonDerivedType(typeof(RetentionChanged), "retention-changed")]
[JsonDerivedType(typeof(NeedledAgain), "needled-again")]
[JsonDerivedType(typeof(RemovalBegun), "removal-begun")]
[JsonDerivedType(typeof(Removed), "removed")]
[JsonDerivedType(typeof(LeftIn), "left-in")]
[JsonDerivedType(typeof(Interrupted), "interrupted")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(AllPulled), "all-pulled")]
[JsonDerivedType(typeof(Counted), "counted")]
[JsonDerivedType(typeof(Settled), "settled")]
[JsonDerivedType(typeof(Retracted), "retracted")]
[JsonDerivedType(typeof(TakenOver), "taken-over")]
[JsonDerivedType(typeof(GivenUp), "given-up")]
[JsonDerivedType(typeof(Acknowledged), "acknowledged")]
[JsonDerivedType(typeof(Reported), "reported")]
[JsonDerivedType(typeof(Signed), "signed")]
[JsonDerivedType(typeof(Amended), "amended")]
public abstract record SessionEvent
{
    private SessionEvent()
    {
    }

    public required Stamp Stamp { get; init; }

    [JsonIgnore]
    public Guid Key => Stamp.Key;

    internal bool Saw(SessionEvent other) => Stamp.Saw(other.Stamp);

    /// <summary>The first event. The prescription is what is meant to be done, as a rule that of the last session.</summary>
    public sealed record Opened(Guid Session, Guid Patient, Guid Room, Guid Practitioner, Prescription Prescription) : SessionEvent;

    /// <summary>The safety screen lets the session begin and the person has agreed; both are named, since unknown is not yes.</summary>
    public sealed record Cleared(Guid Screening, Guid Consent) : SessionEvent;

    /// <summary>No needle may go in until this stop is lifted by its key.</summary>
    public sealed record Stopped(StopCause Cause, string Because) : SessionEvent;

    /// <summary>A stop no longer holds.</summary>
    public sealed record Lifted(Guid Stop, string Because) : SessionEvent;

    /// <summary>Needling begins.</summary>
    public sealed record Begun : SessionEvent;

    /// <summary>A needle; its key is the event's.</summary>
    /// <param name="RecordedLate">It went in earlier and is only now recorded: no treatment, but one more to come out.</param>
    public sealed record Inserted(Insertion Needle, bool RecordedLate) : SessionEvent;

    /// <summary>What is recorded of a needle, in place of what was recorded before.</summary>
    public sealed record Described(Guid Needle, Insertion As) : SessionEvent;

    /// <summary>All needles are in.</summary>
    /// <param name="CountedIn">How many the practitioner counted in the person; null where nobody counted.</param>
    public sealed record Retained(DateTimeOffset PlannedEnd, int? CountedIn) : SessionEvent;

    /// <summary>Another planned end.</summary>
    public sealed record RetentionChanged(DateTimeOffset PlannedEnd) : SessionEvent;

    /// <summary>More needles are to go in.</summary>
    public sealed record NeedledAgain : SessionEvent;

    /// <summary>Needles come out from here on.</summary>
    public sealed record RemovalBegun : SessionEvent;

    /// <summary>A needle was taken out.</summary>
    public sealed record Removed(Guid Needle, NeedleCondition Condition) : SessionEvent;

    /// <summary>A press needle goes home: the person agreed and knows when and how to take it out.</summary>
    public sealed record LeftIn(Guid Needle, Guid Consent, string Instructions, DateOnly RemoveBy) : SessionEvent;

    /// <summary>Held up: an alarm, a telephone call.</summary>
    public sealed record Interrupted(string Because) : SessionEvent;

    /// <summary>Goes on where it was.</summary>
    public sealed record Resumed : SessionEvent;

    /// <summary>Every needle is pulled at once, as when a person faints. The count is made up afterwards; nothing more goes in.</summary>
    public sealed record AllPulled(string Because) : SessionEvent;

    /// <summary>How many whole needles of this session lie in the tray.</summary>
    public sealed record Counted(int Count) : SessionEvent;

    /// <summary>How a needle is accounted for that was not counted out.</summary>
    /// <param name="About">A needle; or, where nobody knows which one it is, the count that it is missing from.</param>
    public sealed record Settled(Guid About, Settlement How) : SessionEvent;

    /// <summary>An insertion, a removal or a going home was recorded by mistake and did not take place.</summary>
    public sealed record Retracted(Guid About, string Because) : SessionEvent;

    /// <summary>Another practitioner is responsible from here on.</summary>
    public sealed record TakenOver(Guid Practitioner, string Because) : SessionEvent;

    /// <summary>Events that a device made and that will not come any more: it is lost or broken.</summary>
    public sealed record GivenUp(Guid Device, long From, long To, string Because) : SessionEvent;

    /// <summary>A conflict was read, and what the practitioner says of it.</summary>
    public sealed record Acknowledged(string Conflict, string Note) : SessionEvent;

    /// <summary>A report was written about what an event of this session brought.</summary>
    public sealed record Reported(Guid About, Guid Report) : SessionEvent;

    /// <summary>Signed: it covers exactly the events that it names.</summary>
    public sealed record Signed(SigningLicence Licence, ImmutableArray<Guid> Covers) : SessionEvent;

    /// <summary>Said after the signature; what was signed stays as it was.</summary>
    /// <param name="Needle">The needle that it is about, null for the session.</param>
    /// <param name="As">What is to be read of the needle instead, null where only words are added.</param>
    public sealed record Amended(Guid? Needle, Insertion? As, string Text, string Because) : SessionEvent;
}

/// <summary>The licence under which a person signs.</summary>
/// <param name="ValidThrough">Its last day. A licence whose last day is not known cannot be used to sign.</param>
public sealed record SigningLicence(string Authority, string Number, DateOnly? ValidThrough)
{
    internal bool IsValidOn(DateOnly day) => ValidThrough is { } last && day <= last;
}
