using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

/// <content>Moves that several states share.</content>
public abstract partial class NeedlingSession
{
    /// <summary>Opens a session: the first event of its log.</summary>
    /// <param name="room">Where it takes place.</param>
    /// <param name="practitioner">Who is responsible and will sign.</param>
    public static SessionEvent.Opened Open(Moment moment, Guid session, Guid patient, Guid room, Guid practitioner, Prescription prescription) =>
        new(session, patient, room, practitioner, prescription) { Stamp = SessionLog.Empty.Next(moment) };

    /// <summary>Not signed yet: what may be said at any time.</summary>
    public abstract class Unsigned : NeedlingSession
    {
        private protected Unsigned(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures)
            : base(log, record, signatures)
        {
        }

        /// <param name="screening">The screen that lets the session begin.</param>
        /// <param name="consent">The person's consent to it.</param>
        public Move Clear(Moment moment, Guid screening, Guid consent)
        {
            if (screening == Guid.Empty || consent == Guid.Empty)
                throw new ArgumentException("A clearance names the screen and the consent.", screening == Guid.Empty ? nameof(screening) : nameof(consent));
            return Make(moment, s => new SessionEvent.Cleared(screening, consent) { Stamp = s });
        }

        /// <summary>Nothing more goes in until this is lifted.</summary>
        public Move Stop(Moment moment, StopCause cause, string because)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(because);
            return Make(moment, s => new SessionEvent.Stopped(cause, because) { Stamp = s });
        }

