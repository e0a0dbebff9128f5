using System.Globalization;

namespace Huantiao.Care.Sessions;

/// <summary>
/// Something on which the events of a session do not agree. A conflict is found anew from the events each time, has the same name everywhere, stays on
/// record, and is acknowledged by name before the session is signed.
/// </summary>
public abstract record Conflict
{
    private Conflict(string kind, params object[] about) => Id = kind + ":" + string.Join(':', about.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)));

    /// <summary>"details-differ:0192…"</summary>
    public string Id { get; }

    /// <summary>Whether words are enough to settle it; else a report has to be written, or the events have to come.</summary>
    public virtual bool IsSettledByWords => true;

    /// <summary>Two different events under one key.</summary>
    public sealed record SameKey(Guid Event) : Conflict("same-key", Event);

    /// <summary>Two events of one device under one number: the device was set back.</summary>
    public sealed record SameNumber(Guid Device, long Sequence) : Conflict("same-number", Device, Sequence);

    /// <summary>Events that are known to exist and are not here. They are waited for, or given up.</summary>
    public sealed record Missing(Guid Device, long From, long To) : Conflict("missing", Device, From, To)
    {
        public override bool IsSettledByWords => false;
    }

    /// <summary>No event opens the session.</summary>
    public sealed record NotOpened() : Conflict("not-opened");

    /// <summary>The session was opened more than once; the first counts.</summary>
    public sealed record OpenedTwice(Guid Event) : Conflict("opened-twice", Event);

    /// <summary>An event that its state has no move for, as far as its device knew.</summary>
    public sealed record OutOfTurn(Guid Event, SessionPhase Phase) : Conflict("out-of-turn", Event, Phase);

    /// <summary>An event about something that is not there.</summary>
    public sealed record AboutNothing(Guid Event) : Conflict("about-nothing", Event);

    /// <summary>A needle went in although its device knew that it must not. It is to be reported.</summary>
    public sealed record ThroughStop(Guid Needle, Guid Stop) : Conflict("through-stop", Needle, Stop)
    {
        public override bool IsSettledByWords => false;
    }

    /// <summary>A needle went in before the device knew of a clearance. It is to be reported.</summary>
    public sealed record WithoutClearance(Guid Needle) : Conflict("without-clearance", Needle)
    {
        public override bool IsSettledByWords => false;
    }

    /// <summary>A needle and a stop whose devices did not know of each other: which came first is for the practitioner to say.</summary>
    public sealed record StopNotKnown(Guid Needle, Guid Stop) : Conflict("stop-not-known", Needle, Stop);

    /// <summary>A needle went in on one device while another already interrupted the session or took needles out.</summary>
    public sealed record InWhileOut(Guid Needle, Guid Event) : Conflict("in-while-out", Needle, Event);

    /// <summary>Two devices describe one needle differently; the later in order is shown.</summary>
    public sealed record DetailsDiffer(Guid Needle, Guid Event) : Conflict("details-differ", Needle, Event);

    /// <summary>Two devices set different ends of the retention; the earlier counts.</summary>
    public sealed record EndsDiffer(Guid Event, Guid Other) : Conflict("ends-differ", Event, Other);

    /// <summary>One device has the needle out, another has it going home.</summary>
    public sealed record HomeOrOut(Guid Needle) : Conflict("home-or-out", Needle);

    /// <summary>Settled as missing on one device, and taken out on another that did not know of it: it counts as taken out.</summary>
    public sealed record SettledAndOut(Guid Needle) : Conflict("settled-and-out", Needle);

    /// <summary>Said not to have been there, and taken out: it counts as having been there.</summary>
    public sealed record RetractedAndOut(Guid Needle) : Conflict("retracted-and-out", Needle);

    /// <summary>A needle that is no press needle, or of which that is not known, was to go home: it does not count as accounted for.</summary>
    public sealed record NotForHome(Guid Needle) : Conflict("not-for-home", Needle);

    /// <summary>The practitioner counted another number into the person than is on record.</summary>
    public sealed record CountedInDiffers(Guid Event, int Counted, int OnRecord) : Conflict("counted-in-differs", Event, Counted, OnRecord);

    /// <summary>The lot was past its last day.</summary>
    public sealed record ExpiredLot(Guid Needle) : Conflict("expired-lot", Needle);
}
