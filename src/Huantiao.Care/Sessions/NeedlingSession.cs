using System.Collections.Immutable;

namespace Huantiao.Care.Sessions;

/// <summary>A signature on record.</summary>
/// <param name="Stands">Whether it covers all that has arrived, and nothing was open.</param>
public sealed record SignatureOnRecord(SessionEvent.Signed Event, bool Stands);

/// <summary>
/// A needling session: prepared, needling, retaining, removing, interrupted or signed, each with its own moves and no others. It is what a set of
/// events says; the same events in any order, received once or often, say the same.
/// </summary>
public abstract partial class NeedlingSession
{
    private NeedlingSession(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures) => (Log, Record, Signatures) = (log, record, signatures);

    public SessionLog Log { get; }

    public SessionRecord Record { get; }

    /// <summary>All of them. One that does not stand stays visible: something arrived that it did not know of.</summary>
    public ImmutableArray<SignatureOnRecord> Signatures { get; }

    internal static NeedlingSession Of(SessionLog log)
    {
        var signatures = ImmutableArray.CreateBuilder<SignatureOnRecord>();
        (SessionEvent.Signed Event, SessionRecord Record)? standing = null;
        foreach (var signature in log.Events.OfType<SessionEvent.Signed>())
        {
            var covered = SignedRecord(log, signature);
            signatures.Add(new(signature, covered is not null));
            if (covered is not null)
                standing ??= (signature, covered);
        }

        if (standing is var (by, signed))
            return new Signed(log, signed, signatures.ToImmutable(), by);

        var record = SessionRecord.Of(log, log.Events);
        var all = signatures.ToImmutable();
        return record.Walk.Phase switch
        {
            SessionPhase.Prepared => new Prepared(log, record, all),
            SessionPhase.Removing => new Removing(log, record, all),
            SessionPhase.Interrupted => new Interrupted(log, record, all),
            _ when !record.Stops.IsEmpty => new Interrupted(log, record, all),
            SessionPhase.Needling => new Needling(log, record, all),
            _ => new Retaining(log, record, all),
        };
    }

    /// <summary>
    /// A signature locks what its device did not yet know to come after it. It stands where it names every such event, nothing was open, the right
    /// person signed with a valid licence, nothing is missing, and no needle went in afterwards. Null where it does not stand.
    /// </summary>
    private static SessionRecord? SignedRecord(SessionLog log, SessionEvent.Signed signature)
    {
        ImmutableArray<SessionEvent> before = [.. log.Events.Where(e => SessionRecord.IsCare(e) && !e.Saw(signature))];
        if (log.Events.Any(e => e is SessionEvent.Inserted && e.Saw(signature)))
            return null;
        var covers = signature.Covers.ToHashSet();
        if (covers.Count == 0 || !covers.SetEquals(before.Select(e => e.Key)))
            return null;
        var record = SessionRecord.Of(log, before);
        var isRight = record.Unsettled.IsEmpty && record.Practitioner == signature.Stamp.By && signature.Licence.IsValidOn(signature.Stamp.Day);
        return isRight ? record : null;
    }

    private protected Move.Made Make(Moment moment, Func<Stamp, SessionEvent> happened) => new(happened(Log.Next(moment)));

    /// <summary>What forbids one more needle: stops, an unknown clearance, events that are missing here.</summary>
    private protected ImmutableArray<Refusal> AgainstNeedles()
    {
        var because = ImmutableArray.CreateBuilder<Refusal>();
        because.AddRange(Record.Stops.Select(s => new Refusal.StopStands(s)));
        if (Record.Walk.IsPulled)
            because.Add(new Refusal.AllWerePulled());
        if (!Record.IsCleared)
            because.Add(new Refusal.NotCleared());
        because.AddRange(Record.Conflicts.OfType<Conflict.Missing>().Select(m => new Refusal.EventsMissing(m)));
        return because.ToImmutable();
    }

    /// <summary>Not begun: the prescription lies ready.</summary>
    public sealed class Prepared : Unsigned
    {
        internal Prepared(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures)
            : base(log, record, signatures)
        {
        }

        public Move Begin(Moment moment) => AgainstNeedles() is { IsEmpty: false } because ? new Move.Refused(because) : Make(moment, s => new SessionEvent.Begun { Stamp = s });

        public Move Interrupt(Moment moment, string because) => Interrupting(moment, because);
    }

    /// <summary>Needles go in.</summary>
    public sealed class Needling : WithNeedles
    {
        internal Needling(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures)
            : base(log, record, signatures)
        {
        }

        public Move Insert(Moment moment, Insertion needle)
        {
            ArgumentNullException.ThrowIfNull(moment);
            ArgumentNullException.ThrowIfNull(needle);
            var because = AgainstNeedles();
            if (needle.Lot?.Expiry is { } lastDay && lastDay < DateOnly.FromDateTime(moment.At.DateTime))
                because = because.Add(new Refusal.LotExpired(lastDay));
            return because.IsEmpty ? Make(moment, s => new SessionEvent.Inserted(needle, RecordedLate: false) { Stamp = s }) : new Move.Refused(because);
        }