        public Move Lift(Moment moment, Guid stop, string because)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(because);
            return Record.Stops.Any(s => s.Key == stop) ? Make(moment, s => new SessionEvent.Lifted(stop, because) { Stamp = s }) : Move.No(new Refusal.NotThere("stop"));
        }

        public Move TakeOver(Moment moment, string because)
        {
            ArgumentNullException.ThrowIfNull(moment);
            ArgumentException.ThrowIfNullOrWhiteSpace(because);
            return Make(moment, s => new SessionEvent.TakenOver(moment.By, because) { Stamp = s });
        }

        /// <summary>Says what the practitioner makes of a conflict. One that asks for a report, or for events, is not settled by words.</summary>
        public Move Acknowledge(Moment moment, Conflict conflict, string note)
        {
            ArgumentNullException.ThrowIfNull(conflict);
            ArgumentException.ThrowIfNullOrWhiteSpace(note);
            return conflict.IsSettledByWords && Record.Conflicts.Contains(conflict)
                ? Make(moment, s => new SessionEvent.Acknowledged(conflict.Id, note) { Stamp = s })
                : Move.No(new Refusal.NotThere("conflict"));
        }

        /// <param name="about">The event that brought it: a needle, or the pulling of all.</param>
        /// <param name="report">The adverse event or incident that was written.</param>
        public Move Report(Moment moment, Guid about, Guid report)
        {
            if (report == Guid.Empty)
                throw new ArgumentException("Name the report that was written.", nameof(report));
            return Record.Has(about) ? Make(moment, s => new SessionEvent.Reported(about, report) { Stamp = s }) : Move.No(new Refusal.NotThere("event"));
        }

        /// <summary>Says that missing events of a lost device will not come.</summary>
        public Move GiveUp(Moment moment, Conflict.Missing missing, string because)
        {
            ArgumentNullException.ThrowIfNull(missing);
            ArgumentException.ThrowIfNullOrWhiteSpace(because);
            return Record.Conflicts.Contains(missing)
                ? Make(moment, s => new SessionEvent.GivenUp(missing.Device, missing.From, missing.To, because) { Stamp = s })
                : Move.No(new Refusal.NotThere("missing events"));
        }

        private protected Move Interrupting(Moment moment, string because)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(because);
            return Make(moment, s => new SessionEvent.Interrupted(because) { Stamp = s });
        }

        private protected Move BeginningRemoval(Moment moment) => Make(moment, s => new SessionEvent.RemovalBegun { Stamp = s });
    }

    /// <summary>Begun, and not signed yet: needles may be described and come out at any time.</summary>
    public abstract class WithNeedles : Unsigned
    {
        private protected WithNeedles(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures)
            : base(log, record, signatures)
        {
        }

        /// <summary>Records what was felt, how deep it is, how it was stimulated, in place of what was recorded before.</summary>
        public Move Describe(Moment moment, Guid needle, Insertion now)
        {
            ArgumentNullException.ThrowIfNull(now);
            return Find(needle) is null ? Move.No(new Refusal.NotThere("needle")) : Make(moment, s => new SessionEvent.Described(needle, now) { Stamp = s });
        }

        public Move Remove(Moment moment, Guid needle, NeedleCondition condition)
        {
            if (condition == NeedleCondition.Unknown || !Enum.IsDefined(condition))
                throw new ArgumentException("Say whether the needle came out whole.", nameof(condition));
            return Find(needle) switch
            {
                null => Move.No(new Refusal.NotThere("needle")),
                { Fate: NeedleFate.Out or NeedleFate.BrokenOff } out_ => Move.No(new Refusal.AlreadyOut(out_)),
                _ => Make(moment, s => new SessionEvent.Removed(needle, condition) { Stamp = s }),
            };
        }

        /// <summary>A press needle goes home.</summary>
        /// <param name="consent">The person's consent to just this.</param>
        /// <param name="instructions">What the person was given: how to take it out, what to watch for, whom to call.</param>
        public Move LeaveIn(Moment moment, Guid needle, Guid consent, string instructions, DateOnly removeBy)
        {
            ArgumentNullException.ThrowIfNull(moment);
            ArgumentException.ThrowIfNullOrWhiteSpace(instructions);
            if (consent == Guid.Empty)
                throw new ArgumentException("A needle goes home with the person's consent.", nameof(consent));
            if (removeBy < DateOnly.FromDateTime(moment.At.DateTime))
                throw new ArgumentOutOfRangeException(nameof(removeBy), removeBy, "The day to take it out is today or later.");
            return Find(needle) switch
            {
                null => Move.No(new Refusal.NotThere("needle")),
                { Fate.IsAccountedFor: true } settled => Move.No(new Refusal.AlreadyOut(settled)),
                { } other when !NeedleLedger.MayGoHome(other.Recorded, other.Now) => Move.No(new Refusal.NotForHome(other)),
                _ => Make(moment, s => new SessionEvent.LeftIn(needle, consent, instructions, removeBy) { Stamp = s }),
            };
        }

        /// <summary>Every needle comes out at once, as when a person faints. Counting comes afterwards; the session cannot be signed before.</summary>
        public Move PullAll(Moment moment, string because)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(because);
            return Record.Walk.IsPulled ? Move.No(new Refusal.AllWerePulled()) : Make(moment, s => new SessionEvent.AllPulled(because) { Stamp = s });
        }

        /// <summary>Says that an insertion, a removal or a going home did not take place: a slip of the finger. It stays visible.</summary>
        public Move Retract(Moment moment, Guid about, string because)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(because);
            var isThere = Log.Events.Any(e => e.Key == about && e is SessionEvent.Inserted or SessionEvent.Removed or SessionEvent.LeftIn);
            if (!isThere)
                return Move.No(new Refusal.NotThere("event"));
            return Find(about) is { Fate: NeedleFate.Out or NeedleFate.BrokenOff or NeedleFate.Home } there
                ? Move.No(new Refusal.AlreadyOut(there))
                : Make(moment, s => new SessionEvent.Retracted(about, because) { Stamp = s });
        }

        /// <summary>A needle that went in earlier and was not recorded then: one more to come out.</summary>
        public Move RecordLate(Moment moment, Insertion needle)
        {
            ArgumentNullException.ThrowIfNull(needle);
            return Make(moment, s => new SessionEvent.Inserted(needle, RecordedLate: true) { Stamp = s });
        }

        private protected SessionNeedle? Find(Guid needle) => Record.Needles.FirstOrDefault(n => n.Key == needle);
    }

    /// <summary>Needles come out: they are counted, and what is missing is looked for.</summary>
    public abstract class TakingOut : WithNeedles
    {
        private protected TakingOut(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures)
            : base(log, record, signatures)
        {
        }

        /// <summary>Whole needles of this session that lie in the tray. A count that differs asks for another: the second look.</summary>
        public Move Count(Moment moment, int wholeNeedles)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(wholeNeedles);
            return Make(moment, s => new SessionEvent.Counted(wholeNeedles) { Stamp = s });
        }

        /// <param name="about">A needle, or the standing count where nobody knows which needle is missing.</param>
        public Move Settle(Moment moment, Guid about, Settlement how)
        {
            ArgumentNullException.ThrowIfNull(how);
            var needle = Find(about);
            if (needle is null && Record.Count?.Key != about)
                return Move.No(new Refusal.NotThere("needle"));
            if (needle is not null && (needle.Fate is NeedleFate.Out or NeedleFate.Home || how is Settlement.NeverRecorded))
                return Move.No(new Refusal.AlreadyOut(needle));
            var isPlain = needle?.Fate is NeedleFate.BrokenOff && how is Settlement.Broken;
            return isPlain || (needle is null ? Record.Count is { IsSecondLook: true, IsStale: false } : Record.Ledger.IsLookedForTwice)
                ? Make(moment, s => new SessionEvent.Settled(about, how) { Stamp = s })
                : Move.No(new Refusal.LookAgainFirst());
        }
    }
}
