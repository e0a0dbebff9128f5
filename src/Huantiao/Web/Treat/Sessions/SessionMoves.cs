using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>The moves by their names, as pages and scripts call them, and which of them a session has now.</summary>
internal static class SessionMoves
{
    private static readonly string[] OfUnsigned = ["stop", "take-over"];
    private static readonly string[] OfNeedles = ["describe", "remove", "leave-in", "retract", "record-late"];

    /// <summary>Moves by which a person is treated: they need a licence that has not lapsed.</summary>
    public static bool Treats(string move) => move is "clear" or "begin" or "insert" or "needle-again" or "resume" or "take-over" or "lift";

    /// <summary>Moves that there are now. Each may still be refused for what it names.</summary>
    /// <param name="isSignable">Whether the reader may sign.</param>
    public static IEnumerable<string> Possible(NeedlingSession session, Moment moment, bool isSignable)
    {
        if (session is NeedlingSession.Signed)
            return ["amend"];
        var record = session.Record;
        List<string> can = [.. OfUnsigned];
        if (!session.Log.Events.OfType<SessionEvent.Cleared>().Any())
            can.Add("clear");
        if (!record.Stops.IsEmpty)
            can.Add("lift");
        if (record.Unsettled.OfType<Unsettled.ConflictOpen>().Any(c => c.Conflict.IsSettledByWords))
            can.Add("acknowledge");
        if (record.Unsettled.OfType<Unsettled.ReportMissing>().Any())
            can.Add("report");
        if (record.Conflicts.OfType<Conflict.Missing>().Any())
            can.Add("give-up");
        if (session is NeedlingSession.WithNeedles with)
        {
            can.AddRange(record.Needles.IsEmpty ? ["record-late"] : OfNeedles);
            if (with.PullAll(moment, "?") is Move.Made)
                can.Add("pull-all");
        }

        if (session is NeedlingSession.TakingOut)
            can.AddRange(["count", "settle"]);
        switch (session)
        {
            case NeedlingSession.Prepared prepared:
                If("begin", prepared.Begin(moment));
                can.Add("interrupt");
                break;
            case NeedlingSession.Needling needling:
                If("insert", needling.Insert(moment, new("?", BodySide.Midline)));
                can.AddRange(["retain", "begin-removing", "interrupt"]);
                break;
            case NeedlingSession.Retaining retaining:
                If("needle-again", retaining.NeedleAgain(moment));
                can.AddRange(["change-retention", "begin-removing", "interrupt"]);
                break;
            case NeedlingSession.Interrupted interrupted:
                If("resume", interrupted.Resume(moment));
                can.Add("begin-removing");
                break;
            case NeedlingSession.Removing:
                can.Add("interrupt");
                if (isSignable)
                    can.Add("sign");
                break;
        }

        return can.Order(StringComparer.Ordinal);

        void If(string name, Move move)
        {
            if (move is Move.Made)
                can.Add(name);
        }
    }

    /// <summary>The signature, or every reason against it.</summary>
    public static Move Signing(NeedlingSession session, Moment moment, SigningLicence licence) => session is NeedlingSession.Removing removing
        ? removing.Sign(moment, licence)
        : new Move.Refused([.. session.Record.Unsettled.DefaultIfEmpty(new Unsettled.NotRemoving()).Select(u => (Refusal)new Refusal.StillOpen(u))]);

