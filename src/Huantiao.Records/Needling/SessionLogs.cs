using System.Collections.Concurrent;
using Huantiao.Care.Sessions;

namespace Huantiao.Records.Needling;

/// <summary>What is remembered of a session.</summary>
/// <param name="Arrived">Number of the last event that is in the log.</param>
/// <param name="Sheet">As it was when that event had arrived; null: not known. Nobody changes it: who needs it takes a copy.</param>
/// <param name="Question">What the person is to be asked afterwards, as this program wrote it last; null: not known, or there is none.</param>
internal sealed record RememberedSession(int Arrived, SessionLog Log, SessionSheet? Sheet, AfterQuestion? Question = null)
{
    public static RememberedSession Nothing { get; } = new(0, SessionLog.Empty, null);
}

/// <summary>
/// Sessions that are going on, read or written before: what arrived up to a number, understood. Rows are never changed, so what was read stays true, and only
/// what arrived since is read again; on every node alike. The sheet may be another by now: a save over it finds that out by its version.
/// </summary>
internal sealed class SessionLogs
{
    /// <summary>Rooms of a large clinic several times over; past it all are forgotten and read again.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<(Guid Clinic, Guid Session), RememberedSession> _known = new();

    public RememberedSession Find(Guid clinic, Guid session) => _known.GetValueOrDefault((clinic, session), RememberedSession.Nothing);

    public void Keep(Guid clinic, Guid session, RememberedSession known)
    {
        if (_known.Count >= Most)
            _known.Clear();
        _known.AddOrUpdate((clinic, session), known, (_, before) => before.Arrived > known.Arrived || (before.Arrived == known.Arrived && known.Sheet is null) ? before : known);
    }
}
