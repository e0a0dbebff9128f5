namespace Huantiao.Care.Sessions;

/// <summary>When a session was over for the person.</summary>
public static class SessionEnd
{
    /// <summary>
    /// When the last needle came out, was counted, went home or was settled, by the clocks of the devices that said so. Null while a needle is not accounted
    /// for, and where none ever went in.
    /// </summary>
    public static DateTimeOffset? Of(NeedlingSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.Record.Needles.IsEmpty || session.Record.NeedlesIn > 0)
            return null;
        var last = session.Log.Events
            .Where(e => e is SessionEvent.Removed or SessionEvent.LeftIn or SessionEvent.AllPulled or SessionEvent.Counted or SessionEvent.Settled).Select(e => e.Stamp.At).DefaultIfEmpty().Max();
        return last == default ? null : last;
    }
}