    /// <summary>Makes a move that a form names. Null: the state has no such move, or a field of the form is not good, which the form says.</summary>
    public static Move? Make(string move, NeedlingSession session, Moment moment, MoveFields fields) => (move, session) switch
    {
        ("stop", NeedlingSession.Unsigned at) when fields.Because is { } because => at.Stop(moment, fields.Cause, because),
        ("lift", NeedlingSession.Unsigned at) when fields.Because is { } because => at.Lift(moment, fields.About, because),
        ("take-over", NeedlingSession.Unsigned at) when fields.Because is { } because => at.TakeOver(moment, because),
        ("acknowledge", NeedlingSession.Unsigned at) when fields.Because is { } note => session.Record.Conflicts.FirstOrDefault(c => c.Id == fields.Conflict) is { } conflict
            ? at.Acknowledge(moment, conflict, note)
            : Nothing("conflict"),
        ("report", NeedlingSession.Unsigned at) => fields.Report == Guid.Empty ? Nothing("report") : at.Report(moment, fields.About, fields.Report),
        ("give-up", NeedlingSession.Unsigned at) when fields.Because is { } because => session.Record.Conflicts.OfType<Conflict.Missing>().FirstOrDefault(c => c.Id == fields.Conflict) is { } missing
            ? at.GiveUp(moment, missing, because)
            : Nothing("missing events"),
        ("describe", NeedlingSession.WithNeedles at) when fields.Needle is { } now => at.Describe(moment, fields.About, now),
        ("remove", NeedlingSession.WithNeedles at) when fields.Condition != NeedleCondition.Unknown => at.Remove(moment, fields.About, fields.Condition),
        ("leave-in", NeedlingSession.WithNeedles at) when fields.Because is { } instructions && fields.RemoveBy is { } day => at.LeaveIn(moment, fields.About, fields.Consent, instructions, day),
        ("pull-all", NeedlingSession.WithNeedles at) when fields.Because is { } because => at.PullAll(moment, because),
        ("retract", NeedlingSession.WithNeedles at) when fields.Because is { } because => at.Retract(moment, fields.About, because),
        ("record-late", NeedlingSession.WithNeedles at) when fields.Needle is { } needle => at.RecordLate(moment, needle),
        ("count", NeedlingSession.TakingOut at) when fields.Count is { } count => at.Count(moment, count),
        ("settle", NeedlingSession.TakingOut at) when fields.Settlement is { } how => at.Settle(moment, fields.About, how),
        ("begin", NeedlingSession.Prepared at) => at.Begin(moment),
        ("insert", NeedlingSession.Needling at) when fields.Needle is { } needle => at.Insert(moment, needle),
        ("retain", NeedlingSession.Needling at) when fields.Minutes is { } minutes => at.Retain(moment, minutes, fields.CountedIn),
        ("change-retention", NeedlingSession.Retaining at) when fields.Minutes is { } minutes => at.ChangeRetention(moment, moment.At.AddMinutes(minutes)),
        ("needle-again", NeedlingSession.Retaining at) => at.NeedleAgain(moment),
        ("begin-removing", NeedlingSession.Needling at) => at.BeginRemoving(moment),
        ("begin-removing", NeedlingSession.Retaining at) => at.BeginRemoving(moment),
        ("begin-removing", NeedlingSession.Interrupted at) => at.BeginRemoving(moment),
        ("interrupt", NeedlingSession.Prepared at) when fields.Because is { } because => at.Interrupt(moment, because),
        ("interrupt", NeedlingSession.Needling at) when fields.Because is { } because => at.Interrupt(moment, because),
        ("interrupt", NeedlingSession.Retaining at) when fields.Because is { } because => at.Interrupt(moment, because),
        ("interrupt", NeedlingSession.Removing at) when fields.Because is { } because => at.Interrupt(moment, because),
        ("resume", NeedlingSession.Interrupted at) => at.Resume(moment),
        _ => null,
    };

    private static Move.Refused Nothing(string what) => new([new Refusal.NotThere(what)]);
}

/// <summary>What a form says besides the name of the move; null and unknown where it says nothing.</summary>
/// <param name="About">A needle, a stop, an event, a count.</param>
internal sealed record MoveFields(
    Guid About, string? Because, StopCause Cause, string? Conflict, Guid Report, Guid Consent, Insertion? Needle, NeedleCondition Condition, DateOnly? RemoveBy, int? Count, int? CountedIn, double? Minutes,
    Settlement? Settlement);