        /// <summary>All needles are in; the time runs from here.</summary>
        /// <param name="minutes">Above 0 to 240.</param>
        /// <param name="countedIn">What the practitioner counted in the person; null where nobody counted.</param>
        public Move Retain(Moment moment, double minutes, int? countedIn)
        {
            ArgumentNullException.ThrowIfNull(moment);
            if (!(minutes is > 0 and <= 240))
                throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "Needles stay in above 0 to 240 minutes.");
            if (countedIn is not null)
                ArgumentOutOfRangeException.ThrowIfNegative(countedIn.Value);
            return Make(moment, s => new SessionEvent.Retained(moment.At.AddMinutes(minutes), countedIn) { Stamp = s });
        }

        public Move BeginRemoving(Moment moment) => BeginningRemoval(moment);

        public Move Interrupt(Moment moment, string because) => Interrupting(moment, because);
    }

    /// <summary>Needles stay in.</summary>
    public sealed class Retaining : WithNeedles
    {
        internal Retaining(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures)
            : base(log, record, signatures)
        {
        }

        public Move ChangeRetention(Moment moment, DateTimeOffset plannedEnd) => Make(moment, s => new SessionEvent.RetentionChanged(plannedEnd) { Stamp = s });

        public Move NeedleAgain(Moment moment) => AgainstNeedles() is { IsEmpty: false } because ? new Move.Refused(because) : Make(moment, s => new SessionEvent.NeedledAgain { Stamp = s });

        public Move BeginRemoving(Moment moment) => BeginningRemoval(moment);

        public Move Interrupt(Moment moment, string because) => Interrupting(moment, because);
    }

    /// <summary>Needles come out, are counted, and the session is signed.</summary>
    public sealed class Removing : TakingOut
    {
        internal Removing(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures)
            : base(log, record, signatures)
        {
        }

        public Move Interrupt(Moment moment, string because) => Interrupting(moment, because);

        /// <summary>Locks the session. The responsible practitioner signs, with a licence valid that day, when nothing is open.</summary>
        public Move Sign(Moment moment, SigningLicence licence)
        {
            ArgumentNullException.ThrowIfNull(moment);
            ArgumentNullException.ThrowIfNull(licence);
            var because = Record.Unsettled.Select(u => (Refusal)new Refusal.StillOpen(u)).ToImmutableArray();
            if (Record.Practitioner != moment.By)
                because = because.Add(new Refusal.NotResponsible(Record.Practitioner));
            if (!licence.IsValidOn(DateOnly.FromDateTime(moment.At.DateTime)))
                because = because.Add(new Refusal.LicenceNotValid(licence));
            return because.IsEmpty ? Make(moment, s => new SessionEvent.Signed(licence, Record.Keys) { Stamp = s }) : new Move.Refused(because);
        }
    }

    /// <summary>Held up by somebody, by a stop, or by a person who fainted. No needle goes in; all may come out.</summary>
    public sealed class Interrupted : TakingOut
    {
        internal Interrupted(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures)
            : base(log, record, signatures)
        {
        }

        /// <summary>Whether everything was pulled at once; the session then goes on to the count and nowhere else.</summary>
        public bool IsPulled => Record.Walk.IsPulled;

        /// <summary>Where it would go on.</summary>
        public SessionPhase Before => Record.Walk.Phase == SessionPhase.Interrupted ? Record.Walk.Before : Record.Walk.Phase;

        /// <summary>Goes on where it was. While a stop stands, needles may only come out.</summary>
        public Move Resume(Moment moment)
        {
            var because = AgainstNeedles();
            if (Before is SessionPhase.Removing or SessionPhase.Prepared)
                because = [.. because.Where(b => b is Refusal.AllWerePulled)];
            return because.IsEmpty ? Make(moment, s => new SessionEvent.Resumed { Stamp = s }) : new Move.Refused(because);
        }

        public Move BeginRemoving(Moment moment) => BeginningRemoval(moment);
    }

    /// <summary>Locked. What is said afterwards stands beside it.</summary>
    public sealed class Signed : NeedlingSession
    {
        internal Signed(SessionLog log, SessionRecord record, ImmutableArray<SignatureOnRecord> signatures, SessionEvent.Signed by)
            : base(log, record, signatures) => Signature = by;

        public SessionEvent.Signed Signature { get; }

        /// <summary>Events that came after the signature although no state has such a move. They are kept, and have no effect on what was signed.</summary>
        public IEnumerable<SessionEvent> AfterSignature => Log.Events.Where(e => SessionRecord.IsCare(e) && e.Saw(Signature));

        /// <summary>Adds to what was signed; the original stays visible.</summary>
        /// <param name="needle">The needle that it is about, null for the session.</param>
        /// <param name="instead">What is to be read of the needle from now on, null where only words are added.</param>
        public Move Amend(Moment moment, Guid? needle, Insertion? instead, string text, string because)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(text);
            ArgumentException.ThrowIfNullOrWhiteSpace(because);
            if (instead is not null && needle is null)
                throw new ArgumentException("Name the needle that is to be read differently.", nameof(needle));
            if (needle is { } key && !Record.Needles.Any(n => n.Key == key))
                return Move.No(new Refusal.NotThere("needle"));
            return Make(moment, s => new SessionEvent.Amended(needle, instead, text, because) { Stamp = s });
        }
    }
}
